// The layers of the user: rows to be switched, ordered by dragging, and styled.

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/layer_edits.h"
#include "app/layer_legend.h"
#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_document.h"

namespace parkatlas::app {
namespace {

using model::LayerEdit;

constexpr std::array<draw::Color, 12> swatches{{{60, 110, 160},
                                                {160, 90, 50},
                                                {80, 130, 70},
                                                {140, 70, 120},
                                                {90, 100, 110},
                                                {200, 60, 60},
                                                {226, 140, 30},
                                                {196, 168, 20},
                                                {20, 140, 130},
                                                {40, 150, 210},
                                                {110, 80, 190},
                                                {40, 40, 46}}};

constexpr float row_height = 32.0F;

struct Row {
    const LayerEdit& layer;
    std::size_t place;                 ///< in the edits
    std::optional<std::size_t> index;  ///< into MapContent::layers; none: not open
    std::string title;
    std::string id;  ///< of its controls
};

std::string fold_key(const Row& row) {
    return row.layer.key.source + '\n' + row.layer.key.layer;
}

std::string size_words(const Ui& ui, const Row& row) {
    if (!row.index) return {};
    return layer_size_words(ui, *row.index);
}

model::Rgba rgba(draw::Color color) {
    return {color.r, color.g, color.b, color.a};
}

void caption(const Ui& ui, Msg words) {
    ImGui::Dummy({0.0F, ui.px(2.0F)});
    text_line(ui, ui.text(words), ui.fonts.small, theme::ink_soft);
}

void change(const Ui& ui, const Row& row, Msg step, std::function<void(LayerEdit&)> how,
            std::uint64_t gesture = 0) {
    ui.commands.push_back(change_layer(row.layer.key, row.title, step, std::move(how), gesture));
}

void color_choice(const Ui& ui, const Row& row) {
    caption(ui, msg::document_color);
    const draw::Color now = layer_color(row.layer, *ui.document);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float side = ui.px(24.0F);
    for (std::size_t i = 0; i < swatches.size(); ++i) {
        const auto column = static_cast<float>(i % 6);
        const auto line = static_cast<float>(i / 6);
        const ImVec2 at = {start.x + column * ui.px(30.0F), start.y + line * ui.px(30.0F)};
        ImGui::SetCursorScreenPos(at);
        const std::string name = fmt::format("layer.color.{}", i);
        if (ImGui::InvisibleButton(name.c_str(), {side, side})) {
            change(ui, row, msg::document_step_color,
                   [color = rgba(swatches[i])](LayerEdit& layer) { layer.color = color; });
        }
        ui.note_box(name);
        list->AddRectFilled(at, {at.x + side, at.y + side}, theme::packed(swatches[i]),
                            ui.px(5.0F));
        if (swatches[i] == now || ImGui::IsItemHovered()) {
            list->AddRect({at.x - ui.px(2.0F), at.y - ui.px(2.0F)},
                          {at.x + side + ui.px(2.0F), at.y + side + ui.px(2.0F)},
                          theme::packed(swatches[i] == now ? theme::accent : theme::ink_faint),
                          ui.px(6.0F), 0, ui.px(1.8F));
        }
    }
    std::array<float, 3> mixed{static_cast<float>(now.r) / 255.0F,
                               static_cast<float>(now.g) / 255.0F,
                               static_cast<float>(now.b) / 255.0F};
    ImGui::SetCursorScreenPos({start.x + 6.0F * ui.px(30.0F) + ui.px(6.0F), start.y});
    if (ImGui::ColorEdit3("##layer.color", mixed.data(),
                          ImGuiColorEditFlags_NoInputs | ImGuiColorEditFlags_NoTooltip)) {
        const auto byte = [&](std::size_t i) {
            return static_cast<std::uint8_t>(std::lround(mixed[i] * 255.0F));
        };
        change(
            ui, row, msg::document_step_color,
            [color = model::Rgba{byte(0), byte(1), byte(2), 255}](LayerEdit& layer) {
                layer.color = color;
            },
            ui.gesture());
    }
    ui.note_box("layer.color.own");
    tooltip(ui, ui.text(msg::document_color_own));
    ImGui::SetCursorScreenPos({start.x, start.y + ui.px(58.0F)});
    ImGui::Dummy({0.0F, 0.0F});
}

void opacity_slider(const Ui& ui, const Row& row, float width) {
    caption(ui, msg::document_opacity);
    auto percent = static_cast<int>(std::lround(row.layer.opacity * 100.0));
    ImGui::SetNextItemWidth(width);
    if (ImGui::SliderInt("##layer.opacity", &percent, 0, 100, "%d %%")) {
        change(
            ui, row, msg::document_step_opacity,
            [percent](LayerEdit& layer) { layer.opacity = std::clamp(percent, 0, 100) / 100.0; },
            ui.gesture());
    }
    ui.note_box("layer.opacity");
}

// No names, the layer's own names, or the values of a field.
void label_choice(const Ui& ui, const Row& row, float width) {
    caption(ui, msg::document_labels);
    const model::Layer& layer = *ui.scene()->content().layers[*row.index];
    const auto words = [&](bool labels, const std::string& field) {
        if (!labels) return std::string{ui.text(msg::document_labels_none)};
        return field.empty() ? std::string{ui.text(msg::document_labels_names)} : field;
    };
    const std::string now = words(row.layer.labels, row.layer.label_field);
    ui.fonts.need(now);
    ImGui::SetNextItemWidth(width);
    const bool open = ImGui::BeginCombo("##layer.labels", now.c_str());
    ui.note_box("layer.label_field");
    if (!open) return;
    const auto choice = [&](bool labels, const std::string& field, const std::string& name) {
        const std::string text = words(labels, field);
        ui.fonts.need(text);
        const bool chosen = labels == row.layer.labels && field == row.layer.label_field;
        if (ImGui::Selectable((text + "##" + name).c_str(), chosen)) {
            change(ui, row, msg::document_step_labels, [labels, field](LayerEdit& one) {
                one.labels = labels;
                one.label_field = field;
            });
        }
        ui.note_box(name);
    };
    choice(false, {}, "layer.label_field.none");
    choice(true, {}, "layer.label_field.names");
    for (const model::AttributeColumn& column : layer.columns) {
        choice(true, column.name, "layer.label_field." + column.name);
    }
    ImGui::EndCombo();
}

void name_field(const Ui& ui, const Row& row, float width) {
    caption(ui, msg::document_layer_name);
    std::string words = row.title;
    ui.fonts.need(words);
    ImGui::SetNextItemWidth(width);
    ImGui::InputText("##layer.name", &words, ImGuiInputTextFlags_AutoSelectAll);
    ui.fonts.need(words);
    if (ImGui::IsItemDeactivatedAfterEdit() && words != row.title) {
        change(ui, row, msg::document_step_rename_layer,
               [words](LayerEdit& layer) { layer.name = words; });
    }
    ui.note_box("layer.name");
}

void settings(const Ui& ui, const Row& row) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(16.0F), ui.px(14.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8.0F));
    ImGui::SetNextWindowSize({ui.px(272.0F), 0.0F});
    if (ImGui::BeginPopup("layer.settings")) {
        const float width = ui.px(240.0F);
        text_block(ui, row.title, ui.fonts.bold, theme::ink, width);
        text_elided_at(ui, ImGui::GetCursorScreenPos(), row.layer.key.source, ui.fonts.small,
                       theme::ink_soft, width);
        ImGui::Dummy({width, ui.fonts.small->FontSize + ui.px(2.0F)});
        name_field(ui, row, width);
        if (row.index) {
            color_choice(ui, row);
            color_field_choice(ui, row.layer, *row.index, row.title, width);
            opacity_slider(ui, row, width);
            label_choice(ui, row, width);
        }
        ImGui::Dummy({0.0F, ui.px(6.0F)});
        if (word_button(ui, "layer.remove", ui.text(msg::document_remove_layer), false)) {
            ui.commands.push_back(remove_layer(row.layer.key, row.title));
            ImGui::CloseCurrentPopup();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

// What the hand does with a row: a click folds it, a drag moves it.
void handle(const Ui& ui, const Row& row, ImVec2 low, ImVec2 high) {
    LayerRows& rows = ui.memory.layers;
    ImGui::SetCursorScreenPos(low);
    const bool clicked = ImGui::InvisibleButton(("layer." + row.id + ".row").c_str(),
                                                {high.x - low.x, high.y - low.y});
    ui.note_box("layer." + row.id + ".row");
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
        rows.dragged = row.layer.key;
    } else if (clicked) {
        const std::string key = fold_key(row);
        if (!rows.unfolded.erase(key)) rows.unfolded.insert(key);
    }
    if (!rows.dragged) {
        tooltip(ui, row.index ? row.layer.key.source
                              : fmt::format(fmt::runtime(ui.text(msg::document_layer_missing)),
                                            row.layer.key.source));
    }
}

void layer_row(const Ui& ui, const Row& row) {
    const LayerEdit& layer = row.layer;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ui.px(row_height);
    const ImVec2 high = {at.x + width, at.y + height};
    const bool dragging = ui.memory.layers.dragged.has_value();
    const bool dragged = dragging && *ui.memory.layers.dragged == layer.key;
    const bool hovered =
        !dragging && ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
        ImGui::IsMouseHoveringRect(at, high);  // also while one of its buttons is held
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (hovered || dragged) {
        list->AddRectFilled(at, high, theme::packed(dragged ? theme::accent_pale : theme::hover),
                            ui.px(6.0F));
    }
    const float middle = at.y + height / 2.0F;
    const float tools = ui.px(hovered ? 62.0F : 6.0F);
    handle(ui, row, {at.x + ui.px(30.0F), at.y}, {high.x - tools, high.y});
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(4.0F)});
    if (check_box(ui, "layer." + row.id, layer.visible ? Check::on : Check::off)) {
        change(ui, row, msg::document_step_show_layer,
               [visible = !layer.visible](LayerEdit& one) { one.visible = visible; });
    }
    float x = at.x + ui.px(38.0F);
    if (row.index) {
        const bool shown = layer.visible && layer.opacity > 0.0;
        const draw::Color color = layer_color(layer, *ui.document);
        list->AddRectFilled({x - ui.px(6.0F), middle - ui.px(7.0F)},
                            {x + ui.px(8.0F), middle + ui.px(7.0F)},
                            theme::packed(shown ? color : color.with_alpha(90)), ui.px(3.0F));
    } else {
        draw_icon(list, Icon::warning, {x + ui.px(1.0F), middle}, ui.px(17.0F),
                  theme::packed(theme::alarm_ink));
    }
    x += ui.px(16.0F);
    const std::string size = hovered ? std::string{} : size_words(ui, row);
    const float size_width = size.empty() ? 0.0F : text_width(size, ui.fonts.small) + ui.px(8.0F);
    const float name_right = high.x - tools - size_width;
    text_elided_at(ui, {x, std::floor(middle - ui.fonts.bold->FontSize / 2.0F)}, row.title,
                   ui.fonts.bold, layer.visible && row.index ? theme::ink : theme::ink_faint,
                   std::max(name_right - x, 1.0F));
    if (!size.empty()) {
        text_at(ui, list,
                {name_right + ui.px(8.0F), std::floor(middle - ui.fonts.small->FontSize / 2.0F)},
                size, ui.fonts.small, theme::ink_faint);
    }
    if (hovered) {
        ImGui::SetCursorScreenPos({high.x - ui.px(58.0F), at.y + ui.px(4.0F)});
        if (quiet_icon_button(
                ui, "layer.zoom." + row.id, Icon::locate, ui.px(24.0F),
                ui.text(row.index ? msg::document_zoom_to_layer : msg::document_find_file))) {
            if (row.index) {
                ui.commands.push_back(LookAt{ui.scene()->layer_extent(*row.index)});
            } else {
                ui.commands.push_back(ShowFileDialog{FilePurpose::relink, layer.key.source});
            }
        }
    }
    ImGui::PushID(row.id.c_str());
    if (hovered) {
        ImGui::SetCursorScreenPos({high.x - ui.px(30.0F), at.y + ui.px(4.0F)});
        if (quiet_icon_button(ui, "layer.settings." + row.id, Icon::sliders, ui.px(24.0F),
                              ui.text(msg::document_layer_settings))) {
            ImGui::OpenPopup("layer.settings");
        }
    }
    settings(ui, row);
    ImGui::PopID();
    ImGui::SetCursorScreenPos({at.x, high.y});
    ImGui::Dummy({width, 0.0F});
}

