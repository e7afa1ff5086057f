#include "cartography/sheet_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/messages_sheet.h"
#include "base/units.h"
#include "cartography/label_text.h"
#include "cartography/palette.h"

namespace parkatlas::cartography {
namespace {

constexpr double smallest_width_mm = 90.0;
constexpr double smallest_height_mm = 70.0;
constexpr double smallest_map_mm = 36.0;

std::string label_with_comma(double value) {
    return grouped(value, 0);
}

/// Height of the title block for what stands in it.
double title_height_units(const SheetSpec& spec) {
    const bool has_title = spec.show.has(Element::title);
    const bool has_subtitle = spec.show.has(Element::subtitle);
    if (has_title) return has_subtitle ? 17.9 : 11.5;
    return has_subtitle ? 7.0 : 0.0;
}

double footer_height_units(const SheetSpec& spec) {
    const int left =
        (spec.show.has(Element::crs) ? 1 : 0) + (spec.show.has(Element::sources) ? 2 : 0);
    const int lines = std::max(left, footer_right_lines(spec));
    if (lines == 0) return 0.0;
    // Three lines are what a sheet with everything on has.
    return lines >= 3 ? 10.5 : 3.6 * lines;
}

}  // namespace

bool wants_panel(const SheetSpec& spec) {
    return spec.show.has(Element::legend) || spec.show.has(Element::area_table) ||
           (spec.show.has(Element::summary) && !spec.notes.empty());
}

Result<PagePlan> plan_page(const SheetSpec& spec, double panel_height_mm) {
    const double w = spec.width_mm;
    const double h = spec.height_mm;
    const auto too_small = [&](double least_w, double least_h) {
        return fail(ErrorCode::usage, fmt::format("{:.0f}x{:.0f}mm", w, h),
                    std::string{text(msg::sheet_page_too_small, spec.lang)},
                    fmt::format(fmt::runtime(text(msg::sheet_page_too_small_remedy, spec.lang)),
                                least_w, least_h));
    };
    PagePlan plan;
    plan.page = {0, 0, w, h};
    if (!spec.decorations) {
        if (!(w >= 10.0) || !(h >= 10.0)) return too_small(10.0, 10.0);
        plan.map = plan.outer = plan.page;
        return plan;
    }
    if (!(w >= smallest_width_mm) || !(h >= smallest_height_mm)) {
        return too_small(smallest_width_mm, smallest_height_mm);
    }
    const double u = std::clamp(std::pow(std::min(w, h) / 297.0, 0.65), 0.5, 2.2) *
                     std::clamp(spec.type_scale, 0.3, 4.0);
    plan.unit = u;
    const double margin = spec.margin_mm.value_or(9.0 * u);
    // Above the title and below the footer a little less air than at the sides.
    const double title_mm = title_height_units(spec) * u;
    plan.title = {margin, margin * (6.2 / 9.0), w - 2 * margin, title_mm};
    const double footer_mm = footer_height_units(spec) * u;
    plan.footer = {margin, h - margin * (5.3 / 9.0) - footer_mm, w - 2 * margin, footer_mm};
    const double top = title_mm > 0.0 ? plan.title.bottom_mm() + 1.6 * u : margin;
    const double bottom = footer_mm > 0.0 ? plan.footer.y_mm - 1.8 * u : h - margin;
    const bool has_panel = wants_panel(spec);
    plan.panel_below = h > w && has_panel;
    if (!has_panel) {
        plan.outer = {margin, top, w - 2 * margin, bottom - top};
    } else if (plan.panel_below) {
        const double panel_h = std::min(panel_height_mm, (bottom - top) * 0.45);
        plan.panel = {margin, bottom - panel_h, w - 2 * margin, panel_h};
        plan.outer = {margin, top, w - 2 * margin, plan.panel.y_mm - 3.0 * u - top};
    } else {
        const double panel_w = std::min(84.0 * u, 0.32 * w);
        plan.panel = {w - margin - panel_w, top, panel_w, bottom - top};
        plan.outer = {margin, top, plan.panel.x_mm - 4.0 * u - margin, bottom - top};
    }
    plan.map = plan.outer.grown(spec.show.has(Element::graticule) ? -3.9 * u : -1.6 * u);
    if (plan.map.w_mm < smallest_map_mm || plan.map.h_mm < smallest_map_mm) {
        return too_small(smallest_width_mm * 1.5, smallest_height_mm * 1.5);
    }
    return plan;
}

double round_scale_from(double denominator) {
    constexpr std::array<double, 11> steps{1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10};
    const double power = std::pow(10.0, std::floor(std::log10(std::max(denominator, 1e-6))));
    for (const double step : steps) {
        // A hair of tolerance: an extent made for 1:500000 is shown at 1:500000.
        if (step * power >= denominator * (1.0 - 1e-9)) return step * power;
    }
    return 10.0 * power;
}

draw::MapView fit_view(const draw::RectMm& frame, const geo::Box& extent,
                       std::optional<double> scale_denominator, bool round_scale) {
    draw::MapView view;
    view.frame = frame;
    const geo::XY centre = extent.is_empty() ? geo::XY{} : extent.centre();
    view.centre = {centre.x, centre.y};
    if (scale_denominator) {
        view.scale_denominator = *scale_denominator;
        return view;
    }
    const double least = std::max(extent.width() / frame.w_mm, extent.height() / frame.h_mm) * 1000;
    const double sane = std::clamp(least, 1.0, 1e9);
    view.scale_denominator = round_scale ? round_scale_from(sane) : sane;
    return view;
}

ScaleBar scale_bar_for(double scale_denominator, double max_mm) {
    const double most_m = max_mm * scale_denominator / 1000.0;
    const double power = std::pow(10.0, std::floor(std::log10(most_m)));
    double ground = power;
    for (const double step : {2.0, 5.0}) {
        if (step * power <= most_m * (1.0 + 1e-12)) ground = step * power;
    }
    return {ground, ground * 1000.0 / scale_denominator};
}

std::vector<SheetItem> paint_title(draw::Group& group, const PagePlan& plan,
                                   const std::string& title, const std::string& subtitle,
                                   const draw::FontSet& fonts) {
    const Painter paper{group};
    const double u = plan.unit;
    std::vector<SheetItem> items;
    double y = plan.title.y_mm;
    const auto line = [&](const std::string& words, double size, double spacing,
                          draw::Color color) {
        if (words.empty()) return draw::RectMm{};
        auto run = spaced(fonts.shape(words, draw::Typeface::sans_bold, size), spacing);
        if (run->width_mm > plan.title.w_mm) {
            const double share = plan.title.w_mm / run->width_mm * 0.995;
            run = spaced(fonts.shape(words, draw::Typeface::sans_bold, size * share), spacing);
        }
        const draw::RectMm box{plan.page.centre().x_mm - run->width_mm / 2, y, run->width_mm,
                               size * line_height_em};
        paper.text(run, {box.x_mm, y + size * baseline_em}, color);
        items.push_back({ItemKind::title, words, {}, box, {}, {}});
        y += size * line_height_em;
        return box;
    };
    const bool chinese = has_chinese(title);
    line(title, (chinese ? 9.2 : 7.6) * u, chinese ? 0.1 : 0.02, palette::ink);
    y += 0.8 * u;
    const draw::RectMm box = line(subtitle, (has_chinese(subtitle) ? 5.2 : 4.7) * u,
                                  has_chinese(subtitle) ? 0.5 : 0.04, palette::accent);
    if (box.w_mm <= 0) return items;
    // Fine rules to either side of the scheme, as on printed planning sheets.
    const double middle = box.centre().y_mm;
    for (const double side : {-1.0, 1.0}) {
        const double near = plan.page.centre().x_mm + side * (box.w_mm / 2 + 5 * u);
        const double far = near + side * 30 * u;
        if (far < plan.title.x_mm || far > plan.title.right_mm()) continue;
        const geo::XY ends[] = {{near, middle}, {far, middle}};
        paper.stroke(chain_path(ends), palette::accent, 0.28 * u);
        paper.fill(circle_path({near, middle}, 0.55 * u), palette::accent);
    }
    return items;
}

SheetItem paint_scale(draw::Group& group, double u, double scale_denominator, double max_mm,
                      draw::PaperMm at, Lang lang, const draw::FontSet& fonts) {
    const Painter paper{group};
    const ScaleBar bar = scale_bar_for(scale_denominator, max_mm);
    const std::string words = fmt::format(fmt::runtime(text(msg::sheet_scale_number, lang)),
                                          label_with_comma(scale_denominator));
    const auto number = fonts.shape(words, draw::Typeface::sans_bold, 3.4 * u);
    paper.text(number, {at.x_mm - number->width_mm / 2, at.y_mm + 3.4 * u * baseline_em},
               palette::ink);

    const double lead = std::round(
        bar.ground_m / std::pow(10.0, std::floor(std::log10(bar.ground_m * (1 + 1e-12)))));
    const int parts = lead == 5.0 ? 5 : 4;
    const double left = at.x_mm - bar.bar_mm / 2;
    const double top = at.y_mm + 8.4 * u;
    const double thick = 1.3 * u;
    for (int i = 0; i < parts; ++i) {
        const draw::RectMm box{left + bar.bar_mm * i / parts, top, bar.bar_mm / parts, thick};
        paper.fill(rect_path(box), i % 2 == 0 ? palette::ink : palette::paper);
    }
    paper.stroke(rect_path({left, top, bar.bar_mm, thick}), palette::ink, 0.2 * u, {},
                 draw::Cap::butt, draw::Join::miter);
    const bool in_km = bar.ground_m >= 1000.0;
    const double per_unit = in_km ? 1000.0 : 1.0;
    double last_right = left - 100;
    double right_end = left + bar.bar_mm;
    for (int i = 0; i <= parts; ++i) {
        std::string value = fmt::format("{:g}", bar.ground_m / per_unit * i / parts);
        const auto run = fonts.shape(value, draw::Typeface::sans, 2.5 * u);
        const double x = left + bar.bar_mm * i / parts;
        const double from = x - run->width_mm / 2;
        if (from < last_right + 0.8 * u && i != parts) continue;
        const geo::XY tick[] = {{x, top - 0.7 * u}, {x, top}};
        paper.stroke(chain_path(tick), palette::ink, 0.2 * u);
        paper.text(run, {from, top - 1.3 * u}, palette::ink);
        last_right = from + run->width_mm;
        if (i == parts) {
            const auto unit =
                fonts.shape(text(in_km ? msg::sheet_kilometres : msg::sheet_metres, lang),
                            draw::Typeface::sans, 2.5 * u);
            paper.text(unit, {last_right + 0.9 * u, top - 1.3 * u}, palette::ink);
            right_end = std::max(right_end, last_right + 0.9 * u + unit->width_mm);
        }
    }
    const double box_left = std::min(left - 1.5 * u, at.x_mm - number->width_mm / 2);
    const double box_right = std::max(right_end, at.x_mm + number->width_mm / 2);
    return {ItemKind::scale_bar,
            words,
            {},
            {box_left, at.y_mm, box_right - box_left, top + thick - at.y_mm},
            bar.bar_mm,
            bar.ground_m};
}

double true_north_deg(const geo::Crs& crs, geo::MapXY at) {
    const auto to_degrees = geo::Transform::to_own_lon_lat(crs);
    if (!to_degrees || crs.is_geographic()) return 0.0;
    constexpr double step_m = 1000.0;
    const auto here = to_degrees->apply(geo::XY{at.x_m, at.y_m});
    const auto up = to_degrees->apply(geo::XY{at.x_m, at.y_m + step_m});
    if (!here || !up) return 0.0;
    const double radians = std::numbers::pi / 180.0;
    const double east = (up->x - here->x) * std::cos(here->y * radians);
    const double north = up->y - here->y;
    // The grid's north lies east of true north by this; true north the other way on the sheet.
    return -std::atan2(east, north) / radians;
}

draw::RectMm north_arrow_box(const PagePlan& plan) {
    const double u = plan.unit;
    return {plan.map.right_mm() - 18 * u, plan.map.y_mm + 4 * u, north_arrow_width_units * u,
            north_arrow_height_units * u};
}

SheetItem paint_north_arrow(draw::Group& group, const draw::RectMm& box, double north_deg,
                            Lang lang, const draw::FontSet& fonts) {
    const Painter paper{group};
    const double u = box.h_mm / north_arrow_height_units;
    const geo::XY middle{box.centre().x_mm, box.y_mm + 14.2 * u};
    const double angle = north_deg * std::numbers::pi / 180.0;
    const auto turned = [&](double x, double y) {
        return geo::XY{middle.x + (x * std::cos(angle) - y * std::sin(angle)) * u,
                       middle.y + (x * std::sin(angle) + y * std::cos(angle)) * u};
    };
    const geo::XY left[] = {turned(0, -8.6), turned(-4.0, 7.0), turned(0, 3.6)};
    const geo::XY right[] = {turned(0, -8.6), turned(4.0, 7.0), turned(0, 3.6)};
    const geo::XY whole[] = {turned(0, -8.6), turned(4.0, 7.0), turned(0, 3.6), turned(-4.0, 7.0)};
    paper.stroke(polygon_path(whole), palette::paper.with_alpha(210), 1.4 * u);
    paper.fill(polygon_path(left), palette::ink);
    paper.fill(polygon_path(right), palette::paper);
    paper.stroke(polygon_path(whole), palette::ink, 0.3 * u, {}, draw::Cap::butt,
                 draw::Join::miter);
    const auto run = fonts.shape(text(msg::sheet_north, lang), draw::Typeface::sans_bold, 4.6 * u);
    paper.text(run, {middle.x - run->width_mm / 2, box.y_mm + 4.6 * u * 0.92}, palette::ink,
               palette::paper.with_alpha(220), 0.7 * u);
    return {ItemKind::north_arrow, std::string{text(msg::sheet_north, lang)}, {}, box, {}, {}};
}

draw::RectMm stamp_box(const PagePlan& plan, const std::string& words, const draw::FontSet& fonts) {
    const double u = plan.unit;
    const double size = 5.0 * u;
    const double spacing = has_chinese(words) && words.size() < 12 ? 0.35 : 0.02;
    const auto run = spaced(fonts.shape(words, draw::Typeface::sans_bold, size), spacing);
    const double w = run->width_mm + 7 * u;
    const double h = size * 1.2 + 3.4 * u;
    return {plan.map.right_mm() - w - 4.5 * u, plan.map.bottom_mm() - h - 4.5 * u, w, h};
}

SheetItem paint_stamp(draw::Group& group, const PagePlan& plan, const std::string& words,
                      const draw::FontSet& fonts) {
    const Painter paper{group};
    const double u = plan.unit;
    const double size = 5.0 * u;
    const double spacing = has_chinese(words) && words.size() < 12 ? 0.35 : 0.02;
    const auto run = spaced(fonts.shape(words, draw::Typeface::sans_bold, size), spacing);
    const draw::RectMm box = stamp_box(plan, words, fonts);
    paper.fill(rect_path(box), palette::paper.with_alpha(225));
    paper.stroke(rect_path(box), palette::accent, 0.6 * u, {}, draw::Cap::butt, draw::Join::miter);
    paper.stroke(rect_path(box.grown(-1.0 * u)), palette::accent, 0.2 * u, {}, draw::Cap::butt,
                 draw::Join::miter);
    paper.text(run, {box.centre().x_mm - run->width_mm / 2, box.centre().y_mm + size * 0.37},
               palette::accent);
    return {ItemKind::stamp, words, {}, box, {}, {}};
}

double paragraph_height_mm(const std::string& words, double width_mm, double size_mm,
                           const draw::FontSet& fonts) {
    const auto lines = wrapped_lines(words, width_mm, [&](std::string_view piece) {
        return fonts.width_mm(piece, draw::Typeface::sans, size_mm);
    });
    return static_cast<double>(lines.size()) * size_mm * 1.32;
}

draw::RectMm paint_paragraph(draw::Group& group, const std::string& words, draw::PaperMm top_left,
                             double width_mm, double size_mm, draw::Color color, Align align,
                             const draw::FontSet& fonts) {
    const Painter paper{group};
    double y = top_left.y_mm;
    draw::RectMm box{top_left.x_mm, y, 0, 0};
    const auto measure = [&](std::string_view piece) {
        return fonts.width_mm(piece, draw::Typeface::sans, size_mm);
    };
    std::vector<std::string> lines = wrapped_lines(words, width_mm, measure);
    if (align != Align::left && lines.size() > 1 && lines.size() <= 3) {
        // No single word on a line of its own.
        std::vector<std::string> even = balanced_lines(words, lines.size());
        const auto fits = [&](const std::string& line) { return measure(line) <= width_mm; };
        if (even.size() == lines.size() && std::ranges::all_of(even, fits)) lines = std::move(even);
    }
    for (const std::string& line : lines) {
        const auto run = fonts.shape(line, draw::Typeface::sans, size_mm);
        const double x = align == Align::left    ? top_left.x_mm
                         : align == Align::right ? top_left.x_mm + width_mm - run->width_mm
                                                 : top_left.x_mm + (width_mm - run->width_mm) / 2;
        paper.text(run, {x, y + size_mm}, color);
        if (box.w_mm == 0.0 || x < box.x_mm) {
            box.w_mm = std::max(box.right_mm(), x + run->width_mm) - x;
            box.x_mm = x;
        }
        box.w_mm = std::max(box.w_mm, x + run->width_mm - box.x_mm);
        y += size_mm * 1.32;
    }
    box.h_mm = y - top_left.y_mm;
    return box;
}

}  // namespace parkatlas::cartography
