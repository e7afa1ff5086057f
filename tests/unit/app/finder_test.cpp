#include "app/finder.h"

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

// Readings of a few characters, as the table that comes with the program has them.
const tasks::Pinyin& some_readings() {
    static const tasks::Pinyin pinyin =
        tasks::Pinyin::from_table("yin 鄞\nzhou 州\nqu 区\nche 撤\nxiao 销\n");
    return pinyin;
}

TEST(MatchRank, TheBeginningGoesBeforeAWordWithinAndThatBeforeAReading) {
    EXPECT_EQ(match_rank("鄞州区", "Yinzhou District", "鄞", some_readings()), 0);
    EXPECT_EQ(match_rank("鄞州区", "Yinzhou District", "yinz", some_readings()), 0);
    EXPECT_EQ(match_rank("鄞州区", "Yinzhou District", "DIST", some_readings()), 1);
    EXPECT_EQ(match_rank("鄞州区", "Yinzhou District", "州区", some_readings()), 2);
    EXPECT_EQ(match_rank("鄞州区", "Yinzhou District", "yzq", some_readings()), 3);
}

TEST(MatchRank, OtherWordsDoNotFit) {
    EXPECT_EQ(match_rank("鄞州区", "Yinzhou District", "cixi", some_readings()), std::nullopt);
    EXPECT_EQ(match_rank("鄞州区", "Yinzhou District", "  ", some_readings()), std::nullopt);
}

TEST(FindCommands, WithoutWordsAllAreListedInTheirOrder) {
    const AppState state;
    const std::vector<Found> found = find_commands("", {state, nullptr});
    ASSERT_EQ(found.size(), actions().size());
    EXPECT_EQ(found.front().id, actions().front().id);
}

TEST(FindCommands, BothLanguagesAreUnderstoodWhateverTheWindowSpeaks) {
    AppState state;
    state.lang = Lang::zh;
    const std::vector<Found> found = find_commands("measure an area", {state, nullptr});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, "tool.area");
    EXPECT_EQ(found[0].title, "量面积");
    EXPECT_EQ(found[0].note, "A");
}

TEST(FindCommands, WhatIsNotPossibleIsShownButDoesNothing) {
    const AppState state;
    const std::vector<Found> found = find_commands("undo", {state, nullptr});
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].id, "edit.undo");
    EXPECT_FALSE(found[0].possible);
    EXPECT_TRUE(found[0].commands.empty());
}

TEST(FindPlaces, WithNothingOpenThereAreNone) {
    const AppState state;
    EXPECT_TRUE(find_places("鄞州", {state, nullptr}).empty());
}

}  // namespace
}  // namespace parkatlas::app