// Between which rows the dragged one would come to lie; on release it does.
void drop(const Ui& ui, const std::vector<Row>& rows, const std::vector<float>& edges) {
    LayerRows& memory = ui.memory.layers;
    if (!memory.dragged) return;
    const auto from = std::ranges::find_if(
        rows, [&](const Row& row) { return row.layer.key == *memory.dragged; });
    const float mouse = ImGui::GetIO().MousePos.y;
    std::size_t gap = 0;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (std::fabs(edges[i] - mouse) < std::fabs(edges[gap] - mouse)) gap = i;
    }
    const ImVec2 low = ImGui::GetWindowPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::GetWindowDrawList()->AddRectFilled({low.x, edges[gap] - ui.px(1.5F)},
                                              {low.x + width, edges[gap] + ui.px(1.5F)},
                                              theme::packed(theme::accent), ui.px(1.5F));
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;
    memory.dragged.reset();
    if (from == rows.end()) return;
    const auto was = static_cast<std::size_t>(from - rows.begin());
    const std::size_t to = gap > was ? gap - 1 : gap;  // among the rows, the highest first
    if (to == was) return;
    ui.commands.push_back(move_layer(from->layer.key, from->title, rows.size() - 1 - to));
}

// Below the rows; where there are none yet, the way to the first one.
void add_row(const Ui& ui) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ui.px(row_height);
    if (ImGui::InvisibleButton("layers.add", {width, height})) {
        ui.commands.push_back(ShowFileDialog{});
    }
    ui.note_box("layers.add");
    const bool hovered = ImGui::IsItemHovered();
    tooltip(ui, ui.text(msg::document_open_tip));
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (hovered) {
        list->AddRectFilled(at, {at.x + width, at.y + height}, theme::packed(theme::hover),
                            ui.px(6.0F));
    }
    const float middle = at.y + height / 2.0F;
    draw_icon(list, Icon::plus, {at.x + ui.px(12.0F), middle}, ui.px(16.0F),
              theme::packed(theme::accent));
    text_at(ui, list, {at.x + ui.px(32.0F), std::floor(middle - ui.fonts.body->FontSize / 2.0F)},
            ui.text(msg::document_add_layer), ui.fonts.body, theme::accent);
}

}  // namespace

