#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/coords.h"
#include "geo/shapes.h"
#include "model/layer.h"

namespace parkatlas::io {

/// One field of a layer as it is to be written: an attribute column, or ids or names that no column
/// holds.
struct WriteField {
    std::string name;
    const model::AttributeColumn* column = nullptr;  ///< null: `is_id` or the names
    bool is_id = false;

    /// The value of a feature; a text is the layer's.
    [[nodiscard]] model::ValueView value(const model::Layer& layer, std::size_t feature) const;
    [[nodiscard]] bool is_json(std::size_t feature) const;
};

/// Whether the format keeps ids beside the attributes.
enum class IdPlace { member, row_number, nowhere };

struct WriteFields {
    std::vector<WriteField> fields;
    bool ids_lost = false;
};

/// The columns of a layer, plus `id` and `name` where reading the file would not give the same ids
/// and names without them.
[[nodiscard]] WriteFields fields_to_write(const model::Layer& layer, IdPlace ids);

/// How a shape is written.
enum class ShapeKind { none, point, line, polygon, multi_point, multi_line, multi_polygon, mixed };
[[nodiscard]] ShapeKind kind_of(geo::ShapeView shape);

/// A ring as it is written: closed, and in the asked direction.
enum class RingOrder { chain, counter_clockwise, clockwise, closed };
void ring_to_write(std::span<const geo::XY> ring, RingOrder order, std::vector<geo::XY>& out);

/// Words for an offset as the reader understands them as the name of a CRS: "GCJ-02".
[[nodiscard]] std::string_view offset_crs_name(model::CoordinateOffset offset);

}  // namespace parkatlas::io
