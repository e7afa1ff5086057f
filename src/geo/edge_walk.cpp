#include "geo/edge_walk.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "geo/exact_side.h"

namespace parkatlas::geo::detail {

namespace {

/// A second of comparing.
constexpr std::uint64_t most_tests = 200'000'000;

/// Directions from the west, counter-clockwise: the southern half first.
int half(XY from, XY to) {
    return to.y < from.y || (to.y == from.y && to.x < from.x) ? 0 : 1;
}

}  // namespace

EdgeRounds::EdgeRounds(std::span<const XY> nodes, std::span<const EdgeGraph::Edge> edges)
    : nodes_{nodes},
      edges_{edges},
      first_(nodes.size()),
      count_(nodes.size()),
      around_(2 * edges.size()),
      place_on_path_(nodes.size()) {
    for (const EdgeGraph::Edge& edge : edges) {
        ++count_[edge.a];
        ++count_[edge.b];
    }
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] = first_[i - 1] + count_[i - 1];
    std::vector<std::uint32_t> next = first_;
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
        around_[next[edges[i].a]++] = i;
        around_[next[edges[i].b]++] = i;
    }
}

void EdgeRounds::sort_around(std::uint32_t node) {
    const auto edges = std::span{around_}.subspan(first_[node], count_[node]);
    const XY v = at(node);
    std::ranges::sort(edges, [this, node, v](std::uint32_t e, std::uint32_t f) {
        const XY a = at(other_end(e, node));
        const XY b = at(other_end(f, node));
        const int half_a = half(v, a);
        const int half_b = half(v, b);
        return half_a != half_b ? half_a < half_b : exact_side(v, a, b) > 0;
    });
}

std::uint32_t EdgeRounds::after(std::uint32_t step) const {
    const std::uint32_t node = origin(step ^ 1U);
    const std::span<const std::uint32_t> edges = edges_at(node);
    const auto place = static_cast<std::size_t>(std::ranges::find(edges, step / 2) - edges.begin());
    // The ground on the left of the way here lies clockwise of it.
    return step_from(node, edges[place == 0 ? edges.size() - 1 : place - 1]);
}

std::vector<EdgeRounds::Loop> EdgeRounds::loops_from(std::uint32_t start) {
    std::vector<Loop> loops;
    Loop path;
    const auto close = [&](std::size_t first) {
        const auto begin = path.begin() + static_cast<std::ptrdiff_t>(first);
        for (auto step = begin; step != path.end(); ++step) place_on_path_[origin(*step)] = 0;
        loops.emplace_back(begin, path.end());
        path.erase(begin, path.end());
    };
    std::uint32_t step = start;
    do {
        const std::uint32_t node = origin(step);
        // Here before: what was walked since is a loop by itself.
        if (place_on_path_[node] != 0) close(place_on_path_[node] - 1);
        path.push_back(step);
        place_on_path_[node] = static_cast<std::uint32_t>(path.size());
        step = after(step);
    } while (step != start);
    close(0);
    return loops;
}

int EdgeRounds::turn_of(const Loop& loop) const {
    const auto by_origin = [this](std::uint32_t step) { return origin(step); };
    const auto west = std::ranges::min_element(loop, {}, by_origin);
    const std::uint32_t before = west == loop.begin() ? loop.back() : *std::prev(west);
    return exact_side(at(origin(before)), at(origin(*west)), at(origin(*west ^ 1U)));
}

double EdgeRounds::area_of(const Loop& loop) const {
    const XY from = at(origin(loop.front()));
    double doubled = 0.0;
    for (const std::uint32_t step : loop) {
        const XY a = at(origin(step));
        const XY b = at(origin(step ^ 1U));
        doubled += (a.x - from.x) * (b.y - from.y) - (b.x - from.x) * (a.y - from.y);
    }
    return std::abs(doubled) / 2.0;
}

bool EdgeRounds::holds(const Loop& loop, std::uint32_t node) const {
    const XY point = at(node);
    bool inside = false;
    for (const std::uint32_t step : loop) {
        if (origin(step) == node) return false;
        const XY a = at(origin(step));
        const XY b = at(origin(step ^ 1U));
        if ((a.y > point.y) == (b.y > point.y)) continue;
        if (exact_side(a, b, point) == (b.y > a.y ? 1 : -1)) inside = !inside;
    }
    return inside;
}

