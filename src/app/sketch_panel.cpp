// "What if": sketches in the drawer, and what the chosen one shares with the visible layers.

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/drawer_tabs.h"
#include "app/layer_edits.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_tools.h"
#include "base/units.h"
#include "io/write_layer.h"

namespace parkatlas::app {
namespace {

constexpr std::size_t most_classes = 200;

void put_right(const Ui& ui, float right, float y, std::string_view words, ImFont* font,
               draw::Color color) {
    text_at(ui, ImGui::GetWindowDrawList(), {right - text_width(words, font), y}, words, font,
            color);
}

// The selected feature's boundary becomes a sketch.
void copy_selected(const Ui& ui) {
    const cartography::FeatureRef feature = *ui.state.map.selected;
    const model::Layer* layer = numbered_layer(*ui.document, feature.layer);
    Result<tasks::SketchRings> rings = tasks::rings_of_feature(*layer, feature.index);
    if (!rings) return;
    model::Sketch sketch;
    sketch.name = fmt::format(fmt::runtime(ui.text(msg::tools_sketch_copy_name)),
                              feature_name(*ui.document, feature, ui.state.lang));
    sketch.feature = feature_id(*ui.document, feature);
    sketch.rings = std::move(*rings);
    const std::string name = sketch.name;
    change_document(ui.commands, {msg::tools_step_sketch, name},
                    [sketch](model::Edits& edits) { edits.sketches.edit().push_back(sketch); });
    ui.commands.push_back(ToolCommand{ChooseSketch{ui.state.history.present().sketches->size()}});
}

bool has_polygon(const Ui& ui, cartography::FeatureRef feature) {
    const model::Layer* layer = numbered_layer(*ui.document, feature.layer);
    return layer != nullptr && feature.index < layer->size() &&
           layer->shapes[feature.index].has_polygons();
}

void look_at(const Ui& ui, const model::Sketch& sketch) {
    geo::Box box;
    for (const auto& ring : sketch.rings) {
        for (const geo::LonLat at : ring) {
            const auto on_map = ui.document->degrees_to_map.apply({at.lon_deg, at.lat_deg});
            if (on_map) box.add(*on_map);
        }
    }
    ui.commands.push_back(LookAt{box});
}

void remove(const Ui& ui, std::size_t index) {
    const std::string name = (*ui.state.history.present().sketches)[index].name;
    change_document(ui.commands, {msg::tools_step_remove_sketch, name},
                    [index](model::Edits& edits) {
                        std::vector<model::Sketch>& all = edits.sketches.edit();
                        if (index < all.size())
                            all.erase(all.begin() + static_cast<std::ptrdiff_t>(index));
                    });
    ui.commands.push_back(ToolCommand{ChooseSketch{}});
}

void rename(const Ui& ui, std::size_t index, const std::string& name) {
    const std::string before = (*ui.state.history.present().sketches)[index].name;
    change_document(ui.commands, {msg::tools_step_rename_sketch, before},
                    [index, name](model::Edits& edits) {
                        std::vector<model::Sketch>& all = edits.sketches.edit();
                        if (index < all.size()) all[index].name = name;
                    });
}

// ---- the list -----------------------------------------------------------------------------------

void buttons(const Ui& ui, float x, float y) {
    ImGui::SetCursorScreenPos({x, y});
    const bool drawing = ui.state.measuring.tool() == Tool::sketch;
    if (toggle_button(ui, "sketch.draw", Icon::polygon, ui.text(msg::tools_sketch_draw),
                      ui.text(msg::tools_sketch_tip), drawing)) {
        ui.commands.push_back(TakeTool{drawing ? Tool::select : Tool::sketch});
    }
    ImGui::SameLine(0.0F, ui.px(2.0F));
    const auto& selected = ui.state.map.selected;
    const bool possible = selected && has_polygon(ui, *selected);
    if (!possible) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.4F);
    const bool copied = icon_button(ui, "sketch.copy", Icon::copy, ui.text(msg::tools_sketch_copy),
                                    ui.text(msg::tools_sketch_copy_tip));
    if (!possible) ImGui::PopStyleVar();
    if (copied && possible) copy_selected(ui);
    ImGui::SameLine(0.0F, ui.px(2.0F));
    const bool any = !ui.state.history.present().sketches->empty();
    if (!any) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.4F);
    const bool exported =
        icon_button(ui, "sketch.export", Icon::save, {}, ui.text(msg::tools_sketch_export_tip));
    if (!any) ImGui::PopStyleVar();
    if (exported && any) ui.tools.memory.sketches.open = true;
}

