#include "geo/outline_overlay.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <tuple>

#include "geo/orientation.h"

namespace parkatlas::geo::detail {

namespace {

/// Below, every edge of one list is compared with every edge of the other.
constexpr std::size_t few_comparisons = 2048;
constexpr std::uint32_t comparisons_between_looks = 1U << 16;  ///< at whether to stop

Box common_box(const Box& a, const Box& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x),
            std::min(a.max_y, b.max_y)};
}

Box box_of(XY a, XY b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

XY between(XY from, XY to, double along) {
    // From the nearer end: what is close to a vertex comes out close to it.
    if (along > 0.5) {
        const double back = 1.0 - along;
        return {to.x + (from.x - to.x) * back, to.y + (from.y - to.y) * back};
    }
    return {from.x + (to.x - from.x) * along, from.y + (to.y - from.y) * along};
}

}  // namespace

/// One outline as seen from the crossings.
struct OutlineOverlay::Side {
    const Outline* outline;
    const Outline* other;
    Moved other_moved;
    std::vector<std::uint32_t>* order;
    std::vector<std::uint32_t>* next;
    bool is_a;

    [[nodiscard]] std::uint32_t edge(const Crossing& c) const { return is_a ? c.edge_a : c.edge_b; }
    [[nodiscard]] double along(const Crossing& c) const { return is_a ? c.along_a : c.along_b; }
    [[nodiscard]] std::uint32_t rank(const Crossing& c) const { return is_a ? c.rank_a : c.rank_b; }
    [[nodiscard]] bool enters(const Crossing& c) const { return c.a_enters == is_a; }
};

Shared OutlineOverlay::lay(const Outline& a, const Outline& b, const std::stop_token& stop) {
    rings_.clear();
    rings_.begin_shape();
    const Box common = common_box(a.box(), b.box());
    // Boxes that only touch share no ground.
    if (!(common.min_x < common.max_x && common.min_y < common.max_y)) return Shared::nothing;

    // Where no edge of an outline comes, all of the common box lies in it or none. It reaches
    // beyond the box then, so the box is the other's.
    edges_a_.clear();
    a.edges_in(common, edges_a_);
    if (edges_a_.empty()) {
        if (!a.box().covers(b.box())) return Shared::nothing;
        return a.contains(b.vertices().front(), Moved::no) ? Shared::all_of_b : Shared::nothing;
    }
    edges_b_.clear();
    b.edges_in(common, edges_b_);
    if (edges_b_.empty()) {
        if (!b.box().covers(a.box())) return Shared::nothing;
        return b.contains(a.vertices().front(), Moved::yes) ? Shared::all_of_a : Shared::nothing;
    }

    if (!find_crossings(a, b, stop)) return Shared::stopped;
    const Side side_a{&a, &b, Moved::yes, &order_a_, &next_a_, true};
    const Side side_b{&b, &a, Moved::no, &order_b_, &next_b_, false};
    if (!put_in_order(side_a) || !put_in_order(side_b)) return Shared::unclear;
    const bool all_of_a = add_whole_rings(a, edges_a_, order_a_, true, b, Moved::yes);
    const bool none_of_a = rings_[0].is_empty();
    const bool all_of_b = add_whole_rings(b, edges_b_, order_b_, false, a, Moved::no);
    if (crossings_.empty()) {
        if (all_of_b && none_of_a) return Shared::all_of_b;
        if (rings_[0].is_empty()) return Shared::nothing;
        if (all_of_a && rings_[0].part_count() == a.ring_count()) return Shared::all_of_a;
        return Shared::rings;
    }
    trace(a, b);
    return Shared::rings;
}

