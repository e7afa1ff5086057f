#include "model/layer_offset.h"

#include <cmath>
#include <cstdint>
#include <optional>

#include <gtest/gtest.h>

namespace parkatlas::model {
namespace {

Layer point_layer(geo::XY at) {
    Layer layer;
    layer.shapes.append_point(at);
    layer.ids.push_back(std::int64_t{1});
    layer.names.push_back(std::nullopt);
    return layer;
}

// coordtransform's README: 116.404, 39.915 becomes 116.41024449916938, 39.91640428150164.
TEST(LayerOffset, GoesOnAndComesOff) {
    Layer layer = point_layer({116.404, 39.915});
    ASSERT_TRUE(add_offset(layer, CoordinateOffset::gcj02));
    EXPECT_EQ(layer.offset, CoordinateOffset::gcj02);
    EXPECT_NEAR(layer.shapes.vertices()[0].x, 116.41024449916938, 1e-12);
    ASSERT_TRUE(remove_offset(layer));
    EXPECT_EQ(layer.offset, CoordinateOffset::none);
    EXPECT_NEAR(layer.shapes.vertices()[0].x, 116.404, 1e-12);
    EXPECT_NEAR(layer.shapes.vertices()[0].y, 39.915, 1e-12);
}

TEST(LayerOffset, WithoutATagNothingMoves) {
    Layer layer = point_layer({116.404, 39.915});
    ASSERT_TRUE(remove_offset(layer));
    EXPECT_EQ(layer.shapes.vertices()[0], (geo::XY{116.404, 39.915}));
}

// In the plane the point moves by what GCJ-02 does at Ningbo: 493 m, see geo/map_offset_test.cpp.
TEST(LayerOffset, AProjectedLayerMovesOnTheGround) {
    const auto to_plane =
        geo::Transform::between(geo::Crs::cgcs2000(), geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(to_plane);
    const auto at = to_plane->apply(geo::XY{121.55, 29.87});
    ASSERT_TRUE(at);
    Layer layer = point_layer(*at);
    layer.crs = geo::Crs::gauss_kruger_120();
    ASSERT_TRUE(add_offset(layer, CoordinateOffset::gcj02));
    const geo::XY moved = layer.shapes.vertices()[0];
    EXPECT_NEAR(std::hypot(moved.x - at->x, moved.y - at->y), 493.6, 0.5);
    ASSERT_TRUE(remove_offset(layer));
    EXPECT_NEAR(layer.shapes.vertices()[0].x, at->x, 1e-5);
    EXPECT_NEAR(layer.shapes.vertices()[0].y, at->y, 1e-5);
}

}  // namespace
}  // namespace parkatlas::model
