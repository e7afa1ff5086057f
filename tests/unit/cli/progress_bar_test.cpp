#include "cli/progress_bar.h"

#include <gtest/gtest.h>

namespace parkatlas::cli {
namespace {

TEST(ProgressLine, ShowsCountAndTimeLeft) {
    // A quarter done in 10 s: 30 s left.
    EXPECT_EQ(progress_line(250, 1000, 10.0, 8, Lang::en), "[##......]  250/1000  30 s left");
    EXPECT_EQ(progress_line(250, 1000, 10.0, 8, Lang::zh), "[##......]  250/1000  剩余 30 s");
}

TEST(ProgressLine, CountsMinutesWhenItIsLong) {
    EXPECT_EQ(progress_line(1, 10, 60.0, 10, Lang::en), "[#.........]  1/10  9 min left");
}

TEST(ProgressLine, SaysNothingOfTimeAtBothEnds) {
    EXPECT_EQ(progress_line(0, 10, 5.0, 4, Lang::en), "[....]  0/10");
    EXPECT_EQ(progress_line(10, 10, 5.0, 4, Lang::en), "[####]  10/10");
    EXPECT_EQ(progress_line(0, 0, 5.0, 4, Lang::en), "[....]  0/0");
}

}  // namespace
}  // namespace parkatlas::cli
