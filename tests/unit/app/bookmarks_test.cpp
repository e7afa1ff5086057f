#include "app/bookmarks.h"

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

AppState with_bookmarks(std::initializer_list<const char*> names) {
    model::Edits edits;
    for (const char* name : names) edits.bookmarks.push_back({name, {121.5, 29.8}, 50'000.0, {}});
    AppState state;
    state.history.restart(edits);
    return state;
}

void carry_out(const Commands& commands, AppState& state) {
    for (const Command& command : commands) apply(command, state, nullptr);
}

TEST(Bookmarks, ANewOneHasANameThatNoOtherHas) {
    EXPECT_EQ(free_bookmark_name({}, Lang::zh), "视图 1");
    const AppState state = with_bookmarks({"视图 2"});
    EXPECT_EQ(free_bookmark_name(state.history.present().bookmarks, Lang::zh), "视图 3");
}

TEST(Bookmarks, RemovingIsAStepThatCanBeTakenBack) {
    AppState state = with_bookmarks({"a", "b"});
    Commands commands;
    remove_bookmark(state, commands, 0);
    carry_out(commands, state);
    ASSERT_EQ(state.history.present().bookmarks.size(), 1U);
    EXPECT_EQ(state.history.present().bookmarks[0].name, "b");
    apply(Undo{}, state, nullptr);
    EXPECT_EQ(state.history.present().bookmarks.size(), 2U);
}

TEST(Bookmarks, RenamingOneThatIsGoneChangesNothing) {
    AppState state = with_bookmarks({"a"});
    Commands commands;
    rename_bookmark(commands, 5, "x");
    remove_bookmark(state, commands, 7);
    carry_out(commands, state);
    EXPECT_EQ(state.history.step_count(), 0U);
}

}  // namespace
}  // namespace parkatlas::app
