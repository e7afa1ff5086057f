#include "app/actions.h"

#include <algorithm>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/bookmarks.h"
#include "base/messages_document.h"
#include "base/messages_frames.h"
#include "base/messages_navigate.h"

namespace parkatlas::app {
namespace {

using Context = const ActionContext&;

constexpr double zoom_step = 1.5;
constexpr double pan_share = 0.125;
constexpr double ui_size_step = 0.125;
constexpr int ctrl = GLFW_MOD_CONTROL;
constexpr int shift = GLFW_MOD_SHIFT;
constexpr int alt = GLFW_MOD_ALT;

bool has_document(Context c) {
    return c.document != nullptr;
}
bool is_opening(Context c) {
    return c.document == nullptr || !c.state.opening.empty();
}
bool has_selection(Context c) {
    return c.document != nullptr && c.state.map.selected.has_value();
}
bool has_plan_above(Context c) {
    return c.document != nullptr && c.document->layout() != nullptr &&
           !c.document->network->above(*c.document->layout()).empty();
}
bool has_plan_below(Context c) {
    return has_selection(c) && plan_of(*c.document, *c.state.map.selected) != nullptr;
}
bool has_counties(Context c) {
    return c.document != nullptr && c.document->scene.content().counties != nullptr;
}
bool has_land(Context c) {
    return c.document != nullptr && c.document->scene.content().land != nullptr;
}

template <MapPart part>
void toggle_part(Context c, Commands& commands) {
    commands.push_back(SetMapPartVisible{part, !map_part_visible(c.state, part)});
}
template <DrawerTab tab>
void toggle_drawer(Context, Commands& commands) {
    commands.push_back(ToggleDrawer{tab});
}
template <Tool tool>
void take_tool(Context, Commands& commands) {
    commands.push_back(TakeTool{tool});
}
template <model::AnnotationKind kind>
void annotate(Context, Commands& commands) {
    commands.push_back(ShowDrawer{DrawerTab::annotations});
    commands.push_back(ToolCommand{TakeAnnotating{kind}});
    commands.push_back(TakeTool{Tool::annotate});
}
template <Lang lang>
void speak(Context, Commands& commands) {
    commands.push_back(SetLanguage{lang});
}
template <typename C>
void plain(Context, Commands& commands) {
    commands.push_back(C{});
}

void clear_selection(Context, Commands& commands) {
    commands.push_back(ClearSelection{});
    commands.push_back(ChooseMeasurement{});
    commands.push_back(ToolCommand{ChooseSketch{}});
    commands.push_back(ToolCommand{ChooseOverlap{}});
    commands.push_back(ToolCommand{ChooseAnnotation{}});
    commands.push_back(ViewCommand{ForgetPin{}});
}

using Kind = model::AnnotationKind;

// In the order in which the list of keys and the palette show them.
constexpr Action all[] = {
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
    {"view.fit",
     msg::navigate_fit,
     ActionGroup::view,
     plain<FitAll>,
     {{{GLFW_KEY_F, 0}, {GLFW_KEY_HOME, 0}}},
     has_document},
    {"view.zoom_in",
     msg::navigate_zoom_in,
     ActionGroup::view,
     [](Context, Commands& to) { to.push_back(ZoomBy{zoom_step}); },
     {{{GLFW_KEY_EQUAL, 0}, {GLFW_KEY_KP_ADD, 0}}},
     has_document},
    {"view.zoom_out",
     msg::navigate_zoom_out,
     ActionGroup::view,
     [](Context, Commands& to) { to.push_back(ZoomBy{1.0 / zoom_step}); },
     {{{GLFW_KEY_MINUS, 0}, {GLFW_KEY_KP_SUBTRACT, 0}}},
     has_document},
    {"view.zoom_selected",
     msg::navigate_zoom_selected,
     ActionGroup::view,
     [](Context c, Commands& to) { to.push_back(ZoomToFeature{*c.state.map.selected}); },
     {{{GLFW_KEY_Z, 0}}},
     has_selection},
    {"view.west",
     msg::navigate_west,
     ActionGroup::view,
     [](Context, Commands& to) {
         to.push_back(PanBy{-pan_share, 0.0});
     },
     {{{GLFW_KEY_LEFT, 0}}},
     has_document},
    {"view.east",
     msg::navigate_east,
     ActionGroup::view,
     [](Context, Commands& to) {
         to.push_back(PanBy{pan_share, 0.0});
     },
     {{{GLFW_KEY_RIGHT, 0}}},
     has_document},
    {"view.north",
     msg::navigate_north,
     ActionGroup::view,
     [](Context, Commands& to) {
         to.push_back(PanBy{0.0, -pan_share});
     },
     {{{GLFW_KEY_UP, 0}}},
     has_document},
    {"view.south",
     msg::navigate_south,
     ActionGroup::view,
     [](Context, Commands& to) {
         to.push_back(PanBy{0.0, pan_share});
     },
     {{{GLFW_KEY_DOWN, 0}}},
     has_document},
    {"view.back",
     msg::navigate_back,
     ActionGroup::view,
     plain<GoBack>,
     {{{GLFW_KEY_LEFT, alt}}},
     [](Context c) { return c.state.steps_behind > 0; }},
    {"view.forward",
     msg::navigate_forward,
     ActionGroup::view,
     plain<GoForward>,
     {{{GLFW_KEY_RIGHT, alt}}},
     [](Context c) { return c.state.steps_ahead > 0; }},
    {"view.places",
     msg::navigate_places,
     ActionGroup::view,
     [](Context, Commands& to) { to.push_back(ViewCommand{ShowFinder{FinderMode::places}}); },
     {{{GLFW_KEY_G, ctrl}}},
     has_document,
     false,
     true},
    {"view.scale",
     msg::navigate_scale,
     ActionGroup::view,
     [](Context, Commands& to) { to.push_back(ViewCommand{ShowScales{true}}); },
     {{{GLFW_KEY_E, ctrl}}},
     [](Context c) { return has_document(c) && !c.state.view.full_screen; },
     false,
     true},
    {"view.bookmark",
     msg::navigate_bookmark_add,
     ActionGroup::view,
     [](Context c, Commands& to) { add_bookmark(c.state, *c.document, to); },
     {{{GLFW_KEY_B, ctrl}}},
     has_document},
    {"view.overview",
     msg::navigate_overview,
     ActionGroup::view,
     [](Context c, Commands& to) {
         to.push_back(ViewCommand{ShowOverview{!c.state.view.overview}});
     },
     {{{GLFW_KEY_V, 0}}},
     has_document},
    {"view.copy",
     msg::navigate_copy,
     ActionGroup::view,
     [](Context, Commands& to) { to.push_back(ViewCommand{CopyView{}}); },
     {{{GLFW_KEY_C, ctrl | shift}}},
     has_document},
    {"view.compare",
     msg::navigate_compare,
     ActionGroup::view,
     [](Context, Commands& to) { to.push_back(ViewCommand{ShowFinder{FinderMode::compared}}); },
     {{{GLFW_KEY_X, 0}}},
     has_document},
    {"view.compare_mode",
     msg::navigate_compare_mode,
     ActionGroup::view,
     [](Context c, Commands& to) {
         const Comparison& now = c.state.view.compared;
         to.push_back(ViewCommand{SetSwipe{!now.swipe, now.share}});
     },
     {{{GLFW_KEY_X, ctrl | shift}}},
     [](Context c) { return has_document(c) && !c.state.view.compared.sources.empty(); }},
    {"view.compare_end",
     msg::navigate_compare_end,
     ActionGroup::view,
     [](Context, Commands& to) { to.push_back(ViewCommand{CompareWith{}}); },
     {},
     [](Context c) { return !c.state.view.compared.sources.empty(); }},
    {"view.full_screen",
     msg::navigate_full_screen,
     ActionGroup::view,
     [](Context c, Commands& to) {
         to.push_back(ViewCommand{ShowFullScreen{!c.state.view.full_screen}});
     },
     {{{GLFW_KEY_F11, 0}}},
     has_document,
     false,
     true},
    {"view.enter_plan",
     msg::navigate_enter_plan,
     ActionGroup::view,
     [](Context c, Commands& to) {
         to.push_back(OpenPlan{plan_of(*c.document, *c.state.map.selected)->id, {}});
     },
     {{{GLFW_KEY_ENTER, 0}, {GLFW_KEY_KP_ENTER, 0}}},
     has_plan_below},
    {"view.plan_above",
     msg::navigate_plan_above,
     ActionGroup::view,
     plain<OpenPlanAbove>,
     {{{GLFW_KEY_BACKSPACE, 0}, {GLFW_KEY_UP, alt}}},
     has_plan_above},

    {"map.labels",
     msg::navigate_labels,
     ActionGroup::map,
     toggle_part<MapPart::labels>,
     {},
     has_document},
    {"map.label_areas",
     msg::navigate_label_areas,
     ActionGroup::map,
     toggle_part<MapPart::label_areas>,
     {},
     has_document},
    {"map.counties",
     msg::navigate_counties,
     ActionGroup::map,
     toggle_part<MapPart::counties>,
     {},
     has_counties},
    {"map.land", msg::navigate_land, ActionGroup::map, toggle_part<MapPart::land>, {}, has_land},

    {"tool.distance",
     msg::navigate_distance,
     ActionGroup::tools,
     take_tool<Tool::distance>,
     {{{GLFW_KEY_D, 0}}},
     has_document},
    {"tool.area",
     msg::navigate_area,
     ActionGroup::tools,
     take_tool<Tool::area>,
     {{{GLFW_KEY_A, 0}}},
     has_document},
    {"tool.circle",
     msg::navigate_circle,
     ActionGroup::tools,
     take_tool<Tool::circle>,
     {{{GLFW_KEY_C, 0}}},
     has_document},
    {"tool.sketch",
     msg::navigate_sketch,
     ActionGroup::tools,
     take_tool<Tool::sketch>,
     {{{GLFW_KEY_W, 0}}},
     has_document},
    {"tool.annotate.text",
     msg::navigate_annotate_text,
     ActionGroup::tools,
     annotate<Kind::text>,
     {},
     has_document},
    {"tool.annotate.arrow",
     msg::navigate_annotate_arrow,
     ActionGroup::tools,
     annotate<Kind::arrow>,
     {},
     has_document},
    {"tool.annotate.line",
     msg::navigate_annotate_line,
     ActionGroup::tools,
     annotate<Kind::line>,
     {},
     has_document},
    {"tool.annotate.polygon",
     msg::navigate_annotate_polygon,
     ActionGroup::tools,
     annotate<Kind::polygon>,
     {},
     has_document},
    {"tool.annotate.callout",
     msg::navigate_annotate_callout,
     ActionGroup::tools,
     annotate<Kind::callout>,
     {},
     has_document},
    {"tool.annotate.dimension",
     msg::navigate_annotate_dimension,
     ActionGroup::tools,
     annotate<Kind::dimension>,
     {},
     has_document},
    {"tool.annotate.area_tag",
     msg::navigate_annotate_area_tag,
     ActionGroup::tools,
     annotate<Kind::area_tag>,
     {},
     has_document},
    {"tool.none",
     msg::navigate_tool_none,
     ActionGroup::tools,
     take_tool<Tool::select>,
     {},
     [](Context c) { return c.state.measuring.tool() != Tool::select; }},

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

int counted_modifiers(const KeyPress& wanted, const KeyPress& press) {
    const int present =
        press.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SHIFT | GLFW_MOD_ALT | GLFW_MOD_SUPER);
    const bool is_plain = (wanted.modifiers & (ctrl | alt)) == 0;
    return is_plain || wanted.key == GLFW_KEY_EQUAL ? present & ~shift : present;
}

std::string_view key_name(int key) {
    switch (key) {
        case GLFW_KEY_HOME:
            return "Home";
        case GLFW_KEY_EQUAL:
            return "+";
        case GLFW_KEY_MINUS:
            return "-";
        case GLFW_KEY_LEFT:
            return "←";
        case GLFW_KEY_RIGHT:
            return "→";
        case GLFW_KEY_UP:
            return "↑";
        case GLFW_KEY_DOWN:
            return "↓";
        case GLFW_KEY_ENTER:
            return "Enter";
        case GLFW_KEY_BACKSPACE:
            return "Backspace";
        case GLFW_KEY_ESCAPE:
            return "Esc";
        case GLFW_KEY_PERIOD:
            return ".";
        case GLFW_KEY_F1:
            return "F1";
        case GLFW_KEY_F11:
            return "F11";
        case GLFW_KEY_F12:
            return "F12";
        default:
            return {};  // on the number pad: the same as another key
    }
}

}  // namespace

std::string_view action_group_label(ActionGroup group, Lang lang) {
    switch (group) {
        case ActionGroup::file:
            return text(msg::document_group_file, lang);
        case ActionGroup::view:
            return text(msg::navigate_group_view, lang);
        case ActionGroup::map:
            return text(msg::navigate_group_map, lang);
        case ActionGroup::tools:
            return text(msg::navigate_group_tools, lang);
        case ActionGroup::panels:
            return text(msg::navigate_group_panels, lang);
        case ActionGroup::edit:
            return text(msg::navigate_group_edit, lang);
        case ActionGroup::window:
            break;
    }
    return text(msg::navigate_group_window, lang);
}

std::span<const Action> actions() {
    return all;
}

const Action* find_action(std::string_view id) {
    const auto* found =
        std::find_if(std::begin(all), std::end(all), [&](const Action& a) { return a.id == id; });
    return found == std::end(all) ? nullptr : found;
}

bool is_possible(const Action& action, const ActionContext& context) {
    if (context.state.tools.sheet_open && !action.on_sheet) return false;
    const bool without_map =
        action.group == ActionGroup::file || action.group == ActionGroup::window;
    if (context.state.files.start_page && !without_map) return false;
    return action.available == nullptr || action.available(context);
}

const Action* action_of_key(KeyPress press) {
    for (const Action& action : all) {
        for (const KeyPress& key : action.keys) {
            if (key.key != 0 && key.key == press.key &&
                key.modifiers == counted_modifiers(key, press)) {
                return &action;
            }
        }
    }
    return nullptr;
}

std::string key_words(KeyPress key) {
    std::string name{key_name(key.key)};
    const bool is_digit = key.key >= GLFW_KEY_0 && key.key <= GLFW_KEY_9;
    const bool is_letter = key.key >= GLFW_KEY_A && key.key <= GLFW_KEY_Z;
    if (is_digit || is_letter) name = static_cast<char>(key.key);  // GLFW numbers them as ASCII
    if (name.empty()) return {};
    std::string words;
    if ((key.modifiers & ctrl) != 0) words += "Ctrl+";
    if ((key.modifiers & alt) != 0) words += "Alt+";
    if ((key.modifiers & shift) != 0) words += "Shift+";
    return words + name;
}

std::string key_words(const Action& action) {
    std::string all_words;
    for (const KeyPress& key : action.keys) {
        const std::string words = key_words(key);
        if (!words.empty()) all_words += (all_words.empty() ? "" : " / ") + words;
    }
    return all_words;
}

}  // namespace parkatlas::app
