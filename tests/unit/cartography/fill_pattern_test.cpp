#include "cartography/fill_pattern.h"

#include <cmath>
#include <memory>
#include <set>
#include <variant>

#include <gtest/gtest.h>

namespace parkatlas::cartography {
namespace {

/// A square of 40 mm at the scale with a hole of 20 mm in its middle, in map metres.
struct Case {
    draw::Group group;
    draw::PathPtr area;
    double mm_m = 0.0;  ///< a millimetre on the ground
};

Case square_with_hole(double scale) {
    Case out;
    const double mm = scale / 1000.0;
    out.mm_m = mm;
    out.group.view = {{0, 0, 420, 297}, {600'000.0, 3'300'000.0}, scale};
    auto path = std::make_shared<draw::Path>();
    for (const double half : {20.0, 10.0}) {
        const double x = 600'000.0;
        const double y = 3'300'000.0;
        path->move_to({x - half * mm, y - half * mm});
        path->line_to({x + half * mm, y - half * mm});
        path->line_to({x + half * mm, y + half * mm});
        path->line_to({x - half * mm, y + half * mm});
    }
    out.area = path;
    return out;
}

bool is_inside(geo::XY p, double mm) {
    const double away = std::max(std::abs(p.x - 600'000.0), std::abs(p.y - 3'300'000.0)) / mm;
    return away <= 20.0 + 1e-6 && away >= 10.0 - 1e-6;
}

TEST(PaintPattern, HatchingStaysInsideAndKeepsItsMillimetresAtAnyScale) {
    std::set<std::size_t> counts;
    for (const double scale : {5'000.0, 73'000.0, 1'000'000.0}) {
        Case one = square_with_hole(scale);
        paint_pattern(one.group, one.area, FillPattern::hatch, {0, 0, 0, 255}, 7);
        ASSERT_EQ(one.group.items.size(), 1U);
        const auto& stroke = std::get<draw::Stroke>(one.group.items[0].shape);
        EXPECT_FALSE(stroke.path->closed);
        double length_mm = 0.0;
        for (std::size_t i = 0; i + 1 < stroke.path->points.size(); i += 2) {
            const geo::XY a = stroke.path->points[i];
            const geo::XY b = stroke.path->points[i + 1];
            EXPECT_TRUE(is_inside(a, one.mm_m));
            EXPECT_TRUE(is_inside(b, one.mm_m));
            EXPECT_TRUE(is_inside({(a.x + b.x) / 2, (a.y + b.y) / 2}, one.mm_m));
            length_mm += std::hypot(b.x - a.x, b.y - a.y) / one.mm_m;
        }
        // 40 mm squared less 20 mm squared, in lines 1.5 mm apart times the page's factor.
        const double gap = 1200.0 / length_mm;
        EXPECT_GT(gap, 1.2);
        EXPECT_LT(gap, 1.8);
        counts.insert(static_cast<std::size_t>(std::lround(gap * 20)));
    }
    EXPECT_EQ(counts.size(), 1U);
}

TEST(PaintPattern, DotsStandInsideWhole) {
    Case one = square_with_hole(50'000.0);
    paint_pattern(one.group, one.area, FillPattern::dots, {0, 0, 0, 255}, 7);
    ASSERT_EQ(one.group.items.size(), 1U);
    const auto& fill = std::get<draw::Fill>(one.group.items[0].shape);
    EXPECT_GT(fill.path->ring_ends.size(), 200U);
    for (const geo::XY p : fill.path->points) {
        const double away =
            std::max(std::abs(p.x - 600'000.0), std::abs(p.y - 3'300'000.0)) / one.mm_m;
        EXPECT_LE(away, 20.3);
        EXPECT_GE(away, 9.7);
    }
}

TEST(PaintPattern, PlainPaintsNothing) {
    Case one = square_with_hole(50'000.0);
    paint_pattern(one.group, one.area, FillPattern::plain, {0, 0, 0, 255}, 7);
    EXPECT_TRUE(one.group.items.empty());
}

}  // namespace
}  // namespace parkatlas::cartography
