#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geo/shapes.h"
#include "model/layer.h"

namespace parkatlas::test {

using geo::XY;

inline const std::vector<XY> ningbo_block{
    {121.54, 29.87}, {121.56, 29.87}, {121.56, 29.89}, {121.54, 29.89}};
inline const std::vector<XY> shifted_block{
    {121.55, 29.88}, {121.57, 29.88}, {121.57, 29.90}, {121.55, 29.90}};
inline const std::vector<XY> bow_tie{{121, 29}, {121.02, 29.02}, {121.02, 29}, {121, 29.02}};

// pyproj 3.4, Geod(a=6378137, rf=298.257222101), over shapely's results
inline constexpr double ningbo_block_m2 = 4283355.781238;
inline constexpr double shifted_block_m2 = 4282934.843437;
inline constexpr double shared_m2 = 1070786.334123;
inline constexpr double mended_bow_tie_m2 = 2159738.476462;

/// A layer of polygons of one ring each, on CGCS2000.
inline model::Layer layer_of(const std::vector<std::vector<XY>>& rings) {
    model::Layer layer;
    layer.name = "parks";
    layer.source = "parks.geojson";
    for (const std::vector<XY>& ring : rings) {
        layer.shapes.append_polygon({ring});
        layer.ids.push_back(static_cast<std::int64_t>(layer.ids.size() + 1));
        layer.names.push_back(std::nullopt);
    }
    return layer;
}

}  // namespace parkatlas::test
