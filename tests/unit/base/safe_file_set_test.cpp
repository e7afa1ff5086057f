#include "base/safe_file_set.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace parkatlas {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class SafeFileSetTest : public testing::Test {
  protected:
    void put(const fs::path& path, const char* text) const { std::ofstream{path} << text; }
    [[nodiscard]] std::vector<std::string> contents() const {
        std::vector<std::string> list;
        for (const auto& entry : fs::directory_iterator{folder_.path()}) {
            std::ifstream file{entry.path()};
            std::stringstream text;
            text << file.rdbuf();
            list.push_back(entry.path().filename().string() + "=" + text.str());
        }
        std::ranges::sort(list);
        return list;
    }
    [[nodiscard]] fs::path target() const { return folder_.path() / "a.shp"; }
    test::TemporaryFolder folder_;
};

TEST_F(SafeFileSetTest, WithoutACommitNothingOfItIsLeft) {
    put(target(), "old");
    {
        const Result<SafeFileSet> files = SafeFileSet::create(target());
        ASSERT_TRUE(files.has_value());
        put(files->path(), "new");
        put(files->folder() / "a.dbf", "new");
    }
    EXPECT_THAT(contents(), ElementsAre("a.shp=old"));
}

TEST_F(SafeFileSetTest, CommitBringsAllFilesAndTakesStaleOnesAway) {
    put(target(), "old");
    put(folder_.path() / "a.dbf", "old");
    put(folder_.path() / "a.qix", "old");
    put(folder_.path() / "b.qix", "another's");
    Result<SafeFileSet> files = SafeFileSet::create(target());
    ASSERT_TRUE(files.has_value());
    put(files->path(), "new");
    put(files->folder() / "a.dbf", "new");
    const std::array<std::string, 2> stale{".qix", ".dbf"};
    ASSERT_TRUE(files->commit(stale).has_value());
    EXPECT_THAT(contents(), ElementsAre("a.dbf=new", "a.shp=new", "b.qix=another's"));
}

TEST_F(SafeFileSetTest, ACommitThatFailsLeavesTheOldFiles) {
    put(target(), "old");
    put(folder_.path() / "a.dbf", "old");
    Result<SafeFileSet> files = SafeFileSet::create(target());
    ASSERT_TRUE(files.has_value());
    put(files->path(), "new");
    put(files->folder() / "a.dbf", "new");
    fs::create_directory(files->folder() / "old");  // the place where the old ones would wait
    const Result<void> done = files->commit();
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().code, ErrorCode::output_failed);
    *files = *SafeFileSet::create(folder_.path() / "other");  // lets go of the first
    EXPECT_THAT(contents(),
                testing::IsSupersetOf({std::string{"a.dbf=old"}, std::string{"a.shp=old"}}));
}

TEST_F(SafeFileSetTest, AFolderOrADeviceIsNoTarget) {
    EXPECT_EQ(SafeFileSet::create(folder_.path()).error().code, ErrorCode::output_failed);
    EXPECT_EQ(SafeFileSet::create("/dev/null").error().code, ErrorCode::output_failed);
    EXPECT_EQ(SafeFileSet::create(folder_.path() / "none" / "a").error().code,
              ErrorCode::output_failed);
}

}  // namespace
}  // namespace parkatlas
