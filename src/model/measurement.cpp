#include "model/measurement.h"

namespace parkatlas::model {

std::string_view measurement_kind_name(MeasurementKind kind) {
    switch (kind) {
        case MeasurementKind::distance:
            return "distance";
        case MeasurementKind::area:
            return "area";
        case MeasurementKind::circle:
            break;
    }
    return "circle";
}

std::optional<MeasurementKind> parse_measurement_kind(std::string_view name) {
    for (const MeasurementKind kind :
         {MeasurementKind::distance, MeasurementKind::area, MeasurementKind::circle}) {
        if (measurement_kind_name(kind) == name) return kind;
    }
    return std::nullopt;
}

}  // namespace parkatlas::model
