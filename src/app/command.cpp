#include "app/command.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/tool_apply.h"
#include "app/view_apply.h"
#include "tasks/annotating.h"

namespace parkatlas::app {
namespace {

constexpr double fit_margin_share = 0.04;
constexpr double feature_margin_share = 0.18;
// A node has no extent: zooming to it shows this much ground on each side.
constexpr double point_surroundings_m = 3000.0;

constexpr std::array<std::pair<MapPart, std::string_view>, 4> map_part_names{{
    {MapPart::land, "land"},
    {MapPart::counties, "counties"},
    {MapPart::labels, "labels"},
    {MapPart::label_areas, "label_areas"},
}};

constexpr std::array<std::pair<DrawerTab, std::string_view>, 10> drawer_tab_names{{
    {DrawerTab::indicators, "indicators"},
    {DrawerTab::audit, "audit"},
    {DrawerTab::overlaps, "overlaps"},
    {DrawerTab::measures, "measures"},
    {DrawerTab::history, "history"},
    {DrawerTab::table, "table"},
    {DrawerTab::sketches, "sketches"},
    {DrawerTab::annotations, "annotations"},
    {DrawerTab::bookmarks, "bookmarks"},
    {DrawerTab::log, "log"},
}};

constexpr float least_drawer_px = 120.0F;

template <typename Set, typename Key>
void set_hidden(Set& hidden, const Key& key, bool visible) {
    if (visible) {
        hidden.erase(key);
    } else {
        hidden.insert(key);
    }
}

template <typename State>  // AppState or const AppState
auto& part_flag(State& state, MapPart part) {
    switch (part) {
        case MapPart::land:
            return state.map.land;
        case MapPart::counties:
            return state.map.counties;
        case MapPart::labels:
            return state.map.labels;
        case MapPart::label_areas:
            break;
    }
    return state.map.areas_on_labels;
}

struct Applier {
    AppState& state;
    const cartography::MapScene* scene;

    void look_at(geo::Box box) const {
        if (box.is_empty()) return;
        if (box.width() < 1.0 && box.height() < 1.0) {
            const geo::XY at = box.centre();
            box.add(geo::XY{at.x - point_surroundings_m, at.y - point_surroundings_m});
            box.add(geo::XY{at.x + point_surroundings_m, at.y + point_surroundings_m});
        }
        state.camera.fit(box, feature_margin_share);
    }

    // What was chosen may be gone in another state of the document.
    void keep_choices() const {
        const std::size_t sketches = state.history.present().sketches->size();
        if (state.tools.sketch && *state.tools.sketch >= sketches) state.tools.sketch.reset();
        const std::size_t annotations = state.history.present().annotations->items.size();
        if (state.tools.annotation && *state.tools.annotation >= annotations) {
            state.tools.annotation.reset();
        }
        state.measuring.keep_choice(state.history.present().measurements->size());
    }