bool OutlineOverlay::find_crossings(const Outline& a, const Outline& b,
                                    const std::stop_token& stop) {
    crossings_.clear();
    std::uint32_t until_look = comparisons_between_looks;
    const auto is_to_stop = [&](std::size_t comparisons) {
        if (comparisons < until_look) {
            until_look -= static_cast<std::uint32_t>(comparisons);
            return false;
        }
        until_look = comparisons_between_looks;
        return stop.stop_requested();
    };
    const bool few = edges_a_.size() * edges_b_.size() <= few_comparisons;
    const bool ask_a = !few && a.has_tree() && (!b.has_tree() || edges_a_.size() > edges_b_.size());
    const bool ask_b = !few && !ask_a && b.has_tree();
    if (ask_a || ask_b) {
        const Outline& asked = ask_a ? a : b;
        const Outline& asking = ask_a ? b : a;
        for (const std::uint32_t e : ask_a ? edges_b_ : edges_a_) {
            near_.clear();
            asked.edges_in(box_of(asking.vertices()[e], asking.vertices()[e + 1]), near_);
            if (is_to_stop(64 + near_.size())) return false;
            for (const std::uint32_t n : near_) cross(a, ask_a ? n : e, b, ask_a ? e : n);
        }
        return true;
    }
    for (const std::uint32_t ea : edges_a_) {
        const Box box = box_of(a.vertices()[ea], a.vertices()[ea + 1]);
        if (is_to_stop(edges_b_.size())) return false;
        for (const std::uint32_t eb : edges_b_) {
            if (box.intersects(box_of(b.vertices()[eb], b.vertices()[eb + 1]))) {
                cross(a, ea, b, eb);
            }
        }
    }
    return true;
}

void OutlineOverlay::cross(const Outline& a, std::uint32_t edge_a, const Outline& b,
                           std::uint32_t edge_b) {
    const XY a0 = a.vertices()[edge_a];
    const XY a1 = a.vertices()[edge_a + 1];
    const XY b0 = b.vertices()[edge_b];
    const XY b1 = b.vertices()[edge_b + 1];
    const bool a0_in = is_left(b0, b1, a0, Moved::yes);
    if (a0_in == is_left(b0, b1, a1, Moved::yes)) return;
    if (is_left(a0, a1, b0, Moved::no) == is_left(a0, a1, b1, Moved::no)) return;

    const double a0_off = orientation(b0, b1, a0);
    const double a1_off = orientation(b0, b1, a1);
    const double b0_off = orientation(a0, a1, b0);
    const double b1_off = orientation(a0, a1, b1);
    const auto along = [](double off0, double off1) {
        return std::clamp(off0 / (off0 - off1), 0.0, 1.0);
    };
    Crossing crossing{
        edge_a, edge_b, along(a0_off, a1_off), along(b0_off, b1_off), {}, !a0_in, false, 0, 0};
    // Through a vertex exactly, if it is through a vertex.
    if (b0_off == 0.0) {
        crossing.at = b0;
    } else if (b1_off == 0.0) {
        crossing.at = b1;
    } else {
        crossing.at = between(a0, a1, crossing.along_a);
    }
    crossings_.push_back(crossing);
}

/// Sorts the crossings along the outline and links them. Where they come too close to tell their
/// order, it follows from their taking turns in leading in and out, which begins with what the
/// first vertex of the ring says. False if there is no such order.
bool OutlineOverlay::put_in_order(const Side& side) {
    std::vector<std::uint32_t>& order = *side.order;
    order.resize(crossings_.size());
    side.next->resize(crossings_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::uint32_t i) {
        const Crossing& c = crossings_[i];
        return std::tuple{side.edge(c), side.along(c), side.is_a ? c.edge_b : c.edge_a};
    });
    for (std::size_t first = 0; first < order.size();) {
        const std::uint32_t ring = side.outline->ring_of(side.edge(crossings_[order[first]]));
        const std::uint32_t last_edge = side.outline->last_edge(ring);
        const bool starts_inside =
            side.other->contains(side.outline->ring(ring)[0], side.other_moved);
        bool inside = starts_inside;
        std::size_t i = first;
        for (; i < order.size(); ++i) {
            const std::uint32_t edge = side.edge(crossings_[order[i]]);
            if (edge > last_edge) break;
            std::size_t fitting = i;
            while (fitting < order.size() && side.edge(crossings_[order[fitting]]) == edge &&
                   side.enters(crossings_[order[fitting]]) == inside) {
                ++fitting;
            }
            if (fitting == order.size() || side.edge(crossings_[order[fitting]]) != edge) {
                return false;
            }
            std::rotate(order.begin() + static_cast<std::ptrdiff_t>(i),
                        order.begin() + static_cast<std::ptrdiff_t>(fitting),
                        order.begin() + static_cast<std::ptrdiff_t>(fitting) + 1);
            inside = !inside;
        }
        if (inside != starts_inside) return false;
        for (std::size_t k = first; k < i; ++k) {
            (*side.next)[order[k]] = order[k + 1 == i ? first : k + 1];
            Crossing& crossing = crossings_[order[k]];
            (side.is_a ? crossing.rank_a : crossing.rank_b) = static_cast<std::uint32_t>(k);
        }
        first = i;
    }
    return true;
}

