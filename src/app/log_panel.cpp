// The log in the drawer: everything the program said in this session, the latest first.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>

#include "app/drawer_tabs.h"
#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_viewer.h"

namespace parkatlas::app {
namespace {

void entry_row(const Ui& ui, const LogEntry& entry, float width) {
    const Error& said = entry.said;
    const std::string& what = said.what.in(ui.state.lang);
    const bool tall = !said.remedy.empty();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.px(tall ? 46.0F : 27.0F);
    ImGui::Dummy({width, height});
    if (!ImGui::IsItemVisible()) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float y = std::floor(at.y + ui.px(5.0F));
    text_at(ui, list, {at.x + ui.px(8.0F), y + ui.px(1.0F)}, log_time(entry), ui.fonts.small,
            theme::ink_faint);
    text_at(ui, list, {at.x + ui.px(76.0F), y + ui.px(1.0F)},
            log_level_words(entry.level, ui.state.lang), ui.fonts.small,
            theme::severity_ink(entry.level));
    const float x = at.x + ui.px(140.0F);
    const float room = std::max(width - ui.px(150.0F), 1.0F);
    const std::string_view colon = ui.state.lang == Lang::zh ? "：" : ": ";
    const std::string words =
        said.where.empty() ? what : fmt::format("{}{}{}", said.where, colon, what);
    text_elided_at(ui, {x, y}, words, ui.fonts.body, theme::ink, room);
    if (tall) {
        text_elided_at(ui, {x, y + ui.px(20.0F)}, said.remedy.in(ui.state.lang), ui.fonts.small,
                       theme::ink_soft, room);
    }
}

}  // namespace

void draw_log(const Ui& ui) {
    const auto& entries = ui.state.log.entries();
    if (entries.empty()) {
        empty_state(ui, Icon::list, ui.text(msg::viewer_log_empty),
                    ui.text(msg::viewer_log_empty_hint));
        return;
    }
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    text_at(ui, ImGui::GetWindowDrawList(), {top.x + ui.px(16.0F), top.y + ui.px(11.0F)},
            fmt::format(fmt::runtime(ui.text(msg::viewer_log_count)), entries.size()),
            ui.fonts.small, theme::ink_soft);
    const std::string_view copy = ui.text(msg::viewer_log_copy);
    ImGui::SetCursorScreenPos(
        {top.x + width - text_width(copy, ui.fonts.body) - ui.px(58.0F), top.y + ui.px(3.0F)});
    if (icon_button(ui, "log.copy", Icon::copy, copy, ui.text(msg::viewer_log_copy_tip))) {
        ImGui::SetClipboardText(log_text(ui.state.log, ui.state.lang).c_str());
    }
    ImGui::SetCursorScreenPos({top.x + ui.px(8.0F), top.y + ui.px(40.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    ImGui::BeginChild("log.rows", {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    const float row = ImGui::GetContentRegionAvail().x - ui.px(8.0F);
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        entry_row(ui, *entry, row);
    }
    ImGui::Dummy({0.0F, ui.px(8.0F)});
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

void show_log(Commands& commands) {
    commands.push_back(ToolCommand{ShowSheet{false}});
    commands.push_back(ShowDrawer{DrawerTab::log});
}

}  // namespace parkatlas::app
