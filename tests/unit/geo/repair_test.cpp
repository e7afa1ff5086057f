#include "geo/repair.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "geo/measure.h"
#include "geo/triangulate.h"
#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::area_m2;
using test::measurer;
using test::multipolygon;
using test::polygon;
using test::rectangle;

Measurer planar() {
    return measurer(Method::planar, Crs::gauss_kruger_120());
}

Repaired mended(const Shapes& shapes) {
    auto repaired = Repairer{}.make_valid(shapes[0]);
    EXPECT_TRUE(repaired) << (repaired ? "" : error_line(repaired.error()));
    return repaired ? std::move(*repaired) : Repaired{};
}

/// Mended, valid afterwards, and of this area.
void expect_mended(const Shapes& shapes, double area) {
    const Repaired repaired = mended(shapes);
    EXPECT_TRUE(repaired.changed);
    EXPECT_FALSE(repaired.reason.empty());
    ASSERT_EQ(repaired.shapes.size(), 1U);
    const auto left = Repairer{}.invalidity(repaired.shapes[0]);
    ASSERT_TRUE(left);
    EXPECT_FALSE(left->has_value()) << (*left)->reason;
    EXPECT_NEAR(area_m2(planar(), repaired.shapes), area, 1e-9);
}

TEST(Repair, AValidPolygonStaysAsItIs) {
    const Shapes square = polygon({rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)});
    const Repaired repaired = mended(square);
    EXPECT_FALSE(repaired.changed);
    EXPECT_EQ(repaired.reason, "");
    EXPECT_TRUE(std::ranges::equal(repaired.shapes.vertices(), square.vertices()));
}

TEST(Repair, WhatMayStayIsNotCopied) {
    Shapes nothing;
    nothing.begin_shape();
    for (const Shapes& fine : {polygon({rectangle(0, 0, 4, 4)}), nothing,
                               polygon({rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)})}) {
        const auto answer = Repairer{}.mend_if_needed(fine[0]);
        ASSERT_TRUE(answer);
        EXPECT_FALSE(answer->has_value());
    }
    // Valid, but a point and a line go: as it is it may not stay.
    Shapes mixture = polygon({rectangle(0, 0, 4, 4)});
    mixture.begin_part(PartKind::point);
    mixture.begin_ring();
    mixture.add(XY{1, 1});
    const auto answer = Repairer{}.mend_if_needed(mixture[0]);
    ASSERT_TRUE(answer && answer->has_value());
    EXPECT_FALSE((*answer)->changed);
    EXPECT_EQ((*answer)->shapes[0].part_count(), 1U);
}

TEST(Repair, AMissingClosingVertexIsNoTrouble) {
    const auto found = Repairer{}.invalidity(polygon({rectangle(0, 0, 4, 4)})[0]);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->has_value());
}

TEST(Repair, BowTieBecomesItsTwoLobes) {
    // Two triangles of base 4 and height 2.
    const Shapes bow = polygon({{{0, 0}, {4, 4}, {4, 0}, {0, 4}}});
    const auto found = Repairer{}.invalidity(bow[0]);
    ASSERT_TRUE(found);
    ASSERT_TRUE(found->has_value());
    EXPECT_EQ((*found)->reason, "Self-intersection");
    EXPECT_EQ((*found)->at, (XY{2, 2}));
    expect_mended(bow, 8.0);
}

TEST(Repair, BowTieInDegreesAsShapelyMendsIt) {
    // shapely.validation.make_valid, areas summed by pyproj's Geod(a=6378137, rf=298.257222101)
    const Repaired repaired =
        mended(polygon({{{121, 29}, {121.02, 29.02}, {121.02, 29}, {121, 29.02}}}));
    EXPECT_NEAR(area_m2(measurer(Method::geodesic, Crs::cgcs2000()), repaired.shapes),
                2159738.476462, 1e-3);
}

