#include "cartography/fill_pattern.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "cartography/painter.h"
#include "cartography/role_symbols.h"

namespace parkatlas::cartography {
namespace {

// At factor 1, in mm.
constexpr double line_gap_mm = 1.5;
constexpr double line_mm = 0.22;
constexpr double dot_gap_mm = 1.7;
constexpr double dot_mm = 0.27;

/// Where a straight line runs inside the rings (even-odd), as pairs of places along it.
std::vector<double> inside(const draw::Path& rings, geo::XY along, geo::XY across, double at) {
    std::vector<double> meets;
    std::size_t begin = 0;
    for (const std::uint32_t end : rings.ring_ends) {
        for (std::size_t i = begin; i < end; ++i) {
            const geo::XY a = rings.points[i];
            const geo::XY b = rings.points[i + 1 < end ? i + 1 : begin];
            const double side_a = a.x * across.x + a.y * across.y - at;
            const double side_b = b.x * across.x + b.y * across.y - at;
            if ((side_a < 0) == (side_b < 0)) continue;
            const double t = side_a / (side_a - side_b);
            meets.push_back((a.x + t * (b.x - a.x)) * along.x + (a.y + t * (b.y - a.y)) * along.y);
        }
        begin = end;
    }
    std::sort(meets.begin(), meets.end());
    if (meets.size() % 2 != 0) meets.pop_back();
    return meets;
}

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
        const double at = n * gap;
        const std::vector<double> meets = inside(rings, along, across, at);
        for (std::size_t i = 0; i + 1 < meets.size(); i += 2) {
            for (const double s : {meets[i], meets[i + 1]}) {
                const geo::XY p{s * along.x + at * across.x, s * along.y + at * across.y};
                s == meets[i] ? out->move_to(p) : out->line_to(p);
            }
        }
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
        const std::vector<double> meets = inside(rings, along, across, at);
        for (std::size_t i = 0; i + 1 < meets.size(); i += 2) {
            // A dot that the edge would cut is left out.
            const double first = std::max(meets[i] + radius, seen.min_x);
            const double last = std::min(meets[i + 1] - radius, seen.max_x);
            for (double k = std::ceil((first - shift) / gap); k * gap + shift <= last; k += 1.0) {
                const geo::XY middle{k * gap + shift, at};
                for (int c = 0; c < corners; ++c) {
                    const double turn = 2.0 * 3.14159265358979323846 * c / corners;
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
