// Measuring on the map: what the mouse does while a measuring tool is taken, and the drawing of
// what was measured.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/measure_words.h"
#include "app/panels.h"
#include "app/screen_shapes.h"
#include "app/theme.h"
#include "base/messages_app.h"

namespace parkatlas::app {
namespace {

constexpr float snap_px = 9.0F;
constexpr float handle_px = 9.0F;

class Paper {
  public:
    Paper(const Ui& ui, float px_per_mm) : ui_{ui}, px_per_mm_{px_per_mm} {}

    [[nodiscard]] std::optional<ImVec2> operator()(geo::LonLat at) const {
        const Result<geo::XY> on_map = ui_.document->degrees_to_map.apply({at.lon_deg, at.lat_deg});
        if (!on_map) return std::nullopt;
        return (*this)(geo::MapXY{on_map->x, on_map->y});
    }
    [[nodiscard]] ImVec2 operator()(geo::MapXY at) const {
        const draw::PaperMm mm = ui_.state.camera.view().to_paper(at);
        return {static_cast<float>(mm.x_mm) * px_per_mm_, static_cast<float>(mm.y_mm) * px_per_mm_};
    }
    [[nodiscard]] std::vector<ImVec2> all(const std::vector<geo::LonLat>& points) const {
        std::vector<ImVec2> places;
        for (const geo::LonLat point : points) {
            if (const auto at = (*this)(point)) places.push_back(*at);
        }
        return places;
    }

