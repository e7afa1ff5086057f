#include "app/layer_legend.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>

#include "app/layer_edits.h"
#include "app/panels.h"
#include "app/remake.h"
#include "app/theme.h"
#include "base/messages_parts.h"
#include "base/units.h"

namespace parkatlas::app {
namespace {

constexpr float indent_px = 36.0F;
constexpr float line_px = 22.0F;

std::string count_words(std::uint64_t count) {
    return grouped(static_cast<double>(count), 0);
}

const model::Layer& layer_of(const Ui& ui, std::size_t index) {
    return *ui.scene()->content().layers[index];
}

// All that is in view is there.
bool covers_view(const Ui& ui, std::size_t index) {
    return ui.document->good_for[index].covers(ui.state.camera.view().extent());
}

std::string part_words(const Ui& ui, std::size_t index) {
    const model::Layer& layer = layer_of(ui, index);
    const model::LayerPart& part = *layer.part;
    if (!part.box) {
        return fmt::format(fmt::runtime(ui.text(msg::parts_sample)), count_words(layer.size()),
                           count_words(part.total), part.step);
    }
    if (!covers_view(ui, index)) return std::string{ui.text(msg::parts_reading)};
    return fmt::format(fmt::runtime(ui.text(msg::parts_box)), count_words(part.total));
}

void line_at(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 color, float px) {
    list->AddLine(from, to, color, px);
}

// As the map fills the class, on a small scale.
void swatch(const Ui& ui, const cartography::LayerClass& one, ImVec2 low, ImVec2 high) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool plain = one.pattern == cartography::FillPattern::plain;
    const ImU32 ink = theme::packed(one.color);
    list->AddRectFilled(low, high, theme::packed(one.color.with_alpha(plain ? 220 : 70)),
                        ui.px(2.0F));
    list->PushClipRect(low, high, true);
    const float step = ui.px(5.0F);
    const float height = high.y - low.y;
    using cartography::FillPattern;
    const bool rising = one.pattern == FillPattern::hatch;
    const bool crossed = one.pattern == FillPattern::cross_hatch;
    for (float x = low.x - height; (rising || crossed) && x < high.x; x += step) {
        line_at(list, {x, high.y}, {x + height, low.y}, ink, ui.px(1.0F));
        if (crossed) line_at(list, {x, low.y}, {x + height, high.y}, ink, ui.px(1.0F));
    }
    for (float y = low.y + step / 2.0F; one.pattern == FillPattern::dots && y < high.y; y += step) {
        for (float x = low.x + step / 2.0F; x < high.x; x += step) {
            list->AddCircleFilled({x, y}, ui.px(1.0F), ink);
        }
    }
    list->PopClipRect();
    list->AddRect(low, high, ink, ui.px(2.0F));
}

}  // namespace

std::string layer_size_words(const Ui& ui, std::size_t index) {
    const model::Layer& layer = layer_of(ui, index);
    if (!layer.part) return count_words(layer.size());
    return fmt::format(fmt::runtime(ui.text(msg::parts_count)), count_words(layer.size()),
                       count_words(layer.part->total));
}

void draw_layer_part(const Ui& ui, std::size_t index) {
    if (!layer_of(ui, index).part) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::SetCursorScreenPos({at.x + ui.px(indent_px), at.y});
    text_block(ui, part_words(ui, index), ui.fonts.small, theme::note_ink,
               width - ui.px(indent_px));
    ui.note_box(fmt::format("layer.{}.part", index));
    ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
    ImGui::Dummy({width, ui.px(2.0F)});
}

void draw_layer_classes(const Ui& ui, std::size_t index) {
    const cartography::LayerClasses* classes = ui.scene()->content().classes_of(index);
    if (classes == nullptr) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float width = ImGui::GetContentRegionAvail().x;
    for (std::size_t i = 0; i < classes->classes.size(); ++i) {
        const cartography::LayerClass& one = classes->classes[i];
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float height = ui.px(line_px);
        const float y = std::floor(at.y + (height - ui.fonts.small->FontSize) / 2.0F);
        const float left = at.x + ui.px(indent_px);
        swatch(ui, one, {left, at.y + ui.px(4.0F)},
               {left + ui.px(20.0F), at.y + height - ui.px(4.0F)});
        const std::string count = count_words(one.count);
        const std::string words =
            one.area_m2 ? fmt::format(fmt::runtime(ui.text(msg::parts_class_area)), count,
                                      format_area(*one.area_m2, AreaUnit::km2, ui.state.lang))
                        : fmt::format(fmt::runtime(ui.text(msg::parts_class_count)), count);
        const float figures = text_width(words, ui.fonts.small);
        const float right = at.x + width - ui.px(6.0F);
        text_at(ui, list, {right - figures, y}, words, ui.fonts.small, theme::ink_faint);
        const float name_at = left + ui.px(28.0F);
        text_elided_at(ui, {name_at, y},
                       one.name.empty() ? std::string{ui.text(msg::parts_class_none)} : one.name,
                       ui.fonts.small, theme::ink,
                       std::max(right - figures - ui.px(8.0F) - name_at, 1.0F));
        ImGui::SetCursorScreenPos({at.x, at.y + height});
        ui.boxes.push_back(
            {fmt::format("layer.{}.class.{}", index, i), {at.x, at.y, width, height}});
    }
    ImGui::Dummy({width, ui.px(4.0F)});
}

void color_field_choice(const Ui& ui, const model::LayerEdit& edit, std::size_t index,
                        const std::string& title, float width) {
    ImGui::Dummy({0.0F, ui.px(2.0F)});
    text_line(ui, ui.text(msg::parts_color_by), ui.fonts.small, theme::ink_soft);
    const model::Layer& layer = layer_of(ui, index);
    if (layer.part) {
        text_block(ui, ui.text(msg::parts_color_part), ui.fonts.small, theme::ink_faint, width);
        return;
    }
    const auto words = [&](const std::string& field) {
        return field.empty() ? std::string{ui.text(msg::parts_color_none)} : field;
    };
    const std::string now = words(edit.color_field);
    ui.fonts.need(now);
    ImGui::SetNextItemWidth(width);
    const bool open = ImGui::BeginCombo("##layer.color_field", now.c_str());
    ui.note_box("layer.color_field");
    if (!open) return;
    const auto choice = [&](const std::string& field, const std::string& name) {
        const std::string text = words(field);
        ui.fonts.need(text);
        if (ImGui::Selectable((text + "##" + name).c_str(), field == edit.color_field)) {
            ui.commands.push_back(
                change_layer(edit.key, title, msg::parts_color_step,
                             [field](model::LayerEdit& one) { one.color_field = field; }));
        }
        ui.note_box(name);
    };
    choice({}, "layer.color_field.none");
    for (const model::AttributeColumn& column : layer.columns) {
        choice(column.name, "layer.color_field." + column.name);
    }
    ImGui::EndCombo();
}

std::string part_status(const Ui& ui) {
    for (const int number : listed_layers(ui.edits(), *ui.document)) {
        const auto index = static_cast<std::size_t>(number);
        const model::Layer& layer = layer_of(ui, index);
        if (!layer.part || ui.state.map.hidden_layers.contains(number)) continue;
        if (layer.part->box && covers_view(ui, index)) continue;
        if (layer.part->box) return std::string{ui.text(msg::parts_reading)};
        return fmt::format(fmt::runtime(ui.text(msg::parts_status_sample)),
                           count_words(layer.size()), count_words(layer.part->total));
    }
    return {};
}

}  // namespace parkatlas::app
