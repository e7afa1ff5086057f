// The scale in the status bar: a click, or Ctrl+E, lets it be typed or chosen from a list.

#include <cmath>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/panels.h"
#include "app/scale_text.h"
#include "app/theme.h"
#include "base/messages_app.h"
#include "base/messages_navigate.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

std::string scale_words(double denominator) {
    return "1:" + grouped(denominator, 0);
}

void take(const Ui& ui, double denominator) {
    ui.commands.push_back(ViewCommand{SetScale{denominator}});
    ui.commands.push_back(ViewCommand{ShowScales{false}});
}

void field(const Ui& ui) {
    ScaleMemory& memory = ui.memory.scale;
    ImGui::SetNextItemWidth(ui.px(168.0F));
    if (memory.fresh) ImGui::SetKeyboardFocusHere();
    const bool entered =
        ImGui::InputText("##scale", &memory.words,
                         ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    if (ImGui::IsItemActive()) memory.fresh = false;
    ui.note_box("scale.field");
    ui.fonts.need(memory.words);
    if (!entered) return;
    if (const std::optional<double> scale = parse_scale(memory.words)) {
        take(ui, *scale);
    } else {
        memory.not_understood = true;
        memory.fresh = true;  // the keyboard stays here
    }
}

void row(const Ui& ui, double denominator) {
    const std::string words = scale_words(denominator);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.px(27.0F);
    const float width = ui.px(168.0F);
    const std::string name = fmt::format("scale.{:.0f}", denominator);
    if (ImGui::InvisibleButton(name.c_str(), {width, height})) take(ui, denominator);
    ui.note_box(name);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool present = std::abs(ui.state.camera.scale_denominator() - denominator) < 0.5;
    if (ImGui::IsItemHovered() || present) {
        list->AddRectFilled(at, {at.x + width, at.y + height},
                            theme::packed(present ? theme::accent_pale : theme::hover),
                            ui.px(4.0F));
    }
    text_at(ui, list,
            {at.x + width - ui.px(12.0F) - text_width(words, ui.fonts.body),
             std::floor(at.y + (height - ui.fonts.body->FontSize) / 2.0F)},
            words, ui.fonts.body, theme::ink);
}

}  // namespace

float scale_button(const Ui& ui, float right) {
    const RectPx& bar = ui.layout.status;
    ImFont* font = ui.fonts.small;
    const std::string words = fmt::format(fmt::runtime(ui.text(msg::app_status_scale)),
                                          grouped(ui.state.camera.scale_denominator(), 0));
    const float width = text_width(words, font) + ui.px(18.0F);
    const float left = right - width;
    ImGui::SetCursorScreenPos({left - ui.px(6.0F), bar.y + ui.px(3.0F)});
    if (ImGui::InvisibleButton("status.scale", {width + ui.px(12.0F), bar.h - ui.px(6.0F)})) {
        ui.commands.push_back(ViewCommand{ShowScales{!ui.state.view.scales_open}});
    }
    ui.note_box("status.scale");
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    ui.memory.scale_button = {low.x, low.y, high.x - low.x, high.y - low.y};
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered() || ui.state.view.scales_open) {
        list->AddRectFilled(low, high, theme::packed(theme::hover), ui.px(4.0F));
    }
    tooltip(ui, ui.text(msg::navigate_scale_tip));
    text_at(ui, list, {left, std::floor(bar.y + (bar.h - font->FontSize) / 2.0F)}, words, font,
            theme::ink);
    draw_icon(list, Icon::chevron_down, {right - ui.px(6.0F), bar.y + bar.h / 2.0F}, ui.px(10.0F),
              theme::packed(theme::ink_soft));
    return left;
}

void draw_scales(const Ui& ui) {
    ScaleMemory& memory = ui.memory.scale;
    if (!ui.state.view.scales_open) {
        memory.is_open = false;
        return;
    }
    if (!memory.is_open) {
        memory = {};
        memory.is_open = true;
        memory.words = scale_words(ui.state.camera.scale_denominator());
    }
    const RectPx& bar = ui.layout.status;
    const RectPx& button = ui.memory.scale_button;
    ImGui::SetNextWindowPos({button.x + button.w, bar.y - ui.px(6.0F)}, ImGuiCond_Always,
                            {1.0F, 1.0F});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::paper));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(10.0F), ui.px(10.0F)});
    if (memory.fresh) ImGui::SetNextWindowFocus();
    ImGui::Begin("scales", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoNav);
    text_line(ui, ui.text(msg::navigate_scale_title), ui.fonts.small, theme::ink_soft);
    field(ui);
    if (memory.not_understood) {
        text_block(ui, ui.text(msg::navigate_scale_problem), ui.fonts.small, theme::alarm_ink,
                   ui.px(168.0F));
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    for (const double scale : usual_scales) row(ui, scale);
    ImGui::PopStyleVar();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool on_button = mouse.x >= button.x && mouse.x <= button.x + button.w &&
                           mouse.y >= button.y && mouse.y <= button.y + button.h;
    const bool elsewhere = ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !on_button &&
                           !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (elsewhere) ui.commands.push_back(ViewCommand{ShowScales{false}});
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
}

}  // namespace parkatlas::app
