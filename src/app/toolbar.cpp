#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_annotate.h"
#include "base/messages_app.h"
#include "base/messages_common.h"
#include "base/messages_document.h"
#include "base/messages_tools.h"

namespace parkatlas::app {
namespace {

constexpr double zoom_step = 1.5;
constexpr float icon_px = 34.0F;  // a button without words
constexpr float gap_px = 21.0F;
constexpr float margin_px = 16.0F;
constexpr float product_at_px = 52.0F;

// What of the bar has room: large panels in a small window leave less. What is left out is still
// a command of the palette with its key.
struct Room {
    bool drawer_words = true;
    bool words = true;
    bool product = true;
    bool language_names = true;
    bool zoom = true;
    bool views = true;
    bool about = true;
    bool steps = true;
    bool languages = true;
};

// Two words side by side, the present language on green.
struct Choice {
    Lang lang;
    const char* name;
    std::string_view words, letters;

    [[nodiscard]] std::string_view shown(const Room& room) const {
        return room.language_names ? words : letters;
    }
};
constexpr std::array<Choice, 2> choices{
    {{Lang::zh, "lang.zh", "中文", "中"}, {Lang::en, "lang.en", "English", "EN"}}};

void language_switch(const Ui& ui, const Room& room, ImVec2 at) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float height = ui.px(30.0F);
    const float radius = ui.px(6.0F);
    float x = at.x;
    for (const Choice& choice : choices) {
        const float width = text_width(choice.shown(room), ui.fonts.body) + ui.px(24.0F);
        ImGui::SetCursorScreenPos({x, at.y});
        if (ImGui::InvisibleButton(choice.name, {width, height})) {
            ui.commands.push_back(SetLanguage{choice.lang});
        }
        const bool chosen = ui.state.lang == choice.lang;
        const bool first = x == at.x;
        const ImDrawFlags corners =
            first ? ImDrawFlags_RoundCornersLeft : ImDrawFlags_RoundCornersRight;
        const draw::Color ground = chosen                   ? theme::accent
                                   : ImGui::IsItemHovered() ? theme::hover
                                                            : theme::paper;
        const ImVec2 low = ImGui::GetItemRectMin();
        const ImVec2 high = ImGui::GetItemRectMax();
        list->AddRectFilled(low, high, theme::packed(ground), radius, corners);
        list->AddRect(low, high, theme::packed(chosen ? theme::accent : theme::line), radius,
                      corners);
        text_at(
            ui, list,
            {low.x + ui.px(12.0F), std::floor(low.y + (height - ui.fonts.body->FontSize) / 2.0F)},
            choice.shown(room), ui.fonts.body, chosen ? theme::paper : theme::ink);
        ui.note_box(choice.name);
        x += width;
    }
}

float language_switch_width(const Ui& ui, const Room& room) {
    if (!room.languages) return 0.0F;
    float width = ui.px(48.0F);
    for (const Choice& choice : choices) width += text_width(choice.shown(room), ui.fonts.body);
    return width;
}

void gap(const Ui& ui) {
    ImGui::SameLine(0.0F, ui.px(10.0F));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine({at.x, at.y + ui.px(7.0F)}, {at.x, at.y + ui.px(27.0F)},
                                        theme::packed(theme::line));
    ImGui::Dummy({1.0F, ui.px(34.0F)});
    ImGui::SameLine(0.0F, ui.px(10.0F));
}

void history_buttons(const Ui& ui) {
    const auto button = [&](const char* name, Icon icon, Msg tip, bool possible,
                            const Command& go) {
        if (!possible) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.35F);
        const bool clicked = icon_button(ui, name, icon, {}, ui.text(tip));
        if (!possible) ImGui::PopStyleVar();
        if (clicked && possible) ui.commands.push_back(go);
        ImGui::SameLine(0.0F, 0.0F);
    };
    button("toolbar.back", Icon::arrow_left, msg::app_back_tip, ui.state.steps_behind > 0,
           GoBack{});
    button("toolbar.forward", Icon::arrow_right, msg::app_forward_tip, ui.state.steps_ahead > 0,
           GoForward{});
    gap(ui);
}

// Above the scheme, beside the product's name.
void file_buttons(const Ui& ui) {
    if (icon_button(ui, "toolbar.open", Icon::folder, {}, ui.text(msg::document_open_tip))) {
        ui.commands.push_back(ShowFileDialog{});
    }
    ImGui::SameLine(0.0F, 0.0F);
    if (icon_button(ui, "toolbar.save", Icon::disk, {}, ui.text(msg::document_save_tip))) {
        ui.commands.push_back(SaveProject{});
    }
}

