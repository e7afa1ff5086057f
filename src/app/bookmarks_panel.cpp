// Views to come back to, in the drawer.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/bookmarks.h"
#include "app/drawer_tabs.h"
#include "app/theme.h"
#include "base/messages_navigate.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

void bookmark_row(const Ui& ui, std::size_t index, float left, float right) {
    const model::Bookmark& one = ui.edits().bookmarks[index];
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float height = ui.px(34.0F);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 low = {left - ui.px(8.0F), top.y};
    const ImVec2 high = {right + ui.px(8.0F), top.y + height};
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(low, high)) {
        list->AddRectFilled(low, high, theme::packed(theme::hover), ui.px(5.0F));
    }
    std::string words = one.name;
    const float names = std::clamp((right - left) * 0.4F, ui.px(120.0F), ui.px(320.0F));
    ImGui::SetCursorScreenPos({left - ui.px(6.0F), top.y + ui.px(4.0F)});
    ImGui::SetNextItemWidth(names);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(6.0F), ui.px(3.0F)});
    ImGui::InputText(fmt::format("##bookmark.name.{}", index).c_str(), &words,
                     ImGuiInputTextFlags_AutoSelectAll);
    ui.fonts.need(words);
    if (ImGui::IsItemDeactivatedAfterEdit() && !words.empty() && words != one.name) {
        rename_bookmark(ui.commands, index, words);
    }
    ImGui::PopStyleVar();
    ui.note_box(fmt::format("bookmark.name.{}", index));
    const float y = std::floor(top.y + (height - ui.fonts.body->FontSize) / 2.0F);
    const std::string scale = "1:" + grouped(one.scale_denominator, 0);
    const std::string place =
        fmt::format("{:.5f}° E  {:.5f}° N", one.centre.lon_deg, one.centre.lat_deg);
    const float tools = right - ui.px(56.0F);
    const float scale_right = left + names + ui.px(130.0F);
    text_at(ui, list, {scale_right - text_width(scale, ui.fonts.body), y}, scale, ui.fonts.body,
            theme::ink);
    text_elided_at(ui, {scale_right + ui.px(24.0F), y}, place, ui.fonts.body, theme::ink_soft,
                   std::max(tools - scale_right - ui.px(30.0F), 1.0F));
    ImGui::SetCursorScreenPos({left + names, top.y});
    if (ImGui::InvisibleButton(fmt::format("bookmark.{}", index).c_str(),
                               {std::max(tools - left - names - ui.px(4.0F), 1.0F), height})) {
        go_to_bookmark(one, *ui.document, ui.commands);
    }
    ui.note_box(fmt::format("bookmark.{}", index));
    ImGui::SetCursorScreenPos({tools, top.y + ui.px(5.0F)});
    if (quiet_icon_button(ui, fmt::format("bookmark.go.{}", index), Icon::locate, ui.px(24.0F),
                          ui.text(msg::navigate_bookmark_go_tip))) {
        go_to_bookmark(one, *ui.document, ui.commands);
    }
    ImGui::SetCursorScreenPos({tools + ui.px(28.0F), top.y + ui.px(5.0F)});
    if (quiet_icon_button(ui, fmt::format("bookmark.remove.{}", index), Icon::close, ui.px(24.0F),
                          ui.text(msg::navigate_bookmark_remove_tip))) {
        remove_bookmark(ui.state, ui.commands, index);
    }
    ImGui::SetCursorScreenPos({top.x, high.y});
    ImGui::Dummy({1.0F, 0.0F});
}

}  // namespace

void draw_bookmarks(const Ui& ui) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float left = top.x + ui.px(18.0F);
    const float right = top.x + ImGui::GetContentRegionAvail().x - ui.px(26.0F);
    ImGui::SetCursorScreenPos({left - ui.px(8.0F), top.y + ui.px(4.0F)});
    if (icon_button(ui, "bookmark.add", Icon::locate, ui.text(msg::navigate_bookmark_add_short),
                    ui.text(msg::navigate_bookmark_add_tip))) {
        add_bookmark(ui.state, *ui.document, ui.commands);
    }
    ImGui::SetCursorScreenPos({top.x, top.y + ui.px(42.0F)});
    const std::size_t count = ui.edits().bookmarks.size();
    if (count == 0) {
        empty_state(ui, Icon::locate, ui.text(msg::navigate_no_bookmarks),
                    ui.text(msg::navigate_no_bookmarks_hint));
        return;
    }
    ImGui::BeginChild("bookmark.rows", {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    for (std::size_t i = 0; i < count; ++i) bookmark_row(ui, i, left, right);
    ImGui::Dummy({0.0F, ui.px(8.0F)});
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

}  // namespace parkatlas::app
