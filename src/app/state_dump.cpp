#include "app/state_dump.h"

#include <cmath>

#include <fmt/format.h>
#include <imgui.h>
#include <nlohmann/json.hpp>

#include "app/command.h"
#include "app/indicator_table.h"
#include "app/layer_edits.h"
#include "app/tool_dump.h"

namespace parkatlas::app {
namespace {

using nlohmann::ordered_json;

ordered_json box_json(double x, double y, double w, double h) {
    const auto tidy = [](double value) { return std::round(value * 100.0) / 100.0; };
    return ordered_json::array({tidy(x), tidy(y), tidy(w), tidy(h)});
}

ordered_json feature_or_null(const Snapshot& snapshot,
                             const std::optional<cartography::FeatureRef>& feature) {
    if (!feature || snapshot.document == nullptr) return nullptr;
    return feature_id(*snapshot.document, *feature);
}

ordered_json view_json(const Snapshot& snapshot) {
    const draw::MapView& view = snapshot.state.camera.view();
    const double px = snapshot.px_per_mm;
    ordered_json json;
    json["centre"] = {view.centre.x_m, view.centre.y_m};
    json["scale_denominator"] = view.scale_denominator;
    json["frame"] = box_json(view.frame.x_mm * px, view.frame.y_mm * px, view.frame.w_mm * px,
                             view.frame.h_mm * px);
    if (snapshot.document == nullptr) return json;
    json["crs"] = snapshot.document->scene.crs().label();
    geo::Box degrees;
    const geo::Box extent = view.extent();
    for (const geo::XY corner : {geo::XY{extent.min_x, extent.min_y},
                                 {extent.max_x, extent.min_y},
                                 {extent.max_x, extent.max_y},
                                 {extent.min_x, extent.max_y}}) {
        const Result<geo::XY> at = snapshot.document->map_to_degrees.apply(corner);
        if (at) degrees.add(*at);
    }
    if (!degrees.is_empty()) {
        json["extent_degrees"] = {degrees.min_x, degrees.min_y, degrees.max_x, degrees.max_y};
    }
    return json;
}

ordered_json features_json(const Snapshot& snapshot) {
    ordered_json features = ordered_json::array();
    const model::Layout* layout = snapshot.document->layout();
    if (layout == nullptr) return features;
    const cartography::MapOptions& map = snapshot.state.map;
    for (std::uint32_t i = 0; i < layout->features.size(); ++i) {
        const model::LayoutFeature& feature = layout->features[i];
        ordered_json one;
        one["id"] = feature.id;
        one["role"] = model::role_identifier(feature.role);
        one["name"] = feature_name(*snapshot.document, {-1, i}, snapshot.state.lang);
        one["visible"] =
            !map.hidden_roles.contains(feature.role) && !map.hidden_features.contains(i);
        if (const std::optional<geo::MapXY> place = feature_place(*snapshot.document, {-1, i})) {
            const draw::PaperMm at = snapshot.state.camera.view().to_paper(*place);
            one["at"] = {at.x_mm * snapshot.px_per_mm, at.y_mm * snapshot.px_per_mm};
        }
        features.push_back(std::move(one));
    }
    return features;
}

ordered_json labels_json(const Snapshot& snapshot) {
    ordered_json labels = ordered_json::array();
    const double px = snapshot.px_per_mm;
    for (const cartography::PlacedLabel& label : snapshot.labelling.placed) {
        labels.push_back({{"text", label.text},
                          {"feature", label.feature},
                          {"box", box_json(label.box.x_mm * px, label.box.y_mm * px,
                                           label.box.w_mm * px, label.box.h_mm * px)}});
    }
    return labels;
}

ordered_json indicators_json(const Snapshot& snapshot) {
    ordered_json rows = ordered_json::array();
    const model::Layout* layout = snapshot.document->layout();
    if (layout == nullptr) return rows;
    for (const IndicatorGroup& group : indicator_table(*layout, snapshot.state.lang).groups) {
        for (const IndicatorRow& row : group.rows) {
            rows.push_back({{"name", row.name},
                            {"unit", row.unit},
                            {"base", row.base.whole()},
                            {"target", row.target.whole()},
                            {"change", row.change},
                            {"kind", group.kind},
                            {"section", row.section}});
        }
    }
    return rows;
}

ordered_json point_json(const std::optional<geo::LonLat>& at) {
    if (!at) return nullptr;
    return {at->lon_deg, at->lat_deg};
}

ordered_json points_json(const std::vector<geo::LonLat>& points) {
    ordered_json all = ordered_json::array();
    for (const geo::LonLat point : points) all.push_back(point_json(point));
    return all;
}

void add_measuring(ordered_json& json, const Snapshot& snapshot) {
    const Measuring& measuring = snapshot.state.measuring;
    json["tool"] = tool_name(measuring.tool());
    json["pen"] = point_json(snapshot.state.pen);
    json["pen_snap"] = snapshot.state.pen_snap == PenSnap::vertex ? "vertex"
                       : snapshot.state.pen_snap == PenSnap::edge ? "edge"
                                                                  : "none";
    json["sketch"] = points_json(measuring.sketch().points);
    json["chosen"] = measuring.chosen() ? ordered_json(*measuring.chosen()) : ordered_json();
    const History& history = snapshot.state.history;
    json["undo"] = measuring.is_drawing() || history.can_undo();
    json["redo"] = history.can_redo();
    json["changed"] = history.is_changed();
    json["step"] = history.step();
    json["steps"] = ordered_json::array();
    for (std::size_t i = 0; i < history.step_count(); ++i) {
        json["steps"].push_back(step_text(history.name(i), snapshot.state.lang));
    }
    json["pin"] = point_json(snapshot.state.pin);
    json["typed_place_problem"] = snapshot.state.typed_place_problem;
    json["measurements"] = ordered_json::array();
    for (const tasks::Measurement& one : *history.present().measurements) {
        ordered_json entry{{"name", one.name},
                           {"kind", tasks::measurement_kind_name(one.kind)},
                           {"points", points_json(one.points)}};
        if (snapshot.ruler != nullptr) {
            const tasks::MeasurementFigures figures = snapshot.ruler->figures(one);
            entry["length_m"] = figures.length_m;
            entry["area_m2"] = figures.area_m2 ? ordered_json(*figures.area_m2) : ordered_json();
        }
        json["measurements"].push_back(std::move(entry));
    }
    const auto chosen = snapshot.state.measuring.chosen();
    json["chosen_measurement"] = chosen ? ordered_json(*chosen) : ordered_json();
}

ordered_json audit_json(const Result<analysis::AuditReport>& report) {
    if (!report) return {{"failed", error_line(report.error())}};
    return {{"errors", report->count(Severity::error)},
            {"warnings", report->count(Severity::warning)},
            {"remarks", report->count(Severity::info)},
            {"overlaps", report->overlaps.size()}};
}

ordered_json classes_json(const Snapshot& snapshot, std::size_t layer) {
    const cartography::LayerClasses* classes = snapshot.document->scene.content().classes_of(layer);
    if (classes == nullptr) return nullptr;
    ordered_json all = ordered_json::array();
    for (const cartography::LayerClass& one : classes->classes) {
        all.push_back(
            {{"name", one.name},
             {"count", one.count},
             {"color", fmt::format("#{:02x}{:02x}{:02x}", one.color.r, one.color.g, one.color.b)}});
    }
    return all;
}

// Of a layer held in part, which part.
ordered_json part_json(const Snapshot& snapshot, std::size_t index) {
    const model::Layer& layer = *snapshot.document->scene.content().layers[index];
    if (!layer.part) return nullptr;
    ordered_json box;
    if (layer.part->box) {
        const geo::Box& held = *layer.part->box;
        box = {held.min_x, held.min_y, held.max_x, held.max_y};
    }
    return {{"total", layer.part->total},
            {"held", layer.size()},
            {"step", layer.part->step},
            {"box", std::move(box)}};
}

// The highest first, as the panel lists them.
ordered_json user_layers_json(const Snapshot& snapshot) {
    ordered_json rows = ordered_json::array();
    const std::vector<model::LayerEdit>& layers = snapshot.state.history.present().layers;
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        const auto index = snapshot.document->find_layer(layer->key);
        const draw::Color color = layer_color(*layer, *snapshot.document);
        rows.push_back({{"title", layer_title(*layer, snapshot.document)},
                        {"source", layer->key.source},
                        {"index", index ? ordered_json(*index) : ordered_json()},
                        {"visible", layer->visible},
                        {"opacity", layer->opacity},
                        {"color", fmt::format("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)},
                        {"labels", layer->labels},
                        {"label_field", layer->label_field},
                        {"color_field", layer->color_field},
                        {"classes", index ? classes_json(snapshot, *index) : ordered_json()},
                        {"part", index ? part_json(snapshot, *index) : ordered_json()}});
    }
    return rows;
}

void add_document(ordered_json& json, const Snapshot& snapshot) {
    const model::Layout* layout = snapshot.document->layout();
    ordered_json layers = ordered_json::array();
    for (const auto& layer : snapshot.document->scene.content().layers)
        layers.push_back(layer->name);
    json["document"] = {{"layout", layout != nullptr ? ordered_json(layout->id) : ordered_json()},
                        {"scheme", layout != nullptr ? layout->scheme : std::string{}},
                        {"layers", std::move(layers)}};
    json["user_layers"] = user_layers_json(snapshot);
    json["plan_path"] = ordered_json::array();
    json["plans_below"] = ordered_json::array();
    if (layout != nullptr) {
        for (const auto* plan : snapshot.document->network->above(*layout)) {
            json["plan_path"].push_back(plan->id);
        }
        json["plan_path"].push_back(layout->id);
        for (const auto* plan : snapshot.document->network->below(*layout)) {
            json["plans_below"].push_back(plan->id);
        }
    }
    ordered_json roles = ordered_json::object();
    if (layout != nullptr) {
        for (const model::Role role : roles_in_order(*layout)) {
            roles[std::string{model::role_identifier(role)}] =
                !snapshot.state.map.hidden_roles.contains(role);
        }
    }
    json["roles"] = std::move(roles);
    json["features"] = features_json(snapshot);
    if (snapshot.state.drawer == DrawerTab::indicators) {
        json["indicators"] = indicators_json(snapshot);
    }
    add_tools(json, snapshot);
    json["labels"] = labels_json(snapshot);
    json["dropped_labels"] = snapshot.labelling.dropped;
}

ordered_json files_json(const FileState& files) {
    ordered_json json;
    json["project"] = files.project.string();
    json["saving"] = files.saving;
    json["asks_to_save"] = files.asks_to_save;
    json["left"] = files.left ? ordered_json{{"project", files.left->project.string()},
                                             {"measurements", files.left->measurements}}
                              : ordered_json();
    json["start_page"] = files.start_page;
    json["recent"] = files.recent;
    json["dialog"] = nullptr;
    if (!files.dialog) return json;
    ordered_json entries;
    if (files.dialog->listing) {
        entries = ordered_json::array();
        for (const FolderEntry& entry : files.dialog->listing->entries) {
            entries.push_back(entry.name);
        }
    }
    json["dialog"] = {{"folder", files.dialog->folder.string()},
                      {"entries", std::move(entries)},
                      {"problem", files.dialog->problem},
                      {"asks_to_replace", files.dialog->asks_to_replace}};
    return json;
}

}  // namespace

std::string state_json(const Snapshot& snapshot) {
    const AppState& state = snapshot.state;
    ordered_json json;
    json["lang"] = state.lang == Lang::zh ? "zh" : "en";
    json["window"] = {{"width", snapshot.width_px}, {"height", snapshot.height_px}};
    json["idle"] = snapshot.idle;
    json["frames"] = snapshot.frames;
    json["view"] = view_json(snapshot);
    json["selected"] = feature_or_null(snapshot, state.map.selected);
    json["hovered"] = feature_or_null(snapshot, state.hovered);
    json["search"] = state.search;
    json["about_open"] = state.about_open;
    json["frame_times_open"] = state.frame_times_open;
    json["typing"] = ImGui::GetCurrentContext() != nullptr && ImGui::GetIO().WantTextInput;
    json["finder"] = nullptr;
    if (state.view.finder) {
        json["finder"] = *state.view.finder == FinderMode::commands ? "commands"
                         : *state.view.finder == FinderMode::places ? "places"
                                                                    : "compared";
    }
    json["full_screen"] = state.view.full_screen;
    json["overview"] = state.view.overview;
    json["dark"] = state.view.dark;
    json["ui_size"] = state.view.ui_size;
    json["note"] = state.view.note;
    json["compared"] = {{"sources", state.view.compared.sources},
                        {"swipe", state.view.compared.swipe},
                        {"share", state.view.compared.share},
                        {"title", state.view.compared.title}};
    const auto& chosen = state.view.compared.selected;
    json["compared"]["selected"] = chosen && snapshot.compared != nullptr
                                       ? ordered_json(feature_id(*snapshot.compared, *chosen))
                                       : ordered_json();
    json["bookmarks"] = ordered_json::array();
    for (const model::Bookmark& one : state.history.present().bookmarks) {
        json["bookmarks"].push_back({{"name", one.name},
                                     {"centre", point_json(one.centre)},
                                     {"scale_denominator", one.scale_denominator}});
    }
    json["keys_open"] = state.view.keys_open;
    json["drawer"] =
        state.drawer ? ordered_json(drawer_tab_name(*state.drawer)) : ordered_json(nullptr);
    ordered_json problems = ordered_json::array();
    for (const Error& problem : state.problems) problems.push_back(error_line(problem));
    add_measuring(json, snapshot);
    if (snapshot.audit != nullptr) json["audit"] = audit_json(*snapshot.audit);
    json["opening"] = state.opening;
    json["history"] = {{"behind", state.steps_behind}, {"ahead", state.steps_ahead}};
    json["problems"] = std::move(problems);
    json["log"] = ordered_json::array();
    for (const LogEntry& entry : state.log.entries()) {
        json["log"].push_back({{"level", log_level_words(entry.level, Lang::en)},
                               {"words", log_words(entry, state.lang)}});
    }
    ordered_json parts;
    for (const MapPart part :
         {MapPart::land, MapPart::counties, MapPart::labels, MapPart::label_areas}) {
        parts[std::string{map_part_name(part)}] = map_part_visible(state, part);
    }
    json["parts"] = std::move(parts);
    json["files"] = files_json(state.files);
    json["failed"] = state.failed;
    json["hidden_layers"] = state.map.hidden_layers;
    if (snapshot.document != nullptr) add_document(json, snapshot);
    ordered_json widgets = ordered_json::object();
    for (const WidgetBox& widget : snapshot.boxes) {
        const RectPx& box = widget.box;
        widgets[widget.name] = box_json(static_cast<double>(box.x), static_cast<double>(box.y),
                                        static_cast<double>(box.w), static_cast<double>(box.h));
    }
    json["widgets"] = std::move(widgets);
    json["missing_glyphs"] = snapshot.missing_glyphs;
    json["times"] = {{"compose_ms", snapshot.times.last_compose_ms},
                     {"paint_ms", snapshot.times.last_paint_ms},
                     {"upload_ms", snapshot.times.last_upload_ms},
                     {"compositions", snapshot.times.compositions},
                     {"paintings", snapshot.times.paintings}};
    // Names come from users' files: a stray byte must not stop the dump.
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace parkatlas::app