void sketch_row(const Ui& ui, std::size_t index, float width) {
    const model::Sketch& sketch = (*ui.state.history.present().sketches)[index];
    const bool chosen = ui.state.tools.sketch == index;
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float height = ui.px(34.0F);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 high{top.x + width, top.y + height};
    const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(top, high);
    if (chosen || hovered) {
        list->AddRectFilled(top, high, theme::packed(chosen ? theme::accent_pale : theme::hover),
                            ui.px(5.0F));
    }
    const float y = std::floor(top.y + (height - ui.fonts.body->FontSize) / 2.0F);
    const float tools = ui.px(60.0F);
    if (chosen) {
        std::string words = sketch.name;
        ImGui::SetCursorScreenPos({top.x + ui.px(4.0F), top.y + ui.px(4.0F)});
        ImGui::SetNextItemWidth(width - tools - ui.px(8.0F));
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(6.0F), ui.px(3.0F)});
        ImGui::InputText(fmt::format("##sketch.name.{}", index).c_str(), &words,
                         ImGuiInputTextFlags_AutoSelectAll);
        ImGui::PopStyleVar();
        ui.fonts.need(words);
        ui.note_box("sketch.name");
        if (ImGui::IsItemDeactivatedAfterEdit() && !words.empty()) rename(ui, index, words);
    } else {
        ImGui::SetCursorScreenPos(top);
        if (ImGui::InvisibleButton(fmt::format("sketch.{}", index).c_str(),
                                   {width - tools, height})) {
            ui.commands.push_back(ToolCommand{ChooseSketch{index}});
        }
        ui.note_box(fmt::format("sketch.{}", index));
        text_elided_at(ui, {top.x + ui.px(10.0F), y}, sketch.name, ui.fonts.body, theme::ink,
                       width - tools - ui.px(16.0F));
    }
    ImGui::SetCursorScreenPos({high.x - tools + ui.px(4.0F), top.y + ui.px(5.0F)});
    if (quiet_icon_button(ui, fmt::format("sketch.zoom.{}", index), Icon::locate, ui.px(24.0F),
                          ui.text(msg::tools_sketch_zoom))) {
        ui.commands.push_back(ToolCommand{ChooseSketch{index}});
        look_at(ui, sketch);
    }
    ImGui::SetCursorScreenPos({high.x - tools + ui.px(32.0F), top.y + ui.px(5.0F)});
    if (quiet_icon_button(ui, fmt::format("sketch.remove.{}", index), Icon::close, ui.px(24.0F),
                          ui.text(msg::tools_sketch_remove))) {
        remove(ui, index);
    }
    ImGui::SetCursorScreenPos({top.x, high.y});
    ImGui::Dummy({1.0F, 0.0F});
}

// ---- the figures --------------------------------------------------------------------------------

std::string layer_name(const Ui& ui, int layer) {
    if (layer == county_layer) return std::string{ui.text(msg::tools_sketch_counties)};
    if (layer < 0) return std::string{ui.text(msg::tools_table_of_scheme)};
    return layer_title(ui.edits(), *ui.document, layer);
}

void own_figures(const Ui& ui, float left, float y) {
    const auto& figures = ui.tools.sketch.figures();
    if (!figures) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    float x = left;
    for (const AreaUnit unit : {AreaUnit::km2, AreaUnit::ha, AreaUnit::mu}) {
        const std::string number = format_area_number(figures->area_m2, unit);
        text_at(ui, list, {x, y}, number, ui.fonts.title, theme::ink);
        x += text_width(number, ui.fonts.title) + ui.px(5.0F);
        const std::string_view symbol = unit_symbol(unit, ui.state.lang);
        text_at(ui, list, {x, y + ui.px(6.0F)}, symbol, ui.fonts.small, theme::ink_soft);
        x += text_width(symbol, ui.fonts.small) + ui.px(22.0F);
    }
    const std::string around = fmt::format(fmt::runtime(ui.text(msg::tools_sketch_perimeter)),
                                           format_length(figures->perimeter_m, ui.state.lang));
    text_at(ui, list, {x, y + ui.px(6.0F)}, around, ui.fonts.small, theme::ink_soft);
    x += text_width(around, ui.fonts.small) + ui.px(18.0F);
    if (figures->crosses_itself) {
        text_at(ui, list, {x, y + ui.px(6.0F)}, ui.text(msg::tools_sketch_crosses), ui.fonts.small,
                theme::warning_ink);
    }
}

struct Columns {
    float left, count_right, mu_right, km2_right, share_right, by;
};

