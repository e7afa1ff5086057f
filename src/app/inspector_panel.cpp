#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/panels.h"
#include "app/theme.h"
#include "base/messages_app.h"
#include "base/messages_viewer.h"
#include "base/units.h"
#include "tasks/plan_network.h"

namespace parkatlas::app {
namespace {

using cartography::FeatureRef;

std::string filled(std::string_view pattern, const std::string& value) {
    return fmt::format(fmt::runtime(pattern), value);
}

// Chinese enumerations are joined by the enumeration comma.
std::string units_joined(const Ui& ui, const std::vector<std::string>& units) {
    std::string all;
    for (const std::string& unit : units) {
        if (!all.empty()) all += ui.state.lang == Lang::zh ? "、" : ", ";
        all += unit_name(*ui.document, unit, ui.state.lang);
    }
    return all;
}

// As the plan words it; in English with the figure, which the Chinese wording gives already.
std::string stated_area(const Ui& ui, const std::string& words, std::optional<double> area_m2) {
    if (words.empty()) return std::string{ui.text(msg::app_stated_none)};
    if (ui.state.lang == Lang::zh || !area_m2) return words;
    return fmt::format("{} ({})", words, format_area(*area_m2, AreaUnit::km2, Lang::en));
}

std::string in_degrees(geo::LonLat at) {
    return fmt::format("{:.3f}° E  {:.3f}° N", at.lon_deg, at.lat_deg);
}

void row(const Ui& ui, std::string_view label, std::string_view value) {
    if (value.empty()) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float column = ui.px(ui.state.lang == Lang::zh ? 76.0F : 92.0F);
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(5.0F)});
    text_line(ui, label, ui.fonts.small, theme::ink_soft);
    ImGui::SetCursorScreenPos({at.x + column, at.y});
    ImGui::BeginGroup();
    text_block(ui, value, ui.fonts.body, theme::ink);
    ImGui::EndGroup();
}

// Numbers flush right, so that their digits stand under each other, then the unit.
void area_figures(const Ui& ui, double area_m2, float width_px) {
    struct Figure {
        std::string number, unit;
    };
    std::vector<Figure> figures;
    float widest = 0.0F;
    for (const AreaUnit unit : {AreaUnit::km2, AreaUnit::ha, AreaUnit::mu}) {
        const std::string words = format_area(area_m2, unit, ui.state.lang);
        const std::size_t space = words.find(' ');
        figures.push_back({words.substr(0, space), words.substr(space + 1)});
        widest = std::max(widest, text_width(figures.back().number, ui.fonts.bold));
    }
    const float numbers_right = std::min(std::max(widest, ui.px(110.0F)), width_px * 0.6F);
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const Figure& figure : figures) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float height = ui.px(25.0F);
        const float number_x = at.x + numbers_right - text_width(figure.number, ui.fonts.bold);
        text_at(ui, list, {number_x, at.y + ui.px(3.0F)}, figure.number, ui.fonts.bold, theme::ink);
        text_at(ui, list, {at.x + numbers_right + ui.px(8.0F), at.y + ui.px(3.0F)}, figure.unit,
                ui.fonts.body, theme::ink_soft);
        ImGui::Dummy({width_px, height});
    }
}

void area_card(const Ui& ui, std::optional<double> area_m2, bool known, const geo::Crs& crs) {
    const Card card{ui, theme::paper, theme::line};
    const float width = card.inner_width_px();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8.0F), ui.px(2.0F)});
    text_line(ui, ui.text(msg::app_measured_area), ui.fonts.small, theme::ink_soft);
    if (!known) {
        text_block(ui, ui.text(msg::app_measuring), ui.fonts.body, theme::ink_soft, width);
    } else if (!area_m2 || *area_m2 <= 0.0) {
        text_block(ui, ui.text(msg::app_measured_none), ui.fonts.body, theme::ink_soft, width);
    } else {
        area_figures(ui, *area_m2, width);
        text_block(ui, filled(ui.text(msg::app_method_geodesic), crs.ellipsoid_name()),
                   ui.fonts.small, theme::ink_soft, width);
    }
    ImGui::PopStyleVar();
}

