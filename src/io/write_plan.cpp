#include "io/write_plan.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "io/layer_builder.h"

namespace parkatlas::io {

namespace {

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\0") == std::string_view::npos;
}

/// The columns that may give a reader the name (or id), the first choice first.
std::vector<const model::AttributeColumn*> by_rank(const model::Layer& layer,
                                                   int (*rank)(std::string_view)) {
    std::vector<const model::AttributeColumn*> columns;
    for (const model::AttributeColumn& column : layer.columns) {
        if (rank(column.name) >= 0) columns.push_back(&column);
    }
    std::ranges::stable_sort(
        columns, {}, [rank](const model::AttributeColumn* column) { return rank(column->name); });
    return columns;
}

/// The id that a reader would take from the columns.
std::optional<model::FeatureId> id_in_columns(
    const std::vector<const model::AttributeColumn*>& columns, std::size_t row) {
    for (const model::AttributeColumn* column : columns) {
        const model::Value value = column->values[row];
        if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
            return model::FeatureId{*whole};
        }
        const auto* const text = std::get_if<std::string>(&value);
        if (text != nullptr && !column->is_json(row) && !is_blank(*text)) {
            return model::FeatureId{*text};
        }
    }
    return std::nullopt;
}

/// The name that a reader would take from the columns.
std::optional<std::string> name_in_columns(
    const std::vector<const model::AttributeColumn*>& columns, std::size_t row) {
    for (const model::AttributeColumn* column : columns) {
        const model::ValueView value = column->values.view(row);
        const auto* const text = std::get_if<std::string_view>(&value);
        if (text != nullptr && !column->is_json(row) && !is_blank(*text)) {
            return std::string{*text};
        }
    }
    for (const model::AttributeColumn* column : columns) {
        const model::ValueView value = column->values.view(row);
        if (std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value)) {
            return model::value_text(value);
        }
    }
    return std::nullopt;
}

double doubled_area(std::span<const geo::XY> ring) {
    double sum = 0.0;
    const geo::XY origin = ring.front();
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const geo::XY a{ring[i - 1].x - origin.x, ring[i - 1].y - origin.y};
        const geo::XY b{ring[i].x - origin.x, ring[i].y - origin.y};
        sum += a.x * b.y - b.x * a.y;
    }
    return sum;
}

}  // namespace

model::ValueView WriteField::value(const model::Layer& layer, std::size_t feature) const {
    if (column != nullptr) return column->values.view(feature);
    if (is_id) {
        return std::visit([](const auto& id) { return model::ValueView{id}; },
                          layer.ids.view(feature));
    }
    const std::optional<std::string_view> given = layer.names.view(feature);
    return given ? model::ValueView{*given} : model::ValueView{};
}

bool WriteField::is_json(std::size_t feature) const {
    return column != nullptr && column->is_json(feature);
}

WriteFields fields_to_write(const model::Layer& layer, IdPlace ids) {
    WriteFields answer;
    const auto id_columns = by_rank(layer, &id_property_rank);
    const auto name_columns = by_rank(layer, &name_property_rank);
    bool ids_come_back = true;
    bool names_come_back = true;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (ids_come_back) {
            const model::FeatureId without =
                id_in_columns(id_columns, i)
                    .value_or(model::FeatureId{static_cast<std::int64_t>(i + 1)});
            ids_come_back = without == layer.ids[i];
        }
        if (names_come_back && layer.names.has(i)) {
            names_come_back = name_in_columns(name_columns, i) == layer.names[i];
        }
    }
    if (ids != IdPlace::member && !ids_come_back) {
        if (id_columns.empty()) {
            answer.fields.push_back({"id", nullptr, true});
        } else {
            answer.ids_lost = true;
        }
    }
    for (const model::AttributeColumn& column : layer.columns) {
        answer.fields.push_back({column.name, &column, false});
    }
    if (!names_come_back && layer.column("name") == nullptr) {
        answer.fields.push_back({"name", nullptr, false});
    }
    return answer;
}

ShapeKind kind_of(geo::ShapeView shape) {
    const std::size_t parts = shape.part_count();
    if (parts == 0) return ShapeKind::none;
    const geo::PartKind first = shape.part(0).kind;
    for (std::size_t p = 1; p < parts; ++p) {
        if (shape.part(p).kind != first) return ShapeKind::mixed;
    }
    switch (first) {
        case geo::PartKind::point:
            return parts == 1 ? ShapeKind::point : ShapeKind::multi_point;
        case geo::PartKind::line:
            return parts == 1 ? ShapeKind::line : ShapeKind::multi_line;
        case geo::PartKind::polygon:
            break;
    }
    return parts == 1 ? ShapeKind::polygon : ShapeKind::multi_polygon;
}

void ring_to_write(std::span<const geo::XY> ring, RingOrder order, std::vector<geo::XY>& out) {
    out.assign(ring.begin(), ring.end());
    if (order == RingOrder::chain || out.empty()) return;
    if (out.front() != out.back()) out.push_back(out.front());
    if (order == RingOrder::closed) return;
    const double area = doubled_area(out);
    const bool turn = order == RingOrder::counter_clockwise ? area < 0.0 : area > 0.0;
    if (turn) std::ranges::reverse(out);
}

std::string_view offset_crs_name(model::CoordinateOffset offset) {
    switch (offset) {
        case model::CoordinateOffset::gcj02:
            return "GCJ-02";
        case model::CoordinateOffset::bd09:
            return "BD-09";
        case model::CoordinateOffset::none:
            break;
    }
    return {};
}

}  // namespace parkatlas::io
