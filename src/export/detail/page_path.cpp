#include "export/detail/page_path.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace parkatlas::exporting::detail {

namespace {

/// 2540 dots an inch: finer than any printer, coarse enough to shrink a surveyed coast.
constexpr double thinnest_step_mm = 0.01;

double distance(geo::XY a, geo::XY b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

/// Points of one ring on the page, without those that are no numbers or closer than the step.
std::vector<geo::XY> placed(const draw::Path& path, std::size_t begin, std::size_t end,
                            const Placement& placement) {
    std::vector<geo::XY> out;
    out.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
        const geo::XY p = placement.apply(path.points[i]);
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        const bool is_last = i + 1 == end;
        if (!out.empty() && distance(out.back(), p) < thinnest_step_mm) {
            // The last point of an open chain stays where it is.
            if (!is_last || path.closed || out.size() == 1) continue;
            out.back() = p;
            continue;
        }
        out.push_back(p);
    }
    if (path.closed && out.size() > 1 && distance(out.front(), out.back()) < thinnest_step_mm) {
        out.pop_back();
    }
    return out;
}

geo::Box box_of(const std::vector<geo::XY>& points) {
    geo::Box box;
    for (const geo::XY p : points) box.add(p);
    return box;
}

geo::Box box_of(const draw::RectMm& rect) {
    return {rect.x_mm, rect.y_mm, rect.right_mm(), rect.bottom_mm()};
}

bool holds(const geo::Box& outer, const geo::Box& inner) {
    return outer.min_x <= inner.min_x && outer.min_y <= inner.min_y && inner.max_x <= outer.max_x &&
           inner.max_y <= outer.max_y;
}

/// Sutherland and Hodgman against one side; `inside` is positive within.
template <typename Inside>
std::vector<geo::XY> cut(const std::vector<geo::XY>& ring, const Inside& inside) {
    std::vector<geo::XY> out;
    out.reserve(ring.size() + 4);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::XY a = ring[i];
        const geo::XY b = ring[i + 1 < ring.size() ? i + 1 : 0];
        const double at_a = inside(a);
        const double at_b = inside(b);
        if (at_a >= 0.0) out.push_back(a);
        if ((at_a >= 0.0) != (at_b >= 0.0)) {
            const double t = at_a / (at_a - at_b);
            out.push_back({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
        }
    }
    return out;
}

/// The stretch of a segment inside a box, as shares of its length (Liang and Barsky).
std::optional<std::pair<double, double>> inside(geo::XY a, geo::XY b, const geo::Box& box) {
    double from = 0.0;
    double to = 1.0;
    const auto limit = [&](double step, double room) {
        if (step == 0.0) return room >= 0.0;
        const double t = room / step;
        if (step < 0.0) {
            from = std::max(from, t);
        } else {
            to = std::min(to, t);
        }
        return from <= to;
    };
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    if (!limit(-dx, a.x - box.min_x) || !limit(dx, box.max_x - a.x) ||
        !limit(-dy, a.y - box.min_y) || !limit(dy, box.max_y - a.y)) {
        return std::nullopt;
    }
    return std::pair{from, to};
}

/// Cuts a chain into what runs inside the box.
void cut_chain(const std::vector<geo::XY>& points, bool is_closed, bool has_dashes,
               const geo::Box& box, std::vector<PageChain>& out) {
    const std::size_t segments = is_closed ? points.size() : points.size() - 1;
    const auto point = [&](std::size_t i) { return points[i % points.size()]; };
    std::size_t first = 0;
    if (is_closed && !has_dashes) {
        // Begin where nothing shows, so that no piece ends at the ring's first point.
        while (first < segments && box.contains(point(first))) ++first;
    }
    PageChain piece;
    const auto finish = [&] {
        if (piece.points.size() > 1) out.push_back(std::move(piece));
        piece = {};
    };
    double along = 0.0;
    for (std::size_t i = first; i < first + segments; ++i) {
        const geo::XY a = point(i);
        const geo::XY b = point(i + 1);
        const double length = has_dashes ? distance(a, b) : 0.0;
        const auto part = inside(a, b, box);
        if (!part) {
            finish();
        } else {
            const auto at = [&](double t) {
                return geo::XY{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
            };
            if (part->first > 0.0) finish();
            if (piece.points.empty()) {
                piece.is_closed = false;
                piece.along_mm = along + part->first * length;
                piece.points.push_back(part->first > 0.0 ? at(part->first) : a);
            }
            piece.points.push_back(part->second < 1.0 ? at(part->second) : b);
            if (part->second < 1.0) finish();
        }
        along += length;
    }
    finish();
}

}  // namespace

Placement placement_of(const draw::Item& item, const draw::MapView& view) {
    const double scale = view.mm_per_metre();
    const draw::PaperMm middle = view.frame.centre();
    const Placement map{
        {view.centre.x_m, view.centre.y_m}, {middle.x_mm, middle.y_mm}, scale, -scale};
    switch (item.space) {
        case draw::Space::map:
            return map;
        case draw::Space::anchored:
            return {{0.0, 0.0}, map.apply({item.anchor.x_m, item.anchor.y_m}), 1.0, 1.0};
        case draw::Space::paper:
            break;
    }
    return {};
}

std::vector<PageChain> filled_rings(const draw::Path& path, const Placement& placement,
                                    const draw::RectMm& window) {
    constexpr double margin_mm = 1.0;
    const geo::Box box = box_of(window.grown(margin_mm));
    std::vector<PageChain> out;
    std::size_t begin = 0;
    for (const std::uint32_t end : path.ring_ends) {
        std::vector<geo::XY> ring = placed(path, begin, end, placement);
        begin = end;
        const geo::Box bounds = box_of(ring);
        if (ring.size() < 3 || !box.intersects(bounds)) continue;
        if (!holds(box, bounds)) {
            ring = cut(ring, [&](geo::XY p) { return p.x - box.min_x; });
            ring = cut(ring, [&](geo::XY p) { return box.max_x - p.x; });
            ring = cut(ring, [&](geo::XY p) { return p.y - box.min_y; });
            ring = cut(ring, [&](geo::XY p) { return box.max_y - p.y; });
        }
        if (ring.size() >= 3) out.push_back({std::move(ring), true, 0.0});
    }
    return out;
}

std::vector<PageChain> stroked_chains(const draw::Path& path, const Placement& placement,
                                      const draw::RectMm& window, const draw::Stroke& stroke) {
    // A corner reaches at most four widths (the limit of miters) from its point.
    const geo::Box box = box_of(window.grown(4.0 * stroke.width_mm + 1.0));
    const bool has_dashes = !usable_dashes(stroke.dash_mm).empty();
    std::vector<PageChain> out;
    std::size_t begin = 0;
    for (const std::uint32_t end : path.ring_ends) {
        std::vector<geo::XY> points = placed(path, begin, end, placement);
        begin = end;
        if (points.empty()) continue;
        const geo::Box bounds = box_of(points);
        if (!box.intersects(bounds)) continue;
        if (points.size() == 1) {
            // A point: a dot where the caps make one.
            if (stroke.cap != draw::Cap::butt) {
                points.push_back(points.front());
                out.push_back({std::move(points), false, 0.0});
            }
        } else if (holds(box, bounds)) {
            out.push_back({std::move(points), path.closed, 0.0});
        } else {
            cut_chain(points, path.closed, has_dashes, box, out);
        }
    }
    return out;
}

std::vector<double> usable_dashes(const std::vector<double>& dash_mm) {
    double sum = 0.0;
    for (const double part : dash_mm) {
        if (!(part >= 0.0) || !std::isfinite(part)) return {};
        sum += part;
    }
    return sum > 0.0 ? dash_mm : std::vector<double>{};
}

}  // namespace parkatlas::exporting::detail
