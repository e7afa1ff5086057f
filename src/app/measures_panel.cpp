#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/drawer_tabs.h"
#include "app/measure_words.h"
#include "app/theme.h"
#include "app/tool_panels.h"
#include "base/messages_app.h"
#include "base/messages_measures.h"
#include "base/units.h"
#include "io/write_layer.h"

namespace parkatlas::app {
namespace {

constexpr std::size_t figure_columns = 5;

struct Columns {
    float name, right;
    std::array<float, figure_columns> figure_right;  ///< km2, ha, mu, length, azimuth or radius
    float tools;
};

Columns columns_for(const Ui& ui, float left, float right) {
    Columns at{};
    at.name = left;
    at.right = right;
    at.tools = right - ui.px(56.0F);
    const float room = at.tools - left;
    const float names = std::max(room * 0.26F, ui.px(110.0F));
    const float each = (room - names) / static_cast<float>(figure_columns);
    for (std::size_t i = 0; i < figure_columns; ++i) {
        at.figure_right[i] = left + names + each * static_cast<float>(i + 1) - ui.px(14.0F);
    }
    return at;
}

void put_right(const Ui& ui, float right, float y, std::string_view words, ImFont* font,
               draw::Color color) {
    text_at(ui, ImGui::GetWindowDrawList(), {right - text_width(words, font), y}, words, font,
            color);
}

void head(const Ui& ui, const Columns& at) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float y = top.y + ui.px(4.0F);
    text_at(ui, list, {at.name, y}, ui.text(msg::app_measure_name), ui.fonts.small,
            theme::ink_soft);
    const std::array<std::string, figure_columns> words{
        std::string{unit_symbol(AreaUnit::km2, ui.state.lang)},
        std::string{unit_symbol(AreaUnit::ha, ui.state.lang)},
        std::string{unit_symbol(AreaUnit::mu, ui.state.lang)},
        std::string{ui.text(msg::app_measure_length_head)},
        std::string{ui.text(msg::app_measure_more_head)}};
    for (std::size_t i = 0; i < figure_columns; ++i) {
        put_right(ui, at.figure_right[i], y, words[i], ui.fonts.small, theme::ink_soft);
    }
    const float bottom = top.y + ui.px(25.0F);
    list->AddLine({at.name, bottom}, {at.right, bottom}, theme::packed(theme::line));
    ImGui::Dummy({1.0F, ui.px(27.0F)});
}

void name_field(const Ui& ui, std::size_t index, const std::string& name, float width) {
    std::string words = name;
    ImGui::SetNextItemWidth(width);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(6.0F), ui.px(3.0F)});
    const std::string id = fmt::format("##measure.name.{}", index);
    ImGui::InputText(id.c_str(), &words, ImGuiInputTextFlags_AutoSelectAll);
    ui.fonts.need(words);
    if (ImGui::IsItemDeactivatedAfterEdit() && !words.empty()) {
        ui.commands.push_back(RenameMeasurement{index, words});
    }
    ImGui::PopStyleVar();
    ui.note_box(fmt::format("measure.name.{}", index));
}

