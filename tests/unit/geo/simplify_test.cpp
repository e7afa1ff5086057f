#include "geo/simplify.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::geo {
namespace {

using testing::ElementsAre;

std::vector<XY> ring_of(const Shapes& shapes, std::size_t shape, std::size_t ring = 0) {
    const auto view = shapes[shape].part(0).ring(ring);
    return {view.begin(), view.end()};
}

double area_of(const std::vector<XY>& ring) {
    double doubled = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const XY a = ring[i];
        const XY b = ring[(i + 1) % ring.size()];
        doubled += a.x * b.y - b.x * a.y;
    }
    return doubled / 2;
}

/// A border from a to b with a step aside of up to `width` at every hundredth.
std::vector<XY> rough_border(XY a, XY b, double width, std::mt19937& random) {
    std::vector<XY> border{a};
    for (int i = 1; i < 100; ++i) {
        const double t = i / 100.0;
        const double aside = (static_cast<double>(random() % 2001) / 1000.0 - 1.0) * width;
        const XY along{b.x - a.x, b.y - a.y};
        const double length = std::hypot(along.x, along.y);
        border.push_back({a.x + t * along.x - aside * along.y / length,
                          a.y + t * along.y + aside * along.x / length});
    }
    border.push_back(b);
    return border;
}

/// Cells of 1000 by 1000 whose borders are rough and shared; each starts at another vertex.
Shapes rough_grid(int side, std::mt19937& random) {
    const auto at = [](int i, int j) { return XY{i * 1000.0, j * 1000.0}; };
    std::vector<std::vector<XY>> east, north;  // borders that run east, or north, from (i, j)
    for (int j = 0; j <= side; ++j) {
        for (int i = 0; i <= side; ++i) {
            east.push_back(rough_border(at(i, j), at(i + 1, j), 4.0, random));
            north.push_back(rough_border(at(i, j), at(i, j + 1), 4.0, random));
        }
    }
    const auto index = [side](int i, int j) {
        return static_cast<std::size_t>(j * (side + 1) + i);
    };
    Shapes shapes;
    for (int j = 0; j < side; ++j) {
        for (int i = 0; i < side; ++i) {
            std::vector<XY> ring = east[index(i, j)];
            const auto append = [&ring](std::vector<XY> border, bool backwards) {
                if (backwards) std::ranges::reverse(border);
                ring.insert(ring.end(), border.begin() + 1, border.end());
            };
            append(north[index(i + 1, j)], false);
            append(east[index(i, j + 1)], true);
            append(north[index(i, j)], true);
            ring.pop_back();
            std::ranges::rotate(ring, ring.begin() + static_cast<long>(random() % ring.size()));
            ring.push_back(ring.front());
            shapes.append_polygon({ring});
        }
    }
    return shapes;
}

Shapes simplified(const Shapes& shapes, double tolerance_m, UnitMetres unit = {}) {
    Result<Shapes> done = simplify(shapes, tolerance_m, unit, {});
    EXPECT_TRUE(done.has_value()) << done.error().what.english();
    return done.value_or(Shapes{});
}

TEST(Simplify, SharedBordersStaySharedSoThatNothingGapsOrOverlaps) {
    std::mt19937 random{7};
    const Shapes before = rough_grid(6, random);
    const Shapes after = simplified(before, 10.0);
    EXPECT_LT(after.vertices().size(), before.vertices().size() / 10);
    // A border between two cells cancels from the sum of signed areas if and only if both have it.
    double inside = 0.0;
    for (std::size_t s = 0; s < after.size(); ++s) inside += area_of(ring_of(after, s));
    std::vector<std::pair<XY, XY>> edges;
    const auto less = [](const std::pair<XY, XY>& a, const std::pair<XY, XY>& b) {
        return std::tie(a.first.x, a.first.y, a.second.x, a.second.y) <
               std::tie(b.first.x, b.first.y, b.second.x, b.second.y);
    };
    for (std::size_t s = 0; s < after.size(); ++s) {
        const std::vector<XY> ring = ring_of(after, s);
        for (std::size_t i = 1; i < ring.size(); ++i) edges.emplace_back(ring[i - 1], ring[i]);
    }
    std::ranges::sort(edges, less);
    double outer = 0.0;
    for (const auto& [a, b] : edges) {
        if (!std::binary_search(edges.begin(), edges.end(), std::pair{b, a}, less)) {
            outer += (a.x * b.y - b.x * a.y) / 2;
            // What has no counterpart lies at the edge of the grid.
            const auto at_edge = [](XY p) {
                return std::min({p.x, p.y, 6000.0 - p.x, 6000.0 - p.y}) < 5.0;
            };
            EXPECT_TRUE(at_edge(a) && at_edge(b)) << a.x << ' ' << a.y;
        }
    }
    EXPECT_NEAR(inside, outer, 1e-3);
}

