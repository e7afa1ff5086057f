// The drawer below the map: tables that belong to what the map shows.

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "app/drawer_tabs.h"
#include "app/panels.h"
#include "app/theme.h"
#include "app/tool_panels.h"
#include "base/messages_annotate.h"
#include "base/messages_app.h"
#include "base/messages_document.h"
#include "base/messages_navigate.h"
#include "base/messages_tools.h"
#include "base/messages_viewer.h"

namespace parkatlas::app {
namespace {

struct Tab {
    DrawerTab tab;
    Msg words;
    void (*draw)(const Ui& ui);
};
constexpr std::array<Tab, 10> tabs{{
    {DrawerTab::indicators, msg::app_indicators, draw_indicators},
    {DrawerTab::audit, msg::app_audit, draw_audit},
    {DrawerTab::overlaps, msg::app_overlaps, draw_overlaps},
    {DrawerTab::table, msg::tools_table, draw_table},
    {DrawerTab::sketches, msg::tools_sketches, draw_sketch_panel},
    {DrawerTab::annotations, msg::annotate_tab, draw_annotations_panel},
    {DrawerTab::measures, msg::app_measures, draw_measures},
    {DrawerTab::bookmarks, msg::navigate_bookmarks, draw_bookmarks},
    {DrawerTab::history, msg::document_history, draw_history},
    {DrawerTab::log, msg::viewer_log, draw_log},
}};

// Taken by the upper edge, the drawer grows and shrinks.
void splitter(const Ui& ui) {
    const RectPx& rect = ui.layout.drawer;
    const float grip = ui.px(7.0F);
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::InvisibleButton("drawer.edge", {rect.w, grip});
    ui.note_box("drawer.edge");
    const bool active = ImGui::IsItemActive();
    if (active || ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
        ImGui::GetWindowDrawList()->AddRectFilled({rect.x, rect.y},
                                                  {rect.x + rect.w, rect.y + ui.px(2.0F)},
                                                  theme::packed(theme::accent));
    }
    if (active || ImGui::IsItemDeactivated()) {  // the last step comes with the release
        const float height = rect.y + rect.h - ImGui::GetIO().MousePos.y + grip / 2.0F;
        ui.commands.push_back(SetDrawerHeight{height / ui.scale});
    }
}

// Air about the words of a tab: less where all of them would not find room.
float tab_air(const Ui& ui, float room) {
    float words = 0.0F;
    for (const Tab& tab : tabs) words += text_width(ui.text(tab.words), ui.fonts.bold);
    const float left = (room - words) / static_cast<float>(tabs.size());
    return std::clamp(left, ui.px(6.0F), ui.px(24.0F));
}

// Those that stand in the head, in their order, the chosen one among them; the rest waits behind a
// button.
std::vector<bool> tabs_in_head(const Ui& ui, float room, float air) {
    std::array<float, tabs.size()> widths{};
    float all = 0.0F;
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        widths[i] = text_width(ui.text(tabs[i].words), ui.fonts.bold) + air;
        all += widths[i];
    }
    std::vector<bool> in_head(tabs.size(), all <= room);
    if (in_head[0]) return in_head;
    float left = room - ui.px(30.0F);
    const auto take = [&](std::size_t i) {
        if (in_head[i] || widths[i] > left) return;
        in_head[i] = true;
        left -= widths[i];
    };
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        if (ui.state.drawer == tabs[i].tab) take(i);
    }
    for (std::size_t i = 0; i < tabs.size(); ++i) take(i);
    return in_head;
}

