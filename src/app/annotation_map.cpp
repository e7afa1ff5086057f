// Annotations under the hand: handles, moving, words in place. What they look like is painted by
// the map itself, with the code that paints them on the sheet.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "app/panels.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_annotate.h"
#include "tasks/annotating.h"

namespace parkatlas::app {
namespace {

constexpr float handle_px = 9.0F;
constexpr double box_margin_mm = 0.8;

const model::Annotations& all(const Ui& ui) {
    return *ui.state.history.present().annotations;
}

std::optional<ImVec2> screen(const Ui& ui, const model::AnnotationPlace& place, float px_per_mm) {
    if (place.anchor != model::AnnotationPlace::Anchor::lon_lat) return std::nullopt;
    const Result<geo::XY> on_map = ui.document->degrees_to_map.apply({place.x, place.y});
    if (!on_map) return std::nullopt;
    const draw::PaperMm mm = ui.state.camera.view().to_paper({on_map->x, on_map->y});
    return ImVec2{static_cast<float>(mm.x_mm + place.offset_x_mm) * px_per_mm,
                  static_cast<float>(mm.y_mm + place.offset_y_mm) * px_per_mm};
}

bool has_words(const model::Annotation& one) {
    switch (one.kind) {
        case model::AnnotationKind::text:
        case model::AnnotationKind::callout:
        case model::AnnotationKind::area_tag:
        case model::AnnotationKind::dimension:
            return true;
        default:
            return false;
    }
}

void change(const Ui& ui, Msg step, std::size_t index,
            const std::function<void(model::Annotation&)>& edit, std::uint64_t gesture = 0) {
    const std::string title = tasks::annotation_title(all(ui).items[index], ui.state.lang);
    change_document(
        ui.commands, {step, title},
        [index, edit](model::Edits& edits) {
            model::Annotations& file = edits.annotations.edit();
            if (index < file.items.size()) {
                edit(file.items[index]);
            }
        },
        gesture);
}

}  // namespace

void change_annotation(const Ui& ui, std::size_t index,
                       const std::function<void(model::Annotation&)>& edit) {
    change(ui, msg::annotate_step_edit, index, edit);
}

std::optional<AnnotationGrip> annotation_under_mouse(const Ui& ui, float px_per_mm) {
    if (ui.state.measuring.tool() != Tool::select) return std::nullopt;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (const auto chosen = ui.state.tools.annotation; chosen && *chosen < all(ui).items.size()) {
        const model::Annotation& one = all(ui).items[*chosen];
        for (std::size_t i = 0; i < one.places.size(); ++i) {
            const auto at = screen(ui, one.places[i], px_per_mm);
            if (at && std::hypot(at->x - mouse.x, at->y - mouse.y) <= ui.px(handle_px)) {
                return AnnotationGrip{*chosen, i, {}};
            }
        }
    }
    const draw::PaperMm at{static_cast<double>(mouse.x / px_per_mm),
                           static_cast<double>(mouse.y / px_per_mm)};
    const auto& set = ui.tools.annotations.set();
    for (auto one = set.rbegin(); one != set.rend(); ++one) {
        const model::AnnotationKind kind = all(ui).items[one->index].kind;
        // Of an area only its middle: what lies in it must stay within reach.
        const bool area =
            kind == model::AnnotationKind::polygon || kind == model::AnnotationKind::circle;
        const bool hit = area ? std::hypot(one->box.centre().x_mm - at.x_mm,
                                           one->box.centre().y_mm - at.y_mm) < 4.0
                              : one->box.grown(box_margin_mm).contains(at);
        if (hit) return AnnotationGrip{one->index, std::nullopt, {}};
    }
    return std::nullopt;
}

void move_annotation(const Ui& ui, AnnotationGrip& grip, geo::LonLat to) {
    if (grip.place) {
        change(
            ui, msg::annotate_step_move, grip.index,
            [place = *grip.place, to](model::Annotation& one) {
                tasks::move_place(one, place, to);
            },
            ui.gesture());
        return;
    }
    if (grip.last) {
        change(
            ui, msg::annotate_step_move, grip.index,
            [lon = to.lon_deg - grip.last->lon_deg, lat = to.lat_deg - grip.last->lat_deg](
                model::Annotation& one) { tasks::move_by(one, lon, lat); },
            ui.gesture());
    }
    grip.last = to;
}

void draw_annotation_handles(const Ui& ui, float px_per_mm) {
    const auto chosen = ui.state.tools.annotation;
    if (!chosen || *chosen >= all(ui).items.size()) return;
    const RectPx& map = ui.layout.map;
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect({map.x, map.y}, {map.x + map.w, map.y + map.h});
    const ImU32 color = theme::packed(theme::accent);
    if (const cartography::SetAnnotation* set = ui.tools.annotations.find(*chosen)) {
        const draw::RectMm box = set->box.grown(box_margin_mm);
        list->AddRect(
            {static_cast<float>(box.x_mm) * px_per_mm, static_cast<float>(box.y_mm) * px_per_mm},
            {static_cast<float>(box.right_mm()) * px_per_mm,
             static_cast<float>(box.bottom_mm()) * px_per_mm},
            color, ui.px(2.0F), 0, ui.px(1.2F));
    }
    for (const model::AnnotationPlace& place : all(ui).items[*chosen].places) {
        const auto at = screen(ui, place, px_per_mm);
        if (!at) continue;
        const float half = ui.px(4.5F);
        list->AddRectFilled({at->x - half, at->y - half}, {at->x + half, at->y + half},
                            theme::packed(draw::Color{255, 255, 255}));
        list->AddRect({at->x - half, at->y - half}, {at->x + half, at->y + half}, color, 0.0F, 0,
                      ui.px(2.0F));
    }
    list->PopClipRect();
}

void begin_words(const Ui& ui, std::size_t index) {
    if (index >= all(ui).items.size() || !has_words(all(ui).items[index])) return;
    ToolMemory::Annotate& memory = ui.tools.memory.annotate;
    memory.editing = index;
    memory.words = all(ui).items[index].text;
    // What a new one says until it says something.
    if (memory.words == ui.text(msg::annotate_new_text)) memory.words.clear();
    memory.fresh = true;
}

// A field where the words stand. Enter is a line of its own; Ctrl+Enter or a click elsewhere ends.
void draw_words_in_place(const Ui& ui, float px_per_mm) {
    ToolMemory::Annotate& memory = ui.tools.memory.annotate;
    if (ui.state.tools.edit_annotation) {
        begin_words(ui, *ui.state.tools.edit_annotation);
        ui.commands.push_back(ToolCommand{EditAnnotation{}});
    }
    if (!memory.editing) return;
    const std::size_t index = *memory.editing;
    const cartography::SetAnnotation* set =
        index < all(ui).items.size() ? ui.tools.annotations.find(index) : nullptr;
    if (set == nullptr) {
        if (index >= all(ui).items.size()) memory.editing.reset();
        return;
    }
    const float width =
        std::max(static_cast<float>(set->box.w_mm) * px_per_mm + ui.px(40.0F), ui.px(180.0F));
    const float height = ui.px(64.0F);
    const RectPx& map = ui.layout.map;
    const float x = std::clamp(static_cast<float>(set->box.x_mm) * px_per_mm - ui.px(8.0F), map.x,
                               std::max(map.x + map.w - width, map.x));
    const float y = std::clamp(static_cast<float>(set->box.y_mm) * px_per_mm - ui.px(6.0F), map.y,
                               std::max(map.y + map.h - height, map.y));
    ImGui::SetNextWindowPos({x, y});
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0.0F, 0.0F});
    ImGui::Begin(
        "annotation.words", nullptr,  // in front of the map, unlike its panels
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    if (memory.fresh && !ImGui::IsAnyMouseDown()) ImGui::SetKeyboardFocusHere();
    const bool entered = ImGui::InputTextMultiline("##words", &memory.words, {width, height},
                                                   ImGuiInputTextFlags_CtrlEnterForNewLine |
                                                       ImGuiInputTextFlags_EnterReturnsTrue |
                                                       ImGuiInputTextFlags_NoHorizontalScroll);
    ui.fonts.need(memory.words);
    ui.note_box("annotation.words");
    const bool left = ImGui::IsItemDeactivated() && !memory.fresh;
    // Until the field has the keyboard, which the click that made it may still hold.
    if (ImGui::IsItemActive()) memory.fresh = false;
    if (entered || left) {
        memory.editing.reset();
        if (memory.words != all(ui).items[index].text && !memory.words.empty()) {
            change(ui, msg::annotate_step_edit, index,
                   [words = memory.words](model::Annotation& one) { one.text = words; });
        }
    }
    ImGui::End();
}

}  // namespace parkatlas::app