// What a figure of this shape is worth stands right below the figure.
void basis_note(const Ui& ui, const model::LayoutFeature& feature) {
    Msg words = msg::app_schematic_note;
    bool caution = true;
    if (feature.basis == model::Basis::text_boundary) words = msg::app_text_boundary_note;
    if (feature.basis == model::Basis::administrative) {
        words = msg::app_administrative_note;
        caution = false;
    }
    if (feature.basis == model::Basis::surveyed) return;
    const Card card{ui, caution ? theme::note : theme::accent_pale,
                    caution ? theme::note_line : theme::accent_pale};
    const draw::Color ink = caution ? theme::note_ink : theme::accent_deep;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8.0F), 0.0F});
    text_block(ui, ui.text(words), ui.fonts.body, ink, card.inner_width_px());
    if (feature.position_accuracy_m) {
        text_block(ui,
                   filled(ui.text(msg::app_position_accuracy),
                          format_length(*feature.position_accuracy_m, ui.state.lang)),
                   ui.fonts.small, ink, card.inner_width_px());
    }
    ImGui::PopStyleVar();
}

void heading(const Ui& ui, FeatureRef feature, std::string_view kind, draw::Color color,
             const std::string& name, const std::string& other_name) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    badge(ui, kind, color, draw::Color{255, 255, 255});  // on the map's colours
    ImGui::SetCursorScreenPos({right - ui.px(58.0F), at.y - ui.px(2.0F)});
    if (quiet_icon_button(ui, "inspector.zoom", Icon::locate, ui.px(26.0F),
                          ui.text(msg::app_zoom_to))) {
        ui.commands.push_back(ui.document == ui.compared
                                  ? Command{LookAt{ui.compared->scene.feature_extent(feature)}}
                                  : Command{ZoomToFeature{feature}});
    }
    ImGui::SetCursorScreenPos({right - ui.px(28.0F), at.y - ui.px(2.0F)});
    if (quiet_icon_button(ui, "inspector.clear", Icon::close, ui.px(26.0F),
                          ui.text(msg::app_clear_selection))) {
        ui.commands.push_back(ui.document == ui.compared ? Command{ViewCommand{SelectCompared{}}}
                                                         : Command{ClearSelection{}});
    }
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(30.0F)});
    if (ui.document == ui.compared) {
        text_block(ui,
                   fmt::format(fmt::runtime(ui.text(msg::viewer_of_compared)),
                               ui.state.view.compared.title),
                   ui.fonts.small, theme::accent_deep);
    }
    text_block(ui, name, ui.fonts.title, theme::ink);
    if (!other_name.empty() && other_name != name) {
        text_block(ui, other_name, ui.fonts.small, theme::ink_soft);
    }
}

void parts(const Ui& ui, const model::LayoutFeature& feature) {
    if (feature.parts.empty()) return;
    section_heading(ui, ui.text(msg::app_parts));
    for (const model::FeaturePart& part : feature.parts) {
        text_block(ui, "· " + part.name.in(ui.state.lang), ui.fonts.body, theme::ink);
        std::string below = units_joined(ui, part.located_in);
        if (!part.stated_area_text.empty()) {
            below += (below.empty() ? "" : " · ") +
                     stated_area(ui, part.stated_area_text, part.stated_area_m2);
        }
        if (below.empty()) continue;
        ImGui::Indent(ui.px(14.0F));
        text_block(ui, below, ui.fonts.small, theme::ink_soft);
        ImGui::Unindent(ui.px(14.0F));
    }
}

void place(const Ui& ui, const model::Layout& layout, const model::LayoutFeature& feature) {
    section_heading(ui, ui.text(msg::app_place));
    row(ui, ui.text(msg::app_located_in), units_joined(ui, feature.located_in));
    if (feature.anchor) row(ui, ui.text(msg::app_coordinates), in_degrees(*feature.anchor));
    if (const std::optional<std::size_t> whole = layout.find(feature.part_of)) {
        row(ui, ui.text(msg::app_part_of), layout.features[*whole].name.in(ui.state.lang));
    }
    row(ui, ui.text(msg::app_kind), feature.kind);
    row(ui, ui.text(msg::app_status), feature.status);
}

void source(const Ui& ui, const model::Layout& layout, const model::LayoutFeature& feature) {
    section_heading(ui, ui.text(msg::app_source));
    const model::PlanDocument& document = layout.document;
    row(ui, ui.text(msg::app_document), document.title.in(ui.state.lang));
    row(ui, ui.text(msg::app_number), document.number);
    row(ui, ui.text(msg::app_date), document.date);
    const bool in_english = ui.state.lang == Lang::en && !document.issuer_en.empty();
    row(ui, ui.text(msg::app_issuer), in_english ? document.issuer_en : document.issuer);
    row(ui, ui.text(msg::app_section), feature.section);
}

std::optional<double> layout_area(const cartography::MapContent& content, std::size_t index) {
    const std::vector<std::optional<double>>& areas = content.measured_area_m2;
    return index < areas.size() ? areas[index] : std::nullopt;
}