EdgeWalk::EdgeWalk(std::span<const XY> nodes, std::span<const EdgeGraph::Edge> edges)
    : edges_{edges}, rounds_{nodes, edges}, ways_(edges.size(), Way::unknown) {}

/// Just west of the westernmost node of a component: whether that lies inside of the components
/// found before. Components farther west begin before this one does, so that all that count are
/// among them.
std::optional<bool> EdgeWalk::is_inside_west_of(std::uint32_t node) {
    const XY at = rounds_.at(node);
    bool inside = false;
    for (const Component& component : components_) {
        ++tests_;
        if (component.box.min_y > at.y || component.box.max_y < at.y) continue;
        tests_ += component.edges.size();
        if (tests_ > most_tests) return std::nullopt;
        for (const std::uint32_t edge : component.edges) {
            const XY a = rounds_.at(edges_[edge].a);
            const XY b = rounds_.at(edges_[edge].b);
            if ((a.y > at.y) == (b.y > at.y)) continue;
            if (exact_side(a, b, at) == (b.y > a.y ? -1 : 1)) inside = !inside;
        }
    }
    return inside;
}

/// One edge at the node is known: the others take turns, out, in, out … False if one is known to
/// go the other way.
bool EdgeWalk::orient_around(std::uint32_t node, std::uint32_t edge) {
    const std::span<const std::uint32_t> edges = rounds_.edges_at(node);
    const auto place = static_cast<std::size_t>(std::ranges::find(edges, edge) - edges.begin());
    const bool first_leaves = (ways_[edge] == way(node, edge, true)) == (place % 2 == 0);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const Way expected = way(node, edges[i], first_leaves == (i % 2 == 0));
        Way& known = ways_[edges[i]];
        if (known == Way::unknown) known = expected;
        if (known != expected) return false;
    }
    return true;
}

bool EdgeWalk::orient_from(std::uint32_t start) {
    const std::optional<bool> inside = is_inside_west_of(start);
    if (!inside) return false;
    rounds_.sort_around(start);
    const std::uint32_t first = rounds_.edges_at(start).front();
    // The ground between the west and the first edge lies on the right of the way out along it.
    ways_[first] = way(start, first, !*inside);

    Component component;
    component.edges.push_back(first);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> open{{start, first}};  // node, edge known
    open.emplace_back(rounds_.other_end(first, start), first);
    std::vector<std::uint32_t> found;
    while (!open.empty()) {
        const auto [node, edge] = open.back();
        open.pop_back();
        if (rounds_.edges_at(node).size() > 2) rounds_.sort_around(node);
        found.clear();
        for (const std::uint32_t other : rounds_.edges_at(node)) {
            if (ways_[other] == Way::unknown) found.push_back(other);
        }
        if (!orient_around(node, edge)) return false;
        component.box.add(rounds_.at(node));
        for (const std::uint32_t next : found) {
            component.edges.push_back(next);
            open.emplace_back(rounds_.other_end(next, node), next);
        }
    }
    components_.push_back(std::move(component));
    return true;
}

bool EdgeWalk::orient() {
    const auto nodes = static_cast<std::uint32_t>(
        edges_.empty() ? 0 : std::ranges::max_element(edges_, {}, &EdgeGraph::Edge::a)->a + 1);
    for (std::uint32_t node = 0; node < nodes; ++node) {
        const std::span<const std::uint32_t> edges = rounds_.edges_at(node);
        if (edges.empty() || ways_[edges.front()] != Way::unknown) continue;
        if (!orient_from(node)) return false;
    }
    return true;
}

std::vector<std::vector<EdgeRounds::Loop>> EdgeWalk::borders() {
    std::vector<std::vector<EdgeRounds::Loop>> all;
    std::vector<std::uint8_t> walked(edges_.size());
    for (std::uint32_t edge = 0; edge < edges_.size(); ++edge) {
        if (walked[edge] != 0) continue;
        all.push_back(rounds_.loops_from(2 * edge + (ways_[edge] == Way::a_to_b ? 0U : 1U)));
        for (const EdgeRounds::Loop& loop : all.back()) {
            for (const std::uint32_t step : loop) walked[step / 2] = 1;
        }
    }
    return all;
}

}  // namespace parkatlas::geo::detail
