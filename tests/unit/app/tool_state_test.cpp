#include "app/tool_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/command.h"
#include "app/overlap_desk.h"
#include "app/tool_desks.h"

namespace parkatlas::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

AppState after(const std::vector<Command>& commands) {
    AppState state;
    for (const Command& command : commands) apply(command, state, nullptr);
    return state;
}

TEST(Marked, KeepsFeaturesInOrderAndOnce) {
    Marked marked;
    marked.set(0, {5, 1, 5, 3});
    EXPECT_THAT(marked.rows, ElementsAre(1, 3, 5));
    marked.toggle(0, 3);
    marked.toggle(0, 4);
    EXPECT_THAT(marked.rows, ElementsAre(1, 4, 5));
    EXPECT_TRUE(marked.holds(0, 4));
    EXPECT_FALSE(marked.holds(1, 4));
}

TEST(Marked, BeginsAnewInAnotherLayer) {
    Marked marked;
    marked.set(0, {1, 2});
    marked.toggle(1, 7);
    EXPECT_EQ(marked.layer, 1);
    EXPECT_THAT(marked.rows, ElementsAre(7));
}

TEST(ToolCommands, SelectingOnTheMapMarksInTheTable) {
    EXPECT_THAT(after({SelectFeature{{0, 4}}}).tools.marked.rows, ElementsAre(4));
    EXPECT_THAT(after({SelectFeature{{0, 4}}, ClearSelection{}}).tools.marked.rows, IsEmpty());
}

TEST(ToolCommands, TheSelectedFeatureIsAlwaysAMarkedOne) {
    const AppState toggled = after(
        {SelectFeature{{0, 4}}, ToolCommand{ToggleMark{0, 9}}, ToolCommand{ToggleMark{0, 9}}});
    EXPECT_THAT(toggled.tools.marked.rows, ElementsAre(4));
    EXPECT_EQ(toggled.map.selected, (cartography::FeatureRef{0, 4}));
    const AppState others = after({SelectFeature{{0, 4}}, ToolCommand{MarkFeatures{0, {1, 2}}}});
    EXPECT_EQ(others.map.selected, std::nullopt);
}

TEST(ToolCommands, ASketchThatIsFinishedIsChosenAndCanBeUndone) {
    AppState state =
        after({TakeTool{Tool::sketch}, AddMeasurePoint{{121.0, 29.0}},
               AddMeasurePoint{{121.1, 29.0}}, AddMeasurePoint{{121.1, 29.1}}, FinishMeasure{}});
    ASSERT_EQ(state.history.present().sketches->size(), 1U);
    EXPECT_EQ(state.tools.sketch, 0U);
    EXPECT_EQ(state.drawer, DrawerTab::sketches);
    EXPECT_EQ(state.measuring.tool(), Tool::select);
    EXPECT_TRUE(state.history.present().measurements->empty());
    apply(Undo{}, state, nullptr);
    EXPECT_TRUE(state.history.present().sketches->empty());
    EXPECT_EQ(state.tools.sketch, std::nullopt);
}

TEST(SketchInHand, GoesUpToTheMouseWhileItIsDrawn) {
    AppState state = after({TakeTool{Tool::sketch}, AddMeasurePoint{{121.0, 29.0}}});
    state.pen = geo::LonLat{121.1, 29.0};
    const auto rings = sketch_in_hand(state);
    ASSERT_TRUE(rings);
    EXPECT_EQ((*rings)[0].size(), 2U);
    const AppState nothing = after({});
    EXPECT_EQ(sketch_in_hand(nothing), std::nullopt);
}

TEST(OverlapView, OrdersPairsAndAxesByWhatIsShared) {
    OverlapView view;
    view.sides = {-1, std::nullopt};
    view.pairs = {{0, 1, 10.0, 0.1, 0.2}, {1, 2, 30.0, 0.3, 0.4}};
    arrange(view);
    EXPECT_EQ(view.pairs.front().area_m2, 30.0);
    EXPECT_THAT(view.rows, ElementsAre(1, 2, 0));  // 40, 30 and 10 m2
    EXPECT_EQ(view.columns, view.rows);
    ASSERT_NE(view.at(2, 1), nullptr);
    EXPECT_EQ(view.at(2, 1), view.at(1, 2));
    EXPECT_EQ(view.at(0, 2), nullptr);
    EXPECT_EQ(view.total_m2, 40.0);
}

TEST(OverlapView, KeepsTheSidesOfTwoLayersApart) {
    OverlapView view;
    view.sides = {0, 1};
    view.pairs = {{0, 7, 10.0, 0.1, 0.2}, {3, 7, 5.0, 0.3, 0.4}};
    arrange(view);
    EXPECT_THAT(view.rows, ElementsAre(0, 3));
    EXPECT_THAT(view.columns, ElementsAre(7));
    EXPECT_EQ(view.at(7, 0), nullptr);
}

}  // namespace
}  // namespace parkatlas::app
