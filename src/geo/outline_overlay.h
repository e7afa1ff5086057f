#pragma once

// Internal to geo, and to its tests: what two shapes share, by their borders alone.

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "geo/coords.h"
#include "geo/outline.h"
#include "geo/shapes.h"

namespace parkatlas::geo::detail {

/// What two outlines share.
enum class Shared {
    nothing,
    all_of_a,  ///< A lies in B, and no ring of B in A
    all_of_b,
    rings,    ///< see OutlineOverlay::rings()
    unclear,  ///< an outline crosses itself where it was said not to
    stopped
};

/// Lays outlines over each other. Holds scratch memory, so one object serves one thread.
///
/// Borders are cut where they cross and the pieces of each that lie in the other are linked into
/// closed rings, with the shared ground on their left. Whether edges cross and what lies where is
/// decided exactly (orientation.h) and without special cases (Moved in outline.h, B is thought
/// moved), so pieces always link up; only where a crossing is placed is rounded. Borders that run
/// along each other leave rings without width, which are left out: those no wider than
/// `sliver_width_ulps` steps of the coordinates, taken as area by half the length. Where two
/// outlines share a border but not its vertices, rounding leaves such slivers (nanometres wide):
/// they are contact, not shared ground.
///
/// Cost: for outlines without a tree the product of the edges that each has in the other's box, for
/// those with one the edges near the other outline and log n each. Nothing is allocated once
/// memory has grown to the largest pair.
class OutlineOverlay {
  public:
    static constexpr double sliver_width_ulps = 8.0;

    [[nodiscard]] Shared lay(const Outline& a, const Outline& b, const std::stop_token& stop);

    /// After Shared::rings: one shape, each ring a part of its own, open, shells counter-clockwise
    /// and holes clockwise in any order. May be empty.
    [[nodiscard]] const Shapes& rings() const { return rings_; }

  private:
    struct Side;
    /// Where an edge of A and one of B cross.
    struct Crossing {
        std::uint32_t edge_a, edge_b;
        double along_a, along_b;  ///< 0 to 1
        XY at;
        bool a_enters;  ///< A comes into B here, and B leaves A
        bool seen;
        std::uint32_t rank_a, rank_b;  ///< among all crossings along each outline
    };

    [[nodiscard]] bool find_crossings(const Outline& a, const Outline& b,
                                      const std::stop_token& stop);
    void cross(const Outline& a, std::uint32_t edge_a, const Outline& b, std::uint32_t edge_b);
    [[nodiscard]] bool put_in_order(const Side& side);
    void trace(const Outline& a, const Outline& b);
    void walk(const Side& side, std::uint32_t from);
    void add_vertex(XY vertex);
    void end_ring();
    [[nodiscard]] bool add_whole_rings(const Outline& from, std::span<const std::uint32_t> edges,
                                       std::span<const std::uint32_t> order, bool of_a,
                                       const Outline& other, Moved other_moved);

    std::vector<std::uint32_t> edges_a_, edges_b_, near_;
    std::vector<Crossing> crossings_;
    std::vector<std::uint32_t> order_a_, order_b_;  ///< crossings along each outline
    std::vector<std::uint32_t> next_a_, next_b_;    ///< of a crossing, the next one on its ring
    std::vector<XY> ring_;
    Shapes rings_;
};

}  // namespace parkatlas::geo::detail
