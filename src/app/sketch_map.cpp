// Sketches on the map: boundaries that are tried out, with handles on the one that is chosen.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/panels.h"
#include "app/screen_shapes.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_tools.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

constexpr float handle_px = 9.0F;
constexpr float outline_px = 6.0F;
// Handles closer together would be a string of pearls that nobody can aim at.
constexpr float least_spacing_px = 13.0F;

struct Screen {
    const Ui& ui;
    float px_per_mm;

    [[nodiscard]] std::optional<ImVec2> operator()(geo::LonLat at) const {
        const Result<geo::XY> on_map = ui.document->degrees_to_map.apply({at.lon_deg, at.lat_deg});
        if (!on_map) return std::nullopt;
        const draw::PaperMm mm = ui.state.camera.view().to_paper({on_map->x, on_map->y});
        return ImVec2{static_cast<float>(mm.x_mm) * px_per_mm,
                      static_cast<float>(mm.y_mm) * px_per_mm};
    }
    [[nodiscard]] std::vector<ImVec2> ring(const std::vector<geo::LonLat>& points) const {
        std::vector<ImVec2> places;
        places.reserve(points.size());
        for (const geo::LonLat point : points) {
            const auto at = (*this)(point);
            if (!at) return {};
            places.push_back(*at);
        }
        return places;
    }
};

float distance(ImVec2 a, ImVec2 b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

ImVec2 middle(ImVec2 a, ImVec2 b) {
    return {(a.x + b.x) / 2.0F, (a.y + b.y) / 2.0F};
}

bool is_roomy(const std::vector<ImVec2>& ring) {
    float length = 0.0F;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        length += distance(ring[i], ring[(i + 1) % ring.size()]);
    }
    return length / static_cast<float>(ring.size()) > least_spacing_px;
}

void handles(const Ui& ui, ImDrawList* list, const std::vector<ImVec2>& ring) {
    if (!is_roomy(ring)) return;
    const ImU32 color = theme::packed(theme::sketch);
    const ImU32 white = theme::packed(draw::Color{255, 255, 255});
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const ImVec2 half = middle(ring[i], ring[(i + 1) % ring.size()]);
        list->AddCircleFilled(half, ui.px(3.0F), white);
        list->AddCircle(half, ui.px(3.0F), color, 0, ui.px(1.2F));
    }
    for (const ImVec2 at : ring) {
        const float half = ui.px(4.5F);
        list->AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half}, white);
        list->AddRect({at.x - half, at.y - half}, {at.x + half, at.y + half}, color, 0.0F, 0,
                      ui.px(2.0F));
    }
}

void plate(const Ui& ui, ImDrawList* list, ImVec2 at, const std::string& name,
           const std::string& figure, bool chosen) {
    const float width =
        std::max(text_width(name, ui.fonts.small), text_width(figure, ui.fonts.bold)) +
        ui.px(16.0F);
    const ImVec2 low = {std::floor(at.x - width / 2.0F), std::floor(at.y - ui.px(21.0F))};
    const ImVec2 high = {low.x + width, low.y + ui.px(42.0F)};
    list->AddRectFilled(low, high, theme::packed(theme::paper.with_alpha(235)), ui.px(5.0F));
    list->AddRect(low, high, theme::packed(chosen ? theme::sketch : theme::line), ui.px(5.0F));
    text_at(ui, list, {low.x + ui.px(8.0F), low.y + ui.px(4.0F)}, name, ui.fonts.small,
            theme::ink_soft);
    text_at(ui, list, {low.x + ui.px(8.0F), low.y + ui.px(20.0F)}, figure, ui.fonts.bold,
            theme::ink);
}

void sketch_on_map(const Ui& ui, ImDrawList* list, const Screen& screen, const model::Sketch& one,
                   bool chosen) {
    std::vector<std::vector<ImVec2>> rings;
    ImVec2 low{1e9F, 1e9F};
    ImVec2 high{-1e9F, -1e9F};
    for (const std::vector<geo::LonLat>& ring : one.rings) {
        std::vector<ImVec2> places = screen.ring(ring);
        if (places.size() < 3) continue;
        for (const ImVec2 at : places) {
            low = {std::min(low.x, at.x), std::min(low.y, at.y)};
            high = {std::max(high.x, at.x), std::max(high.y, at.y)};
        }
        rings.push_back(std::move(places));
    }
    if (rings.empty()) return;
    fill_rings(list, rings, theme::sketch.with_alpha(chosen ? 44 : 26));
    for (const std::vector<ImVec2>& ring : rings) {
        const int count = static_cast<int>(ring.size());
        list->AddPolyline(ring.data(), count, theme::packed(theme::paper.with_alpha(210)),
                          ImDrawFlags_Closed, ui.px(4.5F));
        list->AddPolyline(ring.data(), count, theme::packed(theme::sketch), ImDrawFlags_Closed,
                          ui.px(chosen ? 2.4F : 1.6F));
        if (chosen) handles(ui, list, ring);
    }
    const auto figures = chosen ? ui.tools.sketch.figures() : std::nullopt;
    const ImVec2 at{(low.x + high.x) / 2.0F, low.y - ui.px(30.0F)};
    if (figures) {
        plate(ui, list, at, one.name, format_area(figures->area_m2, AreaUnit::mu, ui.state.lang),
              true);
    } else {
        const float width = text_width(one.name, ui.fonts.small);
        text_at(ui, list, {std::floor(at.x - width / 2.0F), low.y - ui.px(20.0F)}, one.name,
                ui.fonts.small, theme::sketch);
    }
}

}  // namespace

