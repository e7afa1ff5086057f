#include <cmath>

#include "app/panels.h"
#include "app/theme.h"
#include "app/tool_desks.h"
#include "app/tool_panels.h"
#include "base/messages_tools.h"

namespace parkatlas::app {
namespace {

constexpr double wheel_step = 1.25;
// A hand that trembles by less than this has clicked and not dragged.
constexpr float click_slop_px = 4.0F;
constexpr float pick_tolerance_px = 5.0F;

void name_at_cursor(const Ui& ui, cartography::FeatureRef feature) {
    const TooltipFrame frame{ui};
    text_line(ui, feature_name(*ui.document, feature, ui.state.lang), ui.fonts.body, theme::ink);
    if (feature.layer < 0) {
        const model::Role role = ui.document->layout()->features[feature.index].role;
        ImGui::SameLine();
        text_line(ui, model::role_label(role, ui.state.lang), ui.fonts.small, theme::ink_soft);
    }
}

// A point of the chosen measurement follows the hand, once that has moved at all.
void move_handle(const Ui& ui, MapMouse& mouse, const std::optional<geo::LonLat>& pen,
                 draw::PaperMm at, float px_per_mm) {
    const double moved_px = std::hypot(at.x_mm - mouse.press.x_mm, at.y_mm - mouse.press.y_mm) *
                            static_cast<double>(px_per_mm);
    const bool far = moved_px > static_cast<double>(click_slop_px * ui.scale);
    if (!pen || !ui.state.measuring.chosen() || !(far || mouse.handle_moved)) return;
    ui.commands.push_back(
        MoveMeasurePoint{*ui.state.measuring.chosen(), *mouse.handle, *pen, ui.gesture()});
    mouse.handle_moved = true;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

}  // namespace

MapHover handle_map_mouse(const Ui& ui, MapMouse& mouse, float px_per_mm) {
    MapHover hover;
    const RectPx& rect = ui.layout.map;
    begin_panel("map", rect, draw::Color{0, 0, 0, 0}, {0.0F, 0.0F});
    ImGui::InvisibleButton("map", {rect.w, rect.h},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
    ui.note_box("map");
    const ImGuiIO& io = ImGui::GetIO();
    const draw::MapView& view = ui.state.camera.view();
    const draw::PaperMm at{static_cast<double>(io.MousePos.x / px_per_mm),
                           static_cast<double>(io.MousePos.y / px_per_mm)};
    const bool hovered = ImGui::IsItemHovered();
    const bool active = ImGui::IsItemActive();

    const bool inside = hovered || active;
    const bool measuring = ui.state.measuring.tool() != Tool::select;
    const auto pen_here = [&] {
        return pen_at(ui, view.to_map(at), view.mm_per_metre() * static_cast<double>(px_per_mm));
    };
    if (inside && (measuring || mouse.handle || mouse.sketch || mouse.annotation)) {
        const Pen pen = pen_here();
        hover.pen = pen.at;
        hover.pen_snap = pen.snap;
    }
    if (ImGui::IsItemActivated()) {
        mouse = {};
        mouse.pressed = true;
        mouse.held = view.to_map(at);
        mouse.press = at;
        mouse.handle = handle_under_mouse(ui, px_per_mm);
        if (!mouse.handle) mouse.sketch = sketch_handle_under_mouse(ui, px_per_mm);
        if (!mouse.handle && !mouse.sketch) {
            // Only the chosen one follows the hand: others are in the way of the map.
            mouse.annotation = annotation_under_mouse(ui, px_per_mm);
            if (mouse.annotation && ui.state.tools.annotation != mouse.annotation->index) {
                mouse.annotation.reset();
            }
            // Taken here, also where the next frame finds the whole way of the hand at once.
            if (mouse.annotation) mouse.annotation->last = pen_here().at;
        }
    }
    const bool released = ImGui::IsItemDeactivated();
    if ((active || released) && mouse.handle) {
        move_handle(ui, mouse, hover.pen, at, px_per_mm);
    } else if ((active || released) && mouse.annotation) {
        const double moved_px = std::hypot(at.x_mm - mouse.press.x_mm, at.y_mm - mouse.press.y_mm) *
                                static_cast<double>(px_per_mm);
        mouse.handle_moved =
            mouse.handle_moved || moved_px > static_cast<double>(click_slop_px * ui.scale);
        if (mouse.handle_moved && hover.pen) move_annotation(ui, *mouse.annotation, *hover.pen);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    } else if ((active || released) && mouse.sketch) {
        const double moved_px = std::hypot(at.x_mm - mouse.press.x_mm, at.y_mm - mouse.press.y_mm) *
                                static_cast<double>(px_per_mm);
        mouse.handle_moved =
            mouse.handle_moved || moved_px > static_cast<double>(click_slop_px * ui.scale);
        if (mouse.handle_moved && hover.pen) move_sketch_point(ui, *mouse.sketch, *hover.pen);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    } else if ((active || released) && mouse.pressed) {
        const double moved_px = std::hypot(at.x_mm - mouse.press.x_mm, at.y_mm - mouse.press.y_mm) *
                                static_cast<double>(px_per_mm);
        if (moved_px > static_cast<double>(click_slop_px * ui.scale)) mouse.dragging = true;
        if (mouse.dragging) ui.commands.push_back(HoldPoint{mouse.held, at});
    }
    if (hovered && io.MouseWheel != 0.0F) {
        ui.commands.push_back(ZoomAt{at, std::pow(wheel_step, static_cast<double>(io.MouseWheel))});
        mouse.pressed = false;  // what was held has moved away from under the hand
    }
    if (inside) hover.cursor = view.to_map(at);
    const auto handle =
        hovered && !active && !measuring ? sketch_handle_under_mouse(ui, px_per_mm) : std::nullopt;
    if (handle) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        tooltip(ui, ui.text(handle->inserts ? msg::tools_sketch_insert_hint
                                            : msg::tools_sketch_vertex_hint));
        if (ImGui::IsMouseClicked(ImGuiMouseButton_Right) && !handle->inserts) {
            remove_sketch_point(ui, *handle);
        }
    }
    const auto grip =
        hovered && !active && !measuring ? annotation_under_mouse(ui, px_per_mm) : std::nullopt;
    if (grip && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        ui.commands.push_back(ToolCommand{ChooseAnnotation{grip->index}});
        ui.commands.push_back(ToolCommand{EditAnnotation{grip->index}});
    }
    if (grip) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const bool over_compared = !measuring && is_over_compared(ui);
    std::optional<cartography::FeatureRef> compared;
    if (over_compared && hovered && !mouse.dragging && !handle && !grip) {
        compared = compared_under_mouse(ui, px_per_mm, !active);
    }
    if (hovered && !mouse.dragging && !measuring && !over_compared && !mouse.handle &&
        !mouse.sketch && !mouse.annotation && !handle && !grip) {
        const double tolerance_m =
            static_cast<double>(pick_tolerance_px * ui.scale / px_per_mm) / view.mm_per_metre();
        hover.feature = ui.scene()->pick(*hover.cursor, tolerance_m, ui.state.map);
        if (hover.feature) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            if (!active) name_at_cursor(ui, *hover.feature);
        }
    }
    if (mouse.dragging) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    if (hovered && measuring && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
        ui.commands.push_back(FinishMeasure{});
    }
    if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        if (annotation_under_mouse(ui, px_per_mm)) {
            // Its words are being edited.
        } else if (measuring) {
            ui.commands.push_back(FinishMeasure{});  // its first click has set the last point
        } else if (hover.feature) {
            enter_or_zoom(ui, *hover.feature);
        } else if (compared) {
            ui.commands.push_back(LookAt{ui.compared->scene.feature_extent(*compared)});
        } else {
            ui.commands.push_back(FitAll{});
        }
        mouse.pressed = false;
    }
    if (released) {
        const bool clicked = mouse.pressed && !mouse.dragging && !mouse.handle && !mouse.sketch &&
                             !mouse.annotation && hovered;
        if (clicked && measuring) {
            if (hover.pen && ui.state.measuring.tool() == Tool::annotate &&
                !ui.state.measuring.is_drawing()) {
                const double reach_m =
                    static_cast<double>(pick_tolerance_px * ui.scale / px_per_mm) /
                    view.mm_per_metre();
                const auto on = ui.scene()->pick(*hover.cursor, reach_m, ui.state.map);
                ui.commands.push_back(
                    ToolCommand{AnnotateFeature{on ? feature_id(*ui.document, *on) : ""}});
            }
            if (hover.pen) ui.commands.push_back(AddMeasurePoint{*hover.pen});
        } else if (clicked) {
            const auto measurement = measurement_under_mouse(ui, px_per_mm);
            ui.commands.push_back(ChooseMeasurement{measurement});
            const auto sketch = measurement ? std::nullopt : sketch_under_mouse(ui, px_per_mm);
            const auto note =
                measurement || sketch ? std::nullopt : annotation_under_mouse(ui, px_per_mm);
            ui.commands.push_back(ToolCommand{ChooseSketch{sketch}});
            ui.commands.push_back(
                ToolCommand{ChooseAnnotation{note ? std::optional{note->index} : std::nullopt}});
            if (measurement || sketch || note) {
                // The figures of the measurement, and nothing of what lies below it.
            } else if (over_compared) {
                ui.commands.push_back(ViewCommand{SelectCompared{compared}});
            } else if (hover.feature && io.KeyCtrl) {
                ui.commands.push_back(
                    ToolCommand{ToggleMark{hover.feature->layer, hover.feature->index}});
            } else if (hover.feature) {
                ui.commands.push_back(SelectFeature{*hover.feature});
            } else if (!io.KeyCtrl) {
                ui.commands.push_back(ClearSelection{});
            }
        }
        mouse = {};
    }
    ImGui::End();
    return hover;
}

}  // namespace parkatlas::app