    void operator()(const SelectFeature& c) const {
        state.view.compared.selected.reset();
        state.map.selected = c.feature;
        ++state.selection_count;
        state.tools.marked.set(c.feature.layer, {c.feature.index});
    }
    void operator()(const ClearSelection&) const {
        state.view.compared.selected.reset();
        state.map.selected.reset();
        state.tools.marked.set(-1, {});
    }
    void operator()(const ToolCommand& c) const { apply_tool(c, state); }
    void operator()(const ViewCommand& c) const { apply_view(c, state); }
    void operator()(const ZoomToFeature& c) const {
        if (scene == nullptr) return;
        look_at(scene->feature_extent(c.feature));
    }
    void operator()(const LookAt& c) const { look_at(c.box); }
    void operator()(const FitAll&) const {
        if (scene != nullptr) {
            state.camera.fit(scene->visible_extent(state.map), fit_margin_share);
        }
    }
    void operator()(const ZoomBy& c) const {
        state.camera.zoom_about(state.camera.view().frame.centre(), c.factor);
    }
    void operator()(const ZoomAt& c) const { state.camera.zoom_about(c.at, c.factor); }
    void operator()(const HoldPoint& c) const { state.camera.hold(c.point, c.at); }
    void operator()(const PanBy& c) const {
        const draw::RectMm& frame = state.camera.view().frame;
        state.camera.pan_mm(-c.share_x * frame.w_mm, -c.share_y * frame.h_mm);
    }
    void operator()(const SetRoleVisible& c) const {
        set_hidden(state.map.hidden_roles, c.role, c.visible);
    }
    void operator()(const SetFeatureVisible& c) const {
        set_hidden(state.map.hidden_features, c.index, c.visible);
    }
    void operator()(const SetMapPartVisible& c) const { part_flag(state, c.part) = c.visible; }
    void operator()(const SetLanguage& c) const {
        state.lang = c.lang;
        state.map.lang = c.lang;
    }
    void operator()(const SetSearch& c) const { state.search = c.text; }
    void operator()(const OpenPlan& c) const {
        Visit visit{{"layout:" + c.layout}, c.feature};
        visit.near = c.feature.has_value();
        state.visit = std::move(visit);
    }
    void operator()(const AddSources& c) const {
        state.added.insert(state.added.end(), c.sources.begin(), c.sources.end());
    }
    void operator()(const RetrySources&) const { state.retry_sources = true; }
    void operator()(const OpenPlanAbove&) const { state.go_above = true; }
    void operator()(const GoBack&) const { state.history_steps = -1; }
    void operator()(const GoForward&) const { state.history_steps = 1; }
    void operator()(const ShowDrawer& c) const { state.drawer = c.tab; }
    void operator()(const ToggleDrawer& c) const {
        state.drawer = state.drawer == c.tab ? std::nullopt : std::optional{c.tab};
    }
    void operator()(const TakeTool& c) const {
        state.measuring.take(c.tool);
        state.pen.reset();
    }
    void operator()(const AddMeasurePoint& c) const {
        state.measuring.add_point(c.at, state.lang, state.history);
        const std::size_t whole = tasks::points_to_draw(state.tools.annotate_kind);
        if (state.measuring.tool() == Tool::annotate && whole > 0 &&
            state.measuring.sketch().points.size() >= whole) {
            finish_annotation(state);
        }
    }
    void operator()(const FinishMeasure&) const {
        if (state.measuring.tool() == Tool::annotate) {
            finish_annotation(state);
            return;
        }
        const std::size_t sketches = state.history.present().sketches->size();
        state.measuring.finish(state.lang, state.history);
        if (state.history.present().sketches->size() > sketches) {
            state.tools.sketch = sketches;
            state.drawer = DrawerTab::sketches;
        }
    }
    void operator()(const CancelMeasure&) const {
        state.measuring.cancel();
        state.pen.reset();
    }
    void operator()(const ChooseMeasurement& c) const {
        state.measuring.choose(c.index);
        keep_choices();
    }
    void operator()(const RenameMeasurement& c) const {
        rename_measurement(state.history, c.index, c.name);
    }
    void operator()(const RemoveMeasurement& c) const {
        remove_measurement(state.history, c.index);
        state.measuring.choose({});
    }
    void operator()(const RemoveAllMeasurements&) const {
        remove_all_measurements(state.history);
        state.measuring.choose({});
    }
    void operator()(const MoveMeasurePoint& c) const {
        move_measure_point(state.history, c.index, c.point, c.to, c.gesture);
    }
    void operator()(const ChangeDocument& c) const {
        model::Edits next = state.history.present();
        c.edit(next);
        state.history.change(c.name, std::move(next), c.gesture);
        keep_choices();
    }
    void operator()(const Undo&) const {
        if (!state.measuring.take_back_point()) state.history.undo();
        keep_choices();
    }
    void operator()(const Redo&) const {
        state.history.redo();
        keep_choices();
    }
    void operator()(const GoToStep& c) const {
        state.history.go_to(c.step);
        keep_choices();
    }
    void operator()(const TypePlace& c) const {
        state.typed_place = c.words;
        state.typed_place_problem.clear();
        state.place_entered = state.place_entered || c.entered;
    }
    void operator()(const SetDrawerHeight& c) const {
        state.drawer_height = std::max(c.design_px, least_drawer_px);
    }
    void operator()(const ShowAbout& c) const { state.about_open = c.open; }
    void operator()(const ShowFrameTimes& c) const { state.frame_times_open = c.open; }
    void operator()(const DismissProblems&) const { state.problems.clear(); }
    void operator()(const Quit&) const { state.files.leave = Leave{}; }
    // What concerns files is the session's; see session_project.cpp.
    void operator()(const SaveProject& c) const { state.files.wishes.emplace_back(c); }
    void operator()(const ShowFileDialog& c) const { state.files.wishes.emplace_back(c); }
    void operator()(const GoToFolder& c) const { state.files.wishes.emplace_back(c); }
    void operator()(const ChooseFile& c) const { state.files.wishes.emplace_back(c); }
    void operator()(const CloseFileDialog& c) const { state.files.wishes.emplace_back(c); }
    void operator()(const OpenProject& c) const { state.files.wishes.emplace_back(c); }
    void operator()(const AnswerLeaving& c) const { state.files.wishes.emplace_back(c); }
    void operator()(const AnswerRestore& c) const { state.files.wishes.emplace_back(c); }
    void operator()(const CloseStartPage& c) const { state.files.wishes.emplace_back(c); }
};

}  // namespace

void change_document(Commands& commands, StepName name, std::function<void(model::Edits&)> edit,
                     std::uint64_t gesture) {
    ChangeDocument change;
    change.name = std::move(name);
    change.edit = std::move(edit);
    change.gesture = gesture;
    commands.emplace_back(std::move(change));
}

void apply(const Command& command, AppState& state, const cartography::MapScene* scene) {
    std::visit(Applier{state, scene}, command);
}

bool map_part_visible(const AppState& state, MapPart part) {
    return part_flag(state, part);
}

std::string_view map_part_name(MapPart part) {
    for (const auto& [value, name] : map_part_names) {
        if (value == part) return name;
    }
    return {};
}

std::optional<MapPart> parse_map_part(std::string_view name) {
    for (const auto& [value, known] : map_part_names) {
        if (known == name) return value;
    }
    return std::nullopt;
}

std::string_view drawer_tab_name(DrawerTab tab) {
    for (const auto& [value, name] : drawer_tab_names) {
        if (value == tab) return name;
    }
    return {};
}

std::optional<DrawerTab> parse_drawer_tab(std::string_view name) {
    for (const auto& [value, known] : drawer_tab_names) {
        if (known == name) return value;
    }
    return std::nullopt;
}

}  // namespace parkatlas::app
