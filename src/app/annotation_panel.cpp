// Annotations in the drawer: what can be set, what is there, and the look of the chosen one.

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <imgui.h>

#include "app/annotation_fields.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_annotate.h"
#include "base/messages_tools.h"
#include "base/messages_viewer.h"
#include "tasks/annotating.h"
#include "tasks/annotation_files.h"
#include "tasks/page_places.h"

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

void palette(const Ui& ui, float x, float y, float room) {
    ImGui::SetCursorScreenPos({x, y});
    float wish = ui.px(3.0F * 49.0F) + text_width(ui.text(msg::viewer_picture), ui.fonts.body);
    for (const AnnotationKind kind : drawn_kinds) {
        wish += ui.px(49.0F) +
                text_width(tasks::annotation_kind_label(kind, ui.state.lang), ui.fonts.body);
    }
    // Where there is no room for all words, files are pictures alone.
    const std::string_view picture =
        wish <= room ? ui.text(msg::viewer_picture) : std::string_view{};
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
    if (icon_button(ui, "annotate.picture", Icon::file, picture,
                    ui.text(msg::viewer_picture_tip))) {
        ui.commands.push_back(ShowFileDialog{FilePurpose::picture});
    }
    ImGui::SameLine(0.0F, ui.px(1.0F));
    if (icon_button(ui, "annotate.load", Icon::folder, {}, ui.text(msg::viewer_load_tip))) {
        ui.commands.push_back(ShowFileDialog{FilePurpose::annotations});
    }
    ImGui::SameLine(0.0F, ui.px(1.0F));
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
    std::string kind{tasks::annotation_kind_label(one.kind, ui.state.lang)};
    if (tasks::is_tied_to_page(one)) kind += fmt::format(" · {}", ui.text(msg::viewer_on_page));
    const bool broken = ui.tools.annotations.pictures().problem(one.file) != nullptr;
    text_at(ui, list,
            {top.x + width - ui.px(10.0F) - text_width(kind, ui.fonts.small), y + ui.px(1.0F)},
            kind, ui.fonts.small, broken ? theme::alarm_ink : theme::ink_faint);
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
    palette(ui, top.x + ui.px(8.0F), top.y + ui.px(4.0F), room.x - ui.px(16.0F));
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
    draw_annotation_deeds(ui, *chosen, left, top.y + ui.px(40.0F));
    ImGui::SetCursorScreenPos({left, top.y + ui.px(78.0F)});
    ImGui::BeginChild("annotation.fields", {0.0F, 0.0F}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8.0F), ui.px(6.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(8.0F), ui.px(5.0F)});
    draw_annotation_fields(ui, *chosen, left,
                           std::min(top.x + room.x - left - ui.px(30.0F), ui.px(460.0F)));
    ImGui::PopStyleVar(2);
    ImGui::EndChild();
}

}  // namespace parkatlas::app
