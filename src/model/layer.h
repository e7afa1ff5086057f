#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/crs.h"
#include "geo/map_offset.h"
#include "geo/shapes.h"
#include "model/attribute.h"

namespace parkatlas::model {

/// A distortion that longitude/latitude may carry on top of the CRS (China's map services).
using CoordinateOffset = geo::MapOffset;

/// Which part of a layer is there, where the whole is larger than what is held in memory. Counts
/// and sums over it are not those of the layer.
struct LayerPart {
    std::uint64_t total = 0;           ///< features of the whole layer
    geo::Box whole = {};               ///< its extent, in its own CRS
    std::optional<geo::Box> box = {};  ///< all features that meet this are there
    std::uint64_t step = 1;            ///< without a box: one in so many is there, evenly spread
    std::uint64_t most = 0;            ///< features that a part may have
};

/// A layer as loaded: shapes in the layer's own CRS, one id, one name and one value per column for
/// each. All vectors have `shapes.size()` entries.
struct Layer {
    std::string name;    ///< of the layer inside its source
    std::string source;  ///< path or "layout:ID" as the user gave it
    geo::Crs crs = geo::Crs::cgcs2000();
    bool crs_stated = false;  ///< false: the data did not say, CGCS2000 was assumed
    CoordinateOffset offset = CoordinateOffset::none;
    std::string encoding = "UTF-8";  ///< of the source's text before it was brought to UTF-8
    std::string format;              ///< e.g. "GeoJSON", "ESRI Shapefile"

    geo::Shapes shapes;
    Ids ids;
    Names names;
    std::vector<AttributeColumn> columns;
    std::optional<LayerPart> part = {};  ///< none: the layer is there as a whole

    [[nodiscard]] std::size_t size() const { return ids.size(); }
    [[nodiscard]] const AttributeColumn* column(std::string_view column_name) const;
    /// "name" or, where it has none, "#id": how messages speak of a feature.
    [[nodiscard]] std::string feature_label(std::size_t index) const;
};

}  // namespace parkatlas::model
