#include "export/detail/page_path.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "pages.h"

namespace parkatlas::exporting::detail {
namespace {

using test::path_of;

constexpr draw::RectMm window{0, 0, 100, 50};

double area(const std::vector<PageChain>& rings) {
    double sum = 0.0;
    for (const PageChain& ring : rings) {
        for (std::size_t i = 0; i < ring.points.size(); ++i) {
            const geo::XY a = ring.points[i];
            const geo::XY b = ring.points[(i + 1) % ring.points.size()];
            sum += (a.x * b.y - b.x * a.y) / 2;
        }
    }
    return std::abs(sum);
}

draw::Stroke dashed(double width_mm) {
    return {nullptr, {}, width_mm, draw::Join::round, draw::Cap::butt, {3, 2}};
}

TEST(PlacementOf, AMapPointLandsWhereTheViewSays) {
    draw::Item item;
    item.space = draw::Space::map;
    const draw::MapView view{{10, 20, 80, 40}, {500000, 3300000}, 100000};
    const geo::XY p = placement_of(item, view).apply({501234.5, 3298765.4});
    const draw::PaperMm expected = view.to_paper({501234.5, 3298765.4});
    EXPECT_NEAR(p.x, expected.x_mm, 1e-9);
    EXPECT_NEAR(p.y, expected.y_mm, 1e-9);
}

TEST(PlacementOf, AnAnchoredItemKeepsItsSize) {
    draw::Item item;
    item.space = draw::Space::anchored;
    item.anchor = {500000, 3300000};
    const draw::MapView view{{10, 20, 80, 40}, {500000, 3300000}, 100000};
    EXPECT_EQ(placement_of(item, view).apply({2, 3}), (geo::XY{52, 43}));  // frame's middle 50, 40
}

TEST(FilledRings, AShapeInsideKeepsItsArea) {
    const auto path = path_of({{10, 10}, {30, 10}, {30, 20}, {10, 20}}, true);
    EXPECT_DOUBLE_EQ(area(filled_rings(*path, {}, window)), 200.0);
}

TEST(FilledRings, AShapeOutsideIsLeftOut) {
    const auto path = path_of({{210, 10}, {230, 10}, {230, 20}}, true);
    EXPECT_TRUE(filled_rings(*path, {}, window).empty());
}

TEST(FilledRings, AnEnormousShapeIsCutToTheWindowAndAMillimetre) {
    const auto path = path_of({{-1e7, -1e7}, {1e7, -1e7}, {1e7, 1e7}, {-1e7, 1e7}}, true);
    EXPECT_NEAR(area(filled_rings(*path, {}, window)), 102.0 * 52.0, 1e-6);
}

TEST(FilledRings, ThinningMovesTheAreaByLittle) {
    draw::Path circle;
    for (int i = 0; i < 100000; ++i) {
        const double angle = 2 * M_PI * i / 100000;
        const geo::XY p{50 + 20 * std::cos(angle), 25 + 20 * std::sin(angle)};
        i == 0 ? circle.move_to(p) : circle.line_to(p);
    }
    const auto rings = filled_rings(circle, {}, window);
    ASSERT_EQ(rings.size(), 1U);
    EXPECT_LT(rings[0].points.size(), 12600U);  // 2 pi 20 / 0.01
    EXPECT_NEAR(area(rings), M_PI * 400, 0.01);
}

TEST(FilledRings, VerticesThatAreNoNumbersAreLeftOut) {
    const auto path = path_of({{10, 10}, {std::nan(""), 3}, {30, 10}, {30, 20}, {10, 20}}, true);
    EXPECT_DOUBLE_EQ(area(filled_rings(*path, {}, window)), 200.0);
}

TEST(StrokedChains, ARingInsideStaysClosed) {
    const auto path = path_of({{10, 10}, {30, 10}, {30, 20}, {10, 20}}, true);
    const auto chains = stroked_chains(*path, {}, window, {path, {}, 0.5, {}, {}, {}});
    ASSERT_EQ(chains.size(), 1U);
    EXPECT_TRUE(chains[0].is_closed);
}

TEST(StrokedChains, ARingThatLeavesTheWindowIsNotCutAtItsFirstPoint) {
    // First point in the middle of the window; the ring leaves on the right only.
    const auto path = path_of({{50, 25}, {50, 10}, {300, 10}, {300, 40}, {50, 40}}, true);
    const auto chains = stroked_chains(*path, {}, window, {path, {}, 0.5, {}, {}, {}});
    ASSERT_EQ(chains.size(), 1U);
    EXPECT_FALSE(chains[0].is_closed);
    EXPECT_EQ(chains[0].points.size(), 5U);  // in, three corners, out
}

TEST(StrokedChains, DashesGoOnWhereALineComesBack) {
    // Out at x = 100 + 1 + 4 * 0.5 = 103, 400 mm away, and back at the same x.
    const auto path = path_of({{3, 10}, {303, 10}, {303, 40}, {3, 40}}, false);
    draw::Stroke stroke = dashed(0.5);
    const auto chains = stroked_chains(*path, {}, window, stroke);
    ASSERT_EQ(chains.size(), 2U);
    EXPECT_DOUBLE_EQ(chains[0].along_mm, 0.0);
    EXPECT_DOUBLE_EQ(chains[0].points.back().x, 103.0);
    EXPECT_DOUBLE_EQ(chains[1].points.front().x, 103.0);
    EXPECT_DOUBLE_EQ(chains[1].along_mm, 300.0 + 30.0 + 200.0);
}

TEST(StrokedChains, WhatIsLeftOutDoesNotShow) {
    std::mt19937 random{7};
    const auto coordinate = [&] { return static_cast<double>(random() % 3000) / 10 - 100; };
    for (int round = 0; round < 200; ++round) {
        std::vector<geo::XY> points;
        for (int i = 0; i < 12; ++i) points.push_back({coordinate(), coordinate()});
        const auto path = path_of(points, round % 2 == 0);
        const auto chains = stroked_chains(*path, {}, window, {path, {}, 0.5, {}, {}, {}});
        // Length within the window, by small steps along the line and along what is left of it.
        const auto seen = [](const std::vector<geo::XY>& chain, bool closed) {
            double length = 0.0;
            for (std::size_t i = 0; i + (closed ? 0 : 1) < chain.size(); ++i) {
                const geo::XY a = chain[i];
                const geo::XY b = chain[(i + 1) % chain.size()];
                const int steps = static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / 0.05) + 1;
                for (int k = 0; k < steps; ++k) {
                    const double t = (k + 0.5) / steps;
                    const draw::PaperMm p{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
                    if (window.contains(p)) length += std::hypot(b.x - a.x, b.y - a.y) / steps;
                }
            }
            return length;
        };
        double kept = 0.0;
        for (const PageChain& chain : chains) kept += seen(chain.points, chain.is_closed);
        EXPECT_NEAR(kept, seen(points, path->closed), 1.5) << "round " << round;
    }
}

TEST(UsableDashes, AListThatMeansNothingIsASolidLine) {
    EXPECT_TRUE(usable_dashes({0, 0}).empty());
    EXPECT_TRUE(usable_dashes({1, -1}).empty());
    EXPECT_TRUE(usable_dashes({INFINITY}).empty());
    EXPECT_EQ(usable_dashes({2, 1}).size(), 2U);
}

}  // namespace
}  // namespace parkatlas::exporting::detail
