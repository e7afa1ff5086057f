#include "geo/simple_ring.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace parkatlas::geo::detail {

namespace {

bool before(XY a, XY b) {
    return std::tie(a.x, a.y) < std::tie(b.x, b.y);
}

/// 1 if r lies left of the line from p to q, -1 if right, 0 if rounding leaves doubt.
int side(XY p, XY q, XY r) {
    const long double up =
        (static_cast<long double>(q.x) - p.x) * (static_cast<long double>(r.y) - p.y);
    const long double down =
        (static_cast<long double>(q.y) - p.y) * (static_cast<long double>(r.x) - p.x);
    const long double doubt =
        8 * std::numeric_limits<long double>::epsilon() * (std::abs(up) + std::abs(down));
    const long double cross = up - down;
    if (cross > doubt) return 1;
    return cross < -doubt ? -1 : 0;
}

struct Edge {
    XY west, east;  ///< in the order of the sweep: by x, then y
};

class Sweep {
  public:
    explicit Sweep(std::span<const XY> ring) : status_{Below{this}} {
        const auto count = static_cast<std::uint32_t>(ring.size());
        edges_.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            const XY from = ring[i];
            const XY to = ring[i + 1 == count ? 0 : i + 1];
            edges_.push_back(before(from, to) ? Edge{from, to} : Edge{to, from});
        }
        place_.resize(count, status_.end());
    }

    bool finds_no_meeting() {
        std::vector<Event> events;
        events.reserve(2 * edges_.size());
        for (std::uint32_t i = 0; i < edges_.size(); ++i) {
            events.push_back({edges_[i].west, i, true});
            events.push_back({edges_[i].east, i, false});
        }
        std::ranges::sort(events, [](const Event& a, const Event& b) {
            // Where edges end and others begin, the old ones go first.
            return std::tuple{a.at.x, a.at.y, a.begins, a.edge} <
                   std::tuple{b.at.x, b.at.y, b.begins, b.edge};
        });
        // In a simple ring two edges end in each place and no more.
        for (std::size_t i = 2; i < events.size(); ++i) {
            if (events[i].at == events[i - 2].at) return false;
        }
        return std::ranges::all_of(events, [this](const Event& event) {
            return event.begins ? enter(event.edge) : leave(event.edge);
        });
    }

  private:
    struct Event {
        XY at;
        std::uint32_t edge;
        bool begins;
    };
    struct Below {
        Sweep* sweep;
        bool operator()(std::uint32_t a, std::uint32_t b) const { return sweep->is_below(a, b); }
    };
    using Status = std::set<std::uint32_t, Below>;

    bool is_below(std::uint32_t a, std::uint32_t b) {
        if (a == b) return false;
        const Edge& one = edges_[a];
        const Edge& other = edges_[b];
        const bool one_first = before(one.west, other.west);
        const Edge& first = one_first ? one : other;
        const Edge& second = one_first ? other : one;
        const XY of_second = first.west == second.west ? second.east : second.west;
        const int at = side(first.west, first.east, of_second);
        if (at == 0) in_doubt_ = true;
        return one_first ? at > 0 : at < 0;
    }

    /// Edges next to each other in the status must not meet but at a vertex that both end in and
    /// that they are neighbours by.
    bool are_apart(std::uint32_t a, std::uint32_t b) const {
        const Edge& one = edges_[a];
        const Edge& other = edges_[b];
        const std::uint32_t gap = a > b ? a - b : b - a;
        if (gap == 1 || gap == edges_.size() - 1) {
            // Neighbours share one vertex; they meet elsewhere only if they fold back on a line.
            if (one.east == other.west || one.west == other.east) return true;
            if (one.west == other.west) return side(one.west, one.east, other.east) != 0;
            return side(one.east, one.west, other.west) != 0;
        }
        const int west = side(one.west, one.east, other.west);
        const int east = side(one.west, one.east, other.east);
        if (west != 0 && west == east) return true;
        const int back_west = side(other.west, other.east, one.west);
        const int back_east = side(other.west, other.east, one.east);
        return back_west != 0 && back_west == back_east;
    }

    bool enter(std::uint32_t edge) {
        const auto [place, is_new] = status_.insert(edge);
        if (in_doubt_ || !is_new) return false;
        place_[edge] = place;
        if (place != status_.begin() && !are_apart(*std::prev(place), edge)) return false;
        const auto above = std::next(place);
        return above == status_.end() || are_apart(edge, *above);
    }

    bool leave(std::uint32_t edge) {
        const auto above = status_.erase(place_[edge]);
        if (above == status_.begin() || above == status_.end()) return true;
        return are_apart(*std::prev(above), *above);
    }

