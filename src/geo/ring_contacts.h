#pragma once

// Internal to geo: where the rings of a shape meet themselves and each other.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/coords.h"

namespace parkatlas::geo::detail {

/// Rings as open chains one after the other: finite, no vertex equal to the one before (the last
/// to the first), three vertices at least.
struct OpenRings {
    std::vector<XY> vertices;
    std::vector<std::uint32_t> first;  ///< of each ring, then the end of the last

    [[nodiscard]] std::size_t size() const { return first.size() - 1; }
    [[nodiscard]] std::uint32_t next(std::uint32_t vertex, std::uint32_t ring) const {
        return vertex + 1 == first[ring + 1] ? first[ring] : vertex + 1;
    }
    [[nodiscard]] std::uint32_t before(std::uint32_t vertex, std::uint32_t ring) const {
        return vertex == first[ring] ? first[ring + 1] - 1 : vertex - 1;
    }
};

enum class ContactKind : std::uint8_t {
    cross,      ///< one goes through the other, within edges or at a vertex
    touch,      ///< they meet in a point and go apart again
    run_along,  ///< they share a piece of line
    fold        ///< the ring turns back on itself: a spike of no width
};

struct Contact {
    ContactKind kind;
    std::uint32_t ring_a, ring_b;  ///< the same for a ring with itself; else ring_a < ring_b
    /// Vertices from which the two edges start; of a fold the tip twice.
    std::uint32_t edge_a, edge_b;
    XY at;
};

/// Finds every contact, decided exactly (see exact_side.h); only the place of a crossing is
/// rounded. A tree over the edges in the order of the rings is joined with itself, n log n for
/// outlines as they occur. Stops when `most_contacts` were found or `most_comparisons` pairs of
/// edges looked at.
class RingContacts {
  public:
    /// `rings` is borrowed.
    explicit RingContacts(const OpenRings& rings);

    struct Found {
        std::vector<Contact> contacts;  ///< sorted by ring and vertex
        bool complete = true;
    };
    [[nodiscard]] Found find(std::size_t most_contacts, std::uint64_t most_comparisons) const;

    /// Calls `visit(i, j)`, i < j, for the pairs of edges whose boxes touch, by the vertices that
    /// they start from, until it returns false. Looks at `most_comparisons` pairs of boxes at most.
    /// True if it came to the end.
    template <typename Visit>
    [[nodiscard]] bool visit_close_edges(std::uint64_t most_comparisons, Visit&& visit) const {
        return rings_->vertices.empty() || join(levels_.size() - 1, 0, 0, most_comparisons, visit);
    }

    /// Numbers of the rings that hold the point by the even-odd rule, ascending; a point on a
    /// border may count either way.
    [[nodiscard]] std::vector<std::uint32_t> rings_around(XY point) const;

  private:
    friend class ContactFinder;
    static constexpr std::size_t fan_out = 8;

    /// Pairs below the nodes `a` <= `b` of a level, whose boxes touch.
    template <typename Visit>
    bool join(std::size_t level, std::size_t a, std::size_t b, std::uint64_t& left,
              Visit& visit) const {
        if (level == 0) {
            return visit(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b));
        }
        const std::vector<Box>& below = levels_[level - 1];
        const Box& box_b = levels_[level][b];
        const std::size_t end_a = std::min((a + 1) * fan_out, below.size());
        const std::size_t end_b = std::min((b + 1) * fan_out, below.size());
        for (std::size_t i = a * fan_out; i < end_a; ++i) {
            if (a != b && !below[i].intersects(box_b)) continue;
            if (left < fan_out) return false;
            left -= fan_out;
            std::size_t j = b * fan_out;
            if (a == b) {
                if (level > 1 && !join(level - 1, i, i, left, visit)) return false;
                j = i + 1;
            }
            for (; j < end_b; ++j) {
                if (below[i].intersects(below[j]) && !join(level - 1, i, j, left, visit)) {
                    return false;
                }
            }
        }
        return true;
    }

    const OpenRings* rings_;
    std::vector<std::uint32_t> ring_of_;    ///< of each vertex
    std::vector<std::vector<Box>> levels_;  ///< level 0: round each edge; above: round fan_out
};

}  // namespace parkatlas::geo::detail
