#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_app.h"

namespace parkatlas::app {
namespace {

using cartography::FeatureRef;

std::string lower_ascii(std::string_view words) {
    std::string result{words};
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

// Both languages are searched whatever the window's language: planners mix them.
bool matches(const Ui& ui, FeatureRef feature, const std::string& wanted) {
    if (wanted.empty()) return true;
    for (const Lang lang : {Lang::zh, Lang::en}) {
        const std::string name = lower_ascii(feature_name(*ui.document, feature, lang));
        if (name.find(wanted) != std::string::npos) return true;
        if (ui.document->pinyin->matches(name, wanted)) return true;
    }
    return feature_id(*ui.document, feature).find(wanted) != std::string::npos;
}

struct Row {
    FeatureRef feature;
    std::string id;
    bool has_check = false;
    bool visible = true;  ///< its own switch
    bool shown = true;    ///< together with the switch of its group
    draw::Color color;
    bool round_swatch = false;
};

void zoom_button(const Ui& ui, const Row& row, ImVec2 at) {
    ImGui::SetCursorScreenPos(at);
    if (quiet_icon_button(ui, "zoom." + row.id, Icon::locate, ui.px(24.0F),
                          ui.text(msg::app_zoom_to_tip))) {
        ui.commands.push_back(SelectFeature{row.feature});
        ui.commands.push_back(ZoomToFeature{row.feature});
    }
}

void feature_row(const Ui& ui, const Row& row, float indent_px) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ui.px(30.0F);
    const ImVec2 high = {at.x + width, at.y + height};
    const bool selected = ui.state.map.selected == row.feature;
    const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, high);
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (selected || hovered || ui.state.hovered == row.feature) {
        list->AddRectFilled(at, high, theme::packed(selected ? theme::accent_pale : theme::hover),
                            ui.px(6.0F));
    }
    float x = at.x + indent_px;
    if (row.has_check) {
        ImGui::SetCursorScreenPos({x, at.y + ui.px(3.0F)});
        if (check_box(ui, "check." + row.id, row.visible ? Check::on : Check::off)) {
            ui.commands.push_back(SetFeatureVisible{row.feature.index, !row.visible});
        }
        x += ui.px(30.0F);
    }
    const float tools = hovered || selected ? ui.px(30.0F) : ui.px(6.0F);
    ImGui::SetCursorScreenPos({x, at.y});
    if (ImGui::InvisibleButton(("feature." + row.id).c_str(),
                               {std::max(high.x - x - tools, 1.0F), height})) {
        ui.commands.push_back(SelectFeature{row.feature});
    }
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        enter_or_zoom(ui, row.feature);
    }
    ui.note_box("feature." + row.id);
    if (selected && ui.memory.revealed_selection != ui.state.selection_count) {
        ui.memory.revealed_selection = ui.state.selection_count;
        if (!ImGui::IsItemVisible()) ImGui::SetScrollHereY(0.4F);
    }
    const float middle = at.y + height / 2.0F;
    const draw::Color swatch = row.shown ? row.color : row.color.with_alpha(90);
    if (row.round_swatch) {
        list->AddCircleFilled({x + ui.px(6.0F), middle}, ui.px(5.5F), theme::packed(swatch));
    } else {
        list->AddRectFilled({x, middle - ui.px(5.0F)}, {x + ui.px(12.0F), middle + ui.px(5.0F)},
                            theme::packed(swatch), ui.px(2.5F));
    }
    x += ui.px(20.0F);
    text_elided_at(ui, {x, std::floor(middle - ui.fonts.body->FontSize / 2.0F)},
                   feature_name(*ui.document, row.feature, ui.state.lang),
                   selected ? ui.fonts.bold : ui.fonts.body,
                   row.shown ? theme::ink : theme::ink_faint, high.x - x - tools);
    if (hovered || selected) {
        zoom_button(ui, row, {high.x - ui.px(28.0F), at.y + ui.px(3.0F)});
    }
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({width, 0.0F});
}