Columns columns_for(const Ui& ui, float left, float right) {
    Columns at{};
    at.left = left;
    const float room = std::min(right - left, ui.px(760.0F));
    at.by = left + room - ui.px(150.0F);
    at.share_right = at.by - ui.px(22.0F);
    at.km2_right = at.share_right - ui.px(80.0F);
    at.mu_right = at.km2_right - ui.px(100.0F);
    at.count_right = at.mu_right - ui.px(120.0F);
    return at;
}

void head(const Ui& ui, const Columns& at, float y) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const draw::Color soft = theme::ink_soft;
    text_at(ui, list, {at.left, y}, ui.text(msg::tools_sketch_layer), ui.fonts.small, soft);
    put_right(ui, at.count_right, y, ui.text(msg::tools_sketch_features), ui.fonts.small, soft);
    put_right(ui, at.mu_right, y, unit_symbol(AreaUnit::mu, ui.state.lang), ui.fonts.small, soft);
    put_right(ui, at.km2_right, y, unit_symbol(AreaUnit::km2, ui.state.lang), ui.fonts.small, soft);
    put_right(ui, at.share_right, y, ui.text(msg::tools_sketch_share), ui.fonts.small, soft);
    text_at(ui, list, {at.by, y}, ui.text(msg::tools_sketch_by), ui.fonts.small, soft);
    list->AddLine({at.left, y + ui.px(20.0F)}, {at.by + ui.px(150.0F), y + ui.px(20.0F)},
                  theme::packed(theme::line));
}

void figures_of(const Ui& ui, const Columns& at, float y, std::size_t features, double area_m2,
                double share, ImFont* font, draw::Color color) {
    put_right(ui, at.count_right, y, grouped(static_cast<double>(features), 0), font, color);
    put_right(ui, at.mu_right, y, format_area_number(area_m2, AreaUnit::mu), font, color);
    put_right(ui, at.km2_right, y, format_area_number(area_m2, AreaUnit::km2), font, color);
    put_right(ui, at.share_right, y, fmt::format("{:.1f}%", share * 100.0), font, color);
}

// Which attribute the layer's classes go by.
void class_chooser(const Ui& ui, const SketchAnswer& answer, const Columns& at, float y) {
    const model::Layer* layer = numbered_layer(*ui.document, answer.layer);
    if (layer == nullptr || layer->columns.empty() || answer.layer < 0) return;
    const std::string none{ui.text(msg::tools_sketch_no_class)};
    const std::string now = answer.by.value_or(none);
    ui.fonts.need(now);
    ImGui::SetCursorScreenPos({at.by, y - ui.px(5.0F)});
    ImGui::SetNextItemWidth(ui.px(150.0F));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(8.0F), ui.px(3.0F)});
    if (ImGui::BeginCombo(fmt::format("##sketch.by.{}", answer.layer).c_str(), now.c_str())) {
        if (ImGui::Selectable(none.c_str(), !answer.by)) {
            ui.commands.push_back(ToolCommand{SetClassBy{answer.layer, {}}});
        }
        for (const model::AttributeColumn& column : layer->columns) {
            ui.fonts.need(column.name);
            if (ImGui::Selectable(column.name.c_str(), answer.by == column.name)) {
                ui.commands.push_back(ToolCommand{SetClassBy{answer.layer, column.name}});
            }
            ui.note_box(fmt::format("sketch.by.{}.{}", answer.layer, column.name));
        }
        ImGui::EndCombo();
    }
    ImGui::PopStyleVar();
    ui.note_box(fmt::format("sketch.by.{}", answer.layer));
}

