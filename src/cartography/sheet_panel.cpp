#include "cartography/sheet_panel.h"

#include <algorithm>
#include <optional>

#include "base/messages_sheet.h"
#include "cartography/palette.h"

namespace parkatlas::cartography {
namespace {

// At unit 1, in mm.
constexpr double pad_mm = 5.0;
constexpr double heading_mm = 12.0;
constexpr double scale_mm = 15.0;
constexpr double note_size_mm = 2.35;
constexpr double table_size_mm = 2.5;

}  // namespace

SheetPanel::SheetPanel(const MapScene& scene, const SheetSpec& spec, const draw::FontSet& fonts,
                       const draw::MapView& view)
    : scene_{scene}, spec_{spec}, fonts_{fonts} {
    if (spec.show.has(Element::legend)) rows_ = legend_rows(scene, view, spec);
    if (spec.show.has(Element::area_table)) {
        table_ = area_table(scene,
                            spec.table_features.empty() ? features_with_areas(scene, view, spec.map)
                                                        : spec.table_features,
                            spec.lang);
    }
    if (spec.show.has(Element::summary)) {
        notes_ = spec.notes;
        const auto& layout = scene.content().layout;
        if (notes_.empty() && layout && !layout->summary.in(spec.lang).empty()) {
            notes_.push_back(
                {std::string{text(msg::sheet_summary, spec.lang)}, layout->summary.in(spec.lang)});
        }
    }
    if (spec.show.has(Element::accuracy_note)) accuracy_ = accuracy_words(scene, spec.lang);
    has_scale_ = spec.show.has(Element::scale_bar) &&
                 !moved_by_annotations(spec, model::AnnotationKind::scale_bar);
}

double SheetPanel::heading_room_mm(double u) const {
    return (rows_.empty() ? 4.0 : heading_mm) * u;
}

double SheetPanel::scale_room_mm(double u) const {
    return (spec_.show.has(Element::scale_bar) ? scale_mm : 0.0) * u;
}

double SheetPanel::note_height_mm(double width_mm, double u) const {
    return accuracy_.empty()
               ? 0.0
               : paragraph_height_mm(accuracy_, width_mm, note_size_mm * u, fonts_) + 2 * u;
}

LegendPanel SheetPanel::below(double width_mm, double height_mm, double u) const {
    int columns = std::max(1, static_cast<int>(width_mm / (62.0 * u)));
    // Short groups are not cut to fill a wide page: each has a column, and they stand side by side.
    constexpr std::ptrdiff_t most_rows_of_a_short_group = 6;
    std::ptrdiff_t groups = 0;
    std::ptrdiff_t rows = 0;
    std::ptrdiff_t most_rows = 0;
    for (const LegendRow& row : rows_) {
        const bool is_heading = row.kind == LegendRow::Kind::heading;
        groups += is_heading ? 1 : 0;
        rows = is_heading ? 0 : rows + 1;
        most_rows = std::max(most_rows, rows);
    }
    if (groups > 0 && most_rows <= most_rows_of_a_short_group) {
        columns = std::min(columns, static_cast<int>(groups));
    }
    return LegendPanel{rows_, scene_, spec_, fonts_, width_mm, height_mm, columns, u};
}

SetTable SheetPanel::table(double width_mm, double u) const {
    return SetTable{table_, width_mm, table_size_mm * u, fonts_};
}

double SheetPanel::height_below_mm(double width_mm, double u) const {
    const double legend = rows_.empty() ? 0.0 : below(width_mm, 1e6, u).height_mm();
    const double table_room = has_table() ? table(width_mm * 0.62, u).height_mm() + 3 * u : 0.0;
    return heading_room_mm(u) + legend + table_room +
           std::max(scale_room_mm(u), note_height_mm(width_mm * 0.55, u)) + 4 * u;
}

void SheetPanel::paint(draw::Group& group, const PagePlan& plan, const draw::MapView& view,
                       Sheet& sheet) const {
    const Painter paper{group};
    paper.stroke(rect_path(plan.panel), palette::rule, 0.25 * plan.unit, {}, draw::Cap::butt,
                 draw::Join::miter);
    if (!rows_.empty()) paint_heading(group, plan.panel, plan.unit);
    sheet.report.has_accuracy_note = !accuracy_.empty();
    if (plan.panel_below) {
        paint_below(group, plan, view, sheet);
    } else {
        paint_beside(group, plan, view, sheet);
    }
}

void SheetPanel::paint_heading(draw::Group& group, const draw::RectMm& panel, double u) const {
    const auto heading = spaced(
        fonts_.shape(text(msg::sheet_legend, spec_.lang), draw::Typeface::sans_bold, 5.0 * u),
        spec_.lang == Lang::zh ? 1.0 : 0.05);
    Painter{group}.text(
        heading, {panel.centre().x_mm - heading->width_mm / 2, panel.y_mm + 7.2 * u}, palette::ink);
}

void SheetPanel::paint_below(draw::Group& group, const PagePlan& plan, const draw::MapView& view,
                             Sheet& sheet) const {
    const double u = plan.unit;
    const draw::RectMm& panel = plan.panel;
    const double x = panel.x_mm + pad_mm * u;
    const double w = panel.w_mm - 2 * pad_mm * u;
    const double top = panel.y_mm + heading_room_mm(u);
    const double foot = std::max(scale_room_mm(u), note_height_mm(w * 0.55, u));
    const double foot_y = panel.bottom_mm() - foot;
    double legend_bottom = foot_y - 2 * u;
    if (has_table()) {
        const SetTable set = table(w * 0.62, u);
        legend_bottom -= set.height_mm() + 3 * u;
        if (legend_bottom > top) {
            const draw::RectMm box = set.paint(group, {x, legend_bottom + 3 * u});
            sheet.items.push_back({ItemKind::table, set.text(), {}, box, {}, {}});
        } else {
            legend_bottom = foot_y - 2 * u;
            sheet.report.table_fits = false;
        }
    }
    if (!rows_.empty()) {
        paint_legend(group, below(w, legend_bottom - top, u), {x, top}, w, sheet);
    }
    paint_scale_and_note(group, view, {x + w * 0.2, foot_y}, w * 0.3, {x + w * 0.45, foot_y},
                         w * 0.55, u, sheet);
}

void SheetPanel::paint_beside(draw::Group& group, const PagePlan& plan, const draw::MapView& view,
                              Sheet& sheet) const {
    const double u = plan.unit;
    const draw::RectMm& panel = plan.panel;
    const double x = panel.x_mm + pad_mm * u;
    const double w = panel.w_mm - 2 * pad_mm * u;
    double y = panel.y_mm + heading_room_mm(u);
    const double note_h = note_height_mm(w, u);
    const double foot = scale_room_mm(u) + note_h + 2 * u;
    const double foot_y = panel.bottom_mm() - foot;
    const SetTable set = table(w, u);
    // The legend comes first; a table without room beside it is left out and reported.
    double table_room = has_table() ? set.height_mm() + 4 * u : 0.0;
    if (!rows_.empty()) {
        std::optional<LegendPanel> legend;
        const auto set_legend = [&](double room) {
            legend.emplace(rows_, scene_, spec_, fonts_, w, foot_y - y - 3 * u - room, 1, u);
        };
        set_legend(table_room);
        if (table_room > 0.0 && !legend->fits()) {
            table_room = 0.0;
            set_legend(table_room);
        }
        paint_legend(group, *legend, {x, y}, w, sheet);
        y += legend->height_mm() + 4 * u;
    }
    if (has_table()) {
        if (table_room > 0.0 && y + set.height_mm() <= foot_y - 2 * u) {
            const draw::RectMm box = set.paint(group, {x, y});
            sheet.items.push_back({ItemKind::table, set.text(), {}, box, {}, {}});
            y = box.bottom_mm() + 2 * u;
        } else {
            sheet.report.table_fits = false;
        }
    }
    paint_notes(group, x, y - u, foot_y - 4 * u, w, u, sheet);
    if (foot > 2 * u + 1e-9) {
        const geo::XY rule[] = {{x, foot_y - 1.5 * u}, {x + w, foot_y - 1.5 * u}};
        Painter{group}.stroke(chain_path(rule), palette::rule, 0.2 * u);
    }
    // The bar stands in the middle; a long one together with the unit that stands beside it.
    draw::PaperMm scale_at{panel.centre().x_mm, foot_y + 1.5 * u};
    const double longest = std::min(72.0 * u, w - 3 * u);
    draw::Group trial;
    const draw::RectMm size =
        paint_scale(trial, u, view.scale_denominator, longest, scale_at, spec_.lang, fonts_).box;
    if (size.right_mm() > x + w) scale_at.x_mm -= size.centre().x_mm - scale_at.x_mm;
    paint_scale_and_note(group, view, scale_at, longest, {x, panel.bottom_mm() - note_h - 2 * u}, w,
                         u, sheet);
}

void SheetPanel::paint_scale_and_note(draw::Group& group, const draw::MapView& view,
                                      draw::PaperMm scale_at, double scale_w, draw::PaperMm note_at,
                                      double note_w, double u, Sheet& sheet) const {
    if (has_scale_) {
        sheet.items.push_back(
            paint_scale(group, u, view.scale_denominator, scale_w, scale_at, spec_.lang, fonts_));
    }
    if (accuracy_.empty()) return;
    const draw::RectMm box = paint_paragraph(group, accuracy_, note_at, note_w, note_size_mm * u,
                                             palette::ink_soft, Align::left, fonts_);
    sheet.items.push_back({ItemKind::source, accuracy_, {}, box, {}, {}});
}

void SheetPanel::paint_legend(draw::Group& group, const LegendPanel& legend, draw::PaperMm at,
                              double width_mm, Sheet& sheet) const {
    legend.paint(group, at);
    sheet.report.has_legend = true;
    sheet.report.legend_fits = legend.fits();
    sheet.items.push_back({ItemKind::legend,
                           legend.text(),
                           {},
                           {at.x_mm, at.y_mm, width_mm, legend.height_mm()},
                           {},
                           {}});
}

void SheetPanel::paint_notes(draw::Group& group, double x, double top, double bottom,
                             double width_mm, double u, Sheet& sheet) const {
    if (notes_.empty()) return;
    sheet.report.wants_summary = true;
    const double heading = 6.4 * u;
    const double between = 4.0 * u;
    std::size_t count = notes_.size();
    double size = 0.0;
    double total = 0.0;
    const auto fits = [&](double candidate, std::size_t how_many) {
        total = -between;
        for (std::size_t i = 0; i < how_many; ++i) {
            total += heading + between +
                     paragraph_height_mm(notes_[i].words, width_mm, candidate, fonts_);
        }
        return top + total <= bottom;
    };
    // All of them, smaller if need be; then fewer, the first ones.
    for (; count > 0 && size == 0.0; --count) {
        for (const double candidate : {2.9 * u, 2.6 * u, 2.35 * u}) {
            if (fits(candidate, count)) {
                size = candidate;
                break;
            }
        }
        if (size != 0.0) break;
    }
    sheet.report.notes_left_out = notes_.size() - count;
    if (count == 0) return;
    const Painter paper{group};
    double y = bottom - total;  // at the panel's foot, apart from the legend
    for (std::size_t i = 0; i < count; ++i) {
        const geo::XY rule[] = {{x, y - 2.5 * u}, {x + width_mm, y - 2.5 * u}};
        paper.stroke(chain_path(rule), palette::rule, 0.2 * u);
        const auto run = fonts_.shape(notes_[i].heading, draw::Typeface::sans_bold, 3.4 * u);
        paper.text(run, {x, y + 3.4 * u * baseline_em}, palette::ink);
        const draw::RectMm box = paint_paragraph(group, notes_[i].words, {x, y + heading}, width_mm,
                                                 size, palette::ink_soft, Align::left, fonts_);
        sheet.items.push_back({ItemKind::source, notes_[i].words, {}, box, {}, {}});
        y = box.bottom_mm() + between;
    }
}

}  // namespace parkatlas::cartography
