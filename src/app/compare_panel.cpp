// Over the map while another plan or file is compared: the line between the two and its handle, or
// the other half with the hand on it; titles; how to show it and the end of it.

#include <algorithm>
#include <cmath>

#include "app/compare_view.h"
#include "app/over_map.h"
#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_app.h"
#include "base/messages_navigate.h"

namespace parkatlas::app {
namespace {

constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                   ImGuiWindowFlags_NoFocusOnAppearing |
                                   ImGuiWindowFlags_NoScrollWithMouse;
constexpr double wheel_step = 1.25;
constexpr float pick_reach_px = 5.0F;
constexpr float click_slop_px = 4.0F;

// A strip over the line takes the mouse; the rest of both maps stays the map's.
void swipe_line(const Ui& ui) {
    const RectPx& map = ui.layout.map;
    const float x = map.x + static_cast<float>(ui.state.view.compared.share) * map.w;
    const float half = ui.px(9.0F);
    begin_over_map("compare.line", {x - half, map.y, 2.0F * half, map.h});
    ImGui::InvisibleButton("compare.line", {2.0F * half, std::max(map.h, 1.0F)});
    ui.note_box("compare.line");
    const bool held = ImGui::IsItemActive();
    if (held || ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (held || ImGui::IsItemDeactivated()) {
        const float to = std::clamp(ImGui::GetIO().MousePos.x, map.x, map.x + map.w);
        ui.commands.push_back(
            ViewCommand{SetSwipe{true, static_cast<double>((to - map.x) / map.w)}});
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({x - ui.px(2.0F), map.y}, {x + ui.px(2.0F), map.y + map.h},
                        theme::packed(theme::paper));
    list->AddRectFilled({x - ui.px(1.0F), map.y}, {x + ui.px(1.0F), map.y + map.h},
                        theme::packed(theme::accent));
    const ImVec2 middle = {x, map.y + map.h / 2.0F};
    list->PushClipRect({x - ui.px(24.0F), map.y}, {x + ui.px(24.0F), map.y + map.h});
    list->AddCircleFilled(middle, ui.px(15.0F), theme::packed(theme::accent));
    list->PopClipRect();
    draw_icon(list, Icon::arrow_left, {middle.x - ui.px(5.0F), middle.y}, ui.px(9.0F),
              theme::packed(theme::paper));
    draw_icon(list, Icon::arrow_right, {middle.x + ui.px(5.0F), middle.y}, ui.px(9.0F),
              theme::packed(theme::paper));
    ImGui::End();
}

// The camera of the other half.
draw::MapView view_beside(const Ui& ui, float px_per_mm) {
    draw::MapView view = ui.state.camera.view();
    const RectPx& other = ui.layout.other;
    const auto mm = [&](float px) { return static_cast<double>(px / px_per_mm); };
    view.frame = {mm(other.x), mm(other.y), mm(other.w), mm(other.h)};
    return view;
}

std::optional<cartography::FeatureRef> pick_compared(const Ui& ui, const draw::MapView& view,
                                                     float px_per_mm) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const draw::PaperMm at{static_cast<double>(mouse.x / px_per_mm),
                           static_cast<double>(mouse.y / px_per_mm)};
    const double reach_m =
        static_cast<double>(pick_reach_px * ui.scale / px_per_mm) / view.mm_per_metre();
    return ui.compared->scene.pick(view.to_map(at), reach_m, {});
}

void name_compared(const Ui& ui, cartography::FeatureRef feature) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const TooltipFrame frame{ui};
    text_line(ui, feature_name(*ui.compared, feature, ui.state.lang), ui.fonts.body, theme::ink);
    text_line(ui, ui.state.view.compared.title, ui.fonts.small, theme::ink_soft);
}

// The hand on the other half moves the camera of both; a click chooses what is there.
void other_half(const Ui& ui, float px_per_mm) {
    const RectPx& other = ui.layout.other;
    if (other.w < 1.0F || other.h < 1.0F) return;
    // A panel: the title above it stays above it, wherever the hand has been.
    begin_panel("compare.other", other, draw::Color{0, 0, 0, 0}, {0.0F, 0.0F});
    ImGui::InvisibleButton("compare.other", {other.w, other.h});
    ui.note_box("compare.other");
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemActive() && (io.MouseDelta.x != 0.0F || io.MouseDelta.y != 0.0F)) {
        ui.commands.push_back(PanBy{static_cast<double>(-io.MouseDelta.x / other.w),
                                    static_cast<double>(-io.MouseDelta.y / other.h)});
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    }
    const bool still = std::hypot(io.MousePos.x - io.MouseClickedPos[0].x,
                                  io.MousePos.y - io.MouseClickedPos[0].y) < ui.px(click_slop_px);
    if (ui.compared != nullptr && ImGui::IsItemHovered()) {
        const auto feature = pick_compared(ui, view_beside(ui, px_per_mm), px_per_mm);
        if (ImGui::IsItemDeactivated() && still) {
            ui.commands.push_back(ViewCommand{SelectCompared{feature}});
        } else if (feature && !ImGui::IsItemActive()) {
            name_compared(ui, *feature);
        }
    }
    if (ImGui::IsItemHovered() && io.MouseWheel != 0.0F) {
        const float left = ui.layout.map.x - other.x;  // the same place in the other half
        ui.commands.push_back(ZoomAt{{static_cast<double>((io.MousePos.x + left) / px_per_mm),
                                      static_cast<double>(io.MousePos.y / px_per_mm)},
                                     std::pow(wheel_step, static_cast<double>(io.MouseWheel))});
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({other.x, other.y}, {other.x + ui.px(3.0F), other.y + other.h},
                        theme::packed(theme::line));
    ImGui::End();
}

RectPx title_plate(const Ui& ui, const char* id, float left, float most_width,
                   const std::string& words, bool tools) {
    const float tools_width = tools ? ui.px(62.0F) : 0.0F;
    const float height = ui.px(34.0F);
    const float wish = text_width(words, ui.fonts.bold) + ui.px(26.0F) + tools_width;
    const float width = std::max(std::min(wish, most_width), tools_width + ui.px(40.0F));
    const RectPx box{std::floor(left), std::floor(ui.layout.map.y + ui.px(14.0F)),
                     std::floor(width), height};
    ImGui::SetNextWindowPos({box.x, box.y});
    ImGui::SetNextWindowSize({box.w, box.h});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::paper.with_alpha(235)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0.0F, 0.0F});
    ImGui::Begin(id, nullptr, flags);
    text_elided_at(
        ui, {box.x + ui.px(13.0F), std::floor(box.y + (height - ui.fonts.bold->FontSize) / 2.0F)},
        words, ui.fonts.bold, theme::ink, box.w - tools_width - ui.px(22.0F));
    if (tools) {
        const bool swipe = ui.state.view.compared.swipe;
        ImGui::SetCursorScreenPos({box.x + box.w - ui.px(60.0F), box.y + ui.px(4.0F)});
        if (quiet_icon_button(
                ui, "compare.mode", swipe ? Icon::table : Icon::overlap, ui.px(26.0F),
                ui.text(swipe ? msg::navigate_compare_beside : msg::navigate_compare_swipe))) {
            ui.commands.push_back(ViewCommand{SetSwipe{!swipe, ui.state.view.compared.share}});
        }
        ImGui::SetCursorScreenPos({box.x + box.w - ui.px(31.0F), box.y + ui.px(4.0F)});
        if (quiet_icon_button(ui, "compare.end", Icon::close, ui.px(26.0F),
                              ui.text(msg::navigate_compare_end))) {
            ui.commands.push_back(ViewCommand{CompareWith{}});
        }
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
    return box;
}

}  // namespace

