#include "geo/additive_rings.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "geo/edge_graph.h"
#include "geo/edge_walk.h"
#include "geo/simple_ring.h"
#include "geo/triangulate.h"

namespace parkatlas::geo {

namespace {

/// Up to so many vertices all pairs of edges are compared.
constexpr std::size_t few_vertices = 96;
/// Comparing every ring with every other is left alone beyond this.
constexpr std::size_t most_ring_steps = 4U << 20U;

std::span<const XY> ring_of(const RingSet& rings, std::size_t index) {
    const std::size_t first = index == 0 ? 0 : rings.ring_ends[index - 1];
    return std::span{rings.points}.subspan(first, rings.ring_ends[index] - first);
}

/// Drops what is no ring, and vertices that repeat the one before.
void tidy(RingSet& rings) {
    std::size_t to = 0;
    std::size_t first = 0;
    std::size_t kept = 0;
    for (const std::uint32_t end : rings.ring_ends) {
        const std::size_t begin = to;
        for (std::size_t i = first; i < end; ++i) {
            const XY p = rings.points[i];
            if (to > begin && rings.points[to - 1] == p) continue;
            rings.points[to++] = p;
        }
        while (to > begin + 1 && rings.points[to - 1] == rings.points[begin]) --to;
        if (to - begin < 3) {
            to = begin;
        } else {
            rings.ring_ends[kept++] = static_cast<std::uint32_t>(to);
        }
        first = end;
    }
    rings.points.resize(to);
    rings.ring_ends.resize(kept);
}

double twice_signed_area(std::span<const XY> ring) {
    // About the first vertex, so that nothing is lost far from the origin.
    const XY o = ring[0];
    double sum = 0.0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        sum +=
            (ring[i].x - o.x) * (ring[i + 1].y - o.y) - (ring[i + 1].x - o.x) * (ring[i].y - o.y);
    }
    return sum;
}

Box box_of(std::span<const XY> ring) {
    Box box;
    for (const XY p : ring) box.add(p);
    return box;
}

bool is_inside(std::span<const XY> ring, XY p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const XY a = ring[i];
        const XY b = ring[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
            inside = !inside;
        }
    }
    return inside;
}

/// How far right (positive) or left of the line a-b the point lies, as an area, and what rounding
/// may have done to it.
struct Turn {
    double area, doubt;
};
Turn turn(XY a, XY b, XY p) {
    const double up = (b.x - a.x) * (p.y - a.y);
    const double down = (b.y - a.y) * (p.x - a.x);
    return {up - down, 1e-15 * 8 * (std::abs(up) + std::abs(down))};
}

/// False only if the two edges surely do not meet.
bool may_meet(XY a, XY b, XY c, XY d) {
    const Turn tc = turn(a, b, c);
    const Turn td = turn(a, b, d);
    if ((tc.area > tc.doubt && td.area > td.doubt) || (tc.area < -tc.doubt && td.area < -td.doubt))
        return false;
    const Turn ta = turn(c, d, a);
    const Turn tb = turn(c, d, b);
    return !((ta.area > ta.doubt && tb.area > tb.doubt) ||
             (ta.area < -ta.doubt && tb.area < -tb.doubt));
}

/// The edges of a small set of rings, in columns, so that boxes are compared several at a time.
struct FewEdges {
    double min_x[few_vertices], min_y[few_vertices], max_x[few_vertices], max_y[few_vertices];
    XY a[few_vertices], b[few_vertices];
    std::uint32_t next[few_vertices];
    std::uint32_t count = 0;

    explicit FewEdges(const RingSet& rings) {
        std::uint32_t first = 0;
        for (const std::uint32_t end : rings.ring_ends) {
            for (std::uint32_t i = first; i < end; ++i) {
                const std::uint32_t after = i + 1 == end ? first : i + 1;
                a[i] = rings.points[i];
                b[i] = rings.points[after];
                next[i] = after;
                min_x[i] = std::min(a[i].x, b[i].x);
                max_x[i] = std::max(a[i].x, b[i].x);
                min_y[i] = std::min(a[i].y, b[i].y);
                max_y[i] = std::max(a[i].y, b[i].y);
            }
            first = end;
        }
        count = first;
    }

    /// How many of the edges from `first` on have a box that meets that of edge `i`.
    [[nodiscard]] int meeting(std::uint32_t i, std::uint32_t first) const {
        const double low_x = min_x[i];
        const double high_x = max_x[i];
        const double low_y = min_y[i];
        const double high_y = max_y[i];
        int sum = 0;
        for (std::uint32_t j = first; j < count; ++j) {
            const bool apart =
                (min_x[j] > high_x) | (max_x[j] < low_x) | (min_y[j] > high_y) | (max_y[j] < low_y);
            sum += apart ? 0 : 1;
        }
        return sum;
    }
};

