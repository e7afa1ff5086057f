#include "geo/edge_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>
#include <utility>

#include "geo/exact_side.h"
#include "geo/ring_contacts.h"

namespace parkatlas::geo::detail {

namespace {

constexpr double most_magnitude = 1e150;
constexpr double least_magnitude = 1e-120;
/// A minute of comparing.
constexpr std::uint64_t most_comparisons = 10'000'000'000;

bool is_decidable(double value) {
    const double magnitude = std::abs(value);
    return magnitude == 0.0 || (magnitude >= least_magnitude && magnitude <= most_magnitude);
}

bool is_before(XY a, XY b) {
    return std::tie(a.x, a.y) < std::tie(b.x, b.y);
}

bool has_three_places(std::span<const XY> open) {
    return open.size() > 2 &&
           std::ranges::any_of(open, [open](XY v) { return !(v == open[0]) && !(v == open[1]); });
}

/// Rings of polygons without repetitions next to each other; false if a coordinate is out of what
/// can be decided exactly. Rings of fewer than three places are left out, as GEOS takes none.
bool load(ShapeView shape, OpenRings& rings) {
    rings.first.push_back(0);
    std::vector<XY>& all = rings.vertices;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon) continue;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const std::size_t begin = all.size();
            for (const XY v : part.ring(r)) {
                if (!is_decidable(v.x) || !is_decidable(v.y)) return false;
                if (all.size() == begin || !(all.back() == v)) all.push_back(v);
            }
            while (all.size() > begin + 1 && all.back() == all[begin]) all.pop_back();
            if (!has_three_places(std::span{all}.subspan(begin))) all.resize(begin);
            if (all.size() > begin) rings.first.push_back(static_cast<std::uint32_t>(all.size()));
        }
    }
    return true;
}

struct Line {
    XY from, to;
};

/// Where lines that cross do so, to rounding.
XY crossing(const Line& e, const Line& f) {
    using Wide = long double;
    const Wide ux = Wide{e.to.x} - e.from.x;
    const Wide uy = Wide{e.to.y} - e.from.y;
    const Wide vx = Wide{f.to.x} - f.from.x;
    const Wide vy = Wide{f.to.y} - f.from.y;
    const Wide wx = Wide{f.from.x} - e.from.x;
    const Wide wy = Wide{f.from.y} - e.from.y;
    const Wide turn = ux * vy - uy * vx;
    const Wide t = turn == 0 ? Wide{0.5} : std::clamp<Wide>((wx * vy - wy * vx) / turn, 0, 1);
    return {static_cast<double>(e.from.x + t * ux), static_cast<double>(e.from.y + t * uy)};
}

/// A place where an edge is cut.
struct Cut {
    std::uint32_t edge;
    XY at;
};

class Cutter {
  public:
    Cutter(const OpenRings& rings, std::size_t most_meetings)
        : rings_{&rings}, most_meetings_{most_meetings} {
        next_.resize(rings.vertices.size());
        for (std::uint32_t ring = 0; ring < rings.size(); ++ring) {
            for (std::uint32_t i = rings.first[ring]; i < rings.first[ring + 1]; ++i) {
                next_[i] = rings.next(i, ring);
            }
        }
    }

    /// False if edges meet too often.
    bool run() {
        const bool complete = RingContacts{*rings_}.visit_close_edges(
            most_comparisons, [&](std::uint32_t i, std::uint32_t j) {
                meet(i, j);
                return cuts_.size() <= 2 * most_meetings_;
            });
        std::ranges::sort(cuts_, [this](const Cut& a, const Cut& b) {
            if (a.edge != b.edge) return a.edge < b.edge;
            return is_earlier(line(a.edge), a.at, b.at);
        });
        std::ranges::sort(crossings_, is_before);
        return complete;
    }

    /// Each edge in pieces, along the ring: two ends and the number of the edge.
    template <typename Take>
    void for_each_piece(const Take& take) const {
        std::size_t cut = 0;
        for (std::uint32_t edge = 0; edge < next_.size(); ++edge) {
            XY from = line(edge).from;
            for (; cut < cuts_.size() && cuts_[cut].edge == edge; ++cut) {
                if (cuts_[cut].at == from) continue;
                take(from, cuts_[cut].at, edge);
                from = cuts_[cut].at;
            }
            if (!(from == line(edge).to)) take(from, line(edge).to, edge);
        }
    }

    [[nodiscard]] bool has_cuts() const { return !cuts_.empty(); }
    [[nodiscard]] bool has_crossings() const { return !crossings_.empty(); }
    /// Edges cross within both where others do so too. Rounding may part such places.
    [[nodiscard]] bool has_common_crossings() const {
        return std::ranges::adjacent_find(crossings_) != crossings_.end();
    }
    /// The rings with the cuts as vertices.
    [[nodiscard]] OpenRings cut_rings() const {
        OpenRings out;
        out.first.push_back(0);
        std::size_t ring = 0;
        for_each_piece([&](XY from, XY, std::uint32_t edge) {
            for (; edge >= rings_->first[ring + 1]; ++ring) {
                out.first.push_back(static_cast<std::uint32_t>(out.vertices.size()));
            }
            out.vertices.push_back(from);
        });
        out.first.push_back(static_cast<std::uint32_t>(out.vertices.size()));
        return out;
    }

  private:
    [[nodiscard]] Line line(std::uint32_t edge) const {
        return {rings_->vertices[edge], rings_->vertices[next_[edge]]};
    }