void draw_layers(const Ui& ui, const std::function<void(int)>& features) {
    const std::vector<LayerEdit>& layers = ui.edits().layers;
    if (layers.empty() && !ui.state.search.empty()) return;
    section_heading(ui, ui.text(msg::document_layers));
    std::vector<Row> rows;
    for (std::size_t place = layers.size(); place-- > 0;) {
        const LayerEdit& layer = layers[place];
        const std::optional<std::size_t> index = ui.document->find_layer(layer.key);
        rows.push_back({layer, place, index, layer_title(layer, ui.document),
                        index ? fmt::format("{}", *index) : fmt::format("missing.{}", place)});
    }
    std::vector<float> edges;
    for (const Row& row : rows) {
        edges.push_back(ImGui::GetCursorScreenPos().y);
        layer_row(ui, row);
        if (row.index && !ui.memory.layers.dragged) {
            draw_layer_part(ui, *row.index);
            if (row.layer.visible) draw_layer_classes(ui, *row.index);
        }
        // A layer on its own is listed; of several, or beside a plan, those that were asked for.
        const bool alone = rows.size() == 1 && ui.document->layout() == nullptr;
        const bool listed =
            !ui.state.search.empty() || ui.memory.layers.unfolded.contains(fold_key(row)) != alone;
        if (row.index && listed && !ui.memory.layers.dragged) {
            features(static_cast<int>(*row.index));
        }
    }
    edges.push_back(ImGui::GetCursorScreenPos().y);
    drop(ui, rows, edges);
    if (ui.state.search.empty()) add_row(ui);
    ImGui::Dummy({0.0F, ui.px(4.0F)});
}

}  // namespace parkatlas::app
