#include "app/journal.h"

#include <csignal>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace parkatlas::app {
namespace {

namespace fs = std::filesystem;

class JournalFolder : public ::testing::Test {
  protected:
    void SetUp() override {
        static int number = 0;
        folder_ = fs::temp_directory_path() / ("parkatlas-journal-" + std::to_string(::getpid()) +
                                               "-" + std::to_string(++number));
    }
    void TearDown() override { fs::remove_all(folder_); }

    [[nodiscard]] std::unique_ptr<Journal> begin() const {
        return Journal::begin(folder_, [] {});
    }
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{}));
    }

    fs::path folder_;
};

UnsavedWork work_named(const std::string& name) {
    UnsavedWork work;
    work.project = "/home/w/规划.parkatlas";
    work.document.plan = "layout:ningbo";
    work.document.edits.bookmarks.push_back({name, {121.5, 29.8}});
    return work;
}

// What a process that is killed leaves: its files, without its lock.
void crash_with(const fs::path& folder, const UnsavedWork& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        const std::unique_ptr<Journal> journal = Journal::begin(folder, [] {});
        journal->keep(1, work);
        while (true) {
            journal->poll();
            for (const auto& file : fs::directory_iterator{folder}) {
                if (file.path().extension() == ".json" &&
                    file.path().filename().string().find(std::to_string(::getpid())) !=
                        std::string::npos) {
                    ::kill(::getpid(), SIGKILL);
                }
            }
            ::usleep(1000);
        }
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
}

TEST(JournalText, WorkIsReadBackAsItWas) {
    const UnsavedWork work = work_named("甲");
    const std::optional<UnsavedWork> read = parse_journal(journal_text(work));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->project, work.project);
    EXPECT_EQ(read->document, work.document);
    for (const char* text : {"", "{}", "[1]", "{\"parkatlas_journal\": 1}",
                             "{\"parkatlas_journal\": 1, \"project\": 3, \"document\": {}}"}) {
        EXPECT_FALSE(parse_journal(text)) << text;
    }
}

TEST_F(JournalFolder, WhatACrashLeftIsOfferedOnce) {
    crash_with(folder_, work_named("甲"));
    const std::unique_ptr<Journal> first = begin();
    const std::unique_ptr<Journal> second = begin();
    const std::optional<UnsavedWork> left = first->take_left();
    ASSERT_TRUE(left);
    EXPECT_EQ(left->document.edits.bookmarks[0].name, "甲");
    EXPECT_FALSE(second->take_left()) << "two windows must not offer the same work";
    first->settle(false);
    EXPECT_FALSE(first->take_left());
    EXPECT_FALSE(second->take_left());
}

TEST_F(JournalFolder, WorkThatWasTakenOverStaysUntilItIsWrittenAgain) {
    crash_with(folder_, work_named("甲"));
    {
        const std::unique_ptr<Journal> journal = begin();
        ASSERT_TRUE(journal->take_left());
        journal->settle(true);
    }  // ended before anything of its own was written
    const std::unique_ptr<Journal> next = begin();
    const std::optional<UnsavedWork> again = next->take_left();
    ASSERT_TRUE(again);
    next->settle(true);
    next->keep(7, *again);
    while (next->kept_revision() == 7 && files() > 2) {  // its own file and lock
        next->poll();
        ::usleep(1000);
    }
    EXPECT_EQ(files(), 2U);
}

TEST_F(JournalFolder, TheWorkOfAnOpenWindowIsNotTouched) {
    const std::unique_ptr<Journal> open = begin();
    open->keep(1, work_named("乙"));
    const std::unique_ptr<Journal> other = begin();
    for (int i = 0; i < 20; ++i) {
        EXPECT_FALSE(other->take_left());
        ::usleep(1000);
    }
}

TEST_F(JournalFolder, WorkIsHeldOnceItIsOnDiskAndNotWhenItIsAskedFor) {
    const std::unique_ptr<Journal> journal = begin();
    EXPECT_FALSE(journal->holds(3));
    journal->keep(3, work_named("丙"));
    EXPECT_FALSE(journal->holds(3)) << "nobody has looked for an answer yet";
    while (!journal->holds(3)) {
        journal->poll();
        ::usleep(1000);
    }
    EXPECT_EQ(files(), 2U);  // with its lock
    EXPECT_FALSE(journal->holds(4));
    journal->clear();
    EXPECT_FALSE(journal->holds(3));
}

TEST_F(JournalFolder, AWindowThatEndsWithNothingUnsavedLeavesNothing) {
    {
        const std::unique_ptr<Journal> journal = begin();
        journal->keep(1, work_named("丙"));
        journal->clear();
    }
    EXPECT_EQ(files(), 0U);
}

TEST_F(JournalFolder, AWindowThatIsEndedFromOutsideLeavesItsWork) {
    {
        const std::unique_ptr<Journal> journal = begin();
        journal->keep(1, work_named("丁"));
    }
    const std::unique_ptr<Journal> next = begin();
    const std::optional<UnsavedWork> left = next->take_left();
    ASSERT_TRUE(left);
    EXPECT_EQ(left->document.edits.bookmarks[0].name, "丁");
}

TEST_F(JournalFolder, AFileThatCannotBeReadHidesNoOther) {
    fs::create_directories(folder_);
    std::ofstream{folder_ / "window-1-1.json"} << "{";
    crash_with(folder_, work_named("戊"));
    const std::unique_ptr<Journal> journal = begin();
    EXPECT_TRUE(journal->take_left());
    EXPECT_TRUE(fs::exists(folder_ / "window-1-1.json"));
}

}  // namespace
}  // namespace parkatlas::app
