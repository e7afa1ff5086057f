// Features that are selected in a table, outlined on the map.

#include <cmath>

#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"

namespace parkatlas::app {
namespace {

// What is smaller on the screen is a dot; so is everything once so many vertices have been drawn.
constexpr float least_px = 5.0F;
constexpr std::size_t most_vertices = 60'000;
constexpr std::size_t most_dots = 40'000;

struct Screen {
    const draw::MapView& view;
    float px_per_mm;
    [[nodiscard]] ImVec2 operator()(geo::MapXY at) const {
        const draw::PaperMm mm = view.to_paper(at);
        return {static_cast<float>(mm.x_mm) * px_per_mm, static_cast<float>(mm.y_mm) * px_per_mm};
    }
};

// Points of less than half a pixel from the last one are left out.
void ring_to_screen(const std::vector<geo::MapXY>& ring, const Screen& screen,
                    std::vector<ImVec2>& places) {
    places.clear();
    for (const geo::MapXY vertex : ring) {
        const ImVec2 at = screen(vertex);
        if (!places.empty() && std::fabs(at.x - places.back().x) < 0.5F &&
            std::fabs(at.y - places.back().y) < 0.5F) {
            continue;
        }
        places.push_back(at);
    }
}

}  // namespace

void draw_marked(const Ui& ui, float px_per_mm) {
    const std::vector<MarkedOutline>* outlines = ui.tools.outlines.of(ui.document);
    // One feature alone is emphasised by the map itself.
    if (outlines == nullptr || (outlines->size() < 2 && ui.state.map.selected)) return;
    const RectPx& map = ui.layout.map;
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect({map.x, map.y}, {map.x + map.w, map.y + map.h});
    const draw::MapView& view = ui.state.camera.view();
    const Screen screen{view, px_per_mm};
    const geo::Box extent = view.extent();
    std::vector<ImVec2> places;
    std::size_t vertices = 0;
    std::size_t dots = 0;
    for (const MarkedOutline& outline : *outlines) {
        if (outline.box.is_empty() || !outline.box.intersects(extent)) continue;
        const ImVec2 low = screen({outline.box.min_x, outline.box.max_y});
        const ImVec2 high = screen({outline.box.max_x, outline.box.min_y});
        const bool small = high.x - low.x < ui.px(least_px) && high.y - low.y < ui.px(least_px);
        if (small || vertices > most_vertices) {
            if (++dots > most_dots) continue;
            const ImVec2 at{(low.x + high.x) / 2.0F, (low.y + high.y) / 2.0F};
            const float half = ui.px(1.8F);
            list->AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half},
                                theme::packed(theme::marked));
            continue;
        }
        for (std::size_t r = 0; r < outline.rings.size(); ++r) {
            ring_to_screen(outline.rings[r], screen, places);
            if (places.size() < 2) continue;
            vertices += places.size();
            const ImDrawFlags flags = outline.closed[r] ? ImDrawFlags_Closed : 0;
            list->AddPolyline(places.data(), static_cast<int>(places.size()),
                              theme::packed(theme::paper.with_alpha(200)), flags, ui.px(4.0F));
            list->AddPolyline(places.data(), static_cast<int>(places.size()),
                              theme::packed(theme::marked), flags, ui.px(2.0F));
        }
    }
    list->PopClipRect();
}

}  // namespace parkatlas::app
