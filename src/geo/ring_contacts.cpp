#include "geo/ring_contacts.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "geo/exact_side.h"

namespace parkatlas::geo::detail {

namespace {

struct Edge {
    XY from, to;
};

Box box_of(const Edge& edge) {
    return {std::min(edge.from.x, edge.to.x), std::min(edge.from.y, edge.to.y),
            std::max(edge.from.x, edge.to.x), std::max(edge.from.y, edge.to.y)};
}

/// Where two edges that cross do so, to rounding.
XY crossing(const Edge& e, const Edge& f) {
    const XY u{e.to.x - e.from.x, e.to.y - e.from.y};
    const XY v{f.to.x - f.from.x, f.to.y - f.from.y};
    const XY w{f.from.x - e.from.x, f.from.y - e.from.y};
    const double turn = u.x * v.y - u.y * v.x;
    const double along = turn == 0.0 ? 0.5 : (w.x * v.y - w.y * v.x) / turn;
    const double t = std::clamp(along, 0.0, 1.0);
    return {e.from.x + t * u.x, e.from.y + t * u.y};
}

/// A chain passing through a point: where it comes from and where it goes.
struct Passage {
    XY from, at, to;
};

/// `other` starts at passage.at: on which side of the way it lies. 1 left, -1 right, 0 if it runs
/// along the way, so that no side can be told.
int side_of_way(const Passage& way, XY other) {
    const int of_first = exact_side(way.from, way.at, other);
    const int of_second = exact_side(way.at, way.to, other);
    const int turn = exact_side(way.from, way.at, way.to);
    if (turn > 0) {  // left of a left turn means left of both legs
        if (of_first > 0 && of_second > 0) return 1;
        if (of_first < 0 || of_second < 0) return -1;
        return 0;
    }
    if (turn < 0) {
        if (of_first < 0 && of_second < 0) return -1;
        if (of_first > 0 || of_second > 0) return 1;
        return 0;
    }
    return of_second;
}

bool goes_through(const Passage& a, const Passage& b) {
    const int in = side_of_way(a, b.from);
    const int out = side_of_way(a, b.to);
    return in * out < 0;
}

}  // namespace

RingContacts::RingContacts(const OpenRings& rings) : rings_{&rings} {
    const std::size_t count = rings.vertices.size();
    ring_of_.resize(count);
    std::vector<Box> level;
    level.reserve(count);
    for (std::uint32_t ring = 0; ring < rings.size(); ++ring) {
        for (std::uint32_t i = rings.first[ring]; i < rings.first[ring + 1]; ++i) {
            ring_of_[i] = ring;
            level.push_back(box_of({rings.vertices[i], rings.vertices[rings.next(i, ring)]}));
        }
    }
    while (true) {
        const std::size_t size = level.size();
        levels_.push_back(std::move(level));
        if (size <= 1) break;
        level.assign((size + fan_out - 1) / fan_out, Box{});
        for (std::size_t i = 0; i < size; ++i) level[i / fan_out].add(levels_.back()[i]);
    }
}

class ContactFinder {
  public:
    ContactFinder(const RingContacts& tree, std::size_t most_contacts)
        : tree_{&tree}, rings_{tree.rings_}, most_contacts_{most_contacts} {}

    RingContacts::Found run(std::uint64_t most_comparisons) {
        found_.complete =
            tree_->visit_close_edges(most_comparisons, [this](std::uint32_t i, std::uint32_t j) {
                compare(i, j);
                return found_.complete;
            });
        std::ranges::sort(found_.contacts, [](const Contact& a, const Contact& b) {
            return std::tuple{a.ring_a, a.ring_b, a.edge_a, a.edge_b, a.kind} <
                   std::tuple{b.ring_a, b.ring_b, b.edge_a, b.edge_b, b.kind};
        });
        return std::move(found_);
    }

  private:
    [[nodiscard]] Edge edge(std::uint32_t i) const {
        return {rings_->vertices[i], rings_->vertices[rings_->next(i, tree_->ring_of_[i])]};
    }

    [[nodiscard]] Passage passage(std::uint32_t i) const {
        const std::uint32_t ring = tree_->ring_of_[i];
        return {rings_->vertices[rings_->before(i, ring)], rings_->vertices[i],
                rings_->vertices[rings_->next(i, ring)]};
    }

    void note(ContactKind kind, std::uint32_t i, std::uint32_t j, XY at) {
        if (found_.contacts.size() >= most_contacts_) {
            found_.complete = false;
            return;
        }
        found_.contacts.push_back({kind, tree_->ring_of_[i], tree_->ring_of_[j], i, j, at});
    }