// What undo and redo would do stands in their tips.
void step_buttons(const Ui& ui) {
    const History& history = ui.state.history;
    const auto button = [&](const char* name, Icon icon, const std::string& tip, bool possible,
                            const Command& go) {
        if (!possible) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.35F);
        const bool clicked = icon_button(ui, name, icon, {}, tip);
        if (!possible) ImGui::PopStyleVar();
        if (clicked && possible) ui.commands.push_back(go);
        ImGui::SameLine(0.0F, 0.0F);
    };
    const auto filled = [&](Msg pattern, std::string_view step) {
        return fmt::format(fmt::runtime(ui.text(pattern)), step);
    };
    const bool drawing = ui.state.measuring.is_drawing();
    std::string undo_tip{ui.text(msg::document_nothing_to_undo)};
    if (drawing) {
        undo_tip = filled(msg::document_undo_tip, ui.text(msg::document_last_point));
    } else if (history.can_undo()) {
        undo_tip = filled(msg::document_undo_tip,
                          step_text(history.name(history.step() - 1), ui.state.lang));
    }
    button("toolbar.undo", Icon::undo, undo_tip, drawing || history.can_undo(), Undo{});
    const std::string redo_tip =
        history.can_redo()
            ? filled(msg::document_redo_tip, step_text(history.name(history.step()), ui.state.lang))
            : std::string{ui.text(msg::document_nothing_to_redo)};
    button("toolbar.redo", Icon::redo, redo_tip, history.can_redo(), Redo{});
    gap(ui);
}

void tool_buttons(const Ui& ui) {
    struct Entry {
        const char* name;
        Tool tool;
        Icon icon;
        Msg tip;
    };
    const Entry entries[] = {
        {"tool.distance", Tool::distance, Icon::ruler, msg::app_tool_distance_tip},
        {"tool.area", Tool::area, Icon::polygon, msg::app_tool_area_tip},
        {"tool.circle", Tool::circle, Icon::circle, msg::app_tool_circle_tip},
        {"tool.sketch", Tool::sketch, Icon::what_if, msg::tools_sketch_tip}};
    for (const Entry& entry : entries) {
        const bool taken = ui.state.measuring.tool() == entry.tool;
        if (toggle_button(ui, entry.name, entry.icon, {}, ui.text(entry.tip), taken)) {
            ui.commands.push_back(TakeTool{taken ? Tool::select : entry.tool});
        }
        ImGui::SameLine(0.0F, 0.0F);
    }
}

void annotate_button(const Ui& ui) {
    if (toggle_button(ui, "toolbar.annotate", Icon::annotate, {}, ui.text(msg::annotate_tip),
                      ui.state.drawer == DrawerTab::annotations)) {
        ui.commands.push_back(ToggleDrawer{DrawerTab::annotations});
    }
    ImGui::SameLine(0.0F, 0.0F);
}

struct DrawerEntry {
    const char* name;
    DrawerTab tab;
    Icon icon;
    Msg words, tip;
};
constexpr std::array<DrawerEntry, 5> drawer_entries{
    {{"toolbar.indicators", DrawerTab::indicators, Icon::chart, msg::app_indicators,
      msg::app_indicators_tip},
     {"toolbar.audit", DrawerTab::audit, Icon::check, msg::app_audit, msg::app_audit_tip},
     {"toolbar.overlaps", DrawerTab::overlaps, Icon::overlap, msg::app_overlaps,
      msg::app_overlaps_tip},
     {"toolbar.table", DrawerTab::table, Icon::table, msg::tools_table, msg::tools_table_tip},
     {"toolbar.measures", DrawerTab::measures, Icon::layers, msg::app_measures,
      msg::app_measures_tip}}};

void drawer_buttons(const Ui& ui, const Room& room) {
    for (const DrawerEntry& entry : drawer_entries) {
        if (toggle_button(ui, entry.name, entry.icon,
                          room.drawer_words ? ui.text(entry.words) : std::string_view{},
                          ui.text(entry.tip), ui.state.drawer == entry.tab)) {
            ui.commands.push_back(ToggleDrawer{entry.tab});
        }
        ImGui::SameLine(0.0F, ui.px(2.0F));
    }
}

float worded(const Ui& ui, bool words, Msg what) {
    return words ? text_width(ui.text(what), ui.fonts.body) + ui.px(48.0F) : ui.px(icon_px);
}

// Where the buttons begin that belong to the map: above it, if name and files leave that free.
float map_part_x(const Ui& ui, const Room& room) {
    const float name =
        room.product ? text_width(ui.text(msg::product_name), ui.fonts.bold) + ui.px(12.0F) : 0.0F;
    return std::max(room.product ? ui.layout.map.x + ui.px(4.0F) : 0.0F,
                    ui.px(product_at_px + 2.0F * icon_px + 18.0F) + name);
}

float right_part_width(const Ui& ui, const Room& room) {
    const float languages = language_switch_width(ui, room);
    const float about = room.about ? worded(ui, room.words, msg::app_about) : 0.0F;
    return worded(ui, room.words, msg::tools_sheet) + ui.px(12.0F) + languages +
           (room.about ? ui.px(12.0F) : 0.0F) + about;
}

