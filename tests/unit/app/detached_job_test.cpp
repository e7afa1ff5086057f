#include "app/detached_job.h"

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "app/file_probe.h"

namespace parkatlas::app {
namespace {

TEST(DetachedJob, AnAnswerThatIsNoLongerWantedDoesNotCome) {
    DetachedJob<int> job{[] {}};
    job.start([] { return 1; });
    job.start([] { return 2; });
    EXPECT_TRUE(job.busy());
    std::optional<int> answer;
    while (!answer) answer = job.poll();
    EXPECT_EQ(*answer, 2);
    EXPECT_FALSE(job.busy());
    EXPECT_FALSE(job.poll());
}

TEST(DetachedJob, NobodyWaitsForOneThatNeverEnds) {
    const auto held = std::make_shared<std::promise<void>>();
    const auto ended = std::make_shared<std::promise<void>>();
    {
        DetachedJob<int> job{[] {}};
        job.start([held, ended] {
            held->get_future().wait();  // a share that does not answer
            ended->set_value();
            return 1;
        });
        EXPECT_FALSE(job.poll());
    }  // gone before the answer
    held->set_value();
    ended->get_future().wait();
}

TEST(FileProbe, LearnsBesideTheWindowWhetherAFileIsThere) {
    const std::filesystem::path file =
        std::filesystem::path{testing::TempDir()} / "file_probe_test.txt";
    std::ofstream{file} << "there";
    FileProbe probe{[] {}};
    EXPECT_FALSE(probe.is_file(""));
    while (!probe.is_file(file.string())) std::this_thread::yield();
    EXPECT_FALSE(probe.is_file(testing::TempDir()));
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace parkatlas::app
