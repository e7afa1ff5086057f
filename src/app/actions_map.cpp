// What can be done with the view, the map and the tools on it.

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/action_parts.h"
#include "app/bookmarks.h"
#include "base/messages_navigate.h"

namespace parkatlas::app {
namespace {

using action::Context;
using action::has_document;
using action::plain;
using Kind = model::AnnotationKind;

constexpr double zoom_step = 1.5;
constexpr double pan_share = 0.125;
constexpr int ctrl = GLFW_MOD_CONTROL;
constexpr int shift = GLFW_MOD_SHIFT;
constexpr int alt = GLFW_MOD_ALT;

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

constexpr Action all[] = {
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
};

}  // namespace

std::span<const Action> map_actions() {
    return all;
}

}  // namespace parkatlas::app
