#include "app/mouse_queue.h"

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

TEST(MouseQueue, PressAndReleaseOfOneMomentAreSeenInTwoFrames) {
    MouseQueue queue;
    queue.move(10, 20);
    queue.press(0, 1.0, 1.0);
    queue.release(0);
    EXPECT_TRUE(queue.next().down[0]);
    EXPECT_FALSE(queue.is_empty());
    EXPECT_FALSE(queue.next().down[0]);
    EXPECT_TRUE(queue.is_empty());
}

TEST(MouseQueue, APressIsSeenWhereItHappenedThoughTheMouseHasMovedOn) {
    MouseQueue queue;
    queue.move(10, 20);
    queue.press(0, 1.0, 1.0);
    queue.move(50, 60);
    queue.release(0);
    queue.move(99, 99);
    MouseQueue::State seen = queue.next();
    EXPECT_TRUE(seen.down[0]);
    EXPECT_EQ(seen.x_px, 10.0F);
    seen = queue.next();
    EXPECT_TRUE(seen.down[0]) << "a slider that is dragged in one slow frame takes the last value";
    EXPECT_EQ(seen.x_px, 50.0F);
    seen = queue.next();
    EXPECT_FALSE(seen.down[0]);
    EXPECT_EQ(seen.x_px, 50.0F);
    EXPECT_EQ(queue.next().x_px, 99.0F);
}

TEST(MouseQueue, MovementsWithoutAButtonBetweenAreOne) {
    MouseQueue queue;
    for (int i = 0; i < 100; ++i) queue.move(static_cast<float>(i), 0);
    EXPECT_EQ(queue.next().x_px, 99.0F);
    EXPECT_TRUE(queue.is_empty());
}

TEST(MouseQueue, TheWheelTurnsWhereTheMouseWas) {
    MouseQueue queue;
    queue.move(10, 20);
    queue.scroll(1);
    queue.scroll(2);
    queue.move(500, 20);
    MouseQueue::State seen = queue.next();
    EXPECT_EQ(seen.x_px, 10.0F);
    EXPECT_EQ(seen.wheel, 3.0F);
    seen = queue.next();
    EXPECT_EQ(seen.x_px, 500.0F);
    EXPECT_EQ(seen.wheel, 0.0F);
}

TEST(MouseQueue, TwoPressesSoonAndNearAreADoubleClickAndAThirdIsNot) {
    MouseQueue queue;
    queue.move(10, 20);
    for (const double time_s : {1.0, 1.2, 1.4}) {
        queue.press(0, time_s, time_s);
        queue.release(0);
    }
    EXPECT_FALSE(queue.next().double_click);
    static_cast<void>(queue.next());
    EXPECT_TRUE(queue.next().double_click);
    EXPECT_FALSE(queue.next().double_click);
    EXPECT_FALSE(queue.next().double_click);
}

TEST(MouseQueue, PressesFarApartInTimeOrPlaceAreSingleClicks) {
    MouseQueue queue;
    queue.move(10, 20);
    queue.press(0, 1.0, 1.0);
    queue.release(0);
    queue.press(0, 1.6, 1.6);
    queue.release(0);
    queue.move(30, 20);
    queue.press(0, 1.7, 1.7);
    queue.release(0);
    while (!queue.is_empty()) EXPECT_FALSE(queue.next().double_click);
}

TEST(MouseQueue, ASlowFrameBetweenTwoPressesDoesNotMakeThemSingle) {
    MouseQueue queue;
    queue.move(10, 20);
    queue.press(0, 1.0, 1.0);
    queue.release(0);
    queue.press(0, 1.05, 2.0);  // seen a second later, after a frame that began at 1.05
    static_cast<void>(queue.next());
    static_cast<void>(queue.next());
    EXPECT_TRUE(queue.next().double_click);
}

TEST(MouseQueue, AMouseThatLeftIsOutsideUntilItMovesInAgain) {
    MouseQueue queue;
    queue.move(10, 20);
    queue.leave();
    EXPECT_FALSE(queue.next().inside);
    queue.move(11, 20);
    EXPECT_TRUE(queue.next().inside);
}

TEST(MouseQueue, ButtonsItDoesNotKnowAreNoEvents) {
    MouseQueue queue;
    queue.press(7, 1.0, 1.0);
    queue.release(-1);
    EXPECT_TRUE(queue.is_empty());
}

}  // namespace
}  // namespace parkatlas::app
