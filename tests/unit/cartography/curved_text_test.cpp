#include "cartography/curved_text.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

draw::GlyphRunPtr run(const char* words) {
    return test::fonts().shape(words, draw::Typeface::sans_bold, 4.0);
}

TEST(SetAlong, OnALevelLineLettersStandUprightFromLeftToRight) {
    for (const bool reversed : {false, true}) {
        Chain line{{{0, 10}, {100, 10}}};
        if (reversed) line = line.reversed();
        const auto set = set_along(run("产业带"), line, 50, 0.5);
        ASSERT_TRUE(set);
        double before = -1e9;
        for (const draw::Glyph& glyph : set->run->glyphs) {
            EXPECT_NEAR(glyph.angle_deg, 0.0, 1e-9);
            EXPECT_GT(glyph.x_mm, before);
            before = glyph.x_mm;
        }
    }
}

TEST(SetAlong, OnASteepLineChineseLettersStandBelowEachOther) {
    const Chain upwards{{{10, 100}, {12, 0}}};
    const auto set = set_along(run("产业带"), upwards, 50, 0.5);
    ASSERT_TRUE(set);
    double before = -1e9;
    for (const draw::RectMm& box : set->boxes) {
        EXPECT_GT(box.centre().y_mm, before);  // reads downwards though the line runs up
        before = box.centre().y_mm;
    }
    for (const draw::Glyph& glyph : set->run->glyphs) EXPECT_LT(std::abs(glyph.angle_deg), 3.0);
}

TEST(SetAlong, LatinLettersFollowASteepLine) {
    const auto set = set_along(run("belt"), Chain{{{10, 100}, {12, 0}}}, 50, 0.1);
    ASSERT_TRUE(set);
    for (const draw::Glyph& glyph : set->run->glyphs) {
        EXPECT_NEAR(glyph.angle_deg, -std::atan2(100.0, 2.0) * 180 / std::numbers::pi, 1e-6);
    }
}

TEST(SetAlong, TextLongerThanTheLineIsNotSet) {
    EXPECT_FALSE(set_along(run("产业带"), Chain{{{0, 0}, {8, 0}}}, 4, 0.5));
}

TEST(SetAlong, ASharpBendIsRefused) {
    const Chain elbow{{{0, 0}, {20, 0}, {20, 20}}};
    EXPECT_FALSE(set_along(run("产业带产业带"), elbow, 20, 0.3));
}

TEST(SetAlong, BoxesLieOnTheCurve) {
    std::vector<geo::XY> arc;
    for (int i = 0; i <= 90; ++i) {
        const double angle = std::numbers::pi * (0.25 + 0.5 * i / 90.0);
        arc.push_back({50 * std::cos(angle), -50 * std::sin(angle)});
    }
    const auto set = set_along(run("海湾休闲产业带"), Chain{arc}, 39, 0.3);
    ASSERT_TRUE(set);
    for (const draw::RectMm& box : set->boxes) {
        EXPECT_NEAR(std::hypot(box.centre().x_mm, box.centre().y_mm), 50.0, 0.1);
    }
}

}  // namespace
}  // namespace parkatlas::cartography