float left_part_end(const Ui& ui, const Room& room) {
    float width = ui.px(gap_px) * 2.0F + ui.px(icon_px) * 5.0F;  // the tools
    if (room.views) width += ui.px(2.0F * icon_px + gap_px);
    if (room.steps) width += ui.px(2.0F * icon_px + gap_px);
    width += worded(ui, room.words, msg::app_fit) + (room.zoom ? ui.px(2.0F * icon_px) : 0.0F);
    for (const DrawerEntry& entry : drawer_entries) {
        width += worded(ui, room.drawer_words, entry.words) + ui.px(2.0F);
    }
    return map_part_x(ui, room) + width;
}

Room room_for(const Ui& ui) {
    Room room;
    constexpr std::array<bool Room::*, 9> least_needed_first{
        &Room::drawer_words, &Room::words, &Room::product, &Room::language_names, &Room::zoom,
        &Room::views,        &Room::about, &Room::steps,   &Room::languages};
    for (bool Room::*part : least_needed_first) {
        const float right = ui.layout.toolbar.w - ui.px(margin_px) - right_part_width(ui, room);
        if (left_part_end(ui, room) <= right) break;
        room.*part = false;
    }
    return room;
}

void map_buttons(const Ui& ui, const Room& room) {
    if (room.views) history_buttons(ui);
    if (room.steps) step_buttons(ui);
    if (icon_button(ui, "toolbar.fit", Icon::fit,
                    room.words ? ui.text(msg::app_fit) : std::string_view{},
                    ui.text(msg::app_fit_tip))) {
        ui.commands.push_back(FitAll{});
    }
    ImGui::SameLine(0.0F, 0.0F);
    if (room.zoom) {
        if (icon_button(ui, "toolbar.zoom_in", Icon::zoom_in, {}, ui.text(msg::app_zoom_in_tip))) {
            ui.commands.push_back(ZoomBy{zoom_step});
        }
        ImGui::SameLine(0.0F, 0.0F);
        if (icon_button(ui, "toolbar.zoom_out", Icon::zoom_out, {},
                        ui.text(msg::app_zoom_out_tip))) {
            ui.commands.push_back(ZoomBy{1.0 / zoom_step});
        }
    }
    gap(ui);
    tool_buttons(ui);
    annotate_button(ui);
    gap(ui);
    drawer_buttons(ui, room);
}

void right_part(const Ui& ui, const Room& room, float top) {
    const RectPx& bar = ui.layout.toolbar;
    float x = bar.x + bar.w - ui.px(margin_px);
    if (room.about) {
        x -= worded(ui, room.words, msg::app_about);
        ImGui::SetCursorScreenPos({x, top});
        if (icon_button(ui, "toolbar.about", Icon::info,
                        room.words ? ui.text(msg::app_about) : std::string_view{},
                        room.words ? std::string_view{} : ui.text(msg::app_about))) {
            ui.commands.push_back(ShowAbout{true});
        }
        x -= ui.px(12.0F);
    }
    x -= language_switch_width(ui, room);
    if (room.languages) {
        language_switch(ui, room, {x, bar.y + std::floor((bar.h - ui.px(30.0F)) / 2.0F)});
    }
    x -= ui.px(12.0F) + worded(ui, room.words, msg::tools_sheet);
    ImGui::SetCursorScreenPos({x, top});
    if (toggle_button(ui, "toolbar.sheet", Icon::landscape,
                      room.words ? ui.text(msg::tools_sheet) : std::string_view{},
                      ui.text(msg::tools_sheet_tip), ui.state.tools.sheet_open)) {
        ui.commands.push_back(ToolCommand{ShowSheet{!ui.state.tools.sheet_open}});
    }
}

}  // namespace

void draw_toolbar(const Ui& ui) {
    const RectPx& bar = ui.layout.toolbar;
    begin_panel("toolbar", bar, theme::paper, {0.0F, 0.0F});
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddLine({bar.x, bar.y + bar.h - 0.5F}, {bar.x + bar.w, bar.y + bar.h - 0.5F},
                  theme::packed(theme::line));
    draw_icon(list, Icon::logo, {bar.x + ui.px(30.0F), bar.y + bar.h / 2.0F}, ui.px(26.0F),
              theme::packed(theme::accent));
    const Room room = room_for(ui);
    if (room.product) {
        text_at(ui, list,
                {bar.x + ui.px(product_at_px),
                 std::floor(bar.y + (bar.h - ui.fonts.bold->FontSize) / 2.0F)},
                ui.text(msg::product_name), ui.fonts.bold, theme::ink);
    }
    const float top = bar.y + std::floor((bar.h - ui.px(icon_px)) / 2.0F);
    const float map_x = map_part_x(ui, room);
    ImGui::SetCursorScreenPos({map_x - ui.px(2.0F * icon_px + 18.0F), top});
    file_buttons(ui);
    ImGui::SetCursorScreenPos({map_x, top});
    map_buttons(ui, room);
    right_part(ui, room, top);
    ImGui::End();
}

}  // namespace parkatlas::app