    std::vector<Edge> edges_;
    Status status_;  ///< edges that cross the sweep line, from the south
    std::vector<Status::iterator> place_;
    bool in_doubt_ = false;
};

/// Below, all pairs of edges are compared sooner than the sweep has sorted them.
constexpr std::size_t few_vertices = 64;

/// The same as side() in double precision, with more doubt.
int quick_side(XY p, XY q, XY r) {
    const double up = (q.x - p.x) * (r.y - p.y);
    const double down = (q.y - p.y) * (r.x - p.x);
    const double doubt =
        4 * std::numeric_limits<double>::epsilon() * (std::abs(up) + std::abs(down)) +
        std::numeric_limits<double>::min();
    const double cross = up - down;
    if (cross > doubt) return 1;
    return cross < -doubt ? -1 : 0;
}

/// `corner` is where one edge ends and the next begins: they do not fold back on each other.
bool is_no_spike(XY from, XY corner, XY to) {
    if (before(from, corner) == before(corner, to)) return true;
    return quick_side(from, corner, to) != 0;
}

bool edges_are_apart(XY a, XY b, XY c, XY d) {
    if (std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x) ||
        std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y)) {
        return true;
    }
    const int of_c = quick_side(a, b, c);
    if (of_c != 0 && of_c == quick_side(a, b, d)) return true;
    const int of_a = quick_side(c, d, a);
    return of_a != 0 && of_a == quick_side(c, d, b);
}

/// Every edge against every other. `ring` is open and repeats no vertex next to itself.
bool all_pairs_are_apart(std::span<const XY> ring) {
    const std::size_t count = ring.size();
    for (std::size_t i = 0; i < count; ++i) {
        const XY from = ring[i];
        const XY to = ring[i + 1 == count ? 0 : i + 1];
        if (!is_no_spike(from, to, ring[(i + 2) % count])) return false;
        const std::size_t end =
            i == 0 ? count - 1 : count;  // the last edge is the first one's neighbour
        for (std::size_t j = i + 2; j < end; ++j) {
            if (!edges_are_apart(from, to, ring[j], ring[j + 1 == count ? 0 : j + 1])) return false;
        }
    }
    return true;
}

/// Whether every vertex is seen from the middle of all of them, in order and once around, beyond
/// doubt: then each edge lies in a sector of its own, and the ring does not meet itself. Most
/// parcels are like that. `ring` is open.
///
/// Each edge turns the same way about the middle, by less than half a turn; the line through the
/// middle to the east and west is crossed twice by each whole turn.
bool is_star_about_its_middle(std::span<const XY> ring) {
    XY middle{};
    for (const XY v : ring) {
        middle.x += v.x - ring[0].x;
        middle.y += v.y - ring[0].y;
    }
    const auto count = static_cast<double>(ring.size());
    middle = {ring[0].x + middle.x / count, ring[0].y + middle.y / count};
    XY from = ring.back();
    int left_turns = 0;
    int right_turns = 0;
    int crossings = 0;
    for (const XY to : ring) {
        const int turn = quick_side(middle, from, to);
        left_turns += turn > 0 ? 1 : 0;
        right_turns += turn < 0 ? 1 : 0;
        crossings += (from.y >= middle.y) != (to.y >= middle.y) ? 1 : 0;
        from = to;
    }
    const int edges = static_cast<int>(ring.size());
    return crossings == 2 && (left_turns == edges || right_turns == edges);
}

/// The ring in `room`, which is as large at least, without a closing vertex and repetitions next to
/// each other; nothing where a coordinate is not finite.
std::span<const XY> open_ring(std::span<const XY> ring, std::span<XY> room) {
    std::size_t count = 0;
    for (const XY v : ring) {
        if (!std::isfinite(v.x) || !std::isfinite(v.y)) return {};
        if (count > 0 && room[count - 1] == v) continue;
        room[count++] = v;
    }
    while (count > 1 && room[0] == room[count - 1]) --count;
    return room.first(count);
}

}  // namespace

bool is_surely_simple(std::span<const XY> ring) {
    if (ring.size() <= few_vertices) {
        std::array<XY, few_vertices> room;
        const std::span<const XY> few = open_ring(ring, room);
        return few.size() >= 3 && (is_star_about_its_middle(few) || all_pairs_are_apart(few));
    }
    std::vector<XY> room(ring.size());
    const std::span<const XY> open = open_ring(ring, room);
    if (open.size() < 3 || open.size() >= std::numeric_limits<std::uint32_t>::max() / 2) {
        return false;
    }
    return is_star_about_its_middle(open) || Sweep{open}.finds_no_meeting();
}

}  // namespace parkatlas::geo::detail
