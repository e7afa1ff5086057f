// Over the map: the frame of the overview, what of it is in view, and the hand that moves it.

#include <algorithm>
#include <cmath>

#include "app/over_map.h"
#include "app/overview_map.h"
#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_navigate.h"
#include "base/units.h"

namespace parkatlas::app {

RectPx draw_overview(const Ui& ui, float px_per_mm) {
    const RectPx box = overview_box(ui.layout.map, ui.scale);
    const auto mm = [&](float px) { return static_cast<double>(px / px_per_mm); };
    const draw::MapView whole =
        overview_view(*ui.scene(), {mm(box.x), mm(box.y), mm(box.w), mm(box.h)});
    begin_over_map("overview", box);
    ImGui::InvisibleButton("overview", {std::max(box.w, 1.0F), std::max(box.h, 1.0F)});
    ui.note_box("overview");
    tooltip(ui, ui.text(msg::navigate_overview_tip));
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (ImGui::IsItemActive()) {
        // The place under the hand comes into the middle of the map.
        const draw::PaperMm at{mm(std::clamp(mouse.x, box.x, box.x + box.w)),
                               mm(std::clamp(mouse.y, box.y, box.y + box.h))};
        ui.commands.push_back(HoldPoint{whole.to_map(at), ui.state.camera.view().frame.centre()});
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->PushClipRect({box.x, box.y}, {box.x + box.w, box.y + box.h});
    const draw::MapView& view = ui.state.camera.view();
    const draw::PaperMm low = whole.to_paper(view.to_map({view.frame.x_mm, view.frame.y_mm}));
    const draw::PaperMm high =
        whole.to_paper(view.to_map({view.frame.right_mm(), view.frame.bottom_mm()}));
    const auto px = [&](double at_mm) { return static_cast<float>(at_mm) * px_per_mm; };
    ImVec2 from = {px(low.x_mm), px(low.y_mm)};
    ImVec2 to = {px(high.x_mm), px(high.y_mm)};
    const float least = ui.px(6.0F);  // a close look is still seen
    if (to.x - from.x < least) {
        const float middle = (from.x + to.x) / 2.0F;
        from.x = middle - least / 2.0F;
        to.x = middle + least / 2.0F;
    }
    if (to.y - from.y < least) {
        const float middle = (from.y + to.y) / 2.0F;
        from.y = middle - least / 2.0F;
        to.y = middle + least / 2.0F;
    }
    list->AddRectFilled(from, to, theme::packed(theme::measure.with_alpha(28)));
    list->AddRect(from, to, theme::packed(theme::measure), 0.0F, 0, ui.px(1.6F));
    list->PopClipRect();
    list->AddRect({box.x, box.y}, {box.x + box.w, box.y + box.h}, theme::packed(theme::ink_faint),
                  0.0F, 0, ui.px(1.0F));
    ImGui::End();
    return box;
}

}  // namespace parkatlas::app
