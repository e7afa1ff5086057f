#include <gtest/gtest.h>

#include "geo/overlap.h"
#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::multipolygon;
using test::polygon;
using test::rectangle;

TEST(Contains, InsideOutsideAndInAHole) {
    const Shapes ring = polygon({rectangle(0, 0, 10, 10), rectangle(4, 4, 6, 6)});
    EXPECT_TRUE(contains(ring[0], {1, 1}));
    EXPECT_FALSE(contains(ring[0], {5, 5}));
    EXPECT_FALSE(contains(ring[0], {11, 5}));
    EXPECT_FALSE(contains(ring[0], {5, -1}));
}

TEST(Contains, BordersCountAsInside) {
    const Shapes ring = polygon({rectangle(0, 0, 10, 10), rectangle(4, 4, 6, 6)});
    for (const XY p : {XY{0, 0}, XY{10, 10}, XY{0, 3}, XY{7, 10}, XY{4, 5}, XY{6, 6}, XY{5, 4}}) {
        EXPECT_TRUE(contains(ring[0], p)) << p.x << " " << p.y;
    }
    EXPECT_TRUE(contains(polygon({{{0, 0}, {8, 4}, {0, 4}}})[0], {4, 2}));  // middle of a slope
}

TEST(Contains, AVertexAtTheHeightOfThePointCountsOnce) {
    const Shapes diamond = polygon({{{0, -2}, {2, 0}, {0, 2}, {-2, 0}}});
    EXPECT_TRUE(contains(diamond[0], {0, 0}));
    EXPECT_TRUE(contains(diamond[0], {-1, 0}));
    EXPECT_FALSE(contains(diamond[0], {-3, 0}));
    EXPECT_FALSE(contains(diamond[0], {-3, 2}));
    EXPECT_FALSE(contains(diamond[0], {-3, -2}));
}

TEST(Contains, ClosedAndOpenRingsAgree) {
    const Shapes closed = polygon({{{0, 0}, {4, 0}, {4, 4}, {0, 0}}});
    const Shapes open = polygon({{{0, 0}, {4, 0}, {4, 4}}});
    for (const XY p : {XY{3, 1}, XY{1, 3}, XY{2, 2}, XY{-1, 0}}) {
        EXPECT_EQ(contains(closed[0], p), contains(open[0], p));
    }
}

TEST(Contains, NeighboursLeaveNoPointBetweenThem) {
    // A slope whose points are not exact: each of them is in one of the two at least.
    const Shapes above = polygon({{{0.1, 0.1}, {7.3, 3.7}, {0.1, 5.0}}});
    const Shapes below = polygon({{{0.1, 0.1}, {7.3, -2.0}, {7.3, 3.7}}});
    for (int i = 1; i < 1000; ++i) {
        const double x = 0.1 + 7.2 * i / 1000.0;
        const XY on_slope{x, 0.1 + (x - 0.1) * 0.5};
        EXPECT_TRUE(contains(above[0], on_slope) || contains(below[0], on_slope)) << x;
    }
}

TEST(Contains, LinesAndPointsContainNothing) {
    Shapes shapes;
    shapes.append_point({1, 1});
    shapes.append_line(std::vector<XY>{{0, 0}, {2, 2}});
    EXPECT_FALSE(contains(shapes[0], {1, 1}));
    EXPECT_FALSE(contains(shapes[1], {1, 1}));
}

TEST(ShapesAt, GivesAllThatHoldThePointInOrder) {
    Shapes shapes = polygon({rectangle(0, 0, 2, 2)});
    shapes.append_polygon({rectangle(5, 5, 6, 6)});
    shapes.append_polygon({rectangle(1, 1, 3, 3)});
    shapes.append(multipolygon({rectangle(7, 7, 8, 8), rectangle(1.4, 1.4, 1.6, 1.6)})[0]);
    EXPECT_EQ(shapes_at(shapes, {1.5, 1.5}), (std::vector<std::uint32_t>{0, 2, 3}));
    EXPECT_TRUE(shapes_at(shapes, {4, 4}).empty());
}

}  // namespace
}  // namespace parkatlas::geo