std::optional<double> layer_area(const Ui& ui, FeatureRef feature) {
    const std::size_t layer = static_cast<std::size_t>(feature.layer);
    if (ui.areas == nullptr || layer >= ui.areas->size()) return std::nullopt;
    const std::vector<analysis::AreaRow>& rows = (*ui.areas)[layer]->rows;
    return feature.index < rows.size() ? rows[feature.index].area_m2 : std::nullopt;
}

// Where the feature has a plan of its own: the way there.
void own_plan_button(const Ui& ui, FeatureRef selected) {
    const model::Layout* plan = plan_of(*ui.document, selected);
    if (plan == nullptr) return;
    ImGui::Dummy({0.0F, ui.px(6.0F)});
    const std::string words =
        filled(ui.text(msg::app_open_plan), tasks::short_title(*plan, ui.state.lang));
    if (wide_button(ui, "inspector.open_plan", Icon::enter, words,
                    ui.text(msg::app_open_plan_tip))) {
        ui.commands.push_back(OpenPlan{plan->id, {}});
    }
}

// What another plan says of the place, and the way to it.
void reference_card(const Ui& ui, const tasks::PlanFeature& place) {
    const model::Layout& plan = *place.layout;
    const model::LayoutFeature& feature = plan.features[place.index];
    const std::string name = fmt::format("reference.{}/{}", plan.id, feature.id);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    // The height of the last frame: the card is clickable as a whole.
    ImGuiStorage* storage = ImGui::GetStateStorage();
    const ImGuiID height_id = ImGui::GetID(name.c_str());
    const float height = storage->GetFloat(height_id, ui.px(92.0F));
    if (ImGui::InvisibleButton(name.c_str(), {width, height})) {
        ui.commands.push_back(OpenPlan{plan.id, feature.id});
    }
    ui.note_box(name);
    tooltip(ui, ui.text(msg::app_reference_tip));
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImGui::SetCursorScreenPos(at);
    {
        const Card card{ui, hovered ? theme::hover : theme::paper,
                        hovered ? theme::accent : theme::line};
        const float inner = card.inner_width_px();
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8.0F), ui.px(1.0F)});
        text_block(ui,
                   fmt::format("{} · {}", tasks::short_title(plan, ui.state.lang),
                               model::role_label(feature.role, ui.state.lang)),
                   ui.fonts.small, theme::accent_deep, inner);
        text_block(ui, feature.name.in(ui.state.lang), ui.fonts.bold, theme::ink, inner);
        std::string below = stated_area(ui, feature.stated_area_text, feature.stated_area_m2);
        if (!feature.section.empty()) {
            below = fmt::format("{} {}\n{}", ui.text(msg::app_section), feature.section, below);
        }
        text_block(ui, below, ui.fonts.small, theme::ink_soft, inner);
        ImGui::PopStyleVar();
    }
    const float end = ImGui::GetCursorScreenPos().y;
    storage->SetFloat(height_id, end - at.y - ui.px(6.0F));
}

void references(const Ui& ui, Msg title, const std::vector<tasks::PlanFeature>& places) {
    if (places.empty()) return;
    section_heading(ui, ui.text(title));
    for (const tasks::PlanFeature& place : places) reference_card(ui, place);
}

void layout_feature(const Ui& ui, FeatureRef selected) {
    const cartography::MapContent& content = ui.scene()->content();
    const model::Layout& layout = *content.layout;
    const model::LayoutFeature& feature = layout.features[selected.index];
    const Lang other = ui.state.lang == Lang::zh ? Lang::en : Lang::zh;
    heading(ui, selected, model::role_label(feature.role, ui.state.lang),
            feature_color(layout, selected.index),
            feature_name(*ui.document, selected, ui.state.lang), feature.name.in(other));

    own_plan_button(ui, selected);

    section_heading(ui, ui.text(msg::app_area));
    row(ui, ui.text(msg::app_stated_area),
        stated_area(ui, feature.stated_area_text, feature.stated_area_m2));
    ImGui::Dummy({0.0F, ui.px(2.0F)});
    const std::optional<double> area = layout_area(content, selected.index);
    area_card(ui, area, true, layout.layer.crs);
    basis_note(ui, feature);

    references(ui, msg::app_same_place, ui.document->network->same_place(layout, selected.index));
    place(ui, layout, feature);
    parts(ui, feature);
    if (const std::string& summary = feature.summary.in(ui.state.lang); !summary.empty()) {
        section_heading(ui, ui.text(msg::app_summary));
        text_block(ui, summary, ui.fonts.body, theme::ink);
    }
    source(ui, layout, feature);
}

