#include "model/layer_offset.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace parkatlas::model {

namespace {

/// Calls `move` on the vertices of the layer in degrees on CGCS2000.
template <typename Move>
Result<void> in_degrees(Layer& layer, const Move& move) {
    const Result<geo::Transform> there = geo::Transform::between(layer.crs, geo::Crs::cgcs2000());
    if (!there) return tl::unexpected{there.error()};
    const std::span<geo::XY> vertices = layer.shapes.mutable_vertices();
    if (there->is_identity()) {
        move(vertices);
        return {};
    }
    const Result<geo::Transform> back = geo::Transform::between(geo::Crs::cgcs2000(), layer.crs);
    if (!back) return tl::unexpected{back.error()};
    std::vector<geo::XY> moved{vertices.begin(), vertices.end()};
    if (Result<void> done = there->apply(moved); !done) return done;
    move(std::span{moved});
    if (Result<void> done = back->apply(moved); !done) return done;
    std::copy(moved.begin(), moved.end(), vertices.begin());
    return {};
}

}  // namespace

Result<void> remove_offset(Layer& layer) {
    if (layer.offset == CoordinateOffset::none) return {};
    Result<void> done = in_degrees(layer, [&layer](std::span<geo::XY> vertices) {
        geo::remove_map_offset(vertices, layer.offset);
    });
    if (done) layer.offset = CoordinateOffset::none;
    return done;
}

Result<void> add_offset(Layer& layer, CoordinateOffset offset) {
    Result<void> done = in_degrees(
        layer, [offset](std::span<geo::XY> vertices) { geo::add_map_offset(vertices, offset); });
    if (done) layer.offset = offset;
    return done;
}

}  // namespace parkatlas::model
