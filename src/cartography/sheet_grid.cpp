// The kilometre grid 公里网: lines of equal coordinates with their numbers.
#include <cmath>

#include <fmt/format.h>

#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/sheet_parts.h"

namespace parkatlas::cartography {
namespace {

constexpr double closest_units = 26.0;
constexpr double size_units = 1.9;

double step_m(double closest_m) {
    const double power = std::pow(10.0, std::floor(std::log10(closest_m)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= closest_m) return step * power;
    }
    return 10.0 * power;
}

}  // namespace

std::vector<GridLine> kilometre_grid(const PagePlan& plan, const draw::MapView& view) {
    std::vector<GridLine> lines;
    const double u = plan.unit;
    const geo::Box seen = view.extent();
    const double step = step_m(closest_units * u / view.mm_per_metre());
    const draw::RectMm& map = plan.map;
    const double h = size_units * u;
    // The widest numbers have eight figures with a point; half an em each.
    const double w = h * 0.58 * 6.0;
    for (double x = std::ceil(seen.min_x / step) * step; x < seen.max_x; x += step) {
        const double at = view.to_paper({x, seen.min_y}).x_mm;
        if (at - w / 2 < map.x_mm + 2 * h || at + w / 2 > map.right_mm() - 2 * h) continue;
        lines.push_back(
            {true, at, x / 1000.0, {at - w / 2, map.bottom_mm() - 1.7 * h, w, 1.4 * h}});
    }
    for (double y = std::ceil(seen.min_y / step) * step; y < seen.max_y; y += step) {
        const double at = view.to_paper({seen.min_x, y}).y_mm;
        if (at - h < map.y_mm + 2 * h || at + h > map.bottom_mm() - 3 * h) continue;
        lines.push_back({false, at, y / 1000.0, {map.x_mm + 0.6 * h, at - 0.7 * h, w, 1.4 * h}});
    }
    return lines;
}

void paint_kilometre_grid(draw::Group& group, const PagePlan& plan,
                          const std::vector<GridLine>& lines, const draw::FontSet& fonts) {
    const Painter paper{group};
    const double u = plan.unit;
    const draw::RectMm& map = plan.map;
    for (const GridLine& line : lines) {
        const geo::XY ends[] = {
            {line.is_easting ? line.at_mm : map.x_mm, line.is_easting ? map.y_mm : line.at_mm},
            {line.is_easting ? line.at_mm : map.right_mm(),
             line.is_easting ? map.bottom_mm() : line.at_mm}};
        paper.stroke(chain_path(ends), palette::ink_soft.with_alpha(90), 0.14 * u);
    }
    const double size = size_units * u;
    for (const GridLine& line : lines) {
        if (!line.has_words) continue;
        const auto run = fonts.shape(fmt::format("{:g}", line.km), draw::Typeface::sans, size);
        const draw::PaperMm middle = line.words_box.centre();
        const double x = line.is_easting ? middle.x_mm - run->width_mm / 2 : line.words_box.x_mm;
        paper.text(run, {x, middle.y_mm + size * 0.36}, palette::ink_soft,
                   palette::paper.with_alpha(230), 0.5 * u);
    }
}

}  // namespace parkatlas::cartography