void answer_rows(const Ui& ui, const SketchAnswer& answer, const Columns& at) {
    const float height = ui.px(30.0F);
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float y = std::floor(top.y + (height - ui.fonts.body->FontSize) / 2.0F);
    const float names = at.count_right - at.left - ui.px(70.0F);
    text_elided_at(ui, {at.left, y}, layer_name(ui, answer.layer), ui.fonts.bold, theme::ink,
                   names);
    if (answer.share) {
        const tasks::SketchShare& share = *answer.share;
        figures_of(ui, at, y, share.features, share.area_m2, share.share, ui.fonts.body,
                   share.features == 0 ? theme::ink_faint : theme::ink);
    } else {
        const std::string_view words = answer.problem.empty()
                                           ? ui.text(msg::tools_sketch_preparing)
                                           : std::string_view{answer.problem.in(ui.state.lang)};
        text_elided_at(ui, {at.count_right - ui.px(60.0F), y}, words, ui.fonts.small,
                       answer.problem.empty() ? theme::ink_faint : theme::alarm_ink,
                       at.by - at.count_right);
    }
    class_chooser(ui, answer, at, y);
    ImGui::SetCursorScreenPos({top.x, top.y + height});
    ImGui::Dummy({1.0F, 0.0F});
    if (!answer.share || !answer.by) return;
    const tasks::SketchShare& share = *answer.share;
    const double whole = share.share > 0.0 ? share.area_m2 / share.share : 0.0;
    const float line = ui.px(25.0F);
    for (std::size_t i = 0; i < std::min(share.classes.size(), most_classes); ++i) {
        const tasks::SketchShare::Class& one = share.classes[i];
        const ImVec2 low = ImGui::GetCursorScreenPos();
        const float row_y = std::floor(low.y + (line - ui.fonts.body->FontSize) / 2.0F);
        const double part = whole > 0.0 ? one.area_m2 / whole : 0.0;
        // The bar behind the name is as long as the class is large.
        const float bar =
            names * static_cast<float>(share.classes.front().area_m2 > 0.0
                                           ? one.area_m2 / share.classes.front().area_m2
                                           : 0.0);
        ImGui::GetWindowDrawList()->AddRectFilled(
            {at.left + ui.px(16.0F), low.y + ui.px(3.0F)},
            {at.left + ui.px(16.0F) + std::max(bar - ui.px(16.0F), ui.px(2.0F)),
             low.y + line - ui.px(3.0F)},
            theme::packed(theme::bar_target.with_alpha(150)), ui.px(3.0F));
        const std::string_view value =
            one.value.empty() ? ui.text(msg::tools_sketch_no_value) : std::string_view{one.value};
        text_elided_at(ui, {at.left + ui.px(22.0F), row_y}, value, ui.fonts.body, theme::ink,
                       names - ui.px(22.0F));
        figures_of(ui, at, row_y, one.features, one.area_m2, part, ui.fonts.body, theme::ink);
        ImGui::SetCursorScreenPos({low.x, low.y + line});
        ImGui::Dummy({1.0F, 0.0F});
    }
}

}  // namespace

void draw_sketch_export(const Ui& ui) {
    draw_output_dialog(ui, ui.tools.memory.sketches,
                       {"sketch_export", msg::tools_sketch_export_title,
                        msg::tools_sketch_export_hint, "sketches.geojson"},
                       [&ui](const std::string& path) {
                           return [sketches = ui.state.history.present().sketches,
                                   path](const Work& work) -> Result<void> {
                               const Result<model::Layer> layer = tasks::sketch_layer(*sketches);
                               if (!layer) return tl::unexpected{layer.error()};
                               const model::Layer* const layers[] = {&*layer};
                               return io::write_layers(layers, path, {}, work);
                           };
                       });
}

void draw_sketch_panel(const Ui& ui) {
    const std::vector<model::Sketch>& all = *ui.state.history.present().sketches;
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    buttons(ui, top.x + ui.px(8.0F), top.y + ui.px(4.0F));
    const bool drawing =
        ui.state.measuring.tool() == Tool::sketch && ui.state.measuring.is_drawing();
    if (all.empty() && !drawing) {
        ImGui::SetCursorScreenPos({top.x, top.y + ui.px(40.0F)});
        empty_state(ui, Icon::polygon, ui.text(msg::tools_sketch_empty),
                    ui.text(msg::tools_sketch_empty_hint));
        return;
    }
    const float names = std::clamp(room.x * 0.27F, ui.px(190.0F), ui.px(300.0F));
    ImGui::SetCursorScreenPos({top.x + ui.px(8.0F), top.y + ui.px(44.0F)});
    ImGui::BeginChild("sketch.list", {names, room.y - ui.px(48.0F)}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, ui.px(2.0F)});
    for (std::size_t i = 0; i < all.size(); ++i) sketch_row(ui, i, names - ui.px(10.0F));
    ImGui::PopStyleVar();
    ImGui::EndChild();
    const float left = top.x + names + ui.px(28.0F);
    const float right = top.x + room.x - ui.px(24.0F);
    if (!ui.state.tools.sketch && !drawing) {
        text_at(ui, ImGui::GetWindowDrawList(), {left, top.y + ui.px(52.0F)},
                ui.text(msg::tools_sketch_choose), ui.fonts.body, theme::ink_soft);
        return;
    }
    own_figures(ui, left, top.y + ui.px(44.0F));
    const Columns at = columns_for(ui, left, right);
    head(ui, at, top.y + ui.px(78.0F));
    ImGui::SetCursorScreenPos({left - ui.px(4.0F), top.y + ui.px(102.0F)});
    ImGui::BeginChild("sketch.rows", {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, 0.0F});
    for (const SketchAnswer& answer : ui.tools.sketch.answers()) answer_rows(ui, answer, at);
    ImGui::Dummy({0.0F, ui.px(8.0F)});
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

}  // namespace parkatlas::app
