#include "app/frame_meter.h"

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

FrameTimes frame(double panels_ms, double draw_ms) {
    FrameTimes times;
    times.panels_ms = panels_ms;
    times.draw_ms = draw_ms;
    return times;
}

TEST(FrameMeter, KnowsNothingBeforeTheFirstFrame) {
    const FrameMeter meter;
    EXPECT_EQ(meter.count(), 0U);
    EXPECT_TRUE(meter.last().empty());
    EXPECT_EQ(meter.mean().total_ms(), 0.0);
    EXPECT_EQ(meter.percentiles().longest_ms, 0.0);
}

TEST(FrameMeter, AFrameTakesTheSumOfItsParts) {
    EXPECT_DOUBLE_EQ((FrameTimes{1.0, 2.0, 4.0, 8.0}.total_ms()), 15.0);
}

TEST(FrameMeter, PercentilesAreFramesThatWereDrawn) {
    FrameMeter meter;
    for (int i = 1; i <= 100; ++i) meter.add(frame(i, 0.0));
    EXPECT_DOUBLE_EQ(meter.percentiles().half_ms, 50.0);
    EXPECT_DOUBLE_EQ(meter.percentiles().most_ms, 95.0);
    EXPECT_DOUBLE_EQ(meter.percentiles().longest_ms, 100.0);
}

TEST(FrameMeter, TimesFromEventToPictureAreKeptApartFromFrames) {
    FrameMeter meter;
    meter.add(frame(7.0, 0.0));
    for (int i = 1; i <= 20; ++i) meter.add_input(i);
    EXPECT_EQ(meter.input_count(), 20U);
    EXPECT_DOUBLE_EQ(meter.input_percentiles().half_ms, 10.0);
    EXPECT_DOUBLE_EQ(meter.input_percentiles().most_ms, 19.0);
    EXPECT_DOUBLE_EQ(meter.percentiles().longest_ms, 7.0);
}

TEST(FrameMeter, ShowsTheLatestFramesOldestFirst) {
    FrameMeter meter;
    const int all = static_cast<int>(FrameMeter::shown_frames) + 5;
    for (int i = 0; i < all; ++i) meter.add(frame(i, 0.0));
    const std::vector<FrameTimes> last = meter.last();
    ASSERT_EQ(last.size(), FrameMeter::shown_frames);
    EXPECT_EQ(last.front().panels_ms, 5.0);
    EXPECT_EQ(last.back().panels_ms, all - 1.0);
    EXPECT_EQ(meter.count(), static_cast<std::size_t>(all));
}

TEST(FrameMeter, TheMeanIsOfTheShownFrames) {
    FrameMeter meter;
    meter.add(frame(1.0, 10.0));
    meter.add(frame(3.0, 20.0));
    EXPECT_DOUBLE_EQ(meter.mean().panels_ms, 2.0);
    EXPECT_DOUBLE_EQ(meter.mean().draw_ms, 15.0);
}

TEST(FrameMeter, TheLongestTurnIsKeptWithItsParts) {
    FrameMeter meter;
    meter.add_turn({1.0, 0.0, 0.0, 0.0, 20.0});
    meter.add_turn({0.0, 30.0, 0.0, 0.0, 5.0});
    meter.add_turn({2.0, 0.0, 3.0, 4.0, 10.0});
    EXPECT_DOUBLE_EQ(meter.longest_turn().total_ms(), 35.0);
    EXPECT_DOUBLE_EQ(meter.longest_turn().loaded_ms, 30.0);
}

TEST(FrameMeter, ALongSessionForgetsItsFirstFrames) {
    FrameMeter meter;
    meter.add(frame(1000.0, 0.0));
    for (int i = 0; i < 5000; ++i) meter.add(frame(1.0, 0.0));
    EXPECT_DOUBLE_EQ(meter.percentiles().longest_ms, 1.0);
}

}  // namespace
}  // namespace parkatlas::app
