// Annotations in the drawer: what can be set, what is there, and the look of the chosen one.

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/drawer_tabs.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_annotate.h"
#include "base/messages_tools.h"
#include "tasks/annotating.h"

namespace parkatlas::app {
namespace {

using model::Annotation;
using model::AnnotationKind;

constexpr std::array<AnnotationKind, 8> drawn_kinds{
    AnnotationKind::text,    AnnotationKind::arrow,   AnnotationKind::line,
    AnnotationKind::polygon, AnnotationKind::circle,  AnnotationKind::dimension,
    AnnotationKind::callout, AnnotationKind::area_tag};

const model::Annotations& all(const Ui& ui) {
    return *ui.state.history.present().annotations;
}

void step(const Ui& ui, Msg words, std::size_t index,
          const std::function<void(model::Annotations&)>& edit) {
    const std::string title = tasks::annotation_title(all(ui).items[index], ui.state.lang);
    change_document(ui.commands, {words, title},
                    [edit](model::Edits& edits) { edit(edits.annotations.edit()); });
}

void palette(const Ui& ui, float x, float y) {
    ImGui::SetCursorScreenPos({x, y});
    const bool taken = ui.state.measuring.tool() == Tool::annotate;
    for (const AnnotationKind kind : drawn_kinds) {
        const std::string name = "annotate." + std::string{model::annotation_kind_name(kind)};
        const bool on = taken && ui.state.tools.annotate_kind == kind;
        if (toggle_button(ui, name.c_str(), Icon::annotate,
                          tasks::annotation_kind_label(kind, ui.state.lang), {}, on)) {
            ui.commands.push_back(ToolCommand{TakeAnnotating{kind}});
            ui.commands.push_back(TakeTool{on ? Tool::select : Tool::annotate});
        }
        ImGui::SameLine(0.0F, ui.px(1.0F));
    }
    const bool any = !all(ui).items.empty();
    if (!any) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.4F);
    const bool save =
        icon_button(ui, "annotate.save", Icon::save, {}, ui.text(msg::annotate_save_tip));
    if (!any) ImGui::PopStyleVar();
    if (save && any) ui.tools.memory.annotations.open = true;
}

void row(const Ui& ui, std::size_t index, float width) {
    const Annotation& one = all(ui).items[index];
    const bool chosen = ui.state.tools.annotation == index;
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float height = ui.px(30.0F);
    const std::string name = fmt::format("annotation.{}", index);
    if (ImGui::InvisibleButton(name.c_str(), {width, height})) {
        ui.commands.push_back(ToolCommand{ChooseAnnotation{index}});
    }
    ui.note_box(name);
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (chosen || ImGui::IsItemHovered()) {
        list->AddRectFilled(top, {top.x + width, top.y + height},
                            theme::packed(chosen ? theme::accent_pale : theme::hover), ui.px(5.0F));
    }
    const float y = std::floor(top.y + (height - ui.fonts.body->FontSize) / 2.0F);
    text_elided_at(ui, {top.x + ui.px(10.0F), y}, tasks::annotation_title(one, ui.state.lang),
                   ui.fonts.body, theme::ink, width - ui.px(110.0F));
    const std::string_view kind = tasks::annotation_kind_label(one.kind, ui.state.lang);
    text_at(ui, list,
            {top.x + width - ui.px(10.0F) - text_width(kind, ui.fonts.small), y + ui.px(1.0F)},
            kind, ui.fonts.small, theme::ink_faint);
}

// What is done with the whole of it.
void deeds(const Ui& ui, std::size_t index, float x, float y) {
    ImGui::SetCursorScreenPos({x, y});
    const auto button = [&](const char* name, Icon icon, Msg tip) {
        const bool clicked = icon_button(ui, name, icon, {}, ui.text(tip));
        ImGui::SameLine(0.0F, ui.px(1.0F));
        return clicked;
    };
    if (button("annotation.duplicate", Icon::copy, msg::annotate_duplicate)) {
        duplicate_chosen_annotation(ui.state, ui.commands);
    }
    const auto reorder = [&](bool up) {
        step(ui, msg::annotate_step_order, index,
             [index, up](model::Annotations& file) { tasks::reorder_annotation(file, index, up); });
        const std::size_t last = all(ui).items.size() - 1;
        const std::size_t to =
            up ? std::min(index + 1, last) : index - std::min<std::size_t>(index, 1);
        ui.commands.push_back(ToolCommand{ChooseAnnotation{to}});
    };
    if (button("annotation.raise", Icon::arrow_up, msg::annotate_raise)) reorder(true);
    if (button("annotation.lower", Icon::arrow_down, msg::annotate_lower)) reorder(false);
    if (button("annotation.remove", Icon::close, msg::annotate_remove)) {
        remove_chosen_annotation(ui.state, ui.commands);
    }
}

struct Fields {
    const Ui& ui;
    std::size_t index;
    float x, width, label;

