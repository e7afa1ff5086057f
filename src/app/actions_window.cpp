// What can be done with files, panels, the document's steps and the window.

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/action_parts.h"
#include "base/messages_document.h"
#include "base/messages_frames.h"
#include "base/messages_navigate.h"
#include "base/messages_viewer.h"

namespace parkatlas::app {
namespace {

using action::Context;
using action::has_document;
using action::plain;
using action::speak;
using action::toggle_drawer;

constexpr double ui_size_step = 0.125;
constexpr int ctrl = GLFW_MOD_CONTROL;
constexpr int shift = GLFW_MOD_SHIFT;

bool is_opening(Context c) {
    return c.document == nullptr || !c.state.opening.empty();
}

void clear_selection(Context, Commands& commands) {
    commands.push_back(ClearSelection{});
    commands.push_back(ChooseMeasurement{});
    commands.push_back(ToolCommand{ChooseSketch{}});
    commands.push_back(ToolCommand{ChooseOverlap{}});
    commands.push_back(ToolCommand{ChooseAnnotation{}});
    commands.push_back(ViewCommand{ForgetPin{}});
}

constexpr Action files[] = {
    {"file.open",
     msg::document_action_open,
     ActionGroup::file,
     [](Context, Commands& to) { to.push_back(ShowFileDialog{}); },
     {{{GLFW_KEY_O, ctrl}}},
     nullptr,
     true},
    {"file.save",
     msg::document_action_save,
     ActionGroup::file,
     [](Context, Commands& to) { to.push_back(SaveProject{}); },
     {{{GLFW_KEY_S, ctrl}}},
     has_document,
     true,
     true},
    {"file.save_as",
     msg::document_action_save_as,
     ActionGroup::file,
     [](Context, Commands& to) { to.push_back(SaveProject{true}); },
     {{{GLFW_KEY_S, ctrl | shift}}},
     has_document,
     true,
     true},
    {"file.stop_opening",  // Esc does it, too, before it does anything else
     msg::frames_stop_opening,
     ActionGroup::file,
     [](Context, Commands& to) { to.push_back(ViewCommand{StopOpening{}}); },
     {{{GLFW_KEY_PERIOD, ctrl}}},
     is_opening,
     true,
     true},
    {"file.load_annotations",
     msg::viewer_action_load,
     ActionGroup::file,
     [](Context, Commands& to) { to.push_back(ShowFileDialog{FilePurpose::annotations}); },
     {},
     has_document,
     true},
    {"file.picture",
     msg::viewer_action_picture,
     ActionGroup::file,
     [](Context, Commands& to) { to.push_back(ShowFileDialog{FilePurpose::picture}); },
     {},
     has_document,
     true},
};

constexpr Action panels_and_window[] = {
    {"panel.indicators",
     msg::navigate_indicators,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::indicators>,
     {{{GLFW_KEY_I, 0}}},
     has_document},
    {"panel.audit",
     msg::navigate_audit,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::audit>,
     {{{GLFW_KEY_K, 0}}},
     has_document},
    {"panel.overlaps",
     msg::navigate_overlaps,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::overlaps>,
     {{{GLFW_KEY_O, 0}}},
     has_document},
    {"panel.table",
     msg::navigate_table,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::table>,
     {{{GLFW_KEY_T, 0}}},
     has_document},
    {"panel.sketches",
     msg::navigate_sketches,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::sketches>,
     {{{GLFW_KEY_J, 0}}},
     has_document},
    {"panel.annotations",
     msg::navigate_annotations,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::annotations>,
     {{{GLFW_KEY_N, 0}}},
     has_document},
    {"panel.measures",
     msg::navigate_measures,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::measures>,
     {{{GLFW_KEY_M, 0}}},
     has_document},
    {"panel.bookmarks",
     msg::navigate_bookmarks,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::bookmarks>,
     {{{GLFW_KEY_B, 0}}},
     has_document},
    {"panel.history",
     msg::navigate_history,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::history>,
     {{{GLFW_KEY_H, 0}}},
     has_document},
    {"panel.log",
     msg::viewer_action_log,
     ActionGroup::panels,
     toggle_drawer<DrawerTab::log>,
     {{{GLFW_KEY_L, 0}}},
     has_document},
    {"panel.close",
     msg::navigate_close_drawer,
     ActionGroup::panels,
     [](Context, Commands& to) { to.push_back(ShowDrawer{}); },
     {},
     [](Context c) { return c.state.drawer.has_value(); }},
    {"panel.sheet",
     msg::navigate_sheet,
     ActionGroup::panels,
     [](Context c, Commands& to) {
         to.push_back(ToolCommand{ShowSheet{!c.state.tools.sheet_open}});
     },
     {{{GLFW_KEY_S, 0}}},
     has_document,
     true},

    {"edit.undo",
     msg::navigate_undo,
     ActionGroup::edit,
     plain<Undo>,
     {{{GLFW_KEY_Z, ctrl}}},
     [](Context c) { return c.state.measuring.is_drawing() || c.state.history.can_undo(); },
     true},
    {"edit.redo",
     msg::navigate_redo,
     ActionGroup::edit,
     plain<Redo>,
     {{{GLFW_KEY_Y, ctrl}, {GLFW_KEY_Z, ctrl | shift}}},
     [](Context c) { return c.state.history.can_redo(); },
     true},
    {"edit.clear_selection",
     msg::navigate_clear_selection,
     ActionGroup::edit,
     clear_selection,
     {{{GLFW_KEY_ESCAPE, 0}}}},
    {"edit.remove_measurements",
     msg::navigate_remove_measurements,
     ActionGroup::edit,
     plain<RemoveAllMeasurements>,
     {},
     [](Context c) { return !c.state.history.present().measurements->empty(); }},

    {"window.commands",
     msg::navigate_commands,
     ActionGroup::window,
     [](Context, Commands& to) { to.push_back(ViewCommand{ShowFinder{FinderMode::commands}}); },
     {{{GLFW_KEY_P, ctrl | shift}}},
     nullptr,
     true,
     true},
    {"window.keys",
     msg::navigate_keys,
     ActionGroup::window,
     [](Context c, Commands& to) { to.push_back(ViewCommand{ShowKeys{!c.state.view.keys_open}}); },
     {{{GLFW_KEY_F1, 0}}},
     nullptr,
     true,
     true},
    {"window.frame_times",
     msg::frames_key,
     ActionGroup::window,
     [](Context c, Commands& to) { to.push_back(ShowFrameTimes{!c.state.frame_times_open}); },
     {{{GLFW_KEY_F12, 0}}},
     has_document},
    {"window.dark",
     msg::navigate_dark,
     ActionGroup::window,
     [](Context, Commands& to) { to.push_back(ViewCommand{SetDark{true}}); },
     {},
     [](Context c) { return !c.state.view.dark; },
     true},
    {"window.light",
     msg::navigate_light,
     ActionGroup::window,
     [](Context, Commands& to) { to.push_back(ViewCommand{SetDark{false}}); },
     {},
     [](Context c) { return c.state.view.dark; },
     true},
    {"window.larger",
     msg::navigate_larger,
     ActionGroup::window,
     [](Context c, Commands& to) {
         to.push_back(ViewCommand{SetUiSize{c.state.view.ui_size + ui_size_step}});
     },
     {{{GLFW_KEY_EQUAL, ctrl}, {GLFW_KEY_KP_ADD, ctrl}}},
     [](Context c) { return c.state.view.ui_size < most_ui_size; },
     true,
     true},
    {"window.smaller",
     msg::navigate_smaller,
     ActionGroup::window,
     [](Context c, Commands& to) {
         to.push_back(ViewCommand{SetUiSize{c.state.view.ui_size - ui_size_step}});
     },
     {{{GLFW_KEY_MINUS, ctrl}, {GLFW_KEY_KP_SUBTRACT, ctrl}}},
     [](Context c) { return c.state.view.ui_size > least_ui_size; },
     true,
     true},
    {"window.usual_size",
     msg::navigate_usual_size,
     ActionGroup::window,
     [](Context, Commands& to) { to.push_back(ViewCommand{SetUiSize{1.0}}); },
     {{{GLFW_KEY_0, ctrl}}},
     [](Context c) { return c.state.view.ui_size != 1.0; },
     true,
     true},
    {"window.chinese",
     msg::navigate_chinese,
     ActionGroup::window,
     speak<Lang::zh>,
     {},
     nullptr,
     true},
    {"window.english",
     msg::navigate_english,
     ActionGroup::window,
     speak<Lang::en>,
     {},
     nullptr,
     true},
    {"window.about",
     msg::navigate_about,
     ActionGroup::window,
     [](Context, Commands& to) { to.push_back(ShowAbout{true}); },
     {},
     nullptr,
     true},
    {"window.quit",
     msg::navigate_quit,
     ActionGroup::window,
     plain<Quit>,
     {{{GLFW_KEY_Q, ctrl}}},
     nullptr,
     true,
     true},
};

}  // namespace

std::span<const Action> file_actions() {
    return files;
}

std::span<const Action> window_actions() {
    return panels_and_window;
}

}  // namespace parkatlas::app