    static bool is_earlier(const Line& along, XY a, XY b) {
        const double dx = along.to.x - along.from.x;
        const double dy = along.to.y - along.from.y;
        if (std::abs(dx) >= std::abs(dy)) return dx > 0.0 ? a.x < b.x : a.x > b.x;
        return dy > 0.0 ? a.y < b.y : a.y > b.y;
    }

    void cut(std::uint32_t edge, XY at) {
        const Line whole = line(edge);
        if (!(at == whole.from) && !(at == whole.to)) cuts_.push_back({edge, at});
    }

    void meet(std::uint32_t i, std::uint32_t j) {
        const Line e = line(i);
        const Line f = line(j);
        const int f_from = exact_side(e.from, e.to, f.from);
        const int f_to = exact_side(e.from, e.to, f.to);
        if (f_from * f_to > 0) return;
        const int e_from = exact_side(f.from, f.to, e.from);
        const int e_to = exact_side(f.from, f.to, e.to);
        if (e_from * e_to > 0) return;
        if (f_from == 0 && is_strictly_between(e.from, e.to, f.from)) cut(i, f.from);
        if (f_to == 0 && is_strictly_between(e.from, e.to, f.to)) cut(i, f.to);
        if (e_from == 0 && is_strictly_between(f.from, f.to, e.from)) cut(j, e.from);
        if (e_to == 0 && is_strictly_between(f.from, f.to, e.to)) cut(j, e.to);
        if (f_from * f_to < 0 && e_from * e_to < 0) {
            const XY at = crossing(e, f);
            cut(i, at);
            cut(j, at);
            crossings_.push_back(at);
        }
    }

    const OpenRings* rings_;
    std::size_t most_meetings_;
    std::vector<std::uint32_t> next_;  ///< vertex after each
    std::vector<Cut> cuts_;            ///< by edge and along it, once run
    std::vector<XY> crossings_;        ///< sorted, once run
};

/// Edges through rounded places meet nowhere else than in these and the nodes, and no two nodes are
/// so close that rounding may have parted or joined them.
bool is_stable(const OpenRings& rings, std::size_t most_meetings) {
    constexpr double closest_steps = 16.0;
    Cutter again{rings, most_meetings};
    if (!again.run() || again.has_cuts()) return false;
    double largest = 0.0;
    for (const XY v : rings.vertices) largest = std::max({largest, std::abs(v.x), std::abs(v.y)});
    const double least = closest_steps * largest * std::numeric_limits<double>::epsilon();
    bool apart = true;
    again.for_each_piece([&](XY a, XY b, std::uint32_t) {
        apart = apart && std::max(std::abs(b.x - a.x), std::abs(b.y - a.y)) > least;
    });
    return apart;
}

}  // namespace

std::optional<EdgeGraph> edge_graph(ShapeView shape, std::size_t most_meetings) {
    OpenRings rings;
    if (!load(shape, rings)) return std::nullopt;
    Cutter cutter{rings, most_meetings};
    if (!cutter.run()) return std::nullopt;
    if (cutter.has_crossings() &&
        (cutter.has_common_crossings() || !is_stable(cutter.cut_rings(), most_meetings))) {
        return std::nullopt;
    }

    EdgeGraph graph;
    // Rings are closed, so that every place is where some piece begins.
    struct Start {
        XY at;
        std::uint32_t piece;
    };
    std::vector<Start> starts;
    starts.reserve(rings.vertices.size());
    cutter.for_each_piece([&starts](XY from, XY, std::uint32_t) {
        starts.push_back({from, static_cast<std::uint32_t>(starts.size())});
    });
    std::ranges::sort(starts, [](const Start& a, const Start& b) {
        return std::tie(a.at.x, a.at.y, a.piece) < std::tie(b.at.x, b.at.y, b.piece);
    });
    std::vector<std::uint32_t> node_of(starts.size());  // that a piece begins in
    for (const Start& start : starts) {
        if (graph.nodes.empty() || is_before(graph.nodes.back(), start.at)) {
            graph.nodes.push_back(start.at);
        }
        node_of[start.piece] = static_cast<std::uint32_t>(graph.nodes.size() - 1);
    }

    // A piece ends where the next one of its ring begins.
    std::vector<std::uint64_t> ends;
    ends.reserve(node_of.size());
    std::uint32_t piece = 0;
    cutter.for_each_piece([&](XY, XY to, std::uint32_t) {
        const std::uint32_t from = node_of[piece++];
        std::uint32_t end = 0;
        if (piece < node_of.size() && graph.nodes[node_of[piece]] == to) {
            end = node_of[piece];
        } else {
            const auto place = std::ranges::lower_bound(graph.nodes, to, is_before);
            end = static_cast<std::uint32_t>(place - graph.nodes.begin());
        }
        const auto [low, high] = std::minmax(from, end);
        ends.push_back(std::uint64_t{low} << 32U | high);
    });
    std::ranges::sort(ends);
    for (std::size_t i = 0; i < ends.size();) {
        std::size_t last = i + 1;
        while (last < ends.size() && ends[last] == ends[i]) ++last;
        const EdgeGraph::Edge edge{static_cast<std::uint32_t>(ends[i] >> 32U),
                                   static_cast<std::uint32_t>(ends[i] & 0xffffffffU)};
        ((last - i) % 2 == 1 ? graph.odd : graph.even).push_back(edge);
        i = last;
    }
    return graph;
}

}  // namespace parkatlas::geo::detail
