// The steps that made the document what it is, oldest first.

#include <cmath>

#include <fmt/format.h>
#include <imgui.h>

#include "app/drawer_tabs.h"
#include "app/theme.h"
#include "base/messages_document.h"

namespace parkatlas::app {
namespace {

// The state after `step` steps: 0 is the start.
void state_row(const Ui& ui, std::size_t step, bool reveal) {
    const History& history = ui.state.history;
    const bool present = step == history.step();
    const bool undone = step > history.step();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - ui.px(18.0F);
    const float height = ui.px(30.0F);
    const std::string name = fmt::format("history.{}", step);
    if (ImGui::InvisibleButton(name.c_str(), {width, height})) {
        ui.commands.push_back(GoToStep{step});
    }
    ui.note_box(name);
    if (present && reveal && !ImGui::IsItemVisible()) ImGui::SetScrollHereY(1.0F);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool hovered = ImGui::IsItemHovered();
    if (present || hovered) {
        list->AddRectFilled(at, {at.x + width, at.y + height},
                            theme::packed(present ? theme::accent_pale : theme::hover),
                            ui.px(5.0F));
    }
    const float middle = at.y + height / 2.0F;
    const draw::Color ink = undone ? theme::ink_faint : theme::ink;
    const draw::Color mark = undone ? theme::line : theme::accent;
    const float mark_x = at.x + ui.px(18.0F);
    if (step > 0) {
        list->AddLine({mark_x, at.y}, {mark_x, middle}, theme::packed(mark), ui.px(1.5F));
    }
    if (step < history.step_count()) {
        list->AddLine({mark_x, middle}, {mark_x, at.y + height},
                      theme::packed(step < history.step() ? theme::accent : theme::line),
                      ui.px(1.5F));
    }
    list->AddCircleFilled({mark_x, middle}, ui.px(present ? 5.5F : 4.0F), theme::packed(mark));
    const std::string words = step == 0 ? std::string{ui.text(msg::document_history_start)}
                                        : step_text(history.name(step - 1), ui.state.lang);
    ImFont* font = present ? ui.fonts.bold : ui.fonts.body;
    text_elided_at(ui, {at.x + ui.px(36.0F), std::floor(middle - font->FontSize / 2.0F)}, words,
                   font, ink, width - ui.px(44.0F));
}

}  // namespace

void draw_history(const Ui& ui) {
    const History& history = ui.state.history;
    if (history.step_count() == 0) {
        empty_state(ui, Icon::undo, ui.text(msg::document_history_none),
                    ui.text(msg::document_history_none_hint));
        return;
    }
    const ImVec2 top = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({top.x + ui.px(12.0F), top.y + ui.px(8.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    ImGui::BeginChild("history.rows", {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    const bool reveal = ui.memory.revealed_revision != history.revision();
    ui.memory.revealed_revision = history.revision();
    for (std::size_t step = 0; step <= history.step_count(); ++step) {
        state_row(ui, step, reveal);
    }
    ImGui::Dummy({0.0F, ui.px(8.0F)});
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace parkatlas::app
