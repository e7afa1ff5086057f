// What can be changed of the chosen annotation: in the drawer, and beside the page.

#include "app/annotation_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_annotate.h"
#include "base/messages_viewer.h"
#include "tasks/annotating.h"
#include "tasks/page_places.h"

namespace parkatlas::app {
namespace {

using model::Annotation;
using model::AnnotationKind;

const model::Annotations& all(const Ui& ui) {
    return *ui.state.history.present().annotations;
}

void step(const Ui& ui, Msg words, std::size_t index,
          const std::function<void(model::Annotations&)>& edit) {
    const std::string title = tasks::annotation_title(all(ui).items[index], ui.state.lang);
    change_document(ui.commands, {words, title},
                    [edit](model::Edits& edits) { edit(edits.annotations.edit()); });
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
        list->AddRect(low, {low.x + side, low.y + side}, theme::packed(theme::line), ui.px(4.0F));
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
// Ground or page: where it stands now, it stays.
void tie_field(const Fields& fields, const Annotation& one) {
    const Ui& ui = fields.ui;
    if (one.places.empty()) return;  // hangs on its feature
    fields.row(msg::viewer_tied_to);
    const bool on_page = tasks::is_tied_to_page(one);
    const auto tie = [&](const char* name, Msg words, Msg tip, bool to_page) {
        if (toggle_button(ui, name, to_page ? Icon::landscape : Icon::locate, ui.text(words),
                          ui.text(tip), on_page == to_page) &&
            on_page != to_page) {
            const auto places = page_places(ui);
            if (!places) return;
            Annotation tied = one;
            const bool done =
                to_page ? tasks::tie_to_page(tied, *places) : tasks::tie_to_ground(tied, *places);
            if (!done) return;
            step(ui, to_page ? msg::viewer_step_tie_page : msg::viewer_step_tie_ground,
                 fields.index, [index = fields.index, tied](model::Annotations& file) {
                     if (index < file.items.size()) file.items[index] = tied;
                 });
        }
        ImGui::SameLine(0.0F, ui.px(4.0F));
    };
    tie("annotation.tie_ground", msg::viewer_tied_ground, msg::viewer_tied_ground_tip, false);
    tie("annotation.tie_page", msg::viewer_tied_page, msg::viewer_tied_page_tip, true);
    ImGui::NewLine();
}

// A length on paper with a slider; one drag is one step.
void length_field(const Fields& fields, const Annotation& one, Msg words, const char* id,
                  double now, float least, float most, void (*set)(Annotation&, double)) {
    const Ui& ui = fields.ui;
    fields.row(words);
    auto value = static_cast<float>(now);
    if (ImGui::SliderFloat(id, &value, least, most, "%.1f mm")) {
        const double to = std::round(static_cast<double>(value) * 10.0) / 10.0;
        change_document(
            ui.commands, {msg::annotate_step_edit, tasks::annotation_title(one, ui.state.lang)},
            [index = fields.index, to, set](model::Edits& edits) {
                set(edits.annotations.edit().items.at(index), to);
            },
            ui.gesture());
    }
    ui.note_box(id + 2);
}

void picture_fields(const Fields& fields, const Annotation& one) {
    const Ui& ui = fields.ui;
    const std::string name = std::filesystem::path{one.file}.filename().string();
    fields.row(msg::viewer_file);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float button =
        text_width(ui.text(msg::viewer_other_picture), ui.fonts.body) + ui.px(46.0F);
    text_elided_at(ui, {at.x, at.y + ui.px(6.0F)}, name, ui.fonts.body, theme::ink,
                   fields.width - fields.label - button - ui.px(8.0F));
    ImGui::SetCursorScreenPos({fields.x + fields.width - button, at.y});
    if (icon_button(ui, "annotation.other_picture", Icon::folder,
                    ui.text(msg::viewer_other_picture), {})) {
        ui.commands.push_back(ShowFileDialog{FilePurpose::picture, one.file});
    }
    if (const Error* problem = ui.tools.annotations.pictures().problem(one.file)) {
        const bool missing = problem->code == ErrorCode::input_unreadable;
        const std::string words =
            missing ? fmt::format(fmt::runtime(ui.text(msg::viewer_picture_missing)), one.file)
                    : fmt::format(fmt::runtime(ui.text(msg::viewer_picture_broken)), one.file,
                                  problem->what.in(ui.state.lang));
        ImGui::SetCursorScreenPos({fields.x, ImGui::GetCursorScreenPos().y});
        text_block(ui, words, ui.fonts.small, theme::alarm_ink, fields.width);
    }
    const auto& pictures = ui.tools.annotations.pictures().pictures();
    const auto picture = pictures.find(one.file);
    double height = one.height_mm.value_or(15.0);
    if (!one.height_mm && one.width_mm && picture != pictures.end()) {
        height = *one.width_mm * picture->second->height / std::max(picture->second->width, 1);
    }
    ImGui::SetCursorScreenPos({fields.x, ImGui::GetCursorScreenPos().y});
    length_field(fields, one, msg::viewer_height, "##annotation.height", height, 3.0F, 120.0F,
                 [](Annotation& of, double to) {
                     of.height_mm = to;
                     of.width_mm.reset();  // by its shape
                 });
}

void parts_of_the_sheet(const Fields& fields, const Annotation& one) {
    if (one.kind == AnnotationKind::north_arrow) {
        length_field(fields, one, msg::viewer_height, "##annotation.height",
                     one.height_mm.value_or(16.0), 6.0F, 80.0F,
                     [](Annotation& of, double to) { of.height_mm = to; });
    } else {
        length_field(fields, one, msg::viewer_length, "##annotation.length",
                     one.length_mm.value_or(72.0), 15.0F, 200.0F,
                     [](Annotation& of, double to) { of.length_mm = to; });
    }
}

}  // namespace

std::optional<tasks::PagePlaces> page_places(const Ui& ui) {
    if (ui.document == nullptr) return std::nullopt;
    draw::MapView view = ui.state.camera.view();
    if (const tasks::SheetPreview* preview = ui.tools.sheet.preview()) {
        view = preview->view;
    } else {
        // Before there has been a page: about where it is seen, at the window's scale.
        const tasks::PageSize page = tasks::page_of(ui.state.tools.sheet);
        view.frame = {0.0, 0.0, page.width_mm, page.height_mm};
    }
    Result<tasks::PagePlaces> places =
        tasks::PagePlaces::create(ui.document->scene.crs(), all(ui).crs, view);
    return places ? std::optional{std::move(*places)} : std::nullopt;
}

void draw_annotation_deeds(const Ui& ui, std::size_t index, float x, float y) {
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

void draw_annotation_fields(const Ui& ui, std::size_t index, float x, float width) {
    const Annotation& one = all(ui).items[index];
    const Fields fields{ui, index, x, width, ui.px(84.0F)};
    const bool worded = one.kind == AnnotationKind::text || one.kind == AnnotationKind::callout ||
                        one.kind == AnnotationKind::area_tag ||
                        one.kind == AnnotationKind::dimension;
    if (!worded) ui.tools.memory.annotate.wants_field = false;
    if (worded) {
        fields.row(msg::annotate_words);
        ToolMemory::Annotate& memory = ui.tools.memory.annotate;
        if (memory.field_of != index || !memory.field_active) memory.field = one.text;
        memory.field_of = index;
        if (memory.wants_field && !ImGui::IsAnyMouseDown()) {
            ImGui::SetKeyboardFocusHere();
            // What a new one says until it says something.
            if (memory.field == ui.text(msg::annotate_new_text)) memory.field.clear();
            memory.field_active = true;
        }
        ImGui::InputTextMultiline("##annotation.text", &memory.field,
                                  {width - fields.label, ui.px(54.0F)});
        ui.fonts.need(memory.field);
        ui.note_box("annotation.text");
        if (ImGui::IsItemActive()) memory.wants_field = false;
        memory.field_active = ImGui::IsItemActive() || memory.wants_field;
        if (ImGui::IsItemDeactivatedAfterEdit() && !memory.field.empty()) {
            change_annotation(ui, index,
                              [words = memory.field](Annotation& of) { of.text = words; });
        }
    }
    tie_field(fields, one);
    if (one.kind == AnnotationKind::image) {
        picture_fields(fields, one);
        return;
    }
    if (one.kind == AnnotationKind::north_arrow || one.kind == AnnotationKind::scale_bar) {
        parts_of_the_sheet(fields, one);
        return;
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

}  // namespace parkatlas::app