    void row(Msg words) const {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        text_elided_at(ui, {x, at.y + ui.px(6.0F)}, ui.text(words), ui.fonts.body, theme::ink_soft,
                       label - ui.px(8.0F));
        ImGui::SetCursorScreenPos({x + label, at.y});
        ImGui::SetNextItemWidth(width - label);
    }
};

std::string preset_label(const Ui& ui, const std::string& preset) {
    constexpr std::array<std::pair<std::string_view, Msg>, 8> labels{
        {{"note", msg::annotate_preset_note},
         {"heading", msg::annotate_preset_heading},
         {"accent", msg::annotate_preset_accent},
         {"quiet", msg::annotate_preset_quiet},
         {"measure", msg::annotate_preset_measure},
         {"area", msg::annotate_preset_area},
         {"boundary", msg::annotate_preset_boundary},
         {"box", msg::annotate_preset_box}}};
    if (preset.empty()) return std::string{ui.text(msg::annotate_own_style)};
    for (const auto& [name, label] : labels) {
        if (name == preset) return std::string{ui.text(label)};
    }
    return preset;
}

void style_fields(const Fields& fields, const Annotation& one) {
    const Ui& ui = fields.ui;
    fields.row(msg::annotate_style);
    const std::string now = preset_label(ui, one.style);
    ui.fonts.need(now);
    if (ImGui::BeginCombo("##annotation.style", now.c_str())) {
        std::vector<std::string> names{""};
        for (const std::string& name : model::built_in_presets()) names.push_back(name);
        for (const model::AnnotationPreset& own : all(ui).presets) names.push_back(own.name);
        for (const std::string& name : names) {
            const std::string label = preset_label(ui, name);
            ui.fonts.need(label);
            if (ImGui::Selectable(label.c_str(), one.style == name)) {
                change_annotation(ui, fields.index, [name](Annotation& of) { of.style = name; });
            }
        }
        ImGui::EndCombo();
    }
    ui.note_box("annotation.style");
    const model::AnnotationStyle look = model::resolved_style(all(ui), one);
    fields.row(msg::annotate_size);
    auto size = static_cast<float>(look.size_mm.value_or(3.2));
    if (ImGui::SliderFloat("##annotation.size", &size, 1.5F, 12.0F, "%.1f mm")) {
        const double to = std::round(static_cast<double>(size) * 10.0) / 10.0;
        const std::string title = tasks::annotation_title(one, ui.state.lang);
        change_document(
            ui.commands, {msg::annotate_step_edit, title},
            [index = fields.index, to](model::Edits& edits) {
                edits.annotations.edit().items.at(index).own.size_mm = to;
            },
            ui.gesture());
    }
    ui.note_box("annotation.size");
    // Six colours that stand apart on the map, and on grey paper.
    constexpr std::array<model::Rgba, 6> colors{
        {{0, 0, 0}, {196, 30, 36}, {18, 84, 168}, {30, 107, 60}, {110, 50, 140}, {120, 120, 120}}};
    const ImVec2 at = ImGui::GetCursorScreenPos();
    for (std::size_t i = 0; i < colors.size(); ++i) {
        const ImVec2 low{fields.x + fields.label + ui.px(30.0F) * static_cast<float>(i), at.y};
        const float side = ui.px(22.0F);
        ImGui::SetCursorScreenPos(low);
        const std::string name = fmt::format("annotation.color.{}", i);
        const model::Rgba color = colors[i];
        if (ImGui::InvisibleButton(name.c_str(), {side, side})) {
            change_annotation(ui, fields.index, [color](Annotation& of) {
                of.own.color = color;
                of.own.text_color = color;
            });
        }
        ui.note_box(name);
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(low, {low.x + side, low.y + side},
                            theme::packed(draw::Color{color.r, color.g, color.b}), ui.px(4.0F));
        if (look.color == color) {
            list->AddRect({low.x - ui.px(2.0F), low.y - ui.px(2.0F)},
                          {low.x + side + ui.px(2.0F), low.y + side + ui.px(2.0F)},
                          theme::packed(theme::accent), ui.px(5.0F), 0, ui.px(2.0F));
        }
    }
    ImGui::SetCursorScreenPos({fields.x, at.y + ui.px(30.0F)});
    ImGui::Dummy({1.0F, 1.0F});
}

// Nine points of the box, of which one stands at the place.
void anchor_field(const Fields& fields, const Annotation& one) {
    const Ui& ui = fields.ui;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    fields.row(msg::annotate_align);
    const model::BoxAnchor now = one.box_anchor.value_or(model::BoxAnchor::centre);
    const float cell = ui.px(16.0F);
    for (int i = 0; i < 9; ++i) {
        const ImVec2 low{fields.x + fields.label + cell * static_cast<float>(i % 3),
                         at.y + ui.px(2.0F) + cell * static_cast<float>(i / 3)};
        const auto anchor = static_cast<model::BoxAnchor>(i);
        ImGui::SetCursorScreenPos(low);
        const std::string name = "annotation.anchor." + std::string{model::box_anchor_name(anchor)};
        if (ImGui::InvisibleButton(name.c_str(), {cell, cell})) {
            change_annotation(ui, fields.index,
                              [anchor](Annotation& of) { of.box_anchor = anchor; });
        }
        ui.note_box(name);
        ImDrawList* list = ImGui::GetWindowDrawList();
        const ImVec2 middle{low.x + cell / 2.0F, low.y + cell / 2.0F};
        list->AddCircleFilled(middle, ui.px(now == anchor ? 5.0F : 2.6F),
                              theme::packed(now == anchor ? theme::accent : theme::ink_faint));
    }
    ImGui::SetCursorScreenPos({fields.x, at.y + cell * 3.0F + ui.px(8.0F)});
    ImGui::Dummy({1.0F, 1.0F});
}

void fields_of(const Ui& ui, std::size_t index, float x, float width) {
    const Annotation& one = all(ui).items[index];
    const Fields fields{ui, index, x, width, ui.px(84.0F)};
    const bool worded = one.kind == AnnotationKind::text || one.kind == AnnotationKind::callout ||
                        one.kind == AnnotationKind::area_tag ||
                        one.kind == AnnotationKind::dimension;
    if (worded) {
        fields.row(msg::annotate_words);
        ToolMemory::Annotate& memory = ui.tools.memory.annotate;
        if (memory.field_of != index || !memory.field_active) memory.field = one.text;
        memory.field_of = index;
        ImGui::InputTextMultiline("##annotation.text", &memory.field,
                                  {width - fields.label, ui.px(54.0F)});
        ui.fonts.need(memory.field);
        ui.note_box("annotation.text");
        memory.field_active = ImGui::IsItemActive();
        if (ImGui::IsItemDeactivatedAfterEdit()) {
            change_annotation(ui, index,
                              [words = memory.field](Annotation& of) { of.text = words; });
        }
    }
    style_fields(fields, one);
    if (one.kind == AnnotationKind::text) {
        fields.row(msg::annotate_angle);
        auto angle = static_cast<float>(one.angle_deg);
        if (ImGui::SliderFloat("##annotation.angle", &angle, -90.0F, 90.0F, "%.0f°")) {
            const double to = std::round(static_cast<double>(angle));
            const std::string title = tasks::annotation_title(one, ui.state.lang);
            change_document(
                ui.commands, {msg::annotate_step_edit, title},
                [index, to](model::Edits& edits) {
                    edits.annotations.edit().items.at(index).angle_deg = to;
                },
                ui.gesture());
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos({x + fields.label, at.y});
        if (check_box(ui, "annotation.vertical", one.vertical ? Check::on : Check::off)) {
            change_annotation(ui, index, [](Annotation& of) { of.vertical = !of.vertical; });
        }
        ImGui::SameLine(0.0F, ui.px(8.0F));
        text_line(ui, ui.text(msg::annotate_vertical));
    }
    if (worded && one.kind != AnnotationKind::dimension) anchor_field(fields, one);
    if (one.radius_m) {
        fields.row(msg::annotate_radius);
        double radius = *one.radius_m;
        if (ImGui::InputDouble("##annotation.radius", &radius, 0.0, 0.0, "%.1f",
                               ImGuiInputTextFlags_EnterReturnsTrue) &&
            radius > 0.0) {
            change_annotation(ui, index, [radius](Annotation& of) { of.radius_m = radius; });
        }
        ui.note_box("annotation.radius");
    }
}

}  // namespace

void duplicate_chosen_annotation(const AppState& state, Commands& commands) {
    const model::Annotations& file = *state.history.present().annotations;
    const auto chosen = state.tools.annotation;
    if (!chosen || *chosen >= file.items.size()) return;
    const std::string title = tasks::annotation_title(file.items[*chosen], state.lang);
    change_document(commands, {msg::annotate_step_duplicate, title},
                    [index = *chosen](model::Edits& edits) {
                        tasks::duplicate_annotation(edits.annotations.edit(), index);
                    });
    commands.push_back(ToolCommand{ChooseAnnotation{file.items.size()}});
}

void remove_chosen_annotation(const AppState& state, Commands& commands) {
    const model::Annotations& file = *state.history.present().annotations;
    const auto chosen = state.tools.annotation;
    if (!chosen || *chosen >= file.items.size()) return;
    const std::string title = tasks::annotation_title(file.items[*chosen], state.lang);
    change_document(commands, {msg::annotate_step_remove, title},
                    [index = *chosen](model::Edits& edits) {
                        tasks::remove_annotation(edits.annotations.edit(), index);
                    });
    commands.push_back(ToolCommand{ChooseAnnotation{}});
}

void draw_annotation_save(const Ui& ui) {
    draw_output_dialog(
        ui, ui.tools.memory.annotations,
        {"annotation_save", msg::annotate_save_title, msg::annotate_save_hint, "annotations.json"},
        [&ui](const std::string& path) {
            return [file = ui.state.history.present().annotations, path](const Work&) {
                return tasks::write_annotations(*file, path);
            };
        });
}

void draw_annotations_panel(const Ui& ui) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    palette(ui, top.x + ui.px(8.0F), top.y + ui.px(4.0F));
    const std::size_t count = all(ui).items.size();
    if (count == 0) {
        ImGui::SetCursorScreenPos({top.x, top.y + ui.px(40.0F)});
        empty_state(ui, Icon::annotate, ui.text(msg::annotate_empty),
                    ui.text(msg::annotate_empty_hint));
        return;
    }
    const float names = std::clamp(room.x * 0.4F, ui.px(220.0F), ui.px(420.0F));
    ImGui::SetCursorScreenPos({top.x + ui.px(8.0F), top.y + ui.px(44.0F)});
    ImGui::BeginChild("annotation.list", {names, room.y - ui.px(48.0F)}, false,
                      ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0.0F, ui.px(2.0F)});
    for (std::size_t i = count; i-- > 0;) row(ui, i, names - ui.px(10.0F));  // the topmost first
    ImGui::PopStyleVar();
    ImGui::EndChild();
    const float left = top.x + names + ui.px(28.0F);
    const auto chosen = ui.state.tools.annotation;
    if (!chosen || *chosen >= count) {
        text_at(ui, ImGui::GetWindowDrawList(), {left, top.y + ui.px(52.0F)},
                ui.text(msg::annotate_choose), ui.fonts.body, theme::ink_soft);
        return;
    }
    deeds(ui, *chosen, left, top.y + ui.px(40.0F));
    ImGui::SetCursorScreenPos({left, top.y + ui.px(78.0F)});
    ImGui::BeginChild("annotation.fields", {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8.0F), ui.px(6.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(8.0F), ui.px(5.0F)});
    fields_of(ui, *chosen, left, std::min(top.x + room.x - left - ui.px(30.0F), ui.px(460.0F)));
    ImGui::PopStyleVar(2);
    ImGui::EndChild();
}

}  // namespace parkatlas::app