TEST(Repair, APentagramLosesItsMiddle) {
    // Even-odd: the pentagon in the middle is wound round twice. Star with circumradius 1:
    // area of the outline less that of the pentagon, R^2 * (5/2) * sin(72 deg) of the inner radius.
    std::vector<XY> star;
    for (int i = 0; i < 5; ++i) {
        const double angle = std::numbers::pi * (0.5 + 0.8 * i);
        star.push_back({std::cos(angle), std::sin(angle)});
    }
    const double phi = (1 + std::sqrt(5.0)) / 2;
    const double inner_radius = 1 / (phi * phi);
    const double sin36 = std::sin(std::numbers::pi / 5);
    const double outline = 5 * inner_radius * sin36;  // ten triangles of radii 1 and inner
    const double pentagon = 2.5 * inner_radius * inner_radius * std::sin(0.4 * std::numbers::pi);
    expect_mended(polygon({star}), outline - pentagon);
}

TEST(Repair, AHoleOutsideItsShellBecomesGround) {
    expect_mended(polygon({rectangle(0, 0, 4, 4), rectangle(10, 0, 12, 2)}), 20.0);
}

TEST(Repair, AHoleAcrossItsShellCountsEvenOdd) {
    expect_mended(polygon({rectangle(0, 0, 4, 4), rectangle(3, 1, 6, 2)}), 16.0 - 1.0 + 2.0);
}

TEST(Repair, PartsThatOverlapCountEvenOdd) {
    expect_mended(multipolygon({rectangle(0, 0, 4, 4), rectangle(3, 3, 5, 5)}), 16.0 + 4.0 - 2.0);
}

TEST(Repair, PartsThatShareASideBecomeOne) {
    const Shapes halves = multipolygon({rectangle(0, 0, 2, 4), rectangle(2, 0, 4, 4)});
    expect_mended(halves, 16.0);
    EXPECT_EQ(mended(halves).shapes[0].part_count(), 1U);
}

TEST(Repair, ASpikeIsCutOff) {
    expect_mended(polygon({{{0, 0}, {4, 0}, {4, 2}, {8, 2}, {4, 2}, {4, 4}, {0, 4}}}), 16.0);
}

TEST(Repair, RingsWithoutAreaVanish) {
    for (const std::vector<XY>& ring : {std::vector<XY>{},
                                        {{1, 1}},
                                        {{1, 1}, {2, 2}},
                                        {{1, 1}, {1, 1}, {1, 1}, {1, 1}},
                                        {{0, 0}, {2, 2}, {0, 0}, {2, 2}},
                                        {{0, 0}, {1, 1}, {2, 2}, {0, 0}}}) {
        const Repaired repaired = mended(polygon({ring}));
        EXPECT_TRUE(repaired.changed);
        EXPECT_FALSE(repaired.reason.empty());
        ASSERT_EQ(repaired.shapes.size(), 1U);
        EXPECT_TRUE(repaired.shapes[0].is_empty());
    }
}

TEST(Repair, ACollapsedHoleIsLeftOut) {
    expect_mended(polygon({rectangle(0, 0, 4, 4), {{1, 1}, {2, 2}, {1, 1}}}), 16.0);
}

TEST(Repair, OuterRingsComeOutCounterClockwise) {
    const Repaired repaired = mended(polygon({{{0, 0}, {4, 4}, {4, 0}, {0, 4}}}));
    for (std::size_t p = 0; p < repaired.shapes[0].part_count(); ++p) {
        const auto ring = repaired.shapes[0].part(p).ring(0);
        double twice_area = 0.0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            twice_area += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
        }
        EXPECT_GT(twice_area, 0.0);
    }
}

TEST(Repair, LinesAndPointsAreDropped) {
    Shapes mixed = polygon({rectangle(0, 0, 4, 4)});
    mixed.begin_part(PartKind::line);
    mixed.begin_ring();
    mixed.add(XY{0, 0});
    mixed.add(XY{9, 9});
    const Repaired repaired = mended(mixed);
    EXPECT_FALSE(repaired.changed);
    EXPECT_EQ(repaired.shapes[0].part_count(), 1U);
}