// The tabs that found no room, in a list.
void more_tabs(const Ui& ui, const std::vector<bool>& in_head, ImVec2 at) {
    ImGui::SetCursorScreenPos(at);
    const char* const popup = "drawer.rest";
    if (quiet_icon_button(ui, "drawer.more", Icon::chevron_down, ui.px(24.0F),
                          ui.text(msg::viewer_more_tabs))) {
        ImGui::OpenPopup(popup);
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(6.0F), ui.px(6.0F)});
    if (ImGui::BeginPopup(popup)) {
        for (std::size_t i = 0; i < tabs.size(); ++i) {
            if (in_head[i]) continue;
            const std::string name = fmt::format("tab.{}", drawer_tab_name(tabs[i].tab));
            const std::string words{ui.text(tabs[i].words)};
            if (ImGui::Selectable((words + "##" + name).c_str(), false, 0,
                                  {ui.px(140.0F), ui.px(26.0F)})) {
                ui.commands.push_back(ShowDrawer{tabs[i].tab});
            }
            ui.note_box(name);
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

float tab_button(const Ui& ui, const Tab& tab, ImVec2 at, float height, float air) {
    const std::string_view words = ui.text(tab.words);
    const bool chosen = ui.state.drawer == tab.tab;
    ImFont* font = chosen ? ui.fonts.bold : ui.fonts.body;
    const float width = text_width(words, ui.fonts.bold) + air;
    const std::string name = fmt::format("tab.{}", drawer_tab_name(tab.tab));
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton(name.c_str(), {width, height})) {
        ui.commands.push_back(ShowDrawer{tab.tab});
    }
    ui.note_box(name);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool hovered = ImGui::IsItemHovered();
    text_at(ui, list,
            {at.x + std::floor((width - text_width(words, font)) / 2.0F),
             std::floor(at.y + (height - font->FontSize) / 2.0F)},
            words, font,
            chosen    ? theme::accent_deep
            : hovered ? theme::accent
                      : theme::ink_soft);
    if (chosen) {
        const float inset = air * 0.4F;
        list->AddRectFilled({at.x + inset, at.y + height - ui.px(2.5F)},
                            {at.x + width - inset, at.y + height}, theme::packed(theme::accent));
    }
    return width;
}

}  // namespace

void draw_drawer(const Ui& ui) {
    if (!ui.state.drawer || ui.document == nullptr) return;
    const RectPx& rect = ui.layout.drawer;
    if (rect.h < 1.0F) return;
    begin_panel("drawer", rect, theme::panel, {0.0F, 0.0F});
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float head = ui.px(36.0F);
    list->AddRectFilled({rect.x, rect.y}, {rect.x + rect.w, rect.y + head},
                        theme::packed(theme::paper));
    list->AddLine({rect.x, rect.y + 0.5F}, {rect.x + rect.w, rect.y + 0.5F},
                  theme::packed(theme::line));
    list->AddLine({rect.x, rect.y + head - 0.5F}, {rect.x + rect.w, rect.y + head - 0.5F},
                  theme::packed(theme::line));
    splitter(ui);
    float x = rect.x + ui.px(8.0F);
    const float room = rect.w - ui.px(52.0F);
    const float air = tab_air(ui, room);
    const std::vector<bool> in_head = tabs_in_head(ui, room, air);
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        if (!in_head[i]) continue;
        x += tab_button(ui, tabs[i], {x, rect.y + ui.px(7.0F)}, head - ui.px(7.0F), air);
    }
    if (std::ranges::count(in_head, false) > 0) {
        more_tabs(ui, in_head, {x + ui.px(2.0F), rect.y + ui.px(8.0F)});
    }
    ImGui::SetCursorScreenPos({rect.x + rect.w - ui.px(36.0F), rect.y + ui.px(8.0F)});
    if (quiet_icon_button(ui, "drawer.close", Icon::close, ui.px(24.0F), ui.text(msg::app_close))) {
        ui.commands.push_back(ShowDrawer{});
    }
    ImGui::SetCursorScreenPos({rect.x, rect.y + head});
    for (const Tab& tab : tabs) {
        if (ui.state.drawer == tab.tab) tab.draw(ui);
    }
    ImGui::End();
}

}  // namespace parkatlas::app
