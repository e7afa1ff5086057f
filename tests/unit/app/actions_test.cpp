#include "app/actions.h"

#include <set>

#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace parkatlas::app {
namespace {

TEST(Actions, EachHasAnIdAndANameOfItsOwn) {
    std::set<std::string_view> ids;
    for (const Lang lang : {Lang::zh, Lang::en}) {
        std::set<std::string_view> names;
        for (const Action& action : actions()) {
            ids.insert(action.id);
            EXPECT_TRUE(names.insert(text(action.name, lang)).second) << action.id;
        }
    }
    EXPECT_EQ(ids.size(), actions().size());
}

TEST(Actions, NoTwoOfThemShareAKey) {
    std::set<std::pair<int, int>> keys;
    for (const Action& action : actions()) {
        for (const KeyPress& key : action.keys) {
            if (key.key == 0) continue;
            EXPECT_TRUE(keys.insert({key.key, key.modifiers}).second) << action.id;
            EXPECT_EQ(action_of_key(key), &action);
        }
    }
}

TEST(Actions, EachPanelAndToolOfTheWindowHasOne) {
    // What the drawer and the tool bar offer, by the names that scripts use.
    for (const char* id :
         {"panel.indicators",  "panel.audit",    "panel.overlaps", "panel.table", "panel.sketches",
          "panel.annotations", "panel.measures", "panel.history",  "panel.sheet", "tool.distance",
          "tool.area",         "tool.circle",    "tool.sketch",    "view.fit",    "view.zoom_in",
          "view.zoom_out",     "view.back",      "view.forward",   "edit.undo",   "edit.redo",
          "window.chinese",    "window.english", "window.about"}) {
        EXPECT_NE(find_action(id), nullptr) << id;
    }
}

TEST(Actions, ShiftBesideAPlainKeyDoesNotCount) {
    const Action* plus = find_action("view.zoom_in");
    EXPECT_EQ(action_of_key({GLFW_KEY_EQUAL, GLFW_MOD_SHIFT}), plus);
    EXPECT_EQ(action_of_key({GLFW_KEY_EQUAL, 0}), plus);
    EXPECT_EQ(action_of_key({GLFW_KEY_Z, GLFW_MOD_CONTROL})->id, "edit.undo");
    EXPECT_EQ(action_of_key({GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT})->id, "edit.redo");
    EXPECT_EQ(action_of_key({GLFW_KEY_EQUAL, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT})->id,
              "window.larger");
    EXPECT_EQ(action_of_key({GLFW_KEY_F, GLFW_MOD_CONTROL}), nullptr);
}

TEST(Actions, KeysReadAsTheyStandOnTheKeyboard) {
    EXPECT_EQ(key_words(*find_action("window.commands")), "Ctrl+Shift+P");
    EXPECT_EQ(key_words(*find_action("view.fit")), "F / Home");
    EXPECT_EQ(key_words(*find_action("view.back")), "Alt+←");
    EXPECT_EQ(key_words(*find_action("view.zoom_in")), "+");  // the number pad's goes without
    EXPECT_EQ(key_words(*find_action("window.about")), "");
}

TEST(Actions, WithNothingOpenOnlyTheWindowsOwnArePossible) {
    const AppState state;
    const ActionContext context{state, nullptr};
    EXPECT_FALSE(is_possible(*find_action("view.fit"), context));
    EXPECT_FALSE(is_possible(*find_action("view.enter_plan"), context));
    EXPECT_TRUE(is_possible(*find_action("window.quit"), context));
}

TEST(Actions, BesideThePageOnlyThoseThatDoNotSpeakOfTheMapArePossible) {
    AppState state;
    state.tools.sheet_open = true;
    const ActionContext context{state, nullptr};
    EXPECT_FALSE(is_possible(*find_action("edit.clear_selection"), context));
    EXPECT_TRUE(is_possible(*find_action("window.commands"), context));
}

TEST(Actions, ReadingIsStoppedOnlyWhileSomethingIsRead) {
    const Action& stop = *find_action("file.stop_opening");
    EXPECT_EQ(key_words(stop), "Ctrl+.");
    AppState state;
    state.opening = "parcels.gpkg";
    EXPECT_TRUE(is_possible(stop, ActionContext{state, nullptr}));
    Commands commands;
    stop.run(ActionContext{state, nullptr}, commands);
    ASSERT_EQ(commands.size(), 1U);
    apply(commands[0], state, nullptr);
    EXPECT_TRUE(state.view.stop_opening);
}

TEST(Actions, FrameTimesHaveTheirKey) {
    EXPECT_EQ(key_words(*find_action("window.frame_times")), "F12");
}

}  // namespace
}  // namespace parkatlas::app