void OutlineOverlay::trace(const Outline& a, const Outline& b) {
    const Side side_a{&a, &b, Moved::yes, &order_a_, &next_a_, true};
    const Side side_b{&b, &a, Moved::no, &order_b_, &next_b_, false};
    for (const std::uint32_t start : order_a_) {
        if (!crossings_[start].a_enters || crossings_[start].seen) continue;
        std::uint32_t at = start;
        do {
            crossings_[at].seen = true;
            add_vertex(crossings_[at].at);
            walk(side_a, at);
            at = next_a_[at];
            add_vertex(crossings_[at].at);
            walk(side_b, at);
            at = next_b_[at];
        } while (at != start);
        end_ring();
    }
}

/// Adds the vertices between a crossing and the next one.
void OutlineOverlay::walk(const Side& side, std::uint32_t from) {
    const std::uint32_t to = (*side.next)[from];
    const std::uint32_t begin = side.edge(crossings_[from]);
    const std::uint32_t end = side.edge(crossings_[to]);
    const std::span<const XY> vertices = side.outline->vertices();
    if (begin < end) {
        for (std::uint32_t v = begin + 1; v <= end; ++v) add_vertex(vertices[v]);
        return;
    }
    // On one edge the next crossing lies ahead, unless it is the ring's first one again.
    if (begin == end && side.rank(crossings_[from]) < side.rank(crossings_[to])) return;
    const std::uint32_t ring = side.outline->ring_of(begin);
    for (std::uint32_t v = begin + 1; v <= side.outline->last_edge(ring); ++v) {
        add_vertex(vertices[v]);
    }
    for (std::uint32_t v = side.outline->first_edge(ring); v <= end; ++v) add_vertex(vertices[v]);
}

void OutlineOverlay::add_vertex(XY vertex) {
    if (ring_.empty() || !(ring_.back() == vertex)) ring_.push_back(vertex);
}

void OutlineOverlay::end_ring() {
    while (ring_.size() > 1 && ring_.back() == ring_.front()) ring_.pop_back();
    double largest = 0.0;
    double length = 0.0;
    double twice_area = 0.0;
    const XY origin = ring_.front();
    XY before = ring_.back();
    for (const XY v : ring_) {
        largest = std::max({largest, std::abs(v.x), std::abs(v.y)});
        length += std::hypot(v.x - before.x, v.y - before.y);
        twice_area +=
            (before.x - origin.x) * (v.y - origin.y) - (v.x - origin.x) * (before.y - origin.y);
        before = v;
    }
    const double width = sliver_width_ulps * largest * std::numeric_limits<double>::epsilon();
    if (ring_.size() >= 3 && std::abs(twice_area) > length * width) {
        rings_.begin_part(PartKind::polygon);
        rings_.begin_ring();
        rings_.add(ring_);
    }
    ring_.clear();
}

/// Adds the rings of `from` that nothing crosses and that lie in `other`. True if all rings are
/// such ones.
bool OutlineOverlay::add_whole_rings(const Outline& from, std::span<const std::uint32_t> edges,
                                     std::span<const std::uint32_t> order, bool of_a,
                                     const Outline& other, Moved other_moved) {
    std::size_t added = 0;
    auto crossed = order.begin();
    for (auto edge = edges.begin(); edge != edges.end();) {
        const std::uint32_t ring = from.ring_of(*edge);
        const std::uint32_t last_edge = from.last_edge(ring);
        while (edge != edges.end() && *edge <= last_edge) ++edge;
        bool is_crossed = false;
        for (; crossed != order.end(); ++crossed) {
            const Crossing& c = crossings_[*crossed];
            if ((of_a ? c.edge_a : c.edge_b) > last_edge) break;
            is_crossed = true;
        }
        if (is_crossed) continue;
        const std::span<const XY> closed = from.ring(ring);
        if (!other.contains(closed[0], other_moved)) continue;
        rings_.begin_part(PartKind::polygon);
        rings_.begin_ring();
        rings_.add(closed.first(closed.size() - 1));
        ++added;
    }
    return added == from.ring_count();
}

}  // namespace parkatlas::geo::detail