bool is_over_compared(const Ui& ui) {
    const Comparison& compared = ui.state.view.compared;
    if (ui.compared == nullptr || compared.sources.empty() || !compared.swipe) return false;
    const RectPx& map = ui.layout.map;
    return ImGui::GetIO().MousePos.x > map.x + static_cast<float>(compared.share) * map.w;
}

std::optional<cartography::FeatureRef> compared_under_mouse(const Ui& ui, float px_per_mm,
                                                            bool tell) {
    const auto feature = pick_compared(ui, ui.state.camera.view(), px_per_mm);
    if (feature && tell) name_compared(ui, *feature);
    return feature;
}

void draw_comparison(const Ui& ui, float px_per_mm, std::vector<RectPx>& boxes) {
    const Comparison& compared = ui.state.view.compared;
    if (compared.sources.empty()) return;
    const RectPx& map = ui.layout.map;
    const std::string other_title =
        compared.title.empty() ? std::string{ui.text(msg::app_opening)} : compared.title;
    const std::string own_title = document_title(*ui.document, ui.state.lang);
    const float gap = ui.px(14.0F);
    if (compared.swipe) {
        swipe_line(ui);
        const float x = map.x + static_cast<float>(compared.share) * map.w;
        const float least = ui.px(110.0F);
        const float right = std::clamp(x + gap, map.x + gap, map.x + map.w - gap - least);
        boxes.push_back(title_plate(ui, "compare.title", right, map.x + map.w - gap - right,
                                    other_title, true));
        const float room = x - map.x - 2.0F * gap;
        if (room > least) {
            const float wish = std::min(text_width(own_title, ui.fonts.bold) + ui.px(26.0F), room);
            boxes.push_back(
                title_plate(ui, "compare.own_title", x - gap - wish, wish, own_title, false));
        }
    } else {
        other_half(ui, px_per_mm);
        boxes.push_back(title_plate(ui, "compare.own_title", map.x + gap, map.w - 2.0F * gap,
                                    own_title, false));
        static_cast<void>(title_plate(ui, "compare.title", ui.layout.other.x + gap,
                                      ui.layout.other.w - 2.0F * gap, other_title, true));
    }
}

}  // namespace parkatlas::app
