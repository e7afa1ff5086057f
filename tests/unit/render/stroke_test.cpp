#include <gtest/gtest.h>

#include "pictures.h"

namespace parkatlas::render {
namespace {

using draw::Cap;
using draw::Join;
using draw::Stroke;

Stroke line_of(std::vector<geo::XY> points, double width_mm, Cap cap = Cap::butt,
               draw::Color color = black) {
    return {path_of({std::move(points)}, false), color, width_mm, Join::round, cap, {}};
}

/// Ink in one column of pixels.
double column_ink(const Image& image, int x) {
    double sum = 0.0;
    for (int y = 0; y < image.height; ++y) sum += ink(image, x, y);
    return sum;
}

TEST(Stroke, IsAsWideInPixelsAsItsMillimetresSay) {
    // 0.5 mm: 1.89 px at 96 dpi, 5.91 px at 300 dpi. The line is level and ends off the page.
    const draw::DrawList list = page_of(40, 20, {item_of(line_of({{-5, 10}, {45, 10}}, 0.5))});
    for (const double dpi : {96.0, 300.0}) {
        const Image image = drawn(list, dpi / 25.4);
        EXPECT_NEAR(column_ink(image, image.width / 2), 0.5 * dpi / 25.4, 0.05) << dpi;
    }
}

TEST(Stroke, SlantedLineHasTheAreaOfItsRectangle) {
    const Image image = drawn(page_of(100, 100, {item_of(line_of({{10, 20}, {85, 74}}, 3))}));
    EXPECT_NEAR(total_ink(image), 3 * std::hypot(75, 54), 4.0);
}

TEST(Stroke, ThinnerThanAPixelGetsPalerNotNarrower) {
    // 0.1 px wide: drawn 0.7 px wide with a seventh of the ink.
    const Image image = drawn(page_of(40, 21, {item_of(line_of({{-5, 10.5}, {45, 10.5}}, 0.1))}));
    EXPECT_NEAR(column_ink(image, 20), 0.1, 0.03);
}

TEST(Stroke, CapsReachAsFarAsTheirShapeSays) {
    // From x = 20 to 60, 10 wide.
    const auto area = [](Cap cap) {
        return drawn(page_of(80, 40, {item_of(line_of({{20, 20}, {60, 20}}, 10, cap))}));
    };
    EXPECT_EQ(dark_box(area(Cap::butt)), (InkBox{20, 15, 60, 25}));
    EXPECT_EQ(dark_box(area(Cap::square)), (InkBox{15, 15, 65, 25}));
    EXPECT_NEAR(total_ink(area(Cap::butt)), 400.0, 2.0);
    EXPECT_NEAR(total_ink(area(Cap::square)), 500.0, 2.0);
    EXPECT_NEAR(total_ink(area(Cap::round)), 400.0 + 3.14159 * 25, 2.0);
    EXPECT_EQ(dark_box(area(Cap::round)).x0, 15);
    EXPECT_EQ(dark_box(area(Cap::round)).x1, 65);
}

TEST(Stroke, JoinsDifferInTheCornerOnly) {
    // A right angle at (60, 20), 10 wide. The outer corner square of 5 x 5 is full in a mitre, a
    // quarter disc in a round join, a triangle in a bevel.
    const auto image_of = [](Join join, std::uint8_t alpha) {
        Stroke stroke = line_of({{20, 20}, {60, 20}, {60, 60}}, 10);
        stroke.join = join;
        stroke.color = black.with_alpha(alpha);
        return drawn(page_of(80, 80, {item_of(stroke)}));
    };
    // Opaque and translucent strokes take different ways.
    for (const std::uint8_t alpha : {std::uint8_t{255}, std::uint8_t{254}}) {
        const double full = alpha / 255.0;
        const double legs = 40 * 10 + 40 * 10 - 25;  // the square at the joint's inside counts once
        EXPECT_NEAR(total_ink(image_of(Join::miter, alpha)), (legs + 25) * full, 3.0);
        EXPECT_NEAR(total_ink(image_of(Join::round, alpha)), (legs + 3.14159 * 25 / 4) * full, 3.0);
        EXPECT_NEAR(total_ink(image_of(Join::bevel, alpha)), (legs + 12.5) * full, 3.0);
    }
    EXPECT_EQ(ink(image_of(Join::miter, 255), 64, 15), 1.0);
    EXPECT_EQ(ink(image_of(Join::bevel, 255), 64, 15), 0.0);
}

TEST(Stroke, AMitreTooLongBecomesABevel) {
    // A needle: the mitre would be some 20 widths long.
    Stroke stroke = line_of({{10, 38}, {60, 40}, {10, 42}}, 4);
    stroke.join = Join::miter;
    EXPECT_LE(dark_box(drawn(page_of(150, 80, {item_of(stroke)}))).x1, 64);
}

TEST(Stroke, TranslucentStrokeHasOneColourWhereItCrossesItself) {
    std::vector<geo::XY> loops;
    for (int i = 0; i < 200; ++i) {
        const double t = i * 0.07;
        loops.push_back({20 + i * 0.6 + 15 * std::cos(t), 40 + 22 * std::sin(t)});
    }
    const Image image =
        drawn(page_of(160, 80, {item_of(line_of(loops, 8, Cap::round, black.with_alpha(100)))}));
    // Nothing darker than the stroke's own colour, and much of exactly that.
    const double once = 100 / 255.0;
    std::size_t exact = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            ASSERT_LE(ink(image, x, y), once + 1.5 / 255) << x << ", " << y;
            if (std::abs(ink(image, x, y) - once) < 1.5 / 255) ++exact;
        }
    }
    EXPECT_GT(exact, 1500U);
}

