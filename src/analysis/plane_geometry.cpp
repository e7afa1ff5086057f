#include "analysis/plane_geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "geo/ellipsoid.h"

namespace parkatlas::analysis {

namespace {

/// Where the rings of a polygon cross a parallel, from west to east.
std::vector<double> crossings(const geo::ShapeView::PartView& polygon, double y) {
    std::vector<double> at;
    for (std::size_t r = 0; r < polygon.ring_count; ++r) {
        const std::span<const geo::XY> ring = polygon.ring(r);
        if (ring.empty()) continue;
        geo::XY p = ring.back();
        for (const geo::XY q : ring) {
            // A vertex on the parallel belongs to the upper of its edges only.
            if ((p.y > y) != (q.y > y)) at.push_back(p.x + (y - p.y) / (q.y - p.y) * (q.x - p.x));
            p = q;
        }
    }
    std::ranges::sort(at);
    return at;
}

double distance_to_segment(geo::XY p, geo::XY q) {  // from the origin
    const double dx = q.x - p.x;
    const double dy = q.y - p.y;
    const double squared = dx * dx + dy * dy;
    const double t = squared > 0.0 ? std::clamp(-(p.x * dx + p.y * dy) / squared, 0.0, 1.0) : 0.0;
    return std::hypot(p.x + t * dx, p.y + t * dy);
}

}  // namespace

std::optional<geo::XY> point_inside(const geo::ShapeView::PartView& polygon) {
    geo::Box box;
    if (polygon.kind != geo::PartKind::polygon || polygon.ring_count == 0) return std::nullopt;
    for (const geo::XY vertex : polygon.ring(0)) box.add(vertex);
    if (box.is_empty()) return std::nullopt;
    // The middle first; other parallels for shapes that are nothing there.
    for (const double part : {0.5, 0.41, 0.61, 0.27, 0.73, 0.13, 0.89}) {
        const double y = box.min_y + part * box.height();
        const std::vector<double> at = crossings(polygon, y);
        double widest = 0.0;
        geo::XY middle;
        for (std::size_t i = 0; i + 1 < at.size(); i += 2) {
            if (at[i + 1] - at[i] <= widest) continue;
            widest = at[i + 1] - at[i];
            middle = {(at[i] + at[i + 1]) / 2.0, y};
        }
        if (widest > 0.0) return middle;
    }
    return std::nullopt;
}

double distance_to_border_m(geo::ShapeView shape, geo::XY point_deg) {
    constexpr double degree = std::numbers::pi / 180.0;
    const auto& [semi_major_m, flattening] = geo::cgcs2000_ellipsoid;
    const double e2 = flattening * (2.0 - flattening);
    const double sine = std::sin(point_deg.y * degree);
    const double w2 = 1.0 - e2 * sine * sine;
    const double metres_north = degree * semi_major_m * (1.0 - e2) / (w2 * std::sqrt(w2));
    const double metres_east =
        degree * semi_major_m / std::sqrt(w2) * std::cos(point_deg.y * degree);
    const auto local = [&](geo::XY vertex) {
        return geo::XY{(vertex.x - point_deg.x) * metres_east,
                       (vertex.y - point_deg.y) * metres_north};
    };
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const geo::ShapeView::PartView part = shape.part(p);
        if (part.kind != geo::PartKind::polygon) continue;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const std::span<const geo::XY> ring = part.ring(r);
            if (ring.empty()) continue;
            geo::XY from = local(ring.back());
            for (const geo::XY vertex : ring) {
                const geo::XY to = local(vertex);
                nearest = std::min(nearest, distance_to_segment(from, to));
                from = to;
            }
        }
    }
    return nearest;
}

}  // namespace parkatlas::analysis
