#include "geo/validity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "geo/exact_side.h"
#include "geo/ring_contacts.h"
#include "geo/simple_ring.h"

namespace parkatlas::geo {

namespace {

using detail::Contact;
using detail::ContactKind;
using detail::OpenRings;
using detail::RingContacts;

constexpr std::array<std::string_view, 20> identifiers{"not_finite",
                                                       "too_few_points",
                                                       "unclosed_ring",
                                                       "duplicate_points",
                                                       "zero_area_ring",
                                                       "spike",
                                                       "needle",
                                                       "self_crossing",
                                                       "ring_self_touch",
                                                       "ring_self_overlap",
                                                       "hole_crosses_shell",
                                                       "hole_outside_shell",
                                                       "holes_overlap",
                                                       "rings_share_edge",
                                                       "interior_disconnected",
                                                       "parts_overlap",
                                                       "nested_shells",
                                                       "parts_share_edge",
                                                       "wrong_orientation",
                                                       "too_tangled"};

/// Up to here the proof that a ring is simple takes less time than a tree over its edges.
constexpr std::size_t short_ring = 64;
/// A minute of comparing: what takes more is no outline that somebody drew.
constexpr std::uint64_t most_comparisons = 10'000'000'000;

bool is_finite(XY vertex) {
    return std::isfinite(vertex.x) && std::isfinite(vertex.y);
}

/// Twice the area, counter-clockwise positive, from the ring's own first vertex.
double doubled_area(std::span<const XY> ring) {
    double sum = 0.0;
    for (std::size_t i = 2; i < ring.size(); ++i) {
        sum += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
               (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    }
    return sum;
}

/// All vertices exactly on one line.
bool is_flat(std::span<const XY> ring) {
    const XY a = ring.front();
    const auto b = std::ranges::find_if(ring, [a](XY v) { return !(v == a); });
    return b == ring.end() ||
           std::ranges::all_of(ring, [a, b](XY v) { return detail::exact_side(a, *b, v) == 0; });
}

/// Two rings of a shape meet in this point.
struct Meeting {
    std::uint32_t ring_a, ring_b;
    XY at;
};

class Finder {
  public:
    explicit Finder(ShapeView shape) : shape_{shape} {}

    std::vector<ShapeProblem> run() {
        rings_.first.push_back(0);
        for (std::uint32_t p = 0; p < shape_.part_count(); ++p) look_at_part(p);
        if (!homes_.empty() && !is_one_simple_ring()) {
            look_for_needles();
            look_at_contacts();
        } else if (!homes_.empty()) {
            look_for_needles();
        }
        std::ranges::stable_sort(problems_, [](const ShapeProblem& a, const ShapeProblem& b) {
            return std::tuple{a.part, a.ring, a.trouble} < std::tuple{b.part, b.ring, b.trouble};
        });
        return std::move(problems_);
    }

  private:
    /// Where a ring of `rings_` comes from.
    struct Home {
        std::uint32_t part, ring;
    };

    void note(Trouble trouble, Home home, XY at, std::size_t count = 1) {
        problems_.push_back({trouble, home.part, home.ring, at, count});
    }

    void look_at_part(std::uint32_t p) {
        const ShapeView::PartView part = shape_.part(p);
        for (std::uint32_t r = 0; r < part.ring_count; ++r) {
            const std::span<const XY> ring = part.ring(r);
            if (part.kind == PartKind::polygon) {
                look_at_ring({p, r}, ring);
            } else {
                look_at_chain({p, r}, part.kind, ring);
            }
        }
    }

    void look_at_chain(Home home, PartKind kind, std::span<const XY> chain) {
        const auto odd = std::ranges::find_if_not(chain, is_finite);
        if (odd != chain.end()) return note(Trouble::not_finite, home, *odd);
        if (kind == PartKind::point) return;
        const bool one_point =
            std::ranges::all_of(chain, [chain](XY v) { return v == chain.front(); });
        if (one_point) note(Trouble::too_few_points, home, chain.empty() ? XY{} : chain.front());
    }

    /// Notes what the ring shows by itself and takes it in as an open one.
    void look_at_ring(Home home, std::span<const XY> ring) {
        if (ring.empty()) return note(Trouble::too_few_points, home, {});
        const auto odd = std::ranges::find_if_not(ring, is_finite);
        if (odd != ring.end()) return note(Trouble::not_finite, home, *odd);

        std::vector<XY>& all = rings_.vertices;
        const std::size_t begin = all.size();
        std::size_t duplicates = 0;
        XY first_duplicate;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            if (i > 0 && ring[i] == ring[i - 1]) {
                if (duplicates++ == 0) first_duplicate = ring[i];
                continue;
            }
            all.push_back(ring[i]);
        }
        const bool closed = all.size() - begin > 1 && all[begin] == all.back();
        if (closed) all.pop_back();
        const std::span<const XY> open = std::span{all}.subspan(begin);
        if (has_fewer_than_three(open)) {
            all.resize(begin);
            return note(Trouble::too_few_points, home, ring.front());
        }
        if (duplicates > 0) note(Trouble::duplicate_points, home, first_duplicate, duplicates);
        if (!closed) note(Trouble::unclosed_ring, home, ring.back());
        if (is_flat(open)) {
            all.resize(begin);
            return note(Trouble::zero_area_ring, home, ring.front());
        }
        const double area = doubled_area(open);
        if (home.ring == 0 ? area < 0.0 : area > 0.0) {
            note(Trouble::wrong_orientation, home, ring.front());
        }
        if (home.ring == 0) shell_of_[home.part] = static_cast<std::uint32_t>(homes_.size());
        homes_.push_back(home);
        rings_.first.push_back(static_cast<std::uint32_t>(all.size()));
    }

    static bool has_fewer_than_three(std::span<const XY> open) {
        if (open.size() < 3) return true;
        const XY a = open[0];
        const XY b = open[1];
        return std::ranges::all_of(open, [a, b](XY v) { return v == a || v == b; });
    }

    [[nodiscard]] bool is_one_simple_ring() const {
        return homes_.size() == 1 && rings_.vertices.size() <= short_ring &&
               detail::is_surely_simple(rings_.vertices);
    }

    [[nodiscard]] bool is_shell(std::uint32_t ring) const { return homes_[ring].ring == 0; }
    [[nodiscard]] XY vertex(std::uint32_t i) const { return rings_.vertices[i]; }

    void look_for_needles() {
        static const double least = std::cos(needle_angle_deg * std::numbers::pi / 180.0);
        for (std::uint32_t ring = 0; ring < rings_.size(); ++ring) {
            for (std::uint32_t i = rings_.first[ring]; i < rings_.first[ring + 1]; ++i) {
                const XY tip = vertex(i);
                const XY a = vertex(rings_.before(i, ring));
                const XY b = vertex(rings_.next(i, ring));
                const XY u{a.x - tip.x, a.y - tip.y};
                const XY v{b.x - tip.x, b.y - tip.y};
                const double along = u.x * v.x + u.y * v.y;
                if (along <= 0.0) continue;
                const double lengths = (u.x * u.x + u.y * u.y) * (v.x * v.x + v.y * v.y);
                if (along * along < least * least * lengths) continue;
                if (detail::exact_side(a, tip, b) == 0) continue;  // a spike, told as such
                note(Trouble::needle, homes_[ring], tip);
            }
        }
    }

    void look_at_contacts() {
        const RingContacts tree{rings_};
        RingContacts::Found found = tree.find(most_contacts_of_a_shape, most_comparisons);
        mark_spikes(found.contacts);
        for (const Contact& contact : found.contacts) {
            if (contact.kind != ContactKind::run_along || contact.ring_a != contact.ring_b)
                continue;
            run_along_.insert({contact.edge_a, contact.edge_b});
        }
        for (const Contact& contact : found.contacts) take(contact);
        for (const auto& [key, shared] : shared_edges_) {
            note(std::get<0>(key), homes_[std::get<2>(key)], shared.at, shared.count);
        }
        if (!found.complete) note(Trouble::too_tangled, homes_.front(), vertex(0));
        look_for_nesting(tree);
        if (!found.complete) return;
        const bool sound = std::ranges::none_of(
            problems_, [](const ShapeProblem& problem) { return is_invalid(problem.trouble); });
        if (sound) look_for_cuts();
    }

    /// A spike of several edges runs back along itself: that is one trouble and not many. Marks the
    /// pairs of vertices that lie opposite each other.
    void mark_spikes(const std::vector<Contact>& contacts) {
        for (const Contact& contact : contacts) {
            if (contact.kind != ContactKind::fold) continue;
            const std::uint32_t ring = contact.ring_a;
            std::uint32_t low = rings_.before(contact.edge_a, ring);
            std::uint32_t high = rings_.next(contact.edge_a, ring);
            opposite_.insert(std::minmax(low, high));
            for (std::size_t steps = rings_.first[ring + 1] - rings_.first[ring];
                 steps > 0 && low != high && vertex(low) == vertex(high); --steps) {
                opposite_.insert(std::minmax(low, high));
                low = rings_.before(low, ring);
                opposite_.insert(std::minmax(low, high));
                high = rings_.next(high, ring);
            }
        }
    }

    /// Edges and vertices told as a spike already.
    [[nodiscard]] bool is_of_spike(const Contact& contact) const {
        return contact.kind != ContactKind::fold && contact.kind != ContactKind::cross &&
               contact.ring_a == contact.ring_b &&
               opposite_.contains(std::minmax(contact.edge_a, contact.edge_b));
    }

    void take(const Contact& contact) {
        const auto [a, b] = std::pair{contact.ring_a, contact.ring_b};
        const bool same_part = homes_[a].part == homes_[b].part;
        if (a == b) {
            if (is_of_spike(contact)) return;
            return take_own(contact);
        }
        if (contact.kind == ContactKind::touch) {
            meetings_.push_back({a, b, contact.at});
            return;
        }
        entangled_.insert({a, b});
        if (contact.kind == ContactKind::run_along) {
            const Trouble trouble =
                same_part ? Trouble::rings_share_edge : Trouble::parts_share_edge;
            auto [place, is_new] = shared_edges_.try_emplace({trouble, a, b});
            if (is_new) place->second.at = contact.at;
            ++place->second.count;
            return;
        }
        const Trouble trouble = !same_part                   ? Trouble::parts_overlap
                                : is_shell(a) || is_shell(b) ? Trouble::hole_crosses_shell
                                                             : Trouble::holes_overlap;
        note(trouble, homes_[b], contact.at);
    }

    void take_own(const Contact& contact) {
        const std::uint32_t ring = contact.ring_a;
        switch (contact.kind) {
            case ContactKind::cross:
                return note(Trouble::self_crossing, homes_[ring], contact.at);
            case ContactKind::touch:
                // Where a shared piece of line begins and ends.
                if (run_along_.contains(contact.edge_a) || run_along_.contains(contact.edge_b))
                    return;
                return note(Trouble::ring_self_touch, homes_[ring], contact.at);
            case ContactKind::fold:
                return note(Trouble::spike, homes_[ring], contact.at);
            case ContactKind::run_along: {
                auto [place, is_new] =
                    shared_edges_.try_emplace({Trouble::ring_self_overlap, ring, ring});
                if (is_new) place->second.at = contact.at;
                ++place->second.count;
            }
        }
    }

    [[nodiscard]] bool are_entangled(std::uint32_t a, std::uint32_t b) const {
        return entangled_.contains(std::minmax(a, b));
    }

    static std::pair<double, double> key_of(XY v) { return {v.x, v.y}; }

    /// Points that say on which side of the other rings this one lies, which it neither crosses nor
    /// runs along: a vertex on no other ring. If all vertices touch other rings, middles of the
    /// three longest edges: they are rounded, so that one may fall across a ring that is a hair
    /// away.
    [[nodiscard]] std::vector<XY> witnesses(std::uint32_t ring,
                                            const std::vector<XY>& taken) const {
        std::vector<std::pair<double, XY>> middles;  // with the square of the edge's length
        for (std::uint32_t i = rings_.first[ring]; i < rings_.first[ring + 1]; ++i) {
            const XY a = vertex(i);
            if (!std::ranges::binary_search(taken, key_of(a), {}, key_of)) return {a};
            const XY b = vertex(rings_.next(i, ring));
            const double square = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
            middles.push_back({square, {a.x / 2 + b.x / 2, a.y / 2 + b.y / 2}});
        }
        std::ranges::stable_sort(middles, std::ranges::greater{},
                                 [](const auto& middle) { return middle.first; });
        return {middles[0].second, middles[1].second, middles[2].second};
    }

    /// Rings that lie where they should not.
    void look_for_nesting(const RingContacts& tree) {
        if (rings_.size() < 2) return;
        std::vector<XY> taken;
        for (const Meeting& meeting : meetings_) taken.push_back(meeting.at);
        std::ranges::sort(taken, {}, key_of);
        for (std::uint32_t ring = 0; ring < rings_.size(); ++ring) {
            const std::vector<XY> points = witnesses(ring, taken);
            std::map<std::uint32_t, std::size_t> votes;
            for (const XY point : points) {
                for (const std::uint32_t other : tree.rings_around(point)) ++votes[other];
            }
            std::vector<std::uint32_t> around;  // by the majority
            for (const auto& [other, count] : votes) {
                if (2 * count > points.size()) around.push_back(other);
            }
            if (is_shell(ring)) {
                judge_shell(ring, points.front(), around);
            } else {
                judge_hole(ring, points.front(), around);
            }
        }
    }

    void judge_hole(std::uint32_t hole, XY point, const std::vector<std::uint32_t>& around) {
        const std::uint32_t part = homes_[hole].part;
        const auto shell = shell_of_.find(part);
        if (shell != shell_of_.end() && !are_entangled(hole, shell->second) &&
            !std::ranges::binary_search(around, shell->second)) {
            note(Trouble::hole_outside_shell, homes_[hole], point);
        }
        for (const std::uint32_t other : around) {
            if (other == hole || homes_[other].part != part || is_shell(other)) continue;
            if (!are_entangled(hole, other)) note(Trouble::holes_overlap, homes_[hole], point);
        }
    }

    void judge_shell(std::uint32_t shell, XY point, const std::vector<std::uint32_t>& around) {
        std::map<std::uint32_t, int> depth;  // of each other part: 1 in its shell, 0 in a hole
        std::set<std::uint32_t> told;
        for (const std::uint32_t other : around) {
            const std::uint32_t part = homes_[other].part;
            if (part == homes_[shell].part) continue;
            if (are_entangled(shell, other)) told.insert(part);
            depth[part] += is_shell(other) ? 1 : -1;
        }
        for (const auto& [part, level] : depth) {
            if (level > 0 && !told.contains(part)) {
                note(Trouble::nested_shells, homes_[shell], point);
            }
        }
    }

    /// Rings that touch each other in a circle cut the inside in two: rings and the points where
    /// they meet as a graph, which must be a forest.
    void look_for_cuts() {
        std::map<std::pair<double, double>, std::uint32_t> node_of;
        std::vector<std::uint32_t> up(rings_.size());
        std::iota(up.begin(), up.end(), 0U);
        const auto root = [&up](std::uint32_t node) {
            while (up[node] != node) node = up[node] = up[up[node]];
            return node;
        };
        std::set<std::pair<std::uint32_t, std::uint32_t>> joined;
        for (const Meeting& meeting : meetings_) {
            if (homes_[meeting.ring_a].part != homes_[meeting.ring_b].part) continue;
            auto [place, is_new] =
                node_of.try_emplace(key_of(meeting.at), static_cast<std::uint32_t>(up.size()));
            if (is_new) up.push_back(place->second);
            for (const std::uint32_t ring : {meeting.ring_a, meeting.ring_b}) {
                if (!joined.insert({ring, place->second}).second) continue;
                const std::uint32_t a = root(ring);
                const std::uint32_t b = root(place->second);
                if (a == b) {
                    note(Trouble::interior_disconnected, homes_[meeting.ring_b], meeting.at);
                }
                up[a] = b;
            }
        }
    }

    struct Shared {
        XY at;
        std::size_t count = 0;
    };

    ShapeView shape_;
    OpenRings rings_;
    std::vector<Home> homes_;                          ///< of each ring
    std::map<std::uint32_t, std::uint32_t> shell_of_;  ///< of each part, if it has a usable one
    std::set<std::uint32_t> run_along_;  ///< edges that share line with their own ring
    std::vector<Meeting> meetings_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> entangled_;  ///< rings that cross or share
    std::set<std::pair<std::uint32_t, std::uint32_t>> opposite_;   ///< see mark_spikes
    std::map<std::tuple<Trouble, std::uint32_t, std::uint32_t>, Shared> shared_edges_;
    std::vector<ShapeProblem> problems_;
};

}  // namespace

std::string_view trouble_identifier(Trouble trouble) {
    return identifiers.at(static_cast<std::size_t>(trouble));
}

bool is_invalid(Trouble trouble) {
    switch (trouble) {
        case Trouble::unclosed_ring:
        case Trouble::duplicate_points:
        case Trouble::needle:
        case Trouble::wrong_orientation:
            return false;
        default:
            return true;
    }
}

std::vector<ShapeProblem> find_problems(ShapeView shape) {
    return Finder{shape}.run();
}

}  // namespace parkatlas::geo
