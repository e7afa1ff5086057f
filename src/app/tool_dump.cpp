#include "app/tool_dump.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/state_dump.h"
#include "app/tool_desks.h"
#include "cartography/sheet.h"
#include "tasks/page_places.h"

namespace parkatlas::app {
namespace {

using nlohmann::ordered_json;

// So many of a long list tell a test enough.
constexpr std::size_t most_told = 50;

ordered_json marked_json(const Snapshot& snapshot) {
    const Marked& marked = snapshot.state.tools.marked;
    ordered_json ids = ordered_json::array();
    for (std::size_t i = 0; i < std::min(marked.rows.size(), most_told); ++i) {
        ids.push_back(feature_id(*snapshot.document, {marked.layer, marked.rows[i]}));
    }
    return {{"layer", marked.layer}, {"count", marked.rows.size()}, {"features", std::move(ids)}};
}

ordered_json table_json(const ShownTable& shown, const ToolMemory::Table& memory) {
    ordered_json columns = ordered_json::array();
    for (const analysis::TableColumn& column : shown.table->columns()) {
        columns.push_back(column.name);
    }
    ordered_json rows = ordered_json::array();
    const auto first = static_cast<std::size_t>(std::max(memory.top_row, 0.0));
    for (std::size_t i = first; i < std::min(first + most_told, shown.answer.rows.size()); ++i) {
        ordered_json cells = ordered_json::array();
        for (std::size_t c = 0; c < shown.table->columns().size(); ++c) {
            cells.push_back(shown.table->words(shown.answer.rows[i], c));
        }
        rows.push_back(std::move(cells));
    }
    ordered_json json{{"layer", shown.layer},
                      {"columns", std::move(columns)},
                      {"count", shown.answer.rows.size()},
                      {"of", shown.table->rows()},
                      {"top_row", first},
                      {"filter", shown.question.filter},
                      {"by_expression", shown.answer.by_expression},
                      {"rows", std::move(rows)}};
    if (const auto& order = shown.question.order) {
        json["order"] = {{"column", shown.table->columns()[order->column].name},
                         {"descending", order->descending}};
    }
    if (const auto& problem = shown.answer.problem) {
        json["problem"] = {
            {"at", problem->at}, {"length", problem->length}, {"what", problem->what}};
    }
    return json;
}

ordered_json output_json(const OutputJob& output) {
    const auto& result = output.result();
    ordered_json json{{"path", output.path()}, {"busy", output.busy()}};
    if (result) json["done"] = result->has_value();
    if (result && !*result) json["problem"] = error_line(result->error());
    return json;
}

ordered_json sketches_json(const Snapshot& snapshot) {
    ordered_json all = ordered_json::array();
    for (const model::Sketch& sketch : *snapshot.state.history.present().sketches) {
        ordered_json rings = ordered_json::array();
        for (const auto& ring : sketch.rings) {
            ordered_json points = ordered_json::array();
            for (const geo::LonLat at : ring) points.push_back({at.lon_deg, at.lat_deg});
            rings.push_back(std::move(points));
        }
        all.push_back({{"name", sketch.name}, {"feature", sketch.feature}, {"rings", rings}});
    }
    return all;
}

ordered_json answers_json(const SketchDesk& desk) {
    ordered_json all = ordered_json::array();
    for (const SketchAnswer& answer : desk.answers()) {
        ordered_json one{{"layer", answer.layer}};
        if (answer.share) {
            one["features"] = answer.share->features;
            one["area_m2"] = answer.share->area_m2;
            one["share"] = answer.share->share;
            one["classes"] = ordered_json::array();
            for (const tasks::SketchShare::Class& part : answer.share->classes) {
                one["classes"].push_back({{"value", part.value}, {"area_m2", part.area_m2}});
            }
        }
        all.push_back(std::move(one));
    }
    return all;
}

ordered_json places_json(const model::Annotation& annotation) {
    ordered_json all = ordered_json::array();
    for (const model::AnnotationPlace& place : annotation.places) all.push_back({place.x, place.y});
    return all;
}

// What stands on the page: what kind, where, and of which annotation.
ordered_json page_items_json(const tasks::SheetPreview& preview) {
    ordered_json all = ordered_json::array();
    for (const cartography::SheetItem& item : preview.items) {
        const bool own = item.kind == cartography::ItemKind::north_arrow ||
                         item.kind == cartography::ItemKind::scale_bar;
        if (!own && !item.annotation) continue;
        ordered_json one{{"kind", cartography::item_kind_name(item.kind)},
                         {"box_mm", {item.box.x_mm, item.box.y_mm, item.box.w_mm, item.box.h_mm}}};
        if (item.annotation) one["annotation"] = *item.annotation;
        all.push_back(std::move(one));
    }
    return all;
}

ordered_json overlap_json(const OverlapView& view) {
    return {{"pairs", view.pairs.size()},
            {"rows", view.rows.size()},
            {"columns", view.columns.size()},
            {"total_m2", view.total_m2}};
}

}  // namespace

void add_tools(ordered_json& json, const Snapshot& snapshot) {
    if (snapshot.tools == nullptr) return;
    json["marked"] = marked_json(snapshot);
    if (const auto layer = shown_table(snapshot.state, *snapshot.document);
        layer && snapshot.state.drawer == DrawerTab::table) {
        if (const ShownTable* shown = snapshot.tools->table.shown(snapshot.document, *layer)) {
            json["table"] = table_json(*shown, snapshot.tools->memory.table);
        }
    }
    if (const auto sides = shown_sides(snapshot.state, *snapshot.document);
        sides && snapshot.state.drawer == DrawerTab::overlaps) {
        if (const OverlapView* view = snapshot.tools->overlap.view(snapshot.document, *sides)) {
            json["overlap"] = overlap_json(*view);
        }
    }
    const MarkedOutline* ground = snapshot.tools->overlap.ground(snapshot.document);
    json["shared_ground"] = ground != nullptr ? ground->rings.size() : 0;
    json["annotations"] = ordered_json::array();
    const model::Annotations& notes = *snapshot.state.history.present().annotations;
    for (std::size_t i = 0; i < notes.items.size(); ++i) {
        ordered_json one{{"type", model::annotation_kind_name(notes.items[i].kind)},
                         {"text", notes.items[i].text},
                         {"feature", notes.items[i].feature},
                         {"style", notes.items[i].style},
                         {"on_page", tasks::is_tied_to_page(notes.items[i])},
                         {"places", places_json(notes.items[i])}};
        if (!notes.items[i].file.empty()) {
            const std::string& file = notes.items[i].file;
            const PictureShelf& shelf = snapshot.tools->annotations.pictures();
            one["file"] = file;
            one["picture"] = shelf.problem(file) != nullptr    ? "missing"
                             : shelf.pictures().contains(file) ? "there"
                                                               : "reading";
        }
        if (notes.items[i].height_mm) one["height_mm"] = *notes.items[i].height_mm;
        if (const cartography::SetAnnotation* set = snapshot.tools->annotations.find(i)) {
            const double px = snapshot.px_per_mm;
            one["box"] = {set->box.x_mm * px, set->box.y_mm * px, set->box.w_mm * px,
                          set->box.h_mm * px};
        }
        json["annotations"].push_back(std::move(one));
    }
    const auto& note = snapshot.state.tools.annotation;
    const ToolMemory::Annotate& writing = snapshot.tools->memory.annotate;
    json["field"] = writing.field_active ? ordered_json(writing.field) : ordered_json();
    json["writing"] = writing.editing && !writing.fresh;
    json["chosen_annotation"] = note ? ordered_json(*note) : ordered_json();
    json["sketches"] = sketches_json(snapshot);
    const auto& chosen = snapshot.state.tools.sketch;
    json["chosen_sketch"] = chosen ? ordered_json(*chosen) : ordered_json();
    if (chosen) {
        const auto& figures = snapshot.tools->sketch.figures();
        json["sketch_area_m2"] = figures ? ordered_json(figures->area_m2) : ordered_json();
        json["sketch_answers"] = answers_json(snapshot.tools->sketch);
        json["sketch_ask_ms"] = snapshot.tools->sketch.last_ask_ms();
    }
    const ToolState& tools = snapshot.state.tools;
    json["sheet"] = {{"open", tools.sheet_open},         {"page", tools.sheet.page},
                     {"portrait", tools.sheet.portrait}, {"template", tools.sheet.template_name},
                     {"title", tools.sheet.sheet.title}, {"dpi", tools.sheet.dpi}};
    if (tools.page_kind) {
        json["sheet"]["placing"] = model::annotation_kind_name(*tools.page_kind);
    } else {
        json["sheet"]["placing"] = nullptr;
    }
    const tasks::PageSize page = tasks::page_of(tools.sheet);
    json["sheet"]["page_mm"] = {page.width_mm, page.height_mm};
    if (const tasks::SheetPreview* preview = snapshot.tools->sheet.preview()) {
        json["sheet"]["preview"] = {preview->image.width, preview->image.height};
        json["sheet"]["items"] = page_items_json(*preview);
        json["sheet"]["busy"] = snapshot.tools->sheet.busy();
        json["sheet"]["scale_denominator"] = preview->view.scale_denominator;
        ordered_json texts = ordered_json::array();
        for (const cartography::SheetItem& item : preview->items) {
            if (item.kind == cartography::ItemKind::title) texts.push_back(item.text);
        }
        json["sheet"]["titles"] = std::move(texts);
    }
    json["output"] = output_json(snapshot.tools->output);
}

}  // namespace parkatlas::app
