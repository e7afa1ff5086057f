#include "app/view_apply.h"

#include <limits>

#include <gtest/gtest.h>

#include "app/command.h"
#include "app/window_layout.h"

namespace parkatlas::app {
namespace {

TEST(ViewCommands, AScaleIsTakenExactlyAboutTheMiddleOfTheMap) {
    AppState state;
    state.camera.look({500'000.0, 3'300'000.0}, 123'456.0);
    const ViewCommand command{SetScale{50'000.0}};
    apply(command, state, nullptr);
    EXPECT_EQ(state.camera.scale_denominator(), 50'000.0);
    EXPECT_EQ(state.camera.view().centre, (geo::MapXY{500'000.0, 3'300'000.0}));
    EXPECT_TRUE(jumps(command));
}

TEST(ViewCommands, TheSizeOfPanelsStaysWithinItsLimits) {
    AppState state;
    apply(ViewCommand{SetUiSize{100.0}}, state, nullptr);
    EXPECT_EQ(state.view.ui_size, most_ui_size);
    apply(ViewCommand{SetUiSize{0.0}}, state, nullptr);
    EXPECT_EQ(state.view.ui_size, least_ui_size);
    apply(ViewCommand{SetUiSize{std::numeric_limits<double>::quiet_NaN()}}, state, nullptr);
    EXPECT_EQ(state.view.ui_size, least_ui_size);
}

TEST(ViewCommands, OfFinderKeyListAndAboutBoxOneIsOpenAtATime) {
    AppState state;
    apply(ShowAbout{true}, state, nullptr);
    apply(ViewCommand{ShowFinder{FinderMode::commands}}, state, nullptr);
    EXPECT_FALSE(state.about_open);
    apply(ViewCommand{ShowKeys{true}}, state, nullptr);
    EXPECT_FALSE(state.view.finder.has_value());
}

TEST(FullScreen, TheMapHasAllTheWindowBelowWhichTheDrawerMayStand) {
    const WindowLayout whole = layout_full_screen(1600.0F, 1000.0F);
    EXPECT_EQ(whole.map, (RectPx{0.0F, 0.0F, 1600.0F, 1000.0F}));
    const WindowLayout with_drawer = layout_full_screen(1600.0F, 1000.0F, 300.0F);
    EXPECT_EQ(with_drawer.map.h, 700.0F);
    EXPECT_EQ(with_drawer.drawer.y, 700.0F);
}

}  // namespace
}  // namespace parkatlas::app
