// The finder over the map: one field, and below it what fits; for commands and for places.

#include <algorithm>
#include <cmath>

#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/finder.h"
#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_navigate.h"

namespace parkatlas::app {
namespace {

constexpr int rows_in_sight = 11;

std::vector<Found> found_now(const Ui& ui, FinderMode mode, const std::string& words) {
    const ActionContext context{ui.state, ui.document};
    switch (mode) {
        case FinderMode::commands:
            return find_commands(words, context);
        case FinderMode::places:
            return find_places(words, context);
        case FinderMode::compared:
            break;
    }
    return find_compared(words, context);
}

void take(const Ui& ui, Found& found) {
    if (!found.possible) return;
    ui.commands.push_back(ViewCommand{ShowFinder{}});
    for (Command& command : found.commands) ui.commands.push_back(std::move(command));
}

void field(const Ui& ui, FinderMemory& memory, FinderMode mode) {
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(36.0F), ui.px(9.0F)});
    if (memory.fresh) ImGui::SetKeyboardFocusHere();
    const Msg hint = mode == FinderMode::commands ? msg::navigate_find_command_hint
                     : mode == FinderMode::places ? msg::navigate_find_place_hint
                                                  : msg::navigate_find_compared_hint;
    const std::string before = memory.words;
    ImGui::InputTextWithHint("##finder", ui.text(hint).data(), &memory.words);
    if (ImGui::IsItemActive()) memory.fresh = false;
    ImGui::PopStyleVar();
    ui.fonts.need(memory.words);
    ui.note_box("finder");
    if (memory.words != before) memory.chosen = 0;
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    draw_icon(ImGui::GetWindowDrawList(), Icon::search,
              {low.x + ui.px(19.0F), (low.y + high.y) / 2.0F}, ui.px(16.0F),
              theme::packed(theme::accent));
}

void row(const Ui& ui, Found& found, bool chosen, bool reveal, float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool clicked = ImGui::InvisibleButton(("found." + found.id).c_str(), {width, height});
    ui.note_box("found." + found.id);
    const bool hovered = ImGui::IsItemHovered();
    if (chosen && reveal && !ImGui::IsItemVisible()) ImGui::SetScrollHereY(0.5F);
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (chosen || hovered) {
        list->AddRectFilled(at, {at.x + width, at.y + height},
                            theme::packed(chosen ? theme::accent_pale : theme::hover), ui.px(5.0F));
    }
    const std::string_view note =
        found.possible ? std::string_view{found.note} : ui.text(msg::navigate_not_now);
    const float note_width = text_width(note, ui.fonts.small);
    const float right = at.x + width - ui.px(12.0F);
    text_at(ui, list,
            {right - note_width, std::floor(at.y + (height - ui.fonts.small->FontSize) / 2.0F)},
            note, ui.fonts.small, found.possible ? theme::ink_soft : theme::ink_faint);
    text_elided_at(
        ui, {at.x + ui.px(12.0F), std::floor(at.y + (height - ui.fonts.body->FontSize) / 2.0F)},
        found.title, ui.fonts.body, found.possible ? theme::ink : theme::ink_faint,
        std::max(right - note_width - at.x - ui.px(28.0F), 1.0F));
    if (clicked) take(ui, found);
}

void rows(const Ui& ui, FinderMemory& memory, std::vector<Found>& found) {
    const int count = static_cast<int>(found.size());
    const int steps = std::exchange(memory.steps, 0);
    memory.chosen = count == 0 ? 0 : ((memory.chosen + steps) % count + count) % count;
    const float height = ui.px(32.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    ImGui::BeginChild("finder.rows",
                      {0.0F, height * static_cast<float>(std::min(count, rows_in_sight))}, false,
                      ImGuiWindowFlags_NoNav);
    for (int i = 0; i < count; ++i) {
        row(ui, found[static_cast<std::size_t>(i)], i == memory.chosen, steps != 0, height);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace

void draw_finder(const Ui& ui) {
    if (!ui.state.view.finder) return;
    FinderMemory& memory = ui.memory.finder;
    if (memory.number != ui.state.view.finder_number) {
        memory = {};
        memory.number = ui.state.view.finder_number;
    }
    const FinderMode mode = *ui.state.view.finder;
    const RectPx& bar = ui.layout.toolbar;
    const float width = std::min(ui.px(640.0F), bar.w - ui.px(32.0F));
    ImGui::SetNextWindowPos({bar.x + std::floor((bar.w - width) / 2.0F), bar.h + ui.px(10.0F)});
    ImGui::SetNextWindowSize({width, 0.0F});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::paper));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(12.0F), ui.px(12.0F)});
    if (memory.fresh) ImGui::SetNextWindowFocus();
    ImGui::Begin("finder.window", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
    field(ui, memory, mode);
    std::vector<Found> found = found_now(ui, mode, memory.words);
    const std::size_t chosen = static_cast<std::size_t>(memory.chosen);
    if (found.empty()) {
        memory.steps = 0;
        ImGui::Dummy({0.0F, ui.px(2.0F)});
        text_block(ui,
                   ui.text(mode == FinderMode::commands ? msg::navigate_no_command
                           : mode == FinderMode::places ? msg::navigate_no_place
                                                        : msg::navigate_no_compared),
                   ui.fonts.body, theme::ink_soft);
    } else {
        rows(ui, memory, found);
    }
    text_line(ui, ui.text(msg::navigate_finder_keys), ui.fonts.small, theme::ink_faint);
    if (std::exchange(memory.entered, false) && chosen < found.size()) {
        take(ui, found[static_cast<std::size_t>(memory.chosen)]);
    }
    const bool elsewhere = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                           !ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows |
                                                   ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (elsewhere && !memory.fresh) ui.commands.push_back(ViewCommand{ShowFinder{}});
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
}

}  // namespace parkatlas::app