    /// Edges i < j by the vertices they start from, whose boxes touch.
    void compare(std::uint32_t i, std::uint32_t j) {
        const Edge e = edge(i);
        const Edge f = edge(j);
        if (tree_->ring_of_[i] == tree_->ring_of_[j]) {
            const std::uint32_t ring = tree_->ring_of_[i];
            if (rings_->next(i, ring) == j) return look_for_fold(e, f, j);
            if (rings_->next(j, ring) == i) return look_for_fold(f, e, i);
        }
        const int of_f_from = exact_side(e.from, e.to, f.from);
        const int of_f_to = exact_side(e.from, e.to, f.to);
        if (of_f_from != 0 && of_f_from == of_f_to) return;
        const int of_e_from = exact_side(f.from, f.to, e.from);
        const int of_e_to = exact_side(f.from, f.to, e.to);
        if (of_e_from != 0 && of_e_from == of_e_to) return;
        if (of_f_from * of_f_to < 0 && of_e_from * of_e_to < 0) {
            return note(ContactKind::cross, i, j, crossing(e, f));
        }
        if (of_f_from == 0 && of_f_to == 0) look_for_shared_line(e, f, i, j);
        // A point where a vertex lies on the other's way belongs to the edge that starts in it.
        if (e.from == f.from) {
            note_meeting(passage(i), passage(j), i, j);
        } else if (of_e_from == 0 && is_strictly_between(f.from, f.to, e.from)) {
            note_meeting(passage(i), {f.from, e.from, f.to}, i, j);
        } else if (of_f_from == 0 && is_strictly_between(e.from, e.to, f.from)) {
            note_meeting(passage(j), {e.from, f.from, e.to}, i, j);
        }
    }

    /// `e` ends where `f` starts, in vertex `tip`.
    void look_for_fold(const Edge& e, const Edge& f, std::uint32_t tip) {
        if (exact_side(e.from, e.to, f.to) != 0) return;
        const bool goes_on = is_strictly_between(e.from, f.to, f.from);
        if (!goes_on) note(ContactKind::fold, tip, tip, f.from);
    }

    /// Both edges lie on one line.
    void look_for_shared_line(const Edge& e, const Edge& f, std::uint32_t i, std::uint32_t j) {
        const bool by_x =
            std::abs(e.to.x - e.from.x) >= std::abs(e.to.y - e.from.y);  // the longer extent
        const auto before = [by_x](XY a, XY b) { return by_x ? a.x < b.x : a.y < b.y; };
        const auto [e_low, e_high] = std::minmax(e.from, e.to, before);
        const auto [f_low, f_high] = std::minmax(f.from, f.to, before);
        const XY low = before(e_low, f_low) ? f_low : e_low;
        const XY high = before(e_high, f_high) ? e_high : f_high;
        if (!before(low, high)) return;
        note(ContactKind::run_along, i, j, {low.x / 2 + high.x / 2, low.y / 2 + high.y / 2});
    }

    void note_meeting(const Passage& a, const Passage& b, std::uint32_t i, std::uint32_t j) {
        note(goes_through(a, b) ? ContactKind::cross : ContactKind::touch, i, j, a.at);
    }

    const RingContacts* tree_;
    const OpenRings* rings_;
    std::size_t most_contacts_;
    RingContacts::Found found_;
};

RingContacts::Found RingContacts::find(std::size_t most_contacts,
                                       std::uint64_t most_comparisons) const {
    return ContactFinder{*this, most_contacts}.run(most_comparisons);
}

std::vector<std::uint32_t> RingContacts::rings_around(XY point) const {
    std::vector<std::uint32_t> odd;  // sorted; a ring comes and goes with each crossing of the ray
    std::vector<std::pair<std::size_t, std::size_t>> open;
    if (!rings_->vertices.empty()) open.emplace_back(levels_.size() - 1, 0);
    while (!open.empty()) {
        const auto [level, place] = open.back();
        open.pop_back();
        const Box& box = levels_[level][place];
        if (box.max_x < point.x || box.min_y > point.y || box.max_y < point.y) continue;
        if (level > 0) {
            const std::size_t end = std::min((place + 1) * fan_out, levels_[level - 1].size());
            for (std::size_t i = place * fan_out; i < end; ++i) open.emplace_back(level - 1, i);
            continue;
        }
        const std::uint32_t ring = ring_of_[place];
        const XY a = rings_->vertices[place];
        const XY b = rings_->vertices[rings_->next(static_cast<std::uint32_t>(place), ring)];
        if ((a.y > point.y) == (b.y > point.y)) continue;
        // East of the point: it lies left of an edge that goes north, right of one southward.
        if (exact_side(a, b, point) != (b.y > a.y ? 1 : -1)) continue;
        const auto found = std::ranges::lower_bound(odd, ring);
        if (found != odd.end() && *found == ring) {
            odd.erase(found);
        } else {
            odd.insert(found, ring);
        }
    }
    return odd;
}

}  // namespace parkatlas::geo::detail
