#include "geo/additive_rings.h"

#include <cmath>
#include <random>
#include <span>

#include <gtest/gtest.h>

#include "geo/triangulate.h"

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
    bool is_replaced;
    double area;
};
Made made(RingSet rings) {
    RingSet borders;
    make_additive(rings, borders);
    const bool is_replaced = !borders.ring_ends.empty();
    return {is_replaced, signed_area(is_replaced ? borders : rings)};
}

TEST(MakeAdditive, TurnsAClockwiseShell) {
    const Made got = made(rings_of({reversed(square(0, 0, 10))}));
    EXPECT_FALSE(got.is_replaced);
    EXPECT_EQ(got.area, 100.0);
}

TEST(MakeAdditive, AHoleTakesAwayWhicheverWayItRuns) {
    for (const auto& hole : {square(2, 2, 3), reversed(square(2, 2, 3))}) {
        const Made got = made(rings_of({square(0, 0, 10), hole}));
        EXPECT_FALSE(got.is_replaced);
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

TEST(MakeAdditive, ABowTieBecomesItsTwoLobes) {
    const Made got = made(rings_of({{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}));
    EXPECT_TRUE(got.is_replaced);
    EXPECT_NEAR(got.area, 50.0, 1e-12);
}

TEST(MakeAdditive, AFigureEightThroughOneVertexIsFilledOnBothSides) {
    const Made got = made(rings_of({{{0, 0}, {5, 5}, {10, 10}, {10, 0}, {5, 5}, {0, 10}}}));
    EXPECT_TRUE(got.is_replaced);
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
    EXPECT_TRUE(got.is_replaced);
    EXPECT_NEAR(got.area, 100.0 + 100.0 - 2 * 25.0, 1e-9);
}

TEST(MakeAdditive, ClosingAndRepeatedVerticesGo) {
    RingSet rings = rings_of({{{0, 0}, {0, 0}, {10, 0}, {10, 10}, {10, 10}, {0, 10}, {0, 0}}});
    RingSet borders;
    make_additive(rings, borders);
    EXPECT_EQ(rings.points.size(), 4U);
    EXPECT_TRUE(borders.points.empty());
}

TEST(MakeAdditive, WhatIsNoRingGoes) {
    RingSet rings = rings_of({{{0, 0}, {1, 1}, {0, 0}}, {{3, 3}}, square(0, 0, 10)});
    RingSet borders;
    make_additive(rings, borders);
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
    RingSet borders;
    make_additive(rings, borders);
    EXPECT_TRUE(borders.points.empty());
    EXPECT_EQ(rings.points.size(), 5000U);
    EXPECT_GT(signed_area(rings), 0.0);
}

TEST(MakeAdditive, ABorderWithSpikesIsReplacedByAboutAsManyEdges) {
    // Every tenth vertex has a spike walked there and back: closed ground with 5 per cent more.
    std::vector<XY> ring;
    for (int i = 0; i < 2000; ++i) {
        const double angle = 2 * 3.14159265358979 * i / 2000;
        const XY p{100 * std::cos(angle), 100 * std::sin(angle)};
        ring.push_back(p);
        if (i % 10 == 0) {
            ring.push_back({p.x * 1.2, p.y * 1.2});
            ring.push_back(p);
        }
    }
    RingSet rings = rings_of({ring});
    RingSet borders;
    make_additive(rings, borders);
    EXPECT_EQ(borders.points.size(), 2000U);
    EXPECT_NEAR(signed_area(borders), 1000 * 2000 / 0.2 * std::sin(2 * 3.14159265358979 / 2000),
                1e-8);  // n r2 sin(360 degrees / n) / 2
}

TEST(MakeAdditive, WhatItPutsInPlaceOfTanglesHasTheAreaOfTheirTriangles) {
    std::mt19937 random{20261122};
    const auto place = [&] { return static_cast<double>(random()) / 4294967296.0 * 1000.0; };
    for (int round = 0; round < 40; ++round) {
        std::vector<std::vector<XY>> chosen(1 + static_cast<std::size_t>(round) % 3);
        for (auto& ring : chosen) {
            for (int i = 0; i < 40 + round; ++i) ring.push_back({place(), place()});
        }
        RingSet rings;
        for (const auto& ring : chosen) {
            rings.points.insert(rings.points.end(), ring.begin(), ring.end());
            rings.ring_ends.push_back(static_cast<std::uint32_t>(rings.points.size()));
        }
        const Triangles triangles = triangulate(rings.points, rings.ring_ends, FillRule::even_odd);
        double expected = 0.0;
        for (std::size_t i = 0; i + 2 < triangles.indices.size(); i += 3) {
            const XY a = triangles.vertices[triangles.indices[i]];
            const XY b = triangles.vertices[triangles.indices[i + 1]];
            const XY c = triangles.vertices[triangles.indices[i + 2]];
            expected += std::abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2;
        }
        const Made got = made(rings);
        EXPECT_TRUE(got.is_replaced);
        EXPECT_NEAR(got.area, expected, 1e-6 * expected) << round;
    }
}

}  // namespace
}  // namespace parkatlas::geo
