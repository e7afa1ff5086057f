#include "draw/coverage.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace parkatlas::draw::detail {
namespace {

using Ring = std::vector<PixelXY>;

/// Counter-clockwise as seen, y down.
Ring box(double x, double y, double w, double h) {
    return {{x, y}, {x, y + h}, {x + w, y + h}, {x + w, y}};
}

double total(const CoveragePlane& plane, int height) {
    double sum = 0.0;
    for (int y = 0; y < height; ++y) {
        for (const float v : plane.row(y)) sum += static_cast<double>(v);
    }
    return sum;
}

CoveragePlane covered(const std::vector<Ring>& rings, int width, int height) {
    CoveragePlane plane;
    plane.reset(width, height);
    for (const Ring& ring : rings) plane.add_ring(ring, 1.0F);
    plane.finish();
    return plane;
}

double share(std::mt19937& random) {
    return static_cast<double>(random()) / 4294967296.0;
}

TEST(CoveragePlane, GivesEachPixelTheShareThatABoxCovers) {
    const CoveragePlane plane = covered({box(1.25, 2.5, 2.5, 1.25)}, 6, 6);
    // Columns 1 to 3 by 0.75, 1 and 0.75; rows 2 and 3 by 0.5 and 0.75.
    const double columns[] = {0, 0.75, 1, 0.75, 0, 0};
    const double rows[] = {0, 0, 0.5, 0.75, 0, 0};
    for (int y = 0; y < 6; ++y) {
        for (std::size_t x = 0; x < 6; ++x) {
            EXPECT_NEAR(plane.row(y)[x], columns[x] * rows[y], 1e-6) << x << " " << y;
        }
    }
}

TEST(CoveragePlane, ADiagonalHalvesItsPixels) {
    const CoveragePlane plane = covered({{{0, 0}, {0, 8}, {8, 8}}}, 8, 8);
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x) {
            const double expected = x < y ? 1.0 : x == y ? 0.5 : 0.0;
            EXPECT_NEAR(plane.row(y)[static_cast<std::size_t>(x)], expected, 1e-6);
        }
    }
}

TEST(CoveragePlane, SumsToTheAreaOfAnyTriangleInside) {
    std::mt19937 random{11};
    for (int round = 0; round < 200; ++round) {
        Ring ring;
        for (int i = 0; i < 3; ++i) ring.push_back({64 * share(random), 48 * share(random)});
        const double area = ((ring[1].x - ring[0].x) * (ring[2].y - ring[0].y) -
                             (ring[2].x - ring[0].x) * (ring[1].y - ring[0].y)) /
                            -2;
        EXPECT_NEAR(total(covered({ring}, 64, 48), 48), area, 1e-3) << "round " << round;
    }
}

TEST(CoveragePlane, TheQuickWayForRingsInsideGivesTheSame) {
    std::mt19937 random{12};
    CoveragePlane quick;
    CoveragePlane careful;
    quick.reset(32, 32);
    careful.reset(32, 32);
    for (int round = 0; round < 100; ++round) {
        Ring ring;
        for (int i = 0; i < 7; ++i) ring.push_back({32 * share(random), 32 * share(random)});
        quick.add_ring_inside(ring, 1.0F);
        careful.add_ring(ring, 1.0F);
    }
    quick.finish();
    careful.finish();
    for (int y = 0; y < 32; ++y) {
        for (std::size_t x = 0; x < 32; ++x) {
            EXPECT_NEAR(quick.row(y)[x], careful.row(y)[x], 1e-4);
        }
    }
}

TEST(CoveragePlane, WhatReachesFarOutIsCutToTheTile) {
    const CoveragePlane plane = covered({box(-1e7, -1e7, 2e7, 2e7)}, 20, 10);
    for (int y = 0; y < 10; ++y) {
        for (const float v : plane.row(y)) EXPECT_NEAR(v, 1.0, 1e-5);
    }
    EXPECT_NEAR(total(covered({box(-5, -5, 10, 10)}, 20, 10), 10), 25.0, 1e-4);
    EXPECT_NEAR(total(covered({box(15, 5, 1000, 1000)}, 20, 10), 10), 25.0, 1e-4);
    EXPECT_NEAR(total(covered({box(50, 0, 10, 10)}, 20, 10), 10), 0.0, 1e-6);
    // A diamond about the tile's middle: its corners lie outside on all four sides, and the tile's
    // corners outside of it, by triangles of 3 by 3.
    const Ring diamond{{10, -7}, {-2, 5}, {10, 17}, {22, 5}};
    EXPECT_NEAR(total(covered({diamond}, 20, 10), 10), 200.0 - 4 * 4.5, 1e-3);
}

