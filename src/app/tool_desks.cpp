#include "app/tool_desks.h"

#include <algorithm>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/layer_edits.h"

namespace parkatlas::app {
namespace {

bool moves_rows(KeyPress press) {
    switch (press.key) {
        case GLFW_KEY_UP:
        case GLFW_KEY_DOWN:
        case GLFW_KEY_PAGE_UP:
        case GLFW_KEY_PAGE_DOWN:
        case GLFW_KEY_HOME:
        case GLFW_KEY_END:
            return (press.modifiers & ~(GLFW_MOD_SHIFT | GLFW_MOD_NUM_LOCK)) == 0;
        case GLFW_KEY_A:
        case GLFW_KEY_C:
            return (press.modifiers & GLFW_MOD_CONTROL) != 0;
        default:
            return false;
    }
}

}  // namespace

bool ToolDesks::poll() {
    const bool rows = table.poll();
    const bool marks = outlines.poll();
    const bool shared = overlap.poll();
    const bool ground = sketch.poll();
    const bool page = sheet.poll();
    const bool pictures = annotations.poll();
    const bool file = output.poll();
    return rows || marks || shared || ground || page || pictures || file;
}

void ToolDesks::want(const AppState& state, const std::shared_ptr<const Document>& document,
                     const std::shared_ptr<const LayerAreas>& areas) {
    if (!document) return;
    outlines.want(document, state.tools.marked);
    if (const auto rings = sketch_in_hand(state)) sketch.want(state, document, *rings);
    if (state.drawer == DrawerTab::overlaps) {
        const auto sides = shown_sides(state, *document);
        const bool whole = sides && !is_held_in_part(*document, sides->a) &&
                           !is_held_in_part(*document, sides->b.value_or(sides->a));
        if (whole) overlap.want(document, *sides);
    }
    overlap.want_ground(document, state.tools.overlap);
    if (state.drawer != DrawerTab::table) return;
    const std::optional<int> layer = shown_table(state, *document);
    if (!layer || is_held_in_part(*document, *layer)) return;
    tasks::TableQuestion question;
    question.lang = state.lang;
    if (const auto look = state.tools.tables.find(*layer); look != state.tools.tables.end()) {
        question.filter = look->second.filter;
        question.order = look->second.order;
    }
    table.want(document, areas, *layer, question);
}

bool ToolDesks::take_key(const AppState& state, KeyPress press) {
    if (state.drawer == DrawerTab::table && memory.table.has_keys && moves_rows(press)) {
        memory.table.keys.push_back(press);
        return true;
    }
    return false;
}

std::optional<OverlapSides> shown_sides(const AppState& state, const Document& document) {
    const std::vector<int> listed = listed_layers(state.history.present(), document);
    const auto is_there = [&](int side) {
        return side < 0 || side == county_layer ? numbered_layer(document, side) != nullptr
                                                : std::ranges::find(listed, side) != listed.end();
    };
    const std::optional<OverlapSides>& chosen = state.tools.overlap_sides;
    if (chosen && is_there(chosen->a) && (!chosen->b || is_there(*chosen->b))) return chosen;
    if (document.layout() != nullptr) return OverlapSides{-1, std::nullopt};
    if (!listed.empty()) return OverlapSides{listed.front(), std::nullopt};
    return std::nullopt;
}

std::optional<tasks::SketchRings> sketch_in_hand(const AppState& state) {
    if (state.measuring.tool() == Tool::sketch && state.measuring.is_drawing()) {
        std::vector<geo::LonLat> ring = state.measuring.sketch().points;
        if (state.pen && ring.back() != *state.pen) ring.push_back(*state.pen);
        return tasks::SketchRings{std::move(ring)};
    }
    const std::vector<model::Sketch>& all = *state.history.present().sketches;
    const auto chosen = state.tools.sketch;
    if (!chosen || *chosen >= all.size()) return std::nullopt;
    return all[*chosen].rings;
}

std::optional<int> shown_table(const AppState& state, const Document& document) {
    const std::vector<int> listed = listed_layers(state.history.present(), document);
    const bool has_scheme = document.layout() != nullptr && !document.layout()->features.empty();
    const std::optional<int> chosen = state.tools.table;
    if (chosen && (*chosen < 0 ? has_scheme : std::ranges::find(listed, *chosen) != listed.end())) {
        return chosen;
    }
    if (has_scheme) return -1;
    if (!listed.empty()) return listed.front();
    return std::nullopt;
}

}  // namespace parkatlas::app
