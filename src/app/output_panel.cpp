// What becomes of a file that is being written.

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/panels.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "app/user_folders.h"
#include "base/messages_tools.h"
#include "base/messages_viewer.h"

namespace parkatlas::app {

Dialog::Dialog(const Ui& ui, const char* id, std::string_view title, float design_width) {
    const RectPx& map = ui.layout.map;
    const float width = ui.px(design_width);
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetNextWindowPos({map.x + map.w / 2.0F, io.DisplaySize.y * 0.45F}, ImGuiCond_Always,
                            {0.5F, 0.5F});
    ImGui::SetNextWindowSize({width, 0.0F});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::packed(theme::paper));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(10.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(24.0F), ui.px(20.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(10.0F), ui.px(6.0F)});
    ImGui::Begin(id, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoNav);
    inner_width_px_ = width - ui.px(48.0F);
    text_line(ui, title, ui.fonts.title, theme::ink);
    ImGui::Dummy({1.0F, ui.px(6.0F)});
}

Dialog::~Dialog() {
    ImGui::End();
    ImGui::PopStyleVar(4);
    ImGui::PopStyleColor();
}

bool output_path_field(const Ui& ui, std::string& path, std::string_view hint, float width_px) {
    text_line(ui, ui.text(msg::tools_export_path), ui.fonts.small, theme::ink_soft);
    ImGui::SetNextItemWidth(width_px);
    ImGui::InputText("##export.path", &path);
    ui.fonts.need(path);
    ui.note_box("export.path");
    if (ui.tools.files.is_file(path)) {
        text_line(ui, ui.text(msg::tools_export_replaces), ui.fonts.small, theme::warning_ink);
    } else {
        text_line(ui, hint, ui.fonts.small, theme::ink_faint);
    }
    ImGui::Dummy({1.0F, ui.px(8.0F)});
    return icon_button(ui, "export.start", Icon::save, ui.text(msg::tools_export_start), {}) &&
           !path.empty();
}

void draw_output_dialog(const Ui& ui, ToolMemory::Output& memory, const OutputDialog& about,
                        const std::function<OutputJob::Order(const std::string& path)>& order) {
    if (!memory.open) return;
    if (memory.path.empty()) memory.path = first_place(about.first_name).string();
    const Dialog dialog{ui, about.id, ui.text(about.title), 560.0F};
    if (ui.tools.output.busy() || ui.tools.output.result()) {
        if (output_progress(ui, dialog.inner_width_px())) memory.open = false;
        return;
    }
    if (output_path_field(ui, memory.path, ui.text(about.hint), dialog.inner_width_px())) {
        ui.tools.output.start(memory.path, order(memory.path));
    }
    ImGui::SameLine(0.0F, ui.px(8.0F));
    if (icon_button(ui, "export.cancel", Icon::close, ui.text(msg::tools_export_cancel), {})) {
        memory.open = false;
    }
}

bool output_progress(const Ui& ui, float width_px) {
    OutputJob& output = ui.tools.output;
    if (output.busy()) {
        std::string words{ui.text(msg::tools_export_working)};
        if (const auto left = output.seconds_left()) {
            words += "  " + fmt::format(fmt::runtime(ui.text(msg::tools_export_left)),
                                        std::max(std::ceil(*left), 1.0));
        }
        text_line(ui, words, ui.fonts.body, theme::ink);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float share = std::clamp(output.share_done(), 0.0F, 1.0F);
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(at, {at.x + width_px, at.y + ui.px(6.0F)}, theme::packed(theme::line),
                            ui.px(3.0F));
        list->AddRectFilled(at, {at.x + width_px * share, at.y + ui.px(6.0F)},
                            theme::packed(theme::accent), ui.px(3.0F));
        ImGui::Dummy({width_px, ui.px(14.0F)});
        if (icon_button(ui, "output.stop", Icon::close, ui.text(msg::tools_export_stop), {})) {
            output.stop();
        }
        return false;
    }
    const auto& result = output.result();
    if (!result) return true;
    if (*result) {
        text_block(ui, fmt::format(fmt::runtime(ui.text(msg::tools_export_done)), output.path()),
                   ui.fonts.body, theme::ink, width_px);
        ImGui::Dummy({1.0F, ui.px(4.0F)});
        if (icon_button(ui, "output.folder", Icon::folder, ui.text(msg::tools_export_folder), {})) {
            show_in_folder(output.path());
        }
        ImGui::SameLine(0.0F, ui.px(8.0F));
    } else if (result->error().code == ErrorCode::stopped) {
        text_block(ui, ui.text(msg::tools_export_stopped), ui.fonts.body, theme::ink, width_px);
        ImGui::Dummy({1.0F, ui.px(4.0F)});
    } else {
        const Error& error = result->error();
        text_block(ui, error.what.in(ui.state.lang), ui.fonts.body, theme::alarm_ink, width_px);
        if (!error.remedy.empty()) {
            text_block(ui, error.remedy.in(ui.state.lang), ui.fonts.small, theme::ink_soft,
                       width_px);
        }
        ImGui::Dummy({1.0F, ui.px(4.0F)});
        if (icon_button(ui, "output.details", Icon::list, ui.text(msg::viewer_details),
                        ui.text(msg::viewer_details_tip))) {
            show_log(ui.commands);
        }
        ImGui::SameLine(0.0F, ui.px(8.0F));
    }
    if (icon_button(ui, "output.close", Icon::check, ui.text(msg::tools_export_close), {})) {
        const bool again = !*result;
        output.clear();
        return !again;
    }
    return false;
}

}  // namespace parkatlas::app
