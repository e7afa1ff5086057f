#include "base/safe_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace parkatlas {
namespace {

namespace fs = std::filesystem;

class SafeFileTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() /
                  ("parkatlas-safe-file-" + std::to_string(::getpid()) + "-" +
                   testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    static std::string content(const fs::path& path) {
        std::ostringstream all;
        all << std::ifstream{path}.rdbuf();
        return all.str();
    }
    [[nodiscard]] std::ptrdiff_t files_in_folder() const {
        return std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{});
    }
    fs::path folder_;
};

TEST_F(SafeFileTest, WritesWhatItWasGiven) {
    ASSERT_TRUE(write_file_safely(folder_ / "a.txt", "面积\n"));
    EXPECT_EQ(content(folder_ / "a.txt"), "面积\n");
    EXPECT_EQ(files_in_folder(), 1);
}

TEST_F(SafeFileTest, ReplacesAnExistingFileAndKeepsItsRights) {
    ASSERT_TRUE(write_file_safely(folder_ / "a.txt", "old"));
    fs::permissions(folder_ / "a.txt",
                    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    ASSERT_TRUE(write_file_safely(folder_ / "a.txt", "new"));
    EXPECT_EQ(content(folder_ / "a.txt"), "new");
    EXPECT_EQ(fs::status(folder_ / "a.txt").permissions(),
              fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
}

TEST_F(SafeFileTest, WithoutCommitTheOldFileIsIntactAndNothingIsLeft) {
    ASSERT_TRUE(write_file_safely(folder_ / "a.txt", "old"));
    {
        Result<SafeFile> file = SafeFile::create(folder_ / "a.txt");
        ASSERT_TRUE(file);
        ASSERT_TRUE(file->write("half"));
    }
    EXPECT_EQ(content(folder_ / "a.txt"), "old");
    EXPECT_EQ(files_in_folder(), 1);
}

TEST_F(SafeFileTest, AMissingFolderIsAnOutputError) {
    const Result<void> written = write_file_safely(folder_ / "none" / "a.txt", "x");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
    EXPECT_NE(written.error().where.find("a.txt"), std::string::npos);
}

TEST_F(SafeFileTest, ADirectoryIsAnOutputError) {
    const Result<void> written = write_file_safely(folder_, "x");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
}

TEST_F(SafeFileTest, AFullDiskIsAnOutputErrorAndSaysSo) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
    const Result<void> written = write_file_safely("/dev/full", "x");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
    EXPECT_NE(written.error().what.english().find("No space left"), std::string::npos);
}

}  // namespace
}  // namespace parkatlas
