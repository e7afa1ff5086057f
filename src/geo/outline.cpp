#include "geo/outline.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "geo/orientation.h"

namespace parkatlas::geo::detail {

namespace {

/// What orientation() decides exactly: neither do products overflow, nor does anything of the
/// products of differences get lost below the smallest doubles. What is closer to 0 counts as 0: no
/// area that can be told hangs on it, and decisions stay exact.
constexpr double largest_coordinate = 1e150;
constexpr double smallest_coordinate = 1e-120;

bool is_usable(XY v) {
    return std::abs(v.x) <= largest_coordinate && std::abs(v.y) <= largest_coordinate;
}

double without_dust(double coordinate) {
    return std::abs(coordinate) < smallest_coordinate ? 0.0 : coordinate;
}

/// Of a closed ring that does not cross itself. Decided at the lowest place, the leftmost of
/// several: the edge there that is nearest to the east has the outside on its right. The ring may
/// come to that place more than once (numbers that count as 0 can bring that about).
bool is_counter_clockwise(std::span<const XY> closed) {
    const std::size_t count = closed.size() - 1;
    XY lowest = closed[0];
    for (const XY v : closed) {
        if (v.y < lowest.y || (v.y == lowest.y && v.x < lowest.x)) lowest = v;
    }
    XY nearest = lowest;
    bool leaves = false;
    bool is_clear = false;
    const auto consider = [&](XY other, bool out) {
        const double turn = nearest == lowest ? -1.0 : orientation(lowest, nearest, other);
        if (turn == 0.0) is_clear = is_clear && out == leaves;
        if (turn >= 0.0) return;
        nearest = other;
        leaves = out;
        is_clear = true;
    };
    for (std::size_t i = 0; i < count; ++i) {
        if (!(closed[i] == lowest)) continue;
        consider(closed[i + 1], true);
        consider(closed[i == 0 ? count - 1 : i - 1], false);
    }
    if (is_clear) return leaves;
    double twice_area = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        const XY v = closed[i];
        const XY w = closed[i + 1];
        twice_area += (v.x - lowest.x) * (w.y - lowest.y) - (w.x - lowest.x) * (v.y - lowest.y);
    }
    return twice_area > 0.0;
}

/// Whether `point` is below `vertex`, so that a ray to the east passes under it.
bool is_above(XY vertex, XY point, Moved outline) {
    return outline == Moved::yes ? vertex.y >= point.y : vertex.y > point.y;
}

Box box_of(XY a, XY b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

}  // namespace

bool is_left(XY from, XY to, XY point, Moved edge) {
    const double turn = orientation(from, to, point);
    if (turn != 0.0) return turn > 0.0;
    // What the move by (e, e^2) adds: -dy e + dx e^2 where the point moves, the opposite where the
    // edge does.
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    if (edge == Moved::yes) return dy > 0.0 || (dy == 0.0 && dx < 0.0);
    return dy < 0.0 || (dy == 0.0 && dx > 0.0);
}

bool Outline::load(ShapeView shape) {
    vertices_.clear();
    rings_.clear();
    nodes_.clear();
    levels_.clear();
    box_ = Box{};
    bool usable = true;
    for (std::size_t p = 0; p < shape.part_count() && usable; ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon) continue;
        bool is_shell = true;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const std::span<const XY> ring = part.ring(r);
            usable = usable && std::ranges::all_of(ring, is_usable);
            const std::size_t before = vertices_.size();
            if (usable) add_ring(ring, is_shell);
            // Where the shell has collapsed the next ring takes its place.
            if (vertices_.size() > before) is_shell = false;
        }
    }
    if (!usable) {
        vertices_.clear();
        rings_.clear();
        return false;
    }
    if (vertices_.empty()) return true;
    rings_.push_back(static_cast<std::uint32_t>(vertices_.size()));
    for (const XY v : vertices_) box_.add(v);
    if (vertices_.size() > tree_from) build_tree();
    return true;
}