TEST(Stroke, MoreThan255TranslucentStrokesDoNotHideEachOther) {
    // 600 stripes side by side; each must be there.
    std::vector<draw::Item> items;
    for (int i = 0; i < 600; ++i) {
        items.push_back(
            item_of(line_of({{i + 0.5, 0}, {i + 0.5, 10}}, 1.0, Cap::butt, black.with_alpha(200))));
    }
    const Image image = drawn(page_of(600, 10, std::move(items)));
    for (int x = 0; x < 600; ++x) ASSERT_NEAR(ink(image, x, 5), 200 / 255.0, 2 / 255.0) << x;
}

TEST(Stroke, DashesAreAsLongAsTheirMillimetresSay) {
    // 6 on, 4 off, from x = 10 on; level with the pixel rows, 4 wide.
    Stroke stroke = line_of({{10, 20}, {90, 20}}, 4);
    stroke.dash_mm = {6, 4};
    const Image image = drawn(page_of(100, 40, {item_of(stroke)}));
    for (int x = 10; x < 90; ++x) {
        EXPECT_EQ(ink(image, x, 20), (x - 10) % 10 < 6 ? 1.0 : 0.0) << x;
    }
    EXPECT_NEAR(total_ink(image), 8 * 6 * 4, 1.0);
}

TEST(Stroke, DashesRunThroughCorners) {
    // The dash from 15 to 25 along the line bends at 20.
    Stroke stroke = line_of({{10, 10}, {30, 10}, {30, 40}}, 2);
    stroke.dash_mm = {0, 15, 10, 1000};
    EXPECT_EQ(dark_box(drawn(page_of(50, 50, {item_of(stroke)}))), (InkBox{25, 9, 31, 15}));
}

TEST(Stroke, DashesInMapSpaceAreMillimetresToo) {
    // 1:1000 at 1 px/mm: 1 m is 1 px. 5 mm on and off.
    draw::Item item = item_of(line_of({{500000, 3300000}, {500080, 3300000}}, 2), draw::Space::map);
    std::get<Stroke>(item.shape).dash_mm = {5, 5};
    draw::DrawList list = page_of(100, 40, {item});
    list.groups[0].view = {{0, 0, 100, 40}, {500040, 3300000}, 1000};
    const Image image = drawn(list);
    for (int x = 10; x < 90; ++x) EXPECT_EQ(ink(image, x, 20), (x - 10) % 10 < 5 ? 1.0 : 0.0) << x;
}

TEST(Stroke, DotsOfNoLengthAreRound) {
    Stroke stroke = line_of({{10, 20}, {91, 20}}, 6, Cap::round);
    stroke.dash_mm = {0, 20};
    const Image image = drawn(page_of(110, 40, {item_of(stroke)}));
    EXPECT_NEAR(total_ink(image), 5 * 3.14159 * 9, 5.0);  // at 10, 30, 50, 70, 90
}

