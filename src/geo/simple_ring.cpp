#include "geo/simple_ring.h"

#include <algorithm>
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
    explicit Sweep(const std::vector<XY>& ring) : status_{Below{this}} {
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

}  // namespace

bool is_surely_simple(std::span<const XY> ring) {
    std::vector<XY> open;
    open.reserve(ring.size());
    for (const XY v : ring) {
        if (!std::isfinite(v.x) || !std::isfinite(v.y)) return false;
        if (open.empty() || !(open.back() == v)) open.push_back(v);
    }
    while (open.size() > 1 && open.front() == open.back()) open.pop_back();
    if (open.size() < 3 || open.size() >= std::numeric_limits<std::uint32_t>::max() / 2) {
        return false;
    }
    return Sweep{open}.finds_no_meeting();
}

}  // namespace parkatlas::geo::detail
