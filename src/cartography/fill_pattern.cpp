#include "cartography/fill_pattern.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>
#include <utility>
#include <vector>

#include "cartography/geometry.h"
#include "cartography/painter.h"
#include "cartography/role_symbols.h"

namespace parkatlas::cartography {
namespace {

// At factor 1, in mm.
constexpr double line_gap_mm = 1.5;
constexpr double line_mm = 0.22;
constexpr double dot_gap_mm = 1.7;
constexpr double dot_mm = 0.27;

/// The part of the rings that `seen` meets, as a range across the lines.
std::pair<double, double> range(const draw::Path& rings, geo::XY across, const geo::Box& seen) {
    double from = std::numeric_limits<double>::max();
    double to = -from;
    for (const geo::XY p : rings.points) {
        const double at = p.x * across.x + p.y * across.y;
        from = std::min(from, at);
        to = std::max(to, at);
    }
    double seen_from = std::numeric_limits<double>::max();
    double seen_to = -seen_from;
    for (const geo::XY p : {geo::XY{seen.min_x, seen.min_y}, geo::XY{seen.max_x, seen.min_y},
                            geo::XY{seen.min_x, seen.max_y}, geo::XY{seen.max_x, seen.max_y}}) {
        const double at = p.x * across.x + p.y * across.y;
        seen_from = std::min(seen_from, at);
        seen_to = std::max(seen_to, at);
    }
    return {std::max(from, seen_from), std::min(to, seen_to)};
}

draw::PathPtr lines(const draw::Path& rings, geo::XY along, double gap, const geo::Box& seen) {
    const geo::XY across{-along.y, along.x};
    const auto [from, to] = range(rings, across, seen);
    auto out = std::make_shared<draw::Path>();
    out->closed = false;
    for (double n = std::ceil(from / gap); n * gap <= to; n += 1.0) {
        append_line_inside(rings, along, across, n * gap, *out);
    }
    return out;
}

/// Rows of dots, every second one set half a step off.
draw::PathPtr dots(const draw::Path& rings, double gap, double radius, const geo::Box& seen) {
    constexpr geo::XY along{1.0, 0.0};
    constexpr geo::XY across{0.0, 1.0};
    constexpr int corners = 10;
    const double row = gap * std::sqrt(0.75);
    const auto [from, to] = range(rings, across, seen);
    auto out = std::make_shared<draw::Path>();
    for (double n = std::ceil(from / row); n * row <= to; n += 1.0) {
        const double at = n * row;
        const double shift = std::fmod(std::abs(n), 2.0) * gap / 2;
        const std::vector<double> meets = places_inside(rings, along, across, at);
        for (std::size_t i = 0; i + 1 < meets.size(); i += 2) {
            // A dot that the edge would cut is left out.
            const double first = std::max(meets[i] + radius, seen.min_x);
            const double last = std::min(meets[i + 1] - radius, seen.max_x);
            for (double k = std::ceil((first - shift) / gap); k * gap + shift <= last; k += 1.0) {
                const geo::XY middle{k * gap + shift, at};
                for (int c = 0; c < corners; ++c) {
                    const double turn = 2.0 * std::numbers::pi * c / corners;
                    const geo::XY p{middle.x + radius * std::cos(turn),
                                    middle.y + radius * std::sin(turn)};
                    c == 0 ? out->move_to(p) : out->line_to(p);
                }
            }
        }
    }
    return out;
}

/// `unit`: how long a millimetre is in the space of the area; `up`: 1 where y grows upwards, -1
/// where it grows down the page, so that hatching leans the same way.
void paint(const Painter& painter, const draw::Path& area, FillPattern pattern, draw::Color color,
           double unit, double up, double factor, const geo::Box& seen) {
    const double diagonal = std::sqrt(0.5);
    switch (pattern) {
        case FillPattern::plain:
            return;
        case FillPattern::cross_hatch:
            painter.stroke(
                lines(area, {diagonal, -up * diagonal}, line_gap_mm * factor * unit, seen), color,
                line_mm * factor);
            [[fallthrough]];
        case FillPattern::hatch:
            painter.stroke(
                lines(area, {diagonal, up * diagonal}, line_gap_mm * factor * unit, seen), color,
                line_mm * factor);
            return;
        case FillPattern::dots:
            painter.fill(dots(area, dot_gap_mm * factor * unit, dot_mm * factor * unit, seen),
                         color);
            return;
    }
}

}  // namespace

void paint_pattern(draw::Group& group, const draw::PathPtr& area, FillPattern pattern,
                   draw::Color color, std::uint32_t tag) {
    if (pattern == FillPattern::plain || area == nullptr) return;
    const Painter map{group, draw::Space::map, {}, tag};
    paint(map, *area, pattern, color, 1.0 / group.view.mm_per_metre(), 1.0, size_factor(group.view),
          group.view.extent());
}

void paint_pattern_on_paper(draw::Group& group, const draw::RectMm& box, FillPattern pattern,
                            draw::Color color, double factor) {
    if (pattern == FillPattern::plain) return;
    paint(Painter{group}, *rect_path(box), pattern, color, 1.0, -1.0, factor,
          {box.x_mm, box.y_mm, box.right_mm(), box.bottom_mm()});
}

}  // namespace parkatlas::cartography
