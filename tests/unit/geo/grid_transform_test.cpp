#include "geo/grid_transform.h"

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace parkatlas::geo {
namespace {

double share(std::mt19937& random) {
    return static_cast<double>(random()) / 4294967296.0;
}

std::vector<XY> places(const Box& box, std::size_t count, unsigned seed) {
    std::mt19937 random{seed};
    std::vector<XY> out;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = box.min_x + box.width() * share(random);
        const double y = box.min_y + box.height() * share(random);
        out.push_back({x, y});
    }
    return out;
}

GridTransform grid_for(const Crs& from, const Crs& to, std::span<const XY> vertices) {
    Result<GridTransform> grid = GridTransform::create(from, to, vertices, Work{});
    EXPECT_TRUE(grid.has_value()) << error_line(grid.error());
    return std::move(*grid);
}

/// The greatest distance between the grid's answers and PROJ's, which are the truth here.
double farthest_off(const Crs& from, const Crs& to, const std::vector<XY>& vertices) {
    const GridTransform grid = grid_for(from, to, vertices);
    std::vector<XY> quick{vertices};
    EXPECT_TRUE(GridTransform::Hand{grid}.apply(quick));
    std::vector<XY> exact{vertices};
    EXPECT_TRUE(Transform::between(from, to)->apply(exact).has_value());
    double most = 0.0;
    for (std::size_t i = 0; i < quick.size(); ++i) {
        most = std::max(most, std::hypot(quick[i].x - exact[i].x, quick[i].y - exact[i].y));
    }
    return most;
}

TEST(GridTransform, ZhejiangInItsMiddleZoneLiesWithinHalfAMillimetreOfProj) {
    const auto vertices = places({118.0, 27.0, 123.5, 31.5}, 400'000, 1);
    EXPECT_LT(farthest_off(Crs::cgcs2000(), Crs::gauss_kruger_120(), vertices), 0.0005);
}

TEST(GridTransform, PatchesServeAProvinceOfVertices) {
    const auto vertices = places({118.0, 27.0, 123.5, 31.5}, 400'000, 2);
    const GridTransform grid = grid_for(Crs::cgcs2000(), Crs::gauss_kruger_120(), vertices);
    // 5.5 by 4.5 degrees in sixteenths: 88 by 72 cells, and a row and column for the rim.
    EXPECT_NEAR(static_cast<double>(grid.patch_count()), 88.0 * 72.0, 170.0);
    EXPECT_EQ(grid.covered_share(), 1.0);
}

TEST(GridTransform, TheWestOfChinaFarFromTheMeridianIsRightToo) {
    const auto vertices = places({75.0, 35.0, 78.0, 39.0}, 200'000, 3);
    EXPECT_LT(farthest_off(Crs::cgcs2000(), Crs::gauss_kruger_120(), vertices), 0.0005);
}

TEST(GridTransform, FromOneZoneToTheNextItStartsFromMetres) {
    const Crs zone_123 = *Crs::parse("EPSG:4550");
    const auto vertices = places({300'000, 3'200'000, 420'000, 3'400'000}, 200'000, 4);
    const GridTransform grid = grid_for(zone_123, Crs::gauss_kruger_120(), vertices);
    EXPECT_GT(grid.patch_count(), 500U);
    EXPECT_LT(farthest_off(zone_123, Crs::gauss_kruger_120(), vertices), 0.0005);
}

TEST(GridTransform, FewVerticesGoThroughProjAlone) {
    const auto vertices = places({118.0, 27.0, 123.5, 31.5}, 200, 5);
    const GridTransform grid = grid_for(Crs::cgcs2000(), Crs::gauss_kruger_120(), vertices);
    EXPECT_EQ(grid.patch_count(), 0U);
    EXPECT_EQ(farthest_off(Crs::cgcs2000(), Crs::gauss_kruger_120(), vertices), 0.0);
}

TEST(GridTransform, WhatNoPatchCoversIsAskedOfProj) {
    auto vertices = places({121.0, 29.0, 122.0, 30.0}, 100'000, 6);
    const GridTransform grid = grid_for(Crs::cgcs2000(), Crs::gauss_kruger_120(), vertices);
    XY far[] = {{110.0, 20.0}};
    const Result<XY> exact =
        Transform::between(Crs::cgcs2000(), Crs::gauss_kruger_120())->apply(far[0]);
    ASSERT_TRUE(GridTransform::Hand{grid}.apply(far));
    EXPECT_EQ(far[0], *exact);
}

TEST(GridTransform, WhatIsNoPlaceIsRefused) {
    auto vertices = places({121.0, 29.0, 122.0, 30.0}, 100'000, 7);
    const GridTransform grid = grid_for(Crs::cgcs2000(), Crs::gauss_kruger_120(), vertices);
    for (const XY bad : {XY{std::numeric_limits<double>::quiet_NaN(), 29.5},
                         XY{121.5, std::numeric_limits<double>::infinity()}, XY{29.5, 121.5}}) {
        XY one[] = {{121.5, 29.5}, bad};
        EXPECT_FALSE(GridTransform::Hand{grid}.apply(one)) << bad.x << " " << bad.y;
    }
}

TEST(GridTransform, OneSystemToItselfChangesNothing) {
    auto vertices = places({0, 0, 1000, 1000}, 10, 8);
    const auto before = vertices;
    const GridTransform grid = grid_for(Crs::gauss_kruger_120(), Crs::gauss_kruger_120(), vertices);
    ASSERT_TRUE(GridTransform::Hand{grid}.apply(vertices));
    EXPECT_EQ(vertices, before);
}

TEST(GridTransform, StopsWhenAsked) {
    const auto vertices = places({118.0, 27.0, 123.5, 31.5}, 100'000, 9);
    std::stop_source source;
    source.request_stop();
    const auto grid = GridTransform::create(Crs::cgcs2000(), Crs::gauss_kruger_120(), vertices,
                                            Work{nullptr, source.get_token()});
    ASSERT_FALSE(grid.has_value());
    EXPECT_EQ(grid.error().code, ErrorCode::stopped);
}

}  // namespace
}  // namespace parkatlas::geo