std::vector<XY> tangle(std::uint32_t seed, int vertices) {
    std::mt19937 random{seed};
    const auto unit = [&] { return static_cast<double>(random()) / 4294967296.0; };
    std::vector<XY> ring;
    for (int i = 0; i < vertices; ++i) ring.push_back({1000 * unit(), 1000 * unit()});
    return ring;
}

double even_odd_area(const std::vector<XY>& ring) {
    const std::vector<std::uint32_t> ends{static_cast<std::uint32_t>(ring.size())};
    const Triangles triangles = triangulate(ring, ends, FillRule::even_odd);
    double sum = 0.0;
    for (std::size_t i = 0; i < triangles.indices.size(); i += 3) {
        const XY a = triangles.vertices[triangles.indices[i]];
        const XY b = triangles.vertices[triangles.indices[i + 1]];
        const XY c = triangles.vertices[triangles.indices[i + 2]];
        sum += std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
    }
    return sum;
}

TEST(Repair, ATangleHasItsEvenOddArea) {
    // 10 vertices cross a few times, 60 hundreds of times: the two ways of mending, each against
    // GLU's tessellator.
    for (const int vertices : {5, 10, 15, 60, 150}) {
        const std::vector<XY> ring = tangle(static_cast<std::uint32_t>(vertices), vertices);
        const Repaired repaired = mended(polygon({ring}));
        EXPECT_TRUE(repaired.changed);
        const double expected = even_odd_area(ring);
        EXPECT_NEAR(area_m2(planar(), repaired.shapes), expected, 1e-6 * expected) << vertices;
        EXPECT_FALSE(Repairer{}.invalidity(repaired.shapes[0])->has_value()) << vertices;
    }
}

TEST(Repair, EdgesRunAlongTwiceInsideATangleVanish) {
    // A tangle and a square cut in two halves that share a side, as one shape.
    std::vector<XY> ring = tangle(60, 60);
    const Shapes shapes =
        multipolygon({ring, rectangle(2000, 0, 2010, 20), rectangle(2010, 0, 2020, 20)});
    const Repaired repaired = mended(shapes);
    const double expected = even_odd_area(ring) + 400.0;
    EXPECT_NEAR(area_m2(planar(), repaired.shapes), expected, 1e-6 * expected);
    EXPECT_FALSE(Repairer{}.invalidity(repaired.shapes[0])->has_value());
}

TEST(Repair, RefusesWhatIsTangledBeyondReason) {
    const auto repaired = Repairer{}.make_valid(polygon({tangle(1, 5000)})[0]);
    ASSERT_FALSE(repaired);
    EXPECT_EQ(repaired.error().code, ErrorCode::geometry_invalid);
    EXPECT_NE(repaired.error().what.english().find("crosses itself too often"), std::string::npos);
}

TEST(Repair, ARingOfAMillionVerticesIsFine) {
    std::vector<XY> circle;
    constexpr int count = 1'000'000;
    for (int i = 0; i < count; ++i) {
        const double angle = 2 * std::numbers::pi * i / count;
        circle.push_back({600000 + 50000 * std::cos(angle), 3300000 + 50000 * std::sin(angle)});
    }
    EXPECT_FALSE(mended(polygon({circle})).changed);
}

TEST(Repair, RefusesCoordinatesThatAreNotFinite) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    for (const XY bad : {XY{nan, 0}, XY{0, infinity}, XY{-infinity, nan}}) {
        const Shapes shapes = polygon({{{0, 0}, {4, 0}, bad, {0, 4}}});
        EXPECT_EQ(Repairer{}.invalidity(shapes[0]).error().code, ErrorCode::out_of_range);
        EXPECT_EQ(Repairer{}.make_valid(shapes[0]).error().code, ErrorCode::out_of_range);
    }
}

TEST(Repair, ExtremeCoordinatesDoNotCrash) {
    for (const double size : {1e-300, 1e-150, 1e150, 1e300, 1.7e308}) {
        const Shapes bow = polygon({{{size, size}, {-size, size}, {size, -size}, {-size, -size}}});
        (void)Repairer{}.invalidity(bow[0]);
        (void)Repairer{}.make_valid(bow[0]);
    }
}

}  // namespace
}  // namespace parkatlas::geo