void measurement_row(const Ui& ui, std::size_t index, const Columns& at) {
    const tasks::Measurement& one = (*ui.edits().measurements)[index];
    const tasks::MeasurementFigures figures = ui.ruler->figures(one);
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float height = ui.px(34.0F);
    const bool chosen = ui.state.measuring.chosen() == index;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 low = {at.name - ui.px(8.0F), top.y};
    const ImVec2 high = {at.right + ui.px(8.0F), top.y + height};
    const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(low, high);
    if (chosen || hovered) {
        list->AddRectFilled(low, high, theme::packed(chosen ? theme::accent_pale : theme::hover),
                            ui.px(5.0F));
    }
    const float names = at.figure_right[0] - at.name - ui.px(100.0F);
    ImGui::SetCursorScreenPos({at.name - ui.px(6.0F), top.y + ui.px(4.0F)});
    name_field(ui, index, one.name, std::max(names, ui.px(90.0F)));
    const float y = std::floor(top.y + (height - ui.fonts.body->FontSize) / 2.0F);
    if (figures.area_m2) {
        const std::array<AreaUnit, 3> units{AreaUnit::km2, AreaUnit::ha, AreaUnit::mu};
        for (std::size_t i = 0; i < units.size(); ++i) {
            put_right(ui, at.figure_right[i], y, format_area_number(*figures.area_m2, units[i]),
                      ui.fonts.body, theme::ink);
        }
    }
    put_right(ui, at.figure_right[3], y, length_words(figures.length_m, ui.state.lang),
              ui.fonts.body, theme::ink);
    std::string more;
    if (figures.radius_m) {
        more = "r " + length_words(*figures.radius_m, ui.state.lang);
    } else if (one.kind == tasks::MeasurementKind::distance && one.points.size() == 2) {
        more = fmt::format("{:.2f}°", figures.last_azimuth_deg.value_or(0.0));
    } else if (figures.crosses_itself) {
        more = std::string{ui.text(msg::app_measure_crosses)};
    }
    put_right(ui, at.figure_right[4], y, more, ui.fonts.small, theme::ink_soft);

    ImGui::SetCursorScreenPos({at.tools, top.y + ui.px(5.0F)});
    if (quiet_icon_button(ui, fmt::format("measure.zoom.{}", index), Icon::locate, ui.px(24.0F),
                          ui.text(msg::app_measure_zoom))) {
        ui.commands.push_back(ChooseMeasurement{index});
        geo::Box box;
        for (const geo::LonLat point : tasks::measurement_outline(one)) {
            const auto on_map = ui.document->degrees_to_map.apply({point.lon_deg, point.lat_deg});
            if (on_map) box.add(*on_map);
        }
        ui.commands.push_back(LookAt{box});
    }
    ImGui::SetCursorScreenPos({at.tools + ui.px(28.0F), top.y + ui.px(5.0F)});
    if (quiet_icon_button(ui, fmt::format("measure.remove.{}", index), Icon::close, ui.px(24.0F),
                          ui.text(msg::app_measure_remove))) {
        ui.commands.push_back(RemoveMeasurement{index});
    }
    const float row_left = at.name + std::max(names, ui.px(90.0F));
    ImGui::SetCursorScreenPos({row_left, top.y});
    if (ImGui::InvisibleButton(fmt::format("measure.{}", index).c_str(),
                               {std::max(at.tools - row_left - ui.px(4.0F), 1.0F), height})) {
        ui.commands.push_back(ChooseMeasurement{index});
    }
    ui.note_box(fmt::format("measure.{}", index));
    ImGui::SetCursorScreenPos({top.x, high.y});
    ImGui::Dummy({1.0F, 0.0F});
}

/// "measure-1" or the first number that is free.
std::string free_id(const model::Annotations& file) {
    for (std::size_t number = 1;; ++number) {
        std::string id = fmt::format("measure-{}", number);
        if (std::ranges::find(file.items, id, &model::Annotation::id) == file.items.end())
            return id;
    }
}

// The chosen measurement, or all, stands on the map and the sheet as annotations.
void annotate(const Ui& ui) {
    std::vector<tasks::Measurement> all = *ui.edits().measurements;
    const auto chosen = ui.state.measuring.chosen();
    std::string name{ui.text(msg::measures_all)};
    if (chosen && *chosen < all.size()) {
        all = {all[*chosen]};
        name = all.front().name;
    }
    change_document(ui.commands, {msg::measures_step_annotate, name},
                    [all, lang = ui.state.lang](model::Edits& edits) {
                        model::Annotations& file = edits.annotations.edit();
                        for (const tasks::Measurement& one : all) {
                            for (model::Annotation& made :
                                 tasks::measurement_annotations(one, free_id(file), lang)) {
                                file.items.push_back(std::move(made));
                            }
                        }
                    });
}

