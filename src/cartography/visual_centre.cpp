// The deepest point of a polygon: cells of a quadtree, the most promising first, none opened that
// cannot hold a point deep enough to matter.
#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "base/parallel.h"
#include "cartography/geometry.h"

namespace parkatlas::cartography {
namespace {

draw::Path thinned(const draw::Path& rings, std::size_t most) {
    draw::Path out;
    for (std::size_t r = 0; r < rings.ring_ends.size(); ++r) {
        const auto ring = ring_of(rings, r);
        if (ring.size() < 3) continue;
        const std::size_t step = std::max<std::size_t>(1, ring.size() / most);
        out.move_to(ring[0]);
        for (std::size_t i = step; i < ring.size(); i += step) out.line_to(ring[i]);
    }
    return out;
}

struct Segment {
    geo::XY a, b;
};

struct Cell {
    geo::XY centre;
    double half = 0.0;
    double distance = 0.0;  ///< to the nearest edge, negative outside
    double best_possible = 0.0;
    IndexRange edges;  ///< those that may be the nearest to a place in it
    bool operator<(const Cell& other) const { return best_possible < other.best_possible; }
};

/// Looks for it. A cell's edges are those of its parent that are near enough, so that the deeper
/// the search goes, the fewer are left; what is found is the same as with all of them.
class DeepestPoint {
  public:
    explicit DeepestPoint(const draw::Path& rings) {
        edges_.reserve(rings.points.size());
        for (std::size_t r = 0; r < rings.ring_ends.size(); ++r) {
            const auto ring = ring_of(rings, r);
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                edges_.push_back({ring[i], ring[j]});
            }
        }
        near_.resize(edges_.size());
        for (std::size_t e = 0; e < edges_.size(); ++e) near_[e] = static_cast<std::uint32_t>(e);
    }

    VisualCentre find(const geo::Box& box, double precision) {
        const double size = std::min(box.width(), box.height());
        const double half = size / 2;
        const IndexRange all{0, edges_.size()};
        std::priority_queue<Cell> cells;
        for (double x = box.min_x; x < box.max_x; x += size) {
            for (double y = box.min_y; y < box.max_y; y += size) {
                const geo::XY middle{x + half, y + half};
                cells.push(cell(middle, half, all, is_inside(middle)));
            }
        }
        Cell best = cell(box.centre(), 0.0, all, is_inside(box.centre()));
        while (!cells.empty()) {
            const Cell open = cells.top();
            cells.pop();
            if (open.distance > best.distance) best = open;
            if (open.best_possible - best.distance <= precision) continue;
            const IndexRange near = near_to(open);
            const double h = open.half / 2;
            // Where no edge lies between two middles, both are inside or both are outside.
            const bool same_side = std::abs(open.distance) > std::hypot(h, h) * (1.0 + 1e-9);
            for (const double dx : {-h, h}) {
                for (const double dy : {-h, h}) {
                    const geo::XY middle{open.centre.x + dx, open.centre.y + dy};
                    const bool in = same_side ? open.distance > 0.0 : is_inside(middle);
                    cells.push(cell(middle, h, near, in));
                }
            }
        }
        return {best.centre, std::max(0.0, best.distance)};
    }

  private:
    [[nodiscard]] bool is_inside(geo::XY p) const {
        bool in = false;
        for (const auto& [a, b] : edges_) {
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
                in = !in;
            }
        }
        return in;
    }

    [[nodiscard]] Cell cell(geo::XY centre, double half, IndexRange edges, bool in) const {
        double nearest = std::numeric_limits<double>::infinity();
        for (std::size_t i = edges.first; i < edges.last; ++i) {
            const Segment& edge = edges_[near_[i]];
            nearest = std::min(nearest, distance_to_segment_squared(centre, edge.a, edge.b));
        }
        const double distance = in ? std::sqrt(nearest) : -std::sqrt(nearest);
        return {centre, half, distance, distance + half * std::sqrt(2.0), edges};
    }

    /// From a place in the cell, at most half its diagonal away from its middle, the middle's
    /// nearest edge is at most that much farther; one that is two halves farther is never nearer.
    [[nodiscard]] IndexRange near_to(const Cell& open) {
        const double reach =
            (std::abs(open.distance) + 2.0 * std::sqrt(2.0) * open.half) * (1.0 + 1e-9);
        const std::size_t first = near_.size();
        for (std::size_t i = open.edges.first; i < open.edges.last; ++i) {
            const Segment& edge = edges_[near_[i]];
            if (distance_to_segment_squared(open.centre, edge.a, edge.b) <= reach * reach) {
                near_.push_back(near_[i]);
            }
        }
        return {first, near_.size()};
    }

    std::vector<Segment> edges_;
    std::vector<std::uint32_t> near_;  ///< all edges, then those of the cells that were opened
};

}  // namespace

VisualCentre visual_centre(const draw::Path& rings_given, double precision_share) {
    const draw::Path rings = thinned(rings_given, 160);
    const geo::Box box = box_of(rings);
    if (box.is_empty()) return {};
    if (std::min(box.width(), box.height()) <= 0.0) return {box.centre(), 0.0};
    const double precision = std::max(box.width(), box.height()) * precision_share;
    return DeepestPoint{rings}.find(box, precision);
}

}  // namespace parkatlas::cartography
