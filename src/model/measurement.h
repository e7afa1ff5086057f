#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/coords.h"

namespace parkatlas::model {

enum class MeasurementKind : std::uint8_t { distance, area, circle };

/// "distance", "area", "circle".
[[nodiscard]] std::string_view measurement_kind_name(MeasurementKind kind);
[[nodiscard]] std::optional<MeasurementKind> parse_measurement_kind(std::string_view name);

/// What somebody measured on the map: a chain, a ring that closes itself, or a circle given by its
/// centre and a point of its rim. Points are degrees on CGCS2000, so that they mean the same on
/// every map.
struct Measurement {
    MeasurementKind kind = MeasurementKind::distance;
    std::string name;
    std::vector<geo::LonLat> points;
    std::string extra = {};  ///< members of a file that this program does not know, as JSON

    bool operator==(const Measurement&) const = default;
    /// Fewer points measure nothing: 2, 3, 2.
    [[nodiscard]] std::size_t points_needed() const {
        return kind == MeasurementKind::area ? 3 : 2;
    }
    [[nodiscard]] bool is_whole() const { return points.size() >= points_needed(); }
};

}  // namespace parkatlas::model
