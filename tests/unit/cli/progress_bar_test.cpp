#include "cli/progress_bar.h"

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

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

/// What a bar writes while `work` runs with it.
template <typename Job>
std::vector<std::string> written_during(const Job& job) {
    std::vector<std::string> written;  // by one thread, and looked at after it has ended
    {
        ProgressBar bar{Lang::en, [&](std::string_view text) { written.emplace_back(text); }};
        job(bar);
    }
    return written;
}

TEST(ProgressBar, LivesWhileAStepOfTheWorkIsLong) {
    const auto written = written_during([](ProgressBar& bar) {
        bar.update(1, 4);
        std::this_thread::sleep_for(std::chrono::milliseconds{2000});
    });
    // After the first half second five times a second; a busy machine may leave out some.
    ASSERT_GE(written.size(), 3U);
    for (std::size_t i = 0; i + 1 < written.size(); ++i) {
        EXPECT_THAT(written[i], HasSubstr("1/4")) << i;
        EXPECT_THAT(written[i], HasSubstr("left")) << i;
    }
    EXPECT_EQ(written.back(), "\r\x1b[K") << "is wiped";
}

TEST(ProgressBar, WritesNothingAboutShortWork) {
    EXPECT_THAT(written_during([](ProgressBar& bar) { bar.update(1, 4); }), IsEmpty());
}

}  // namespace
}  // namespace parkatlas::cli