TEST(Stroke, ARingHasNoSeam) {
    // A closed square with mitred corners: all four corners are full.
    Stroke stroke{path_of({rectangle(20, 20, 40, 40)}), black, 6, Join::miter, Cap::butt, {}};
    const Image image = drawn(page_of(80, 80, {item_of(stroke)}));
    EXPECT_EQ(total_ink(image), 46.0 * 46 - 34 * 34);
}

TEST(Stroke, ARingHasNoSeamWhereOnlyItsStartIsSeen) {
    // A long ring of which the view shows the corner where it starts and ends: the mitre is there.
    std::vector<geo::XY> ring = {{20, 20}};
    for (int i = 1; i <= 500; ++i) ring.push_back({20 + i * 10.0, 20});
    ring.push_back({5020, 3000});
    for (int i = 500; i >= 0; --i) ring.push_back({20, 20 + i * 10.0});
    ring.pop_back();
    Stroke stroke{path_of({ring}), black, 12, Join::miter, Cap::butt, {}};
    const Image image = drawn(page_of(60, 60, {item_of(stroke)}));
    EXPECT_EQ(ink(image, 15, 15), 1.0);
    EXPECT_EQ(ink(image, 13, 13), 0.0);
}

TEST(Stroke, AClosingPointMakesNoDifference) {
    std::vector<geo::XY> ring = {{20, 20}, {60, 25}, {40, 60}};
    const Stroke open{path_of({ring}), black, 5, Join::miter, Cap::butt, {}};
    ring.push_back(ring[0]);
    const Stroke closed{path_of({ring}), black, 5, Join::miter, Cap::butt, {}};
    EXPECT_EQ(drawn(page_of(80, 80, {item_of(open)})).rgba,
              drawn(page_of(80, 80, {item_of(closed)})).rgba);
}

TEST(Stroke, ALineFarLongerThanTheViewPassesWhereItShould) {
    // 1000 km at 1:100 and 4 px/mm, level, in the middle of the page, with dashes of 2 mm.
    for (const bool is_dashed : {false, true}) {
        draw::Item item =
            item_of(line_of({{0, 3300000}, {1000000, 3300000}}, 1.0), draw::Space::map);
        if (is_dashed) std::get<Stroke>(item.shape).dash_mm = {2, 2};
        draw::DrawList list = page_of(40, 40, {item});
        list.groups[0].view = {{0, 0, 40, 40}, {500000, 3300000}, 100};
        const Image image = drawn(list, 4);
        EXPECT_EQ(dark_box(image).y0, 78);
        EXPECT_EQ(dark_box(image).y1, 82);
        EXPECT_NEAR(total_ink(image), 160 * 4 * (is_dashed ? 0.5 : 1.0), 4.0);
    }
}

TEST(Stroke, OfAllKindsOnOddInputStaysFinite) {
    std::vector<draw::Item> items;
    for (const Join join : {Join::miter, Join::round, Join::bevel}) {
        for (const Cap cap : {Cap::butt, Cap::round, Cap::square}) {
            for (const bool closed : {false, true}) {
                for (const auto& points : {std::vector<geo::XY>{{10, 10}},
                                           {{10, 10}, {10, 10}},
                                           {{10, 10}, {30, 10}, {10, 10}},
                                           {{10, 10}, {30, 10}, {20, 10}, {40, 10}}}) {
                    items.push_back(
                        item_of(Stroke{path_of({points}, closed), black, 4, join, cap, {}}));
                    items.push_back(
                        item_of(Stroke{path_of({points}, closed), black, 4, join, cap, {3, 0}}));
                    items.push_back(item_of(Stroke{
                        path_of({points}, closed), black.with_alpha(99), 4, join, cap, {1, 2, 3}}));
                }
            }
        }
    }
    const Image image = drawn(page_of(60, 30, std::move(items)));
    EXPECT_GT(total_ink(image), 80.0);
    EXPECT_EQ(ink(image, 50, 25), 0.0);
    EXPECT_EQ(ink(image, 2, 25), 0.0);
}

}  // namespace
}  // namespace parkatlas::render
