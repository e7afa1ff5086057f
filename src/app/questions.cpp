// What the window asks before work could be lost.

#include <algorithm>

#include <fmt/format.h>
#include <imgui.h>

#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_document.h"

namespace parkatlas::app {
namespace {

std::string project_name(const Ui& ui, const std::filesystem::path& project) {
    return project.empty() ? std::string{ui.text(msg::document_untitled)} : project.stem().string();
}

// "图层 3、量算 1": what there is of it.
std::string amounts(const Ui& ui, const LeftWork& left) {
    std::string all;
    const auto add = [&](Msg words, std::size_t count) {
        if (count == 0) return;
        if (!all.empty()) all += ui.text(msg::document_left_and);
        all += fmt::format(fmt::runtime(ui.text(words)), count);
    };
    add(msg::document_left_layers, left.layers);
    add(msg::document_left_measurements, left.measurements);
    add(msg::document_left_annotations, left.annotations);
    add(msg::document_left_sketches, left.sketches);
    add(msg::document_left_bookmarks, left.bookmarks);
    return all.empty() ? std::string{ui.text(msg::document_left_other)} : all;
}

struct Choice {
    const char* name;
    Msg words;
    bool strong;
    Command command;
};

// The choices from the right, the strong one last.
void question(const Ui& ui, const char* id, std::string_view title, const std::string& words,
              const std::vector<Choice>& choices) {
    const ImVec2 room = ImGui::GetIO().DisplaySize;
    const float width = std::min(ui.px(480.0F), room.x - ui.px(40.0F));
    ImGui::SetNextWindowPos({room.x / 2.0F, room.y * 0.45F}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({width, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(24.0F), ui.px(20.0F)});
    if (!ImGui::IsPopupOpen(id)) ImGui::OpenPopup(id);
    if (ImGui::BeginPopupModal(id, nullptr,
                               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings |
                                   ImGuiWindowFlags_AlwaysAutoResize)) {
        text_line(ui, title, ui.fonts.title, theme::ink);
        text_block(ui, words, ui.fonts.body, theme::ink_soft, width - ui.px(48.0F));
        ImGui::Dummy({0.0F, ui.px(10.0F)});
        const ImVec2 at = ImGui::GetCursorScreenPos();
        float x = at.x + width - ui.px(48.0F);
        for (const Choice& choice : choices) {
            x -= word_button_width(ui, ui.text(choice.words));
            ImGui::SetCursorScreenPos({x, at.y});
            if (word_button(ui, choice.name, ui.text(choice.words), choice.strong)) {
                ui.commands.push_back(choice.command);
            }
            x -= ui.px(10.0F);
        }
        ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36.0F)});
        ImGui::Dummy({0.0F, 0.0F});
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

}  // namespace

void draw_questions(const Ui& ui) {
    const FileState& files = ui.state.files;
    if (files.dialog) return;  // where to save comes first
    if (files.asks_to_save) {
        question(
            ui, "leave.question", ui.text(msg::document_leave_title),
            fmt::format(fmt::runtime(ui.text(msg::document_leave_text)),
                        project_name(ui, files.project)),
            {{"leave.save", msg::document_save, true, AnswerLeaving{LeaveAnswer::save}},
             {"leave.discard", msg::document_discard, false, AnswerLeaving{LeaveAnswer::discard}},
             {"leave.cancel", msg::document_cancel, false, AnswerLeaving{LeaveAnswer::cancel}}});
    } else if (files.left) {
        const LeftWork& left = *files.left;
        question(ui, "left.question", ui.text(msg::document_left_title),
                 fmt::format(fmt::runtime(ui.text(msg::document_left_text)),
                             project_name(ui, left.project), amounts(ui, left)),
                 {{"left.restore", msg::document_restore, true, AnswerRestore{true}},
                  {"left.forget", msg::document_forget, false, AnswerRestore{false}}});
    }
}

}  // namespace parkatlas::app