void Outline::add_ring(std::span<const XY> ring, bool is_shell) {
    const std::size_t first = vertices_.size();
    for (const XY given : ring) {
        const XY v{without_dust(given.x), without_dust(given.y)};
        if (vertices_.size() == first || !(vertices_.back() == v)) vertices_.push_back(v);
    }
    while (vertices_.size() > first + 1 && vertices_.back() == vertices_[first]) {
        vertices_.pop_back();
    }
    const auto three_distinct = [&] {
        for (std::size_t i = first + 2; i < vertices_.size(); ++i) {
            if (!(vertices_[i] == vertices_[first]) && !(vertices_[i] == vertices_[first + 1])) {
                return true;
            }
        }
        return false;
    };
    if (!three_distinct()) {
        vertices_.resize(first);
        return;
    }
    vertices_.push_back(vertices_[first]);
    if (is_counter_clockwise(std::span{vertices_}.subspan(first)) != is_shell) {
        std::reverse(vertices_.begin() + static_cast<std::ptrdiff_t>(first), vertices_.end());
    }
    rings_.push_back(static_cast<std::uint32_t>(first));
}

std::uint32_t Outline::ring_of(std::uint32_t edge) const {
    if (rings_.size() == 2) return 0;
    const auto after = std::ranges::upper_bound(rings_, edge);
    return static_cast<std::uint32_t>(after - rings_.begin() - 1);
}

bool Outline::is_edge(std::uint32_t place) const {
    return place + 1 != rings_[ring_of(place) + 1];
}

Box Outline::edge_box(std::uint32_t edge) const {
    return box_of(vertices_[edge], vertices_[edge + 1]);
}

void Outline::build_tree() {
    const std::size_t places = vertices_.size();
    levels_.push_back({0, (places + run - 1) / run});
    nodes_.reserve(levels_[0].count + levels_[0].count / (run - 1) + 8);
    // A node reaches to the vertex after its last place. Where a ring ends inside, that is one
    // vertex too many at most: boxes may be too large but never too small.
    for (std::size_t first = 0; first < places; first += run) {
        Box box;
        for (std::size_t i = first; i <= std::min(first + run, places - 1); ++i) {
            box.add(vertices_[i]);
        }
        nodes_.push_back(box);
    }
    while (levels_.back().count > 1) {
        const Level below = levels_.back();
        levels_.push_back({nodes_.size(), (below.count + run - 1) / run});
        for (std::size_t first = 0; first < below.count; first += run) {
            Box box;
            for (std::size_t i = first; i < std::min(first + run, below.count); ++i) {
                box.add(nodes_[below.first + i]);
            }
            nodes_.push_back(box);
        }
    }
}

void Outline::edges_in(const Box& box, std::vector<std::uint32_t>& edges) const {
    visit_edges_in(box, [&edges](std::uint32_t edge) {
        edges.push_back(edge);
        return true;
    });
}

bool Outline::has_edges_in(const Box& box) const {
    return !visit_edges_in(box, [](std::uint32_t) { return false; });
}

template <typename Visit>
bool Outline::visit_edges_in(const Box& box, const Visit& visit) const {
    if (has_tree()) return visit_edges_in_node(levels_.size() - 1, 0, box, visit);
    for (std::size_t r = 0; r < ring_count(); ++r) {
        for (std::uint32_t e = first_edge(r); e <= last_edge(r); ++e) {
            if (edge_box(e).intersects(box) && !visit(e)) return false;
        }
    }
    return true;
}

