#include "cartography/geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

namespace parkatlas::cartography {
namespace {

draw::Path path_of(std::initializer_list<std::vector<geo::XY>> rings) {
    draw::Path path;
    for (const auto& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            if (i == 0) {
                path.move_to(ring[i]);
            } else {
                path.line_to(ring[i]);
            }
        }
    }
    return path;
}

TEST(SignedArea, CounterClockwiseIsPositiveAndReversingFlipsIt) {
    const std::vector<geo::XY> ring{{0, 0}, {4, 0}, {4, 3}, {0, 3}};
    const std::vector<geo::XY> back(ring.rbegin(), ring.rend());
    EXPECT_DOUBLE_EQ(signed_area(ring), 12.0);  // 4 by 3
    EXPECT_DOUBLE_EQ(signed_area(back), -12.0);
}

TEST(Inside, HolesAreOutside) {
    const draw::Path path =
        path_of({{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{4, 4}, {6, 4}, {6, 6}, {4, 6}}});
    EXPECT_TRUE(inside(path, {2, 2}));
    EXPECT_FALSE(inside(path, {5, 5}));
    EXPECT_FALSE(inside(path, {11, 5}));
}

TEST(PointLocator, SaysWhatInsideSays) {
    // A star with a hole and an island: random points, among them some on the rows' own borders.
    draw::Path path =
        path_of({{{0, 0}, {20, 4}, {40, 0}, {33, 18}, {40, 40}, {20, 30}, {0, 40}, {9, 21}},
                 {{15, 12}, {25, 12}, {25, 24}, {15, 24}},
                 {{18, 15}, {22, 15}, {22, 20}, {18, 20}}});
    const PointLocator locator{path};
    std::mt19937 random{7};
    int held = 0;
    for (int i = 0; i < 4000; ++i) {
        const geo::XY p{static_cast<double>(random() % 480) / 10.0 - 4.0,
                        static_cast<double>(random() % 480) / 10.0 - 4.0};
        EXPECT_EQ(locator.contains(p), inside(path, p)) << p.x << " " << p.y;
        held += inside(path, p) ? 1 : 0;
    }
    EXPECT_GT(held, 500);
    EXPECT_FALSE(PointLocator{}.contains({0, 0}));
    EXPECT_FALSE(PointLocator{draw::Path{}}.contains({0, 0}));
}

TEST(VisualCentre, OfASquareIsItsMiddle) {
    const VisualCentre centre = visual_centre(path_of({{{0, 0}, {10, 0}, {10, 10}, {0, 10}}}));
    EXPECT_NEAR(centre.at.x, 5.0, 0.1);
    EXPECT_NEAR(centre.at.y, 5.0, 0.1);
    EXPECT_NEAR(centre.radius, 5.0, 0.1);
}

TEST(VisualCentre, OfAnLLiesInsideIt) {
    const draw::Path path = path_of({{{0, 0}, {10, 0}, {10, 2}, {2, 2}, {2, 10}, {0, 10}}});
    const VisualCentre centre = visual_centre(path);
    EXPECT_TRUE(inside(path, centre.at));
    // The largest circle sits in the corner: r from its middle (r, r) to the inner corner (2, 2),
    // r = sqrt(2) (2 - r), so r = 2 sqrt(2) / (1 + sqrt(2)) = 1.1716.
    EXPECT_NEAR(centre.radius, 1.1716, 0.1);
}

/// By all edges and all places of a grid: slow and plain.
double depth_at(const draw::Path& path, geo::XY p) {
    double least = 1e300;
    for (std::size_t r = 0; r < path.ring_ends.size(); ++r) {
        const auto ring = ring_of(path, r);
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            least = std::min(least, std::sqrt(distance_to_segment_squared(p, ring[i], ring[j])));
        }
    }
    return inside(path, p) ? least : -least;
}

