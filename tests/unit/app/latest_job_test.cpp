#include "app/latest_job.h"

#include <atomic>

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

// What the window does: it polls only when it has been woken.
class Window {
  public:
    void wake() {
        wakes_.fetch_add(1);
        wakes_.notify_all();
    }
    void wait(int for_wakes) const {
        for (int seen = wakes_.load(); seen < for_wakes; seen = wakes_.load()) wakes_.wait(seen);
    }

  private:
    std::atomic<int> wakes_{0};
};

TEST(LatestJob, HasTheAnswerByTheTimeItWakesTheWindow) {
    for (int i = 0; i < 200; ++i) {
        Window window;
        LatestJob<int> job{[&] { window.wake(); }};
        job.start([i](const std::stop_token&) { return i; });
        window.wait(1);
        EXPECT_EQ(job.poll(), i);
        EXPECT_FALSE(job.busy());
        EXPECT_EQ(job.poll(), std::nullopt);
    }
}

TEST(LatestJob, AnswersTheLatestOrderAlone) {
    Window window;
    LatestJob<int> job{[&] { window.wake(); }};
    std::atomic<bool> ran{false};
    job.start([](const std::stop_token& stop) {
        while (!stop.stop_requested()) std::this_thread::yield();
        return 1;
    });
    job.start([&](const std::stop_token&) {
        ran = true;
        return 2;
    });
    job.start([](const std::stop_token&) { return 3; });
    window.wait(1);
    EXPECT_EQ(job.poll(), std::nullopt);  // the first one's answer is out of date
    window.wait(2);
    EXPECT_EQ(job.poll(), 3);
    EXPECT_FALSE(ran);
}

TEST(LatestJob, GivesNoAnswerOnceItIsStopped) {
    Window window;
    LatestJob<int> job{[&] { window.wake(); }};
    job.start([](const std::stop_token& stop) {
        while (!stop.stop_requested()) std::this_thread::yield();
        return 1;
    });
    job.stop();
    window.wait(1);
    EXPECT_EQ(job.poll(), std::nullopt);
    EXPECT_FALSE(job.busy());
}

}  // namespace
}  // namespace parkatlas::app