  private:
    const Ui& ui_;
    float px_per_mm_;
};

void line(const Ui& ui, ImDrawList* list, const std::vector<ImVec2>& places, bool closed,
          draw::Color color) {
    if (places.size() < 2) return;
    const ImDrawFlags flags = closed ? ImDrawFlags_Closed : 0;
    const int count = static_cast<int>(places.size());
    list->AddPolyline(places.data(), count, theme::packed(theme::paper.with_alpha(220)), flags,
                      ui.px(4.5F));
    list->AddPolyline(places.data(), count, theme::packed(color), flags, ui.px(2.0F));
}

void dot(const Ui& ui, ImDrawList* list, ImVec2 at, bool big) {
    const float radius = ui.px(big ? 5.0F : 3.2F);
    list->AddCircleFilled(at, radius + ui.px(1.5F), theme::packed(draw::Color{255, 255, 255}));
    list->AddCircleFilled(at, radius, theme::packed(theme::measure));
    if (big)
        list->AddCircleFilled(at, radius - ui.px(2.0F), theme::packed(draw::Color{255, 255, 255}));
}

void name_plate(const Ui& ui, ImDrawList* list, ImVec2 middle, std::string_view name,
                const std::string& figure, bool chosen) {
    const float name_width = text_width(name, ui.fonts.small);
    const float width = std::max(name_width, text_width(figure, ui.fonts.bold)) + ui.px(16.0F);
    const float height = ui.px(42.0F);
    const ImVec2 low = {std::floor(middle.x - width / 2.0F), std::floor(middle.y - height / 2.0F)};
    const ImVec2 high = {low.x + width, low.y + height};
    list->AddRectFilled(low, high, theme::packed(theme::paper.with_alpha(235)), ui.px(5.0F));
    list->AddRect(low, high, theme::packed(chosen ? theme::measure : theme::line), ui.px(5.0F));
    text_at(ui, list, {low.x + ui.px(8.0F), low.y + ui.px(4.0F)}, name, ui.fonts.small,
            theme::ink_soft);
    text_at(ui, list, {low.x + ui.px(8.0F), low.y + ui.px(20.0F)}, figure, ui.fonts.bold,
            theme::ink);
}

void finished_measurement(const Ui& ui, ImDrawList* list, const Paper& paper,
                          const tasks::Measurement& one, bool chosen) {
    const std::vector<ImVec2> outline = paper.all(tasks::measurement_outline(one));
    const std::vector<ImVec2> points = paper.all(one.points);
    if (points.empty()) return;
    const bool closed = one.kind != tasks::MeasurementKind::distance;
    if (closed) fill_rings(list, {outline}, theme::measure.with_alpha(chosen ? 56 : 36));
    line(ui, list, outline, closed, theme::measure);
    if (one.kind == tasks::MeasurementKind::circle) line(ui, list, points, false, theme::measure);
    for (const ImVec2 at : points) dot(ui, list, at, chosen);
    ImVec2 middle{0.0F, 0.0F};
    if (one.kind == tasks::MeasurementKind::area) {
        for (const ImVec2 at : points) {
            middle.x += at.x / static_cast<float>(points.size());
            middle.y += at.y / static_cast<float>(points.size());
        }
    } else {
        middle = {points.back().x, points.back().y - ui.px(32.0F)};
    }
    name_plate(ui, list, middle, one.name, main_figure(one, ui.ruler->figures(one), ui.state.lang),
               chosen);
}

// The sketch goes on to the mouse, and the figures there are those of the point to come.
void sketch(const Ui& ui, ImDrawList* list, const Paper& paper) {
    tasks::Measurement sketch = ui.state.measuring.sketch();
    const bool at_mouse = ui.state.pen.has_value();
    if (at_mouse && (sketch.points.empty() || sketch.points.back() != *ui.state.pen)) {
        sketch.points.push_back(*ui.state.pen);
    }
    const std::vector<ImVec2> outline = paper.all(tasks::measurement_outline(sketch));
    const bool closed = sketch.kind != tasks::MeasurementKind::distance && outline.size() > 2;
    if (closed) fill_rings(list, {outline}, theme::measure.with_alpha(40));
    line(ui, list, outline, closed, theme::measure);
    const std::vector<ImVec2> points = paper.all(sketch.points);
    if (sketch.kind == tasks::MeasurementKind::circle)
        line(ui, list, points, false, theme::measure);
    for (std::size_t i = 0; i + (at_mouse ? 1U : 0U) < points.size(); ++i) {
        dot(ui, list, points[i], false);
    }
    if (at_mouse && !points.empty()) {
        const ImVec2 at = points.back();
        const float half = ui.px(7.0F);
        const ImU32 color = theme::packed(theme::measure);
        if (ui.state.pen_snap == PenSnap::vertex) {
            list->AddRect({at.x - half, at.y - half}, {at.x + half, at.y + half}, color, 0.0F, 0,
                          ui.px(2.0F));
        } else if (ui.state.pen_snap == PenSnap::edge) {
            list->AddCircle(at, half, color, 0, ui.px(2.0F));
        }
    }
}

void figures_at_mouse(const Ui& ui) {
    if (!ui.state.pen) return;
    tasks::Measurement sketch = ui.state.measuring.sketch();
    if (sketch.points.empty()) {
        const TooltipFrame frame{ui};
        text_line(ui, ui.text(first_hint(ui.state.measuring.tool())), ui.fonts.small,
                  theme::ink_soft);
        return;
    }
    if (sketch.points.back() != *ui.state.pen) sketch.points.push_back(*ui.state.pen);
    const tasks::MeasurementFigures figures = ui.ruler->figures(sketch);
    const TooltipFrame frame{ui};
    for (const FigureLine& one : figure_lines(sketch, figures, ui.state.lang)) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        text_line(ui, one.label, ui.fonts.small, theme::ink_soft);
        ImGui::SetCursorScreenPos({at.x + ui.px(ui.state.lang == Lang::zh ? 54.0F : 76.0F), at.y});
        text_line(ui, one.words, one.strong ? ui.fonts.bold : ui.fonts.small, theme::ink);
    }
    text_line(ui, ui.text(msg::app_measure_method), ui.fonts.small, theme::ink_faint);
    if (sketch.points.size() > 2 || ui.state.measuring.sketch().is_whole()) {
        text_line(ui, ui.text(msg::app_measure_finish_hint), ui.fonts.small, theme::ink_faint);
    }
}

void pin(const Ui& ui, ImDrawList* list, const Paper& paper, geo::LonLat place) {
    const auto at = paper(place);
    if (!at) return;
    const ImU32 color = theme::packed(theme::measure);
    const float arm = ui.px(11.0F);
    list->AddCircle(*at, ui.px(6.0F), theme::packed(draw::Color{255, 255, 255}), 0, ui.px(4.5F));
    list->AddCircle(*at, ui.px(6.0F), color, 0, ui.px(2.0F));
    list->AddLine({at->x - arm, at->y}, {at->x + arm, at->y}, color, ui.px(1.5F));
    list->AddLine({at->x, at->y - arm}, {at->x, at->y + arm}, color, ui.px(1.5F));
    name_plate(ui, list, {at->x, at->y - ui.px(38.0F)}, ui.text(msg::app_coordinates),
               fmt::format("{:.5f}° E  {:.5f}° N", place.lon_deg, place.lat_deg), false);
}

}  // namespace