void group_heading(const Ui& ui, model::Role role, std::size_t count, bool visible) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string id{model::role_identifier(role)};
    const Check check = visible ? Check::on : Check::off;
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(3.0F)});
    if (check_box(ui, "role." + id, check)) {
        ui.commands.push_back(SetRoleVisible{role, !visible});
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float y = std::floor(at.y + (ui.px(30.0F) - ui.fonts.bold->FontSize) / 2.0F);
    const std::string_view label = model::role_label(role, ui.state.lang);
    text_at(ui, list, {at.x + ui.px(30.0F), y}, label, ui.fonts.bold,
            visible ? theme::ink : theme::ink_faint);
    const std::string number = fmt::format("{}", count);
    text_at(ui, list, {at.x + ui.px(38.0F) + text_width(label, ui.fonts.bold), y + ui.px(2.0F)},
            number, ui.fonts.small, theme::ink_faint);
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(30.0F)});
    ImGui::Dummy({0.0F, 0.0F});
}

void scheme_tree(const Ui& ui, const model::Layout& layout, const std::string& wanted) {
    bool any = false;
    for (const model::Role role : roles_in_order(layout)) {
        std::vector<Row> rows;
        std::size_t count = 0;
        const bool role_visible = !ui.state.map.hidden_roles.contains(role);
        for (std::size_t i = 0; i < layout.features.size(); ++i) {
            if (layout.features[i].role != role) continue;
            ++count;
            const FeatureRef feature{-1, static_cast<std::uint32_t>(i)};
            if (!matches(ui, feature, wanted)) continue;
            const bool visible = !ui.state.map.hidden_features.contains(feature.index);
            rows.push_back({feature, layout.features[i].id, true, visible, visible && role_visible,
                            feature_color(layout, i), !layout.layer.shapes[i].has_polygons()});
        }
        if (rows.empty()) continue;
        any = true;
        group_heading(ui, role, count, role_visible);
        for (const Row& row : rows) feature_row(ui, row, ui.px(24.0F));
        ImGui::Dummy({0.0F, ui.px(4.0F)});
    }
    if (!any) text_block(ui, ui.text(msg::app_nothing_found), ui.fonts.body, theme::ink_soft);
}

void layer_features(const Ui& ui, int layer_index, const std::string& wanted) {
    const model::Layer& layer =
        *ui.scene()->content().layers[static_cast<std::size_t>(layer_index)];
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < layer.size(); ++i) {
        if (matches(ui, {layer_index, i}, wanted)) found.push_back(i);
    }
    const bool shown = !ui.state.map.hidden_layers.contains(layer_index);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(found.size()), ui.px(30.0F));
    while (clipper.Step()) {
        for (int at = clipper.DisplayStart; at < clipper.DisplayEnd; ++at) {
            const FeatureRef feature{layer_index, found[static_cast<std::size_t>(at)]};
            feature_row(
                ui,
                {feature, fmt::format("{}.{}", layer_index, feature.index), false, true, shown,
                 cartography::layer_color(ui.state.map, static_cast<std::size_t>(layer_index)),
                 false},
                ui.px(30.0F));
        }
    }
    if (found.empty())
        text_block(ui, ui.text(msg::app_nothing_found), ui.fonts.body, theme::ink_soft);
}

void title_block(const Ui& ui) {
    const model::Layout* layout = ui.document->layout();
    if (layout == nullptr) {
        text_line(ui, ui.text(msg::app_opened_data), ui.fonts.title, theme::ink);
        return;
    }
    const std::string& scheme = ui.state.lang == Lang::en && !layout->scheme_en.empty()
                                    ? layout->scheme_en
                                    : layout->scheme;
    if (!scheme.empty()) text_block(ui, scheme, ui.fonts.title, theme::accent_deep);
    text_block(ui, layout->title.in(ui.state.lang), ui.fonts.body, theme::ink_soft);
}

