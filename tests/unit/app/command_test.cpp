#include "app/command.h"

#include <gtest/gtest.h>

#include "base/messages_document.h"

namespace parkatlas::app {
namespace {

TEST(Command, SelectingCountsSoThatAPanelCanFollow) {
    AppState state;
    apply(SelectFeature{{-1, 3}}, state, nullptr);
    apply(SelectFeature{{-1, 3}}, state, nullptr);
    EXPECT_EQ(state.map.selected, (cartography::FeatureRef{-1, 3}));
    EXPECT_EQ(state.selection_count, 2U);
}

TEST(Command, ClearingTheSelectionLeavesNothingSelected) {
    AppState state;
    apply(SelectFeature{{-1, 3}}, state, nullptr);
    apply(ClearSelection{}, state, nullptr);
    EXPECT_FALSE(state.map.selected.has_value());
}

TEST(Command, HidingAndShowingARoleComesBack) {
    AppState state;
    apply(SetRoleVisible{model::Role::park, false}, state, nullptr);
    EXPECT_TRUE(state.map.hidden_roles.contains(model::Role::park));
    apply(SetRoleVisible{model::Role::park, true}, state, nullptr);
    EXPECT_TRUE(state.map.hidden_roles.empty());
}

TEST(Command, HidingAFeatureTwiceIsHidingItOnce) {
    AppState state;
    apply(SetFeatureVisible{7, false}, state, nullptr);
    apply(SetFeatureVisible{7, false}, state, nullptr);
    EXPECT_EQ(state.map.hidden_features.size(), 1U);
}

TEST(Command, EveryPartOfTheMapIsSwitchedByItsOwnName) {
    for (const MapPart part :
         {MapPart::land, MapPart::counties, MapPart::labels, MapPart::label_areas}) {
        AppState state;
        apply(SetMapPartVisible{part, false}, state, nullptr);
        EXPECT_FALSE(map_part_visible(state, part));
        EXPECT_EQ(parse_map_part(map_part_name(part)), part);
        for (const MapPart other :
             {MapPart::land, MapPart::counties, MapPart::labels, MapPart::label_areas}) {
            EXPECT_EQ(map_part_visible(state, other), other != part);
        }
    }
}

TEST(Command, TheMapSpeaksTheLanguageOfTheWindow) {
    AppState state;
    apply(SetLanguage{Lang::en}, state, nullptr);
    EXPECT_EQ(state.lang, Lang::en);
    EXPECT_EQ(state.map.lang, Lang::en);
}

TEST(Command, FittingWithNothingOpenChangesNothing) {
    AppState state;
    const Camera before = state.camera;
    apply(FitAll{}, state, nullptr);
    apply(ZoomToFeature{{-1, 0}}, state, nullptr);
    EXPECT_EQ(state.camera, before);
}

TEST(Command, LookingToTheRightMovesTheCentreEast) {
    AppState state;
    const geo::MapXY before = state.camera.view().centre;
    apply(PanBy{0.5, 0.0}, state, nullptr);
    const draw::MapView& view = state.camera.view();
    // Half a frame of 100 mm at 1:1,000,000 is 50 km.
    EXPECT_DOUBLE_EQ(view.centre.x_m - before.x_m, 50'000.0);
    EXPECT_DOUBLE_EQ(view.centre.y_m, before.y_m);
}

TEST(Command, UndoTakesBackPointsOfTheSketchBeforeStepsOfTheDocument) {
    AppState state;
    apply(ChangeDocument{{msg::document_step_measure, "甲"},
                         [](model::Edits& edits) { edits.bookmarks.resize(1); }},
          state, nullptr);
    apply(TakeTool{Tool::distance}, state, nullptr);
    apply(AddMeasurePoint{{121.5, 29.8}}, state, nullptr);
    apply(Undo{}, state, nullptr);
    EXPECT_FALSE(state.measuring.is_drawing());
    EXPECT_EQ(state.history.present().bookmarks.size(), 1U);
    apply(Undo{}, state, nullptr);
    EXPECT_TRUE(state.history.present().bookmarks.empty());
    apply(Redo{}, state, nullptr);
    EXPECT_EQ(state.history.present().bookmarks.size(), 1U);
}

TEST(Command, AChosenMeasurementThatIsUndoneIsNoLongerChosen) {
    AppState state;
    apply(TakeTool{Tool::circle}, state, nullptr);
    apply(AddMeasurePoint{{121.5, 29.8}}, state, nullptr);
    apply(AddMeasurePoint{{121.6, 29.8}}, state, nullptr);
    EXPECT_EQ(state.measuring.chosen(), 0U);
    apply(GoToStep{0}, state, nullptr);
    EXPECT_EQ(state.measuring.chosen(), std::nullopt);
}

TEST(Command, QuitAsksToLeave) {
    AppState state;
    apply(Quit{}, state, nullptr);
    EXPECT_TRUE(state.files.leave);
    EXPECT_FALSE(state.quit);  // there may be something to save
}

}  // namespace
}  // namespace parkatlas::app
