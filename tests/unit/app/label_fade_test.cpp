#include "app/label_fade.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

using std::chrono::milliseconds;
using ::testing::Each;
using ::testing::ElementsAre;

constexpr int width_px = 8;
constexpr int height_px = 4;

std::vector<std::uint8_t> plain(std::uint8_t value) {
    return std::vector<std::uint8_t>(std::size_t{4} * width_px * height_px, value);
}

std::uint8_t at(const std::vector<std::uint8_t>& picture, int x, int y) {
    return picture[4 * static_cast<std::size_t>(y * width_px + x)];
}

TEST(LabelFade, GoesFromTheOldPictureToTheNewInItsBoxes) {
    const LabelFade::Clock::time_point start;
    LabelFade fade;
    fade.begin(plain(100), plain(200), width_px, {{2, 1, 5, 3}}, start);
    ASSERT_TRUE(fade.is_running());
    EXPECT_EQ(at(fade.picture(start), 2, 1), 100);
    EXPECT_EQ(at(fade.picture(start + LabelFade::duration / 2), 2, 1), 150);
    EXPECT_TRUE(fade.is_running());
    EXPECT_EQ(at(fade.picture(start + LabelFade::duration), 4, 2), 200);
    EXPECT_FALSE(fade.is_running());
}

TEST(LabelFade, WhatIsOutsideTheBoxesIsNewAtOnce) {
    const LabelFade::Clock::time_point start;
    LabelFade fade;
    fade.begin(plain(100), plain(200), width_px, {{2, 1, 5, 3}}, start);
    const std::vector<std::uint8_t>& picture = fade.picture(start);
    EXPECT_EQ(at(picture, 1, 1), 200);
    EXPECT_EQ(at(picture, 5, 1), 200);
    EXPECT_EQ(at(picture, 2, 0), 200);
    EXPECT_EQ(at(picture, 2, 3), 200);
}

TEST(LabelFade, EndsWithTheNewPictureToTheByte) {
    const LabelFade::Clock::time_point start;
    LabelFade fade;
    std::vector<std::uint8_t> after = plain(0);
    for (std::size_t i = 0; i < after.size(); ++i) after[i] = static_cast<std::uint8_t>(i * 7);
    fade.begin(plain(9), after, width_px, {{0, 0, 8, 4}, {1, 1, 3, 3}}, start);
    static_cast<void>(fade.picture(start + milliseconds{31}));
    static_cast<void>(fade.picture(start + milliseconds{77}));
    EXPECT_EQ(fade.picture(start + milliseconds{5000}), after);
}

TEST(LabelFade, LabelsThatStayAreNoFade) {
    LabelFade fade;
    std::vector<std::uint8_t> after = plain(100);
    after[0] = 7;  // something beside the label
    fade.begin(plain(100), after, width_px, {{2, 1, 5, 3}}, {});
    EXPECT_FALSE(fade.is_running());
}

TEST(LabelFade, WithoutLabelsThereIsNoFade) {
    LabelFade fade;
    fade.begin(plain(100), plain(200), width_px, {}, {});
    EXPECT_FALSE(fade.is_running());
}

TEST(LabelFade, NoShareOvershootsItsColours) {
    const LabelFade::Clock::time_point start;
    LabelFade fade;
    fade.begin(plain(255), plain(255), width_px, {{0, 0, 8, 4}}, start);
    EXPECT_THAT(fade.picture(start + milliseconds{50}), Each(255));
}

// 2 px a millimetre, so the halo of 0.8 mm is 1.6 px: from 10 - 1.6 to 30 + 1.6, rounded.
TEST(LabelBoxes, ReachAHaloBeyondTheLetters) {
    draw::MapView view;
    view.frame = {50, 20, 100, 80};
    view.scale_denominator = 1000;
    cartography::Labelling labels;
    labels.placed.push_back({"", "", {55, 30, 10, 5}});
    EXPECT_THAT(label_boxes(labels, view, view, 2.0, 200, 160),
                ElementsAre(PixelBox{8, 160 - 32, 32, 160 - 18}));
}

TEST(LabelBoxes, MoveWithTheMap) {
    draw::MapView painted;
    painted.frame = {0, 0, 100, 80};
    painted.scale_denominator = 1000;
    draw::MapView shown = painted;
    shown.centre.x_m += 10.0;  // 10 mm at 1:1000
    cartography::Labelling labels;
    labels.placed.push_back({"", "", {40, 30, 10, 5}});
    const auto boxes = label_boxes(labels, painted, shown, 10.0, 1000, 800);
    ASSERT_EQ(boxes.size(), 1U);
    EXPECT_EQ(boxes[0].left, 292);
    EXPECT_EQ(boxes[0].right, 408);
}

TEST(LabelBoxes, LeaveOutWhatIsNoLongerInSight) {
    draw::MapView painted;
    painted.frame = {0, 0, 100, 80};
    painted.scale_denominator = 1000;
    draw::MapView shown = painted;
    shown.centre.x_m += 500.0;
    cartography::Labelling labels;
    labels.placed.push_back({"", "", {40, 30, 10, 5}});
    EXPECT_TRUE(label_boxes(labels, painted, shown, 10.0, 1000, 800).empty());
}

}  // namespace
}  // namespace parkatlas::app
