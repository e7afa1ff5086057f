#include "geo/additive_rings.h"

#include <algorithm>
#include <cmath>
#include <span>

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

/// One edge of a small set of rings, with the number of its ring's first edge and the next one.
struct Edge {
    XY a, b;
    std::uint32_t next;
};

/// All pairs of edges; false if any two may meet but at the vertex that neighbours share.
bool is_surely_apart_few(const RingSet& rings) {
    Edge edges[few_vertices];
    std::uint32_t count = 0;
    for (std::size_t r = 0; r < rings.ring_ends.size(); ++r) {
        const std::span<const XY> ring = ring_of(rings, r);
        const std::uint32_t first = count;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const bool is_last = i + 1 == ring.size();
            edges[count] = {ring[i], ring[is_last ? 0 : i + 1], is_last ? first : count + 1};
            ++count;
        }
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        const Edge& e = edges[i];
        const double min_x = std::min(e.a.x, e.b.x);
        const double max_x = std::max(e.a.x, e.b.x);
        const double min_y = std::min(e.a.y, e.b.y);
        const double max_y = std::max(e.a.y, e.b.y);
        for (std::uint32_t j = i + 1; j < count; ++j) {
            const Edge& f = edges[j];
            if ((f.a.x > max_x && f.b.x > max_x) || (f.a.x < min_x && f.b.x < min_x) ||
                (f.a.y > max_y && f.b.y > max_y) || (f.a.y < min_y && f.b.y < min_y)) {
                continue;
            }
            if (e.next == j || f.next == i) {
                // Neighbours: they meet beyond their vertex only if they run back on themselves,
                // and what runs back on itself adds nothing. In a triangle both ends are shared.
                continue;
            }
            if (may_meet(e.a, e.b, f.a, f.b)) return false;
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

}  // namespace

void make_additive(RingSet& rings, RingSet& triangles) {
    triangles.clear();
    tidy(rings);
    if (rings.ring_ends.empty()) return;
    if (is_surely_apart(rings) && turn_by_depth(rings)) return;
    const Triangles made = triangulate(rings.points, rings.ring_ends, FillRule::even_odd);
    for (std::size_t i = 0; i + 2 < made.indices.size(); i += 3) {
        XY corner[3] = {made.vertices[made.indices[i]], made.vertices[made.indices[i + 1]],
                        made.vertices[made.indices[i + 2]]};
        if (twice_signed_area(corner) < 0.0) std::swap(corner[1], corner[2]);
        triangles.points.insert(triangles.points.end(), corner, corner + 3);
        triangles.ring_ends.push_back(static_cast<std::uint32_t>(triangles.points.size()));
    }
    if (triangles.ring_ends.empty()) rings.clear();
}

}  // namespace parkatlas::geo