TEST(VisualCentre, NoPlaceOfAGridLiesDeeper) {
    std::mt19937 random{20};
    for (int shape = 0; shape < 60; ++shape) {
        // A star of up to 120 rays of random lengths, stretched, with a hole in every other one.
        draw::Path path;
        const int rays = 3 + static_cast<int>(random() % 118);
        const double stretch = 1.0 + static_cast<double>(random() % 40) / 10.0;
        const auto add_star = [&](double size) {
            for (int i = 0; i < rays; ++i) {
                const double angle = 2.0 * std::numbers::pi * i / rays;
                const double ray = size * (0.2 + static_cast<double>(random() % 1000) / 1000.0);
                const geo::XY p{1e6 + stretch * ray * std::cos(angle), ray * std::sin(angle)};
                if (i == 0) {
                    path.move_to(p);
                } else {
                    path.line_to(p);
                }
            }
        };
        add_star(1000.0);
        if (shape % 2 == 1) add_star(150.0);
        const VisualCentre centre = visual_centre(path);
        const geo::Box box = box_of(path);
        EXPECT_NEAR(centre.radius, std::max(0.0, depth_at(path, centre.at)), 1e-6) << shape;
        double deepest = 0.0;
        for (int i = 0; i < 60; ++i) {
            for (int j = 0; j < 60; ++j) {
                deepest = std::max(deepest, depth_at(path, {box.min_x + box.width() * i / 60,
                                                            box.min_y + box.height() * j / 60}));
            }
        }
        EXPECT_GE(centre.radius, deepest - 0.01 * std::max(box.width(), box.height())) << shape;
    }
}

TEST(Chain, LengthAndMiddleOfAnElbow) {
    const Chain chain{{{0, 0}, {3, 0}, {3, 4}}};
    EXPECT_DOUBLE_EQ(chain.length(), 7.0);
    EXPECT_DOUBLE_EQ(chain.at(5.0).at.x, 3.0);
    EXPECT_DOUBLE_EQ(chain.at(5.0).at.y, 2.0);
    EXPECT_DOUBLE_EQ(chain.at(5.0).direction.y, 1.0);
    EXPECT_DOUBLE_EQ(chain.reversed().at(2.0).at.y, 2.0);
}

TEST(Simplified, StaysWithinItsToleranceAndKeepsTheEnds) {
    std::vector<geo::XY> wave;
    for (int i = 0; i <= 400; ++i) wave.push_back({i * 0.1, std::sin(i * 0.05)});
    const auto fewer = simplified(wave, 0.02);
    ASSERT_LT(fewer.size(), wave.size() / 4);
    EXPECT_EQ(fewer.front(), wave.front());
    EXPECT_EQ(fewer.back(), wave.back());
    const Chain kept{fewer};
    for (const geo::XY p : wave) {
        double nearest = 1e9;
        for (double s = 0; s <= kept.length(); s += 0.005) {
            const geo::XY q = kept.at(s).at;
            nearest = std::min(nearest, std::hypot(p.x - q.x, p.y - q.y));
        }
        EXPECT_LE(nearest, 0.0201 + 0.005);
    }
}

TEST(LinkEdges, ChainsAndLoopsUseEveryEdgeOnce) {
    // A loop 1-2-3 and a chain 5-6-7.
    const auto chains = link_edges({{1, 2}, {6, 7}, {2, 3}, {5, 6}, {1, 3}});
    ASSERT_EQ(chains.size(), 2U);
    std::size_t edges = 0;
    for (const auto& chain : chains) edges += chain.size() - 1;
    EXPECT_EQ(edges, 5U);
    EXPECT_NE(chains[0].front(), chains[0].back());  // the open one comes first
    EXPECT_EQ(chains[1].front(), chains[1].back());
}

TEST(SegmentMeets, CrossingTouchingAndPassingBy) {
    const draw::RectMm box{2, 2, 4, 4};
    EXPECT_TRUE(segment_meets({0, 4}, {8, 4}, box));
    EXPECT_TRUE(segment_meets({3, 3}, {4, 4}, box));
    EXPECT_FALSE(segment_meets({0, 0}, {8, 1}, box));
    EXPECT_FALSE(segment_meets({0, 5}, {1.5, 9}, box));
}

}  // namespace
}  // namespace parkatlas::cartography
