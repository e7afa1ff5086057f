#include "app/view_history.h"

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

ViewRecord at(double x_m) {
    return {{"layout:ningbo"}, {x_m, 0.0}, 1000.0, {}};
}

TEST(ViewHistory, GoesBackAndForward) {
    ViewHistory history;
    history.leave(at(1));
    history.leave(at(2));
    EXPECT_EQ(history.back(at(3)), at(2));
    EXPECT_EQ(history.back(at(2)), at(1));
    EXPECT_EQ(history.back(at(1)), std::nullopt);
    EXPECT_EQ(history.forward(at(1)), at(2));
    EXPECT_EQ(history.forward(at(2)), at(3));
    EXPECT_EQ(history.forward(at(3)), std::nullopt);
}

TEST(ViewHistory, AJumpForgetsWhatWasAhead) {
    ViewHistory history;
    history.leave(at(1));
    ASSERT_EQ(history.back(at(2)), at(1));
    EXPECT_EQ(history.ahead(), 1U);
    history.leave(at(1));
    EXPECT_EQ(history.ahead(), 0U);
}

TEST(ViewHistory, TheSameViewTwiceCountsOnce) {
    ViewHistory history;
    history.leave(at(1));
    history.leave(at(1));
    EXPECT_EQ(history.behind(), 1U);
    EXPECT_EQ(history.back(at(1)), std::nullopt);  // already there
}

TEST(ViewHistory, RemembersOnlySoMuch) {
    ViewHistory history;
    for (int i = 0; i < 1000; ++i) history.leave(at(i));
    EXPECT_EQ(history.behind(), 200U);
    EXPECT_EQ(history.back(at(1000)), at(999));
}

}  // namespace
}  // namespace parkatlas::app