void layer_feature(const Ui& ui, FeatureRef selected) {
    const std::size_t layer_index = static_cast<std::size_t>(selected.layer);
    const model::Layer& layer = *ui.scene()->content().layers[layer_index];
    heading(ui, selected, layer.name,
            cartography::layer_color(
                ui.document == ui.compared ? cartography::MapOptions{} : ui.state.map,
                static_cast<std::size_t>(selected.layer)),
            feature_name(*ui.document, selected, ui.state.lang), {});

    if (ui.document != ui.compared) {  // those of the compared layers are not measured
        section_heading(ui, ui.text(msg::app_area));
        const bool known = ui.areas != nullptr && layer_index < ui.areas->size();
        area_card(ui, layer_area(ui, selected), known, layer.crs);
    }
    if (layer.offset == model::CoordinateOffset::gcj02) {
        const Card card{ui, theme::note, theme::note_line};
        text_block(ui, ui.text(msg::app_gcj02_note), ui.fonts.body, theme::note_ink,
                   card.inner_width_px());
    }
    if (!layer.columns.empty()) section_heading(ui, ui.text(msg::app_attributes));
    for (const model::AttributeColumn& column : layer.columns) {
        row(ui, column.name, model::value_text(column.values[selected.index]));
    }
    section_heading(ui, ui.text(msg::app_source));
    row(ui, ui.text(msg::app_document), layer.source);
    row(ui, ui.text(msg::app_format), layer.format);
    row(ui, "CRS", layer.crs.label());
}

void nothing_selected(const Ui& ui) {
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::Dummy({width, ui.px(36.0F)});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 middle = {at.x + width / 2.0F, at.y + ui.px(30.0F)};
    list->AddCircleFilled(middle, ui.px(30.0F), theme::packed(theme::accent_pale));
    draw_icon(list, Icon::pointer, middle, ui.px(26.0F), theme::packed(theme::accent));
    ImGui::Dummy({width, ui.px(74.0F)});
    const std::string_view title = ui.text(msg::app_nothing_selected);
    const float indent = (width - text_width(title, ui.fonts.bold)) / 2.0F;
    ImGui::SetCursorScreenPos({at.x + std::max(indent, 0.0F), ImGui::GetCursorScreenPos().y});
    text_line(ui, title, ui.fonts.bold, theme::ink);
    ImGui::Dummy({0.0F, ui.px(2.0F)});
    text_block(ui, ui.text(msg::app_nothing_selected_hint), ui.fonts.body, theme::ink_soft);
    ImGui::Dummy({0.0F, ui.px(10.0F)});
    for (const Msg hint : {msg::app_hint_pan, msg::app_hint_zoom, msg::app_hint_double_click}) {
        text_block(ui, ui.text(hint), ui.fonts.small, theme::ink_soft);
    }
    const model::Layout* layout = ui.document->layout();
    if (layout == nullptr) return;
    references(ui, msg::app_in_plan_above, ui.document->network->leading_to(*layout));
    if (layout->summary.in(ui.state.lang).empty()) return;
    section_heading(ui, ui.text(msg::app_summary));
    text_block(ui, layout->summary.in(ui.state.lang), ui.fonts.body, theme::ink);
    section_heading(ui, ui.text(msg::app_source));
    row(ui, ui.text(msg::app_document), layout->document.title.in(ui.state.lang));
    row(ui, ui.text(msg::app_number), layout->document.number);
    row(ui, ui.text(msg::app_date), layout->document.date);
}

}  // namespace

void draw_inspector(const Ui& ui) {
    const RectPx& rect = ui.layout.inspector;
    begin_panel("inspector", rect, theme::panel, {ui.px(8.0F), ui.px(14.0F)});
    begin_scrolled(ui, "inspector.body");
    const auto& other = ui.state.view.compared.selected;
    if (ui.compared != nullptr && other) {
        Ui beside = ui;
        beside.document = ui.compared;
        beside.areas = nullptr;
        if (other->layer < 0) {
            layout_feature(beside, *other);
        } else {
            layer_feature(beside, *other);
        }
        ImGui::Dummy({0.0F, ui.px(12.0F)});
    } else if (ui.document != nullptr) {
        if (!ui.state.map.selected) {
            nothing_selected(ui);
        } else if (ui.state.map.selected->layer < 0) {
            layout_feature(ui, *ui.state.map.selected);
        } else {
            layer_feature(ui, *ui.state.map.selected);
        }
        ImGui::Dummy({0.0F, ui.px(12.0F)});
    }
    ImGui::EndChild();
    ImGui::GetWindowDrawList()->AddLine({rect.x + 0.5F, rect.y}, {rect.x + 0.5F, rect.y + rect.h},
                                        theme::packed(theme::line));
    ImGui::End();
}

}  // namespace parkatlas::app