Pen pen_at(const Ui& ui, geo::MapXY cursor, double px_per_metre) {
    Pen pen;
    geo::MapXY at = cursor;
    if (ui.snap != nullptr && !ImGui::GetIO().KeyCtrl) {
        const double tolerance_m = static_cast<double>(ui.px(snap_px)) / px_per_metre;
        if (const auto snap = ui.snap->find(*ui.document, cursor, tolerance_m, ui.state.map)) {
            at = snap->at;
            pen.snap = snap->on_vertex ? PenSnap::vertex : PenSnap::edge;
        }
    }
    const Result<geo::XY> degrees = ui.document->map_to_degrees.apply({at.x_m, at.y_m});
    if (degrees) pen.at = geo::LonLat{degrees->x, degrees->y};
    return pen;
}

void draw_measurements(const Ui& ui, float px_per_mm) {
    const Measuring& measuring = ui.state.measuring;
    if (ui.ruler == nullptr) return;
    const RectPx& map = ui.layout.map;
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect({map.x, map.y}, {map.x + map.w, map.y + map.h});
    const Paper paper{ui, px_per_mm};
    const std::vector<tasks::Measurement>& finished = *ui.edits().measurements;
    for (std::size_t i = 0; i < finished.size(); ++i) {
        finished_measurement(ui, list, paper, finished[i], measuring.chosen() == i);
    }
    if (measuring.tool() != Tool::select) {
        sketch(ui, list, paper);
        figures_at_mouse(ui);
    }
    if (ui.state.pin) pin(ui, list, paper, *ui.state.pin);
    list->PopClipRect();
}

std::optional<std::size_t> handle_under_mouse(const Ui& ui, float px_per_mm) {
    const Measuring& measuring = ui.state.measuring;
    if (!measuring.chosen() || measuring.tool() != Tool::select) return std::nullopt;
    const Paper paper{ui, px_per_mm};
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::vector<geo::LonLat>& points = (*ui.edits().measurements)[*measuring.chosen()].points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto at = paper(points[i]);
        if (at && std::hypot(at->x - mouse.x, at->y - mouse.y) <= ui.px(handle_px)) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> measurement_under_mouse(const Ui& ui, float px_per_mm) {
    const Paper paper{ui, px_per_mm};
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::vector<tasks::Measurement>& all = *ui.edits().measurements;
    for (std::size_t i = all.size(); i-- > 0;) {
        const std::vector<ImVec2> outline = paper.all(tasks::measurement_outline(all[i]));
        const bool closed = all[i].kind != tasks::MeasurementKind::distance;
        for (std::size_t k = closed ? 0 : 1; k < outline.size(); ++k) {
            const ImVec2 before = outline[k == 0 ? outline.size() - 1 : k - 1];
            if (distance_to_edge(before, outline[k], mouse) <= ui.px(6.0F)) return i;
        }
    }
    return std::nullopt;
}

}  // namespace parkatlas::app