template <typename Visit>
bool Outline::visit_edges_in_node(std::size_t level, std::size_t place, const Box& box,
                                  const Visit& visit) const {
    if (!nodes_[levels_[level].first + place].intersects(box)) return true;
    if (level > 0) {
        const std::size_t last = std::min((place + 1) * run, levels_[level - 1].count);
        for (std::size_t i = place * run; i < last; ++i) {
            if (!visit_edges_in_node(level - 1, i, box, visit)) return false;
        }
        return true;
    }
    const auto first = static_cast<std::uint32_t>(place * run);
    const auto last =
        static_cast<std::uint32_t>(std::min<std::size_t>(first + run, vertices_.size() - 1));
    for (std::uint32_t e = first; e < last; ++e) {
        if (edge_box(e).intersects(box) && is_edge(e) && !visit(e)) return false;
    }
    return true;
}

bool Outline::contains(XY point, Moved outline) const {
    if (!box_.contains(point)) return false;
    if (has_tree()) return crossings_are_odd(levels_.size() - 1, 0, point, outline);
    bool odd = false;
    for (std::size_t r = 0; r < ring_count(); ++r) {
        odd ^= run_crosses(first_edge(r), last_edge(r) + 1, point, outline);
    }
    return odd;
}

/// Whether a ray from the point to the east crosses an odd number of the edges first … last - 1,
/// which belong to one ring.
bool Outline::run_crosses(std::uint32_t first, std::uint32_t last, XY point, Moved outline) const {
    bool odd = false;
    bool above = is_above(vertices_[first], point, outline);
    for (std::uint32_t e = first; e < last; ++e) {
        const bool next_above = is_above(vertices_[e + 1], point, outline);
        if (above != next_above) {
            const XY from = vertices_[e];
            const XY to = vertices_[e + 1];
            // An edge east of the point is crossed, one west of it is not; else left of an edge
            // that goes up is west of it.
            const bool is_east = std::min(from.x, to.x) > point.x;
            const bool is_near = !is_east && std::max(from.x, to.x) >= point.x;
            if (is_east || (is_near && is_left(from, to, point, outline) == next_above)) odd = !odd;
        }
        above = next_above;
    }
    return odd;
}

/// Whether the chain from vertex `first` to vertex `end` of one ring crosses the height of the
/// point an odd number of times: its ends alone tell.
bool Outline::ends_differ(std::uint32_t first, std::uint32_t end, XY point, Moved outline) const {
    return is_above(vertices_[first], point, outline) != is_above(vertices_[end], point, outline);
}

bool Outline::crossings_are_odd(std::size_t level, std::size_t place, XY point,
                                Moved outline) const {
    const Box& box = nodes_[levels_[level].first + place];
    if (box.max_y < point.y || box.min_y > point.y || box.max_x < point.x) return false;
    std::size_t width = run;
    for (std::size_t i = 0; i < level; ++i) width *= run;
    const bool is_leaf = level == 0;
    const bool all_east = box.min_x > point.x;
    if (!is_leaf && !all_east) {
        bool odd = false;
        const std::size_t last = std::min((place + 1) * run, levels_[level - 1].count);
        for (std::size_t i = place * run; i < last; ++i) {
            odd ^= crossings_are_odd(level - 1, i, point, outline);
        }
        return odd;
    }
    // The chains of this node: the end of one ring, whole rings, the beginning of another. Rings
    // that lie east of the point as a whole are crossed an even number of times.
    const auto first = static_cast<std::uint32_t>(place * width);
    const auto last =
        static_cast<std::uint32_t>(std::min<std::size_t>(first + width, vertices_.size() - 1));
    bool odd = false;
    for (std::uint32_t from = first; from < last;) {
        const std::uint32_t ring = ring_of(from);
        const std::uint32_t end = std::min(last, rings_[ring + 1] - 1);
        if (from < end) {
            odd ^= all_east ? ends_differ(from, end, point, outline)
                            : run_crosses(from, end, point, outline);
        }
        from = rings_[ring + 1];
        if (all_east && from < last) {
            from = std::max(from, rings_[ring_of(last)]);  // past the whole rings
        }
    }
    return odd;
}

}  // namespace parkatlas::geo::detail