void switch_row(const Ui& ui, const std::string& name, std::string_view words, bool on,
                const Command& toggle) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.px(28.0F);
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(2.0F)});
    bool clicked = check_box(ui, name, on ? Check::on : Check::off);
    ImGui::SetCursorScreenPos({at.x + ui.px(30.0F), at.y});
    const float room = ImGui::GetContentRegionAvail().x;
    clicked |= ImGui::InvisibleButton((name + ".words").c_str(), {std::max(room, 1.0F), height});
    text_elided_at(ui,
                   {at.x + ui.px(30.0F), std::floor(at.y + (height - ui.fonts.body->FontSize) / 2)},
                   words, ui.fonts.body, on ? theme::ink : theme::ink_soft, room);
    if (clicked) ui.commands.push_back(toggle);
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({0.0F, 0.0F});
}

void base_layers(const Ui& ui) {
    section_heading(ui, ui.text(msg::app_layers));
    const cartography::MapContent& content = ui.scene()->content();
    struct Switch {
        MapPart part;
        Msg words;
        bool present;
    };
    const std::array<Switch, 4> switches{{
        {MapPart::labels, msg::app_layer_labels, true},
        {MapPart::label_areas, msg::app_layer_label_areas, content.layout != nullptr},
        {MapPart::counties, msg::app_layer_counties, content.counties != nullptr},
        {MapPart::land, msg::app_layer_land, content.land != nullptr},
    }};
    for (const Switch& one : switches) {
        if (!one.present) continue;
        const bool on = map_part_visible(ui.state, one.part);
        switch_row(ui, fmt::format("layer.{}", map_part_name(one.part)), ui.text(one.words), on,
                   SetMapPartVisible{one.part, !on});
    }
}

void search_field(const Ui& ui) {
    std::string words = ui.state.search;
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(32.0F), ui.px(8.0F)});
    if (ImGui::InputTextWithHint("##search", ui.text(msg::app_search_hint).data(), &words)) {
        ui.commands.push_back(SetSearch{words});
    }
    ImGui::PopStyleVar();
    ui.note_box("search");
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const bool active = ImGui::IsItemActive();
    if (active) {
        ImGui::GetWindowDrawList()->AddRect(low, high, theme::packed(theme::accent), ui.px(6.0F), 0,
                                            ui.px(1.5F));
    }
    draw_icon(ImGui::GetWindowDrawList(), Icon::search,
              {low.x + ui.px(17.0F), (low.y + high.y) / 2.0F}, ui.px(15.0F),
              theme::packed(active ? theme::accent : theme::ink_faint));
}

}  // namespace

void draw_scheme_panel(const Ui& ui) {
    const RectPx& rect = ui.layout.scheme;
    begin_panel("scheme", rect, theme::panel, {ui.px(16.0F), ui.px(14.0F)});
    if (ui.document != nullptr) {
        title_block(ui);
        ImGui::Dummy({0.0F, ui.px(4.0F)});
        search_field(ui);
        ImGui::Dummy({0.0F, ui.px(4.0F)});
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(6.0F), ui.px(2.0F)});
        ImGui::SetCursorScreenPos({rect.x + ui.px(6.0F), ImGui::GetCursorScreenPos().y});
        begin_scrolled(ui, "list");
        const std::string wanted = lower_ascii(ui.state.search);
        const cartography::MapContent& content = ui.scene()->content();
        if (content.layout) {
            section_heading(ui, ui.text(msg::app_scheme));
            scheme_tree(ui, *content.layout, wanted);
        }
        draw_layers(ui, [&](int layer) { layer_features(ui, layer, wanted); });
        base_layers(ui);
        ImGui::Dummy({0.0F, ui.px(12.0F)});
        ImGui::EndChild();
        ImGui::PopStyleVar();
    }
    ImGui::GetWindowDrawList()->AddLine({rect.x + rect.w - 0.5F, rect.y},
                                        {rect.x + rect.w - 0.5F, rect.y + rect.h},
                                        theme::packed(theme::line));
    ImGui::End();
}

}  // namespace parkatlas::app
