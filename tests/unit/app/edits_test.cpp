#include "app/edits.h"

#include <gtest/gtest.h>

#include "base/messages_document.h"

namespace parkatlas::app {
namespace {

const StepName measured{msg::document_step_measure, "甲"};
const StepName moved{msg::document_step_move_point, "甲"};

model::Edits with(std::size_t bookmarks) {
    model::Edits edits;
    edits.bookmarks.resize(bookmarks);
    return edits;
}

TEST(History, StartsWithNothingToUndoAndUnchanged) {
    const History history{with(2)};
    EXPECT_EQ(history.present().bookmarks.size(), 2U);
    EXPECT_FALSE(history.can_undo());
    EXPECT_FALSE(history.can_redo());
    EXPECT_FALSE(history.is_changed());
}

TEST(History, UndoAndRedoWalkThroughAllStates) {
    History history;
    for (std::size_t i = 1; i <= 3; ++i) history.change(measured, with(i));
    EXPECT_EQ(history.step_count(), 3U);
    for (std::size_t i = 3; i > 0; --i) {
        EXPECT_EQ(history.present().bookmarks.size(), i);
        history.undo();
    }
    EXPECT_TRUE(history.present().bookmarks.empty());
    history.undo();  // there is nothing more
    for (int i = 0; i < 5; ++i) history.redo();
    EXPECT_EQ(history.present().bookmarks.size(), 3U);
}

TEST(History, AStepOfTheListIsOneClickAway) {
    History history;
    for (std::size_t i = 1; i <= 4; ++i) history.change(measured, with(i));
    history.go_to(1);
    EXPECT_EQ(history.present().bookmarks.size(), 1U);
    EXPECT_EQ(history.step(), 1U);
    EXPECT_EQ(history.step_count(), 4U);
    history.go_to(99);
    EXPECT_EQ(history.step(), 4U);
}

TEST(History, AChangeForgetsWhatWasUndone) {
    History history;
    for (std::size_t i = 1; i <= 3; ++i) history.change(measured, with(i));
    history.go_to(1);
    history.change(moved, with(9));
    EXPECT_EQ(history.step_count(), 2U);
    EXPECT_FALSE(history.can_redo());
    EXPECT_EQ(history.name(1), moved);
}

TEST(History, ADragIsOneStep) {
    History history;
    history.change(measured, with(1));
    for (std::size_t i = 2; i <= 9; ++i) history.change(moved, with(i), 7);
    EXPECT_EQ(history.step_count(), 2U);
    EXPECT_EQ(history.present().bookmarks.size(), 9U);
    history.undo();
    EXPECT_EQ(history.present().bookmarks.size(), 1U);
}

TEST(History, AnotherDragIsAnotherStep) {
    History history;
    history.change(moved, with(1), 7);
    history.change(moved, with(2), 8);
    history.change(measured, with(3), 8);
    history.change(measured, with(4));
    history.change(measured, with(5));
    EXPECT_EQ(history.step_count(), 5U);
}

TEST(History, ADragThatGoesOnAfterUndoIsAStepOfItsOwn) {
    History history;
    history.change(moved, with(1), 7);
    history.change(moved, with(2), 7);
    history.undo();
    history.redo();
    history.change(moved, with(3), 7);
    EXPECT_EQ(history.step_count(), 2U);
}

TEST(History, WhatChangesNothingIsNoStep) {
    History history{with(1)};
    history.change(measured, with(1));
    EXPECT_EQ(history.step_count(), 0U);
}

TEST(History, KnowsWhetherTheStateOnDiskIsThePresentOne) {
    History history;
    history.change(measured, with(1));
    EXPECT_TRUE(history.is_changed());
    history.mark_saved(history.revision());
    EXPECT_FALSE(history.is_changed());
    history.undo();
    EXPECT_TRUE(history.is_changed());
    history.redo();
    EXPECT_FALSE(history.is_changed());
    history.undo();
    history.change(measured, with(1));  // looks the same, but is another state
    EXPECT_TRUE(history.is_changed());
}

TEST(History, ASaveThatEndsAfterAnotherChangeDoesNotCountForIt) {
    History history;
    history.change(moved, with(1), 7);
    const std::uint64_t written = history.revision();
    history.change(moved, with(2), 7);
    history.mark_saved(written);
    EXPECT_TRUE(history.is_changed());
}

TEST(History, KeepsTheLastTwoHundredSteps) {
    History history;
    for (std::size_t i = 1; i <= 250; ++i) history.change(measured, with(i));
    EXPECT_EQ(history.step_count(), 200U);
    EXPECT_EQ(history.present().bookmarks.size(), 250U);
    history.go_to(0);
    EXPECT_EQ(history.present().bookmarks.size(), 50U);
}

TEST(History, NamesOfStepsFollowTheLanguage) {
    EXPECT_EQ(step_text(measured, Lang::zh), "量算“甲”");
    EXPECT_EQ(step_text(measured, Lang::en), "Measure \"甲\"");
    EXPECT_EQ(step_text({msg::document_step_remove_measurements}, Lang::en),
              "Remove all measurements");
}

TEST(SharedValue, ACopyIsNotChangedWithTheOther) {
    model::Shared<std::vector<model::Sketch>> one;
    one.edit().push_back({"甲", {}, {}});
    const model::Shared<std::vector<model::Sketch>> two = one;
    EXPECT_EQ(&*one, &*two);  // shared until one of them changes
    one.edit()[0].name = "乙";
    EXPECT_EQ((*two)[0].name, "甲");
    EXPECT_NE(one, two);
    one.edit()[0].name = "甲";
    EXPECT_EQ(one, two);  // equal by value
}

}  // namespace
}  // namespace parkatlas::app