TEST(CoveragePlane, NeighboursFillTheirSharedBorderWhole) {
    std::mt19937 random{13};
    Ring left{{0, 0}};
    Ring right;
    Ring border;
    for (int i = 0; i <= 40; ++i) border.push_back({20 + 10 * share(random), 1.0 * i});
    left.push_back({0, 40});
    left.insert(left.end(), border.rbegin(), border.rend());
    right = border;
    right.push_back({50, 40});
    right.push_back({50, 0});
    const CoveragePlane plane = covered({left, right}, 50, 40);
    for (int y = 0; y < 40; ++y) {
        for (const float v : plane.row(y)) EXPECT_NEAR(v, 1.0, 1e-5);
    }
}

TEST(CoveragePlane, ASpeckKeepsItsAreaWhereverItLies) {
    std::mt19937 random{14};
    for (int round = 0; round < 100; ++round) {
        CoveragePlane plane;
        plane.reset(8, 8);
        const double x = 1 + 5 * share(random);
        const double y = 1 + 5 * share(random);
        plane.add_speck(x, y, x + share(random), y + share(random), 0.25, 1.0F);
        plane.finish();
        EXPECT_NEAR(total(plane, 8), 0.25, 1e-5);
    }
    CoveragePlane point;
    point.reset(8, 8);
    point.add_speck(3.0, 3.0, 3.0, 3.0, 0.0, 1.0F);
    point.finish();
    EXPECT_NEAR(total(point, 8), 0.0, 1e-9);
}

TEST(CoveragePlane, AHundredThousandSmallRingsLeaveNoTrailBehindThem) {
    std::mt19937 random{15};
    CoveragePlane plane;
    plane.reset(256, 128);
    for (int i = 0; i < 100'000; ++i) {
        plane.add_ring_inside(box(250 * share(random), 126 * share(random), 1.3, 1.7), 1.0F);
    }
    plane.finish();
    // No box reaches the last columns; what is there is left over from rounding.
    for (int y = 0; y < 128; ++y) {
        for (std::size_t x = 253; x < 256; ++x) EXPECT_NEAR(plane.row(y)[x], 0.0, 0.5 / 255);
    }
}

TEST(LinePlane, ALineIsAsWideAsAskedAndFallsOffOverAPixel) {
    LinePlane plane;
    plane.reset(20, 20);
    plane.add_ring(Ring{{4, 10}, {16, 10}}, 1.5, 1.0F);
    // Rows 8 to 11 have their middles 1.5, 0.5, 0.5 and 1.5 from the line.
    EXPECT_NEAR(plane.row(8)[10], 0.5, 1e-5);
    EXPECT_NEAR(plane.row(9)[10], 1.0, 1e-5);
    EXPECT_NEAR(plane.row(11)[10], 0.5, 1e-5);
    EXPECT_NEAR(plane.row(12)[10], 0.0, 1e-5);
    EXPECT_NEAR(plane.row(7)[10], 0.0, 1e-5);
}

TEST(LinePlane, ABorderDrawnTwiceIsDrawnOnce) {
    const Ring ring{{3.3, 2.2}, {15.7, 6.1}, {9.9, 17.3}};
    LinePlane once;
    LinePlane twice;
    once.reset(20, 20);
    twice.reset(20, 20);
    once.add_ring(ring, 0.8, 1.0F);
    twice.add_ring(ring, 0.8, 1.0F);
    twice.add_ring(Ring{ring.rbegin(), ring.rend()}, 0.8, 1.0F);
    for (int y = 0; y < 20; ++y) {
        for (std::size_t x = 0; x < 20; ++x) EXPECT_EQ(once.row(y)[x], twice.row(y)[x]);
    }
}

TEST(LinePlane, FarEndsDoNotHarm) {
    LinePlane plane;
    plane.reset(20, 20);
    plane.add_ring(Ring{{-1e6, 10}, {1e6, 10}}, 1.0, 1.0F);
    for (const float v : plane.row(10)) EXPECT_NEAR(v, 1.0, 1e-4);
    plane.add_ring(Ring{{-100, -100}, {-50, -100}}, 1.0, 1.0F);
    EXPECT_NEAR(plane.row(0)[0], 0.0, 1e-6);
}

}  // namespace
}  // namespace parkatlas::draw::detail
