#include "geo/additive_rings.h"

#include <cmath>
#include <span>

#include <gtest/gtest.h>

namespace parkatlas::geo {
namespace {

RingSet rings_of(std::initializer_list<std::vector<XY>> rings) {
    RingSet out;
    for (const auto& ring : rings) {
        out.points.insert(out.points.end(), ring.begin(), ring.end());
        out.ring_ends.push_back(static_cast<std::uint32_t>(out.points.size()));
    }
    return out;
}

std::vector<XY> square(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

std::vector<XY> reversed(std::vector<XY> ring) {
    return {ring.rbegin(), ring.rend()};
}

double signed_area(const RingSet& rings) {
    double sum = 0.0;
    std::size_t first = 0;
    for (const std::uint32_t end : rings.ring_ends) {
        for (std::size_t i = first; i < end; ++i) {
            const XY a = rings.points[i];
            const XY b = rings.points[i + 1 == end ? first : i + 1];
            sum += (a.x * b.y - b.x * a.y) / 2;
        }
        first = end;
    }
    return sum;
}

struct Made {
    bool in_triangles;
    double area;
};
Made made(RingSet rings) {
    RingSet triangles;
    make_additive(rings, triangles);
    const bool in_triangles = !triangles.ring_ends.empty();
    return {in_triangles, signed_area(in_triangles ? triangles : rings)};
}

TEST(MakeAdditive, TurnsAClockwiseShell) {
    const Made got = made(rings_of({reversed(square(0, 0, 10))}));
    EXPECT_FALSE(got.in_triangles);
    EXPECT_EQ(got.area, 100.0);
}

TEST(MakeAdditive, AHoleTakesAwayWhicheverWayItRuns) {
    for (const auto& hole : {square(2, 2, 3), reversed(square(2, 2, 3))}) {
        const Made got = made(rings_of({square(0, 0, 10), hole}));
        EXPECT_FALSE(got.in_triangles);
        EXPECT_EQ(got.area, 91.0);
    }
}

TEST(MakeAdditive, AnIslandInAHoleAddsAgain) {
    const Made got = made(rings_of({square(0, 0, 10), square(2, 2, 6), square(4, 4, 2)}));
    EXPECT_EQ(got.area, 100.0 - 36.0 + 4.0);
}

TEST(MakeAdditive, AHoleOutsideItsShellIsFilledByTheEvenOddRule) {
    EXPECT_EQ(made(rings_of({square(0, 0, 10), reversed(square(20, 0, 3))})).area, 109.0);
}

TEST(MakeAdditive, ABowTieBecomesTrianglesOfBothLobes) {
    const Made got = made(rings_of({{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}));
    EXPECT_TRUE(got.in_triangles);
    EXPECT_NEAR(got.area, 50.0, 1e-12);
}

TEST(MakeAdditive, AFigureEightThroughOneVertexIsFilledOnBothSides) {
    const Made got = made(rings_of({{{0, 0}, {5, 5}, {10, 10}, {10, 0}, {5, 5}, {0, 10}}}));
    EXPECT_TRUE(got.in_triangles);
    EXPECT_NEAR(got.area, 50.0, 1e-12);
}

TEST(MakeAdditive, ARingRunRoundTwiceIsEmpty) {
    auto twice = square(0, 0, 10);
    for (const XY p : square(0, 0, 10)) twice.push_back(p);
    const Made got = made(rings_of({twice}));
    EXPECT_EQ(got.area, 0.0);
}

TEST(MakeAdditive, OverlappingPartsAreHollowWhereTheyOverlap) {
    const Made got = made(rings_of({square(0, 0, 10), square(5, 5, 10)}));
    EXPECT_TRUE(got.in_triangles);
    EXPECT_NEAR(got.area, 100.0 + 100.0 - 2 * 25.0, 1e-9);
}

TEST(MakeAdditive, ClosingAndRepeatedVerticesGo) {
    RingSet rings = rings_of({{{0, 0}, {0, 0}, {10, 0}, {10, 10}, {10, 10}, {0, 10}, {0, 0}}});
    RingSet triangles;
    make_additive(rings, triangles);
    EXPECT_EQ(rings.points.size(), 4U);
    EXPECT_TRUE(triangles.points.empty());
}

TEST(MakeAdditive, WhatIsNoRingGoes) {
    RingSet rings = rings_of({{{0, 0}, {1, 1}, {0, 0}}, {{3, 3}}, square(0, 0, 10)});
    RingSet triangles;
    make_additive(rings, triangles);
    EXPECT_EQ(rings.ring_ends.size(), 1U);
    EXPECT_EQ(signed_area(rings), 100.0);
}

TEST(MakeAdditive, ALongWavyRingKeepsItsVertices) {
    std::vector<XY> ring;
    for (int i = 0; i < 5000; ++i) {
        const double angle = 2 * 3.14159265358979 * i / 5000;
        const double r = 100.0 + 5.0 * std::sin(40 * angle);
        ring.push_back({r * std::cos(angle), r * std::sin(angle)});
    }
    RingSet rings = rings_of({reversed(ring)});
    RingSet triangles;
    make_additive(rings, triangles);
    EXPECT_TRUE(triangles.points.empty());
    EXPECT_EQ(rings.points.size(), 5000U);
    EXPECT_GT(signed_area(rings), 0.0);
}

}  // namespace
}  // namespace parkatlas::geo
