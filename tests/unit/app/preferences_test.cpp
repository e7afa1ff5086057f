#include "app/preferences.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace parkatlas::app {
namespace {

class PreferencesFile : public testing::Test {
  protected:
    void SetUp() override {
        std::string name =
            (std::filesystem::temp_directory_path() / "parkatlas-prefs-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    std::filesystem::path folder;
};

TEST_F(PreferencesFile, ComesBackAsItWasSaved) {
    Preferences saved{Lang::en, 1280, 800, 260.0F};
    saved.overview = true;
    saved.drawer = "table";
    const std::filesystem::path path = folder / "new" / "window.json";
    ASSERT_TRUE(save_preferences(path, saved));
    EXPECT_EQ(load_preferences(path), saved);
}

TEST_F(PreferencesFile, AMissingFileRemembersNothing) {
    EXPECT_EQ(load_preferences(folder / "none.json"), Preferences{});
}

TEST_F(PreferencesFile, WhereNoFolderCanBeMadeSavingFails) {
    const Result<void> saved = save_preferences("/proc/none/window.json", {});
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().code, ErrorCode::output_failed);
}

TEST(ParsePreferences, TakesWhatItUnderstands) {
    EXPECT_EQ(parse_preferences("{\"lang\": \"en\", \"width\": \"wide\"}").lang, Lang::en);
    EXPECT_EQ(parse_preferences("{\"lang\": \"fr\"}"), Preferences{});
    EXPECT_EQ(parse_preferences("{\"width\": 1280}"), Preferences{});  // half a size
    EXPECT_EQ(parse_preferences("{\"width\": 3, \"height\": 1e9}"), Preferences{});
    EXPECT_EQ(parse_preferences("{\"lang\""), Preferences{});
    EXPECT_EQ(parse_preferences("[1]"), Preferences{});
    EXPECT_EQ(parse_preferences(""), Preferences{});
}

}  // namespace
}  // namespace parkatlas::app