// Copy, export, annotate, remove all; then the field for typed coordinates.
void tools(const Ui& ui, float left, float right, float y) {
    float x = left;
    const auto button = [&](const char* name, Icon icon, std::string_view tip, bool possible) {
        ImGui::SetCursorScreenPos({x, y});
        if (!possible) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.35F);
        const bool clicked = icon_button(ui, name, icon, {}, tip);
        if (!possible) ImGui::PopStyleVar();
        x += ui.px(36.0F);
        return clicked && possible;
    };
    const bool any = !ui.edits().measurements->empty();
    if (button("measure.copy", Icon::copy, ui.text(msg::app_measure_copy_tip), any)) {
        const std::string table =
            measurements_as_tsv(*ui.edits().measurements, *ui.ruler, ui.state.lang);
        ImGui::SetClipboardText(table.c_str());
    }
    if (button("measure.export", Icon::save, ui.text(msg::measures_export_tip), any)) {
        ui.tools.memory.measurements.open = true;
    }
    if (button("measure.annotate", Icon::annotate, ui.text(msg::measures_annotate_tip), any)) {
        annotate(ui);
    }
    if (button("measure.remove_all", Icon::close, ui.text(msg::app_measure_remove_all), any)) {
        ui.commands.push_back(RemoveAllMeasurements{});
    }
    x += ui.px(10.0F);
    std::string words = ui.state.typed_place;
    ImGui::SetCursorScreenPos({x, y + ui.px(2.0F)});
    const float field = std::min(ui.px(330.0F), right - x);
    ImGui::SetNextItemWidth(field);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(10.0F), ui.px(5.0F)});
    const bool entered =
        ImGui::InputTextWithHint("##typed_place", ui.text(msg::app_place_hint).data(), &words,
                                 ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::PopStyleVar();
    ui.note_box("typed_place");
    if (words != ui.state.typed_place || entered) ui.commands.push_back(TypePlace{words, entered});
    const float after = x + field + ui.px(12.0F);
    if (!ui.state.typed_place_problem.empty()) {
        text_elided_at(ui, {after, y + ui.px(10.0F)}, ui.state.typed_place_problem, ui.fonts.small,
                       theme::alarm_ink, std::max(right - after, 1.0F));
    }
}

}  // namespace

void draw_measurement_export(const Ui& ui) {
    draw_output_dialog(ui, ui.tools.memory.measurements,
                       {"measure_export", msg::measures_export_title, msg::measures_export_hint,
                        "measurements.geojson"},
                       [&ui](const std::string& path) {
                           return [measurements = ui.edits().measurements,
                                   path](const Work& work) -> Result<void> {
                               const Result<model::Layer> layer =
                                   tasks::measurement_layer(*measurements);
                               if (!layer) return tl::unexpected{layer.error()};
                               const model::Layer* const layers[] = {&*layer};
                               return io::write_layers(layers, path, {}, work);
                           };
                       });
}

void draw_measures(const Ui& ui) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float left = top.x + ui.px(18.0F);
    const float right = top.x + ImGui::GetContentRegionAvail().x - ui.px(26.0F);
    tools(ui, left - ui.px(8.0F), right, top.y + ui.px(4.0F));
    ImGui::SetCursorScreenPos({top.x, top.y + ui.px(42.0F)});
    const std::size_t count = ui.edits().measurements->size();
    if (ui.ruler == nullptr || count == 0) {
        empty_state(ui, Icon::ruler, ui.text(msg::app_no_measurements),
                    ui.text(msg::app_no_measurements_hint));
        return;
    }
    const Columns at = columns_for(ui, left, right);
    head(ui, at);
    ImGui::SetCursorScreenPos({top.x, ImGui::GetCursorScreenPos().y});
    ImGui::BeginChild("measure.rows", {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    for (std::size_t i = 0; i < count; ++i) measurement_row(ui, i, at);
    ImGui::Dummy({0.0F, ui.px(8.0F)});
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

}  // namespace parkatlas::app