void draw_sketches(const Ui& ui, float px_per_mm) {
    const std::vector<model::Sketch>& all = *ui.state.history.present().sketches;
    if (all.empty()) return;
    const RectPx& map = ui.layout.map;
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect({map.x, map.y}, {map.x + map.w, map.y + map.h});
    const Screen screen{ui, px_per_mm};
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (ui.state.tools.sketch != i) sketch_on_map(ui, list, screen, all[i], false);
    }
    if (const auto chosen = ui.state.tools.sketch; chosen && *chosen < all.size()) {
        sketch_on_map(ui, list, screen, all[*chosen], true);
    }
    list->PopClipRect();
}

std::optional<SketchHandle> sketch_handle_under_mouse(const Ui& ui, float px_per_mm) {
    const std::vector<model::Sketch>& all = *ui.state.history.present().sketches;
    const auto chosen = ui.state.tools.sketch;
    if (!chosen || *chosen >= all.size() || ui.state.measuring.tool() != Tool::select) {
        return std::nullopt;
    }
    const Screen screen{ui, px_per_mm};
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float reach = ui.px(handle_px);
    std::optional<SketchHandle> on_edge;
    for (std::size_t r = 0; r < all[*chosen].rings.size(); ++r) {
        const std::vector<ImVec2> ring = screen.ring(all[*chosen].rings[r]);
        if (ring.size() < 3 || !is_roomy(ring)) continue;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            if (distance(ring[i], mouse) <= reach) return SketchHandle{*chosen, r, i, false};
            if (!on_edge &&
                distance(middle(ring[i], ring[(i + 1) % ring.size()]), mouse) <= reach) {
                on_edge = SketchHandle{*chosen, r, i + 1, true};
            }
        }
    }
    return on_edge;
}

void move_sketch_point(const Ui& ui, SketchHandle& handle, geo::LonLat to) {
    const std::string& name = (*ui.state.history.present().sketches)[handle.sketch].name;
    const SketchHandle of = handle;
    change_document(
        ui.commands, {msg::tools_step_sketch_point, name},
        [of, to](model::Edits& edits) {
            std::vector<model::Sketch>& all = edits.sketches.edit();
            if (of.sketch >= all.size() || of.ring >= all[of.sketch].rings.size()) return;
            std::vector<geo::LonLat>& ring = all[of.sketch].rings[of.ring];
            if (of.inserts && of.vertex <= ring.size()) {
                ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(of.vertex), to);
            } else if (of.vertex < ring.size()) {
                ring[of.vertex] = to;
            }
        },
        ui.gesture());
    handle.inserts = false;
}

void remove_sketch_point(const Ui& ui, const SketchHandle& handle) {
    const model::Sketch& sketch = (*ui.state.history.present().sketches)[handle.sketch];
    constexpr std::size_t least_points = 3;
    if (sketch.rings[handle.ring].size() <= least_points) return;
    change_document(ui.commands, {msg::tools_step_sketch_remove_point, sketch.name},
                    [of = handle](model::Edits& edits) {
                        std::vector<geo::LonLat>& ring =
                            edits.sketches.edit()[of.sketch].rings[of.ring];
                        ring.erase(ring.begin() + static_cast<std::ptrdiff_t>(of.vertex));
                    });
}

std::optional<std::size_t> sketch_under_mouse(const Ui& ui, float px_per_mm) {
    const std::vector<model::Sketch>& all = *ui.state.history.present().sketches;
    const Screen screen{ui, px_per_mm};
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    for (std::size_t s = all.size(); s-- > 0;) {
        for (const std::vector<geo::LonLat>& points : all[s].rings) {
            const std::vector<ImVec2> ring = screen.ring(points);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                if (distance_to_edge(ring[i], ring[(i + 1) % ring.size()], mouse) <=
                    ui.px(outline_px)) {
                    return s;
                }
            }
        }
    }
    return std::nullopt;
}

}  // namespace parkatlas::app