TEST(Simplify, WhatIsLeftOutLiesWithinTheTolerance) {
    std::mt19937 random{8};
    Shapes before;
    before.append_line(rough_border({0, 0}, {1000, 0}, 30.0, random));
    const Shapes after = simplified(before, 20.0);
    const std::vector<XY> line = ring_of(after, 0);
    EXPECT_LT(line.size(), 101U);
    for (const XY vertex : before.vertices()) {
        double nearest = std::numeric_limits<double>::infinity();
        for (std::size_t i = 1; i < line.size(); ++i) {
            const XY a = line[i - 1];
            const XY d{line[i].x - a.x, line[i].y - a.y};
            const double t = std::clamp(
                ((vertex.x - a.x) * d.x + (vertex.y - a.y) * d.y) / (d.x * d.x + d.y * d.y), 0.0,
                1.0);
            nearest =
                std::min(nearest, std::hypot(vertex.x - a.x - t * d.x, vertex.y - a.y - t * d.y));
        }
        EXPECT_LE(nearest, 20.0 + 1e-9);
    }
}

TEST(Simplify, KeptVerticesKeepTheirCoordinatesToTheLastBit) {
    std::mt19937 random{9};
    Shapes before;
    std::vector<XY> line = rough_border({121.1, 29.1}, {121.3, 29.7}, 0.001, random);
    before.append_line(line);
    const Shapes after = simplified(before, 50.0, {96'000.0, 111'000.0});
    EXPECT_LT(after.vertices().size(), line.size());
    for (const XY vertex : after.vertices()) EXPECT_THAT(line, testing::Contains(vertex));
    EXPECT_EQ(after.vertices().front(), line.front());
    EXPECT_EQ(after.vertices().back(), line.back());
}

TEST(Simplify, AToleranceIsMeasuredInMetresEastAndNorth) {
    // A bump of 0.001 units: 100 m where a unit is 100 km, 1 m where it is 1 km.
    Shapes bump;
    bump.append_line(std::vector<XY>{{0, 0}, {0.5, 0.001}, {1, 0}});
    EXPECT_EQ(simplified(bump, 10.0, {1e5, 1e5}).vertices().size(), 3U);
    EXPECT_EQ(simplified(bump, 10.0, {1e5, 1e3}).vertices().size(), 2U);
}

TEST(Simplify, ASmallRingStaysARing) {
    Shapes shapes;
    shapes.append_polygon({{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}});
    // Two that share all of a border but for one far vertex: a lens that would fall flat.
    shapes.append_polygon({{{5, 0}, {5.5, 0.1}, {6, 0}, {5.5, -0.1}, {5, 0}}});
    shapes.append_polygon({{{5, 0}, {5.5, 0.1}, {6, 0}, {5.5, 9000}, {5, 0}}});
    const Shapes after = simplified(shapes, 100.0);
    for (std::size_t s = 0; s < after.size(); ++s) {
        EXPECT_GT(std::abs(area_of(ring_of(after, s))), 0.05) << s;
    }
}

TEST(Simplify, HolesAndPointsAndEmptyShapesKeepTheirPlaces) {
    Shapes shapes;
    shapes.begin_shape();
    shapes.append_point({3, 4});
    shapes.append_polygon({{{0, 0}, {10, 0}, {10, 10}, {5, 10.001}, {0, 10}, {0, 0}},
                           {{2, 2}, {2, 4}, {4, 4}, {4, 2}, {2, 2}}});
    const Shapes after = simplified(shapes, 0.1);
    ASSERT_EQ(after.size(), 3U);
    EXPECT_TRUE(after[0].is_empty());
    EXPECT_THAT(ring_of(after, 1), ElementsAre(XY{3, 4}));
    EXPECT_EQ(ring_of(after, 2, 0).size(), 5U);
    EXPECT_EQ(ring_of(after, 2, 1).size(), 5U);
    EXPECT_LT(area_of(ring_of(after, 2, 1)), 0.0);
}

TEST(Simplify, CoordinatesThatAreNotFiniteAreRefused) {
    Shapes shapes;
    shapes.append_line(std::vector<XY>{{0, 0}, {std::nan(""), 1}});
    EXPECT_EQ(simplify(shapes, 1.0, {}, {}).error().code, ErrorCode::out_of_range);
}

}  // namespace
}  // namespace parkatlas::geo