/// All pairs of edges; false if any two may meet but at the vertex that neighbours share.
bool is_surely_apart_few(const RingSet& rings) {
    const FewEdges edges{rings};
    for (std::uint32_t i = 0; i < edges.count; ++i) {
        // Neighbours meet beyond their vertex only if they run back on themselves, and what runs
        // back on itself adds nothing.
        const std::uint32_t first = edges.next[i] == i + 1 ? i + 2 : i + 1;
        if (edges.meeting(i, first) == 0) continue;
        for (std::uint32_t j = first; j < edges.count; ++j) {
            if (edges.min_x[j] > edges.max_x[i] || edges.max_x[j] < edges.min_x[i] ||
                edges.min_y[j] > edges.max_y[i] || edges.max_y[j] < edges.min_y[i]) {
                continue;
            }
            if (edges.next[i] == j || edges.next[j] == i) continue;
            if (may_meet(edges.a[i], edges.b[i], edges.a[j], edges.b[j])) return false;
        }
    }
    return true;
}

bool is_surely_apart(const RingSet& rings) {
    if (rings.points.size() <= few_vertices) return is_surely_apart_few(rings);
    return rings.ring_ends.size() == 1 && detail::is_surely_simple(rings.points);
}

/// Turns rings that do not meet by how many others surround them; false if that takes too long.
bool turn_by_depth(RingSet& rings) {
    const std::size_t count = rings.ring_ends.size();
    if (count > 1 && count * rings.points.size() > most_ring_steps) return false;
    std::vector<bool> is_hole(count, false);
    if (count > 1) {
        std::vector<Box> boxes;
        for (std::size_t r = 0; r < count; ++r) boxes.push_back(box_of(ring_of(rings, r)));
        for (std::size_t r = 0; r < count; ++r) {
            const XY p = ring_of(rings, r)[0];
            bool hole = false;
            for (std::size_t other = 0; other < count; ++other) {
                if (other == r || !boxes[other].contains(p)) continue;
                if (is_inside(ring_of(rings, other), p)) hole = !hole;
            }
            is_hole[r] = hole;
        }
    }
    for (std::size_t r = 0; r < count; ++r) {
        const std::size_t first = r == 0 ? 0 : rings.ring_ends[r - 1];
        const bool is_clockwise = twice_signed_area(ring_of(rings, r)) < 0.0;
        if (is_clockwise != is_hole[r]) {
            std::reverse(rings.points.begin() + static_cast<std::ptrdiff_t>(first),
                         rings.points.begin() + static_cast<std::ptrdiff_t>(rings.ring_ends[r]));
        }
    }
    return true;
}

/// Above, the tangle is nothing that somebody drew.
constexpr std::size_t most_meetings = 100'000;

/// The borders of the even-odd area; false where rounding stands in the way.
bool put_borders(const RingSet& rings, RingSet& borders) {
    Shapes shapes;
    shapes.reserve(1, rings.points.size());
    shapes.begin_shape();
    shapes.begin_part(PartKind::polygon);
    for (std::size_t r = 0; r < rings.ring_ends.size(); ++r) {
        shapes.begin_ring();
        shapes.add(ring_of(rings, r));
    }
    const std::optional<detail::EdgeGraph> graph = detail::edge_graph(shapes[0], most_meetings);
    if (!graph) return false;
    detail::EdgeWalk walk{graph->nodes, graph->odd};
    if (!walk.orient()) return false;
    const detail::EdgeRounds& rounds = walk.rounds();
    for (const std::vector<detail::EdgeRounds::Loop>& grounds : walk.borders()) {
        for (const detail::EdgeRounds::Loop& loop : grounds) {
            for (const std::uint32_t step : loop) {
                borders.points.push_back(rounds.at(rounds.origin(step)));
            }
            borders.ring_ends.push_back(static_cast<std::uint32_t>(borders.points.size()));
        }
    }
    return true;
}

void put_triangles(const RingSet& rings, RingSet& borders) {
    const Triangles made = triangulate(rings.points, rings.ring_ends, FillRule::even_odd);
    for (std::size_t i = 0; i + 2 < made.indices.size(); i += 3) {
        XY corner[3] = {made.vertices[made.indices[i]], made.vertices[made.indices[i + 1]],
                        made.vertices[made.indices[i + 2]]};
        if (twice_signed_area(corner) < 0.0) std::swap(corner[1], corner[2]);
        borders.points.insert(borders.points.end(), corner, corner + 3);
        borders.ring_ends.push_back(static_cast<std::uint32_t>(borders.points.size()));
    }
}

}  // namespace

void make_additive(RingSet& rings, RingSet& borders) {
    borders.clear();
    tidy(rings);
    if (rings.ring_ends.empty()) return;
    if (is_surely_apart(rings) && turn_by_depth(rings)) return;
    if (!put_borders(rings, borders)) put_triangles(rings, borders);
    if (borders.ring_ends.empty()) rings.clear();
}

}  // namespace parkatlas::geo
