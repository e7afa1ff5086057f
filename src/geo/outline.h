#pragma once

// Internal to geo, and to its tests: the border of a shape, made ready to be laid over others.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/coords.h"
#include "geo/shapes.h"

namespace parkatlas::geo::detail {

/// Of two outlines that are laid over each other the second is thought moved by (e, e^2) for an
/// e > 0 that is smaller than anything (simulation of simplicity, H. Edelsbrunner and E. P. Mücke,
/// ACM Transactions on Graphics 9 (1990)). So no vertex of one lies on an edge of the other, and no
/// two edges lie on one line: shared vertices, shared edges and whole shapes that are the same need
/// no case of their own.
enum class Moved { no, yes };

/// Side of the edge from `from` to `to` that `point` is on: true if left. Exactly one of the two is
/// thought moved; `edge` says whether it is the edge.
[[nodiscard]] bool is_left(XY from, XY to, XY point, Moved edge);

/// The rings of a shape's polygons in one flat list: closed, without vertices that repeat their
/// neighbour, the inside on the left of every edge. From `tree_from` edges on, boxes round runs of
/// edges find those in a place and tell inside from outside without a look at all of them.
///
/// An outline that is loaded is not changed by questions: threads may share it.
class Outline {
  public:
    static constexpr std::size_t tree_from = 128;

    /// Takes the place of what was there; memory is kept. False if a coordinate is not finite or
    /// too large for orientation() to decide by exactly (beyond 1e150): the outline is empty then.
    /// Coordinates within 1e-120 of 0, which it could not decide by either, are taken as 0.
    [[nodiscard]] bool load(ShapeView shape);

    [[nodiscard]] bool is_empty() const { return vertices_.empty(); }
    [[nodiscard]] const Box& box() const { return box_; }
    [[nodiscard]] std::size_t ring_count() const { return rings_.empty() ? 0 : rings_.size() - 1; }
    /// Ring `index` with its closing vertex.
    [[nodiscard]] std::span<const XY> ring(std::size_t index) const {
        return std::span{vertices_}.subspan(rings_[index], rings_[index + 1] - rings_[index]);
    }
    /// An edge is named by the place of its first vertex in this list.
    [[nodiscard]] std::span<const XY> vertices() const { return vertices_; }
    /// First edge of a ring; that of ring_count() is where the next ring would begin.
    [[nodiscard]] std::uint32_t first_edge(std::size_t ring) const { return rings_[ring]; }
    [[nodiscard]] std::uint32_t last_edge(std::size_t ring) const { return rings_[ring + 1] - 2; }
    [[nodiscard]] std::uint32_t ring_of(std::uint32_t edge) const;
    [[nodiscard]] bool has_tree() const { return !levels_.empty(); }

    /// Appends the edges whose boxes touch `box`, ascending.
    void edges_in(const Box& box, std::vector<std::uint32_t>& edges) const;

    /// Whether there are any.
    [[nodiscard]] bool has_edges_in(const Box& box) const;

    /// Inside by the even-odd rule. `outline` says whether it is the outline that is thought moved,
    /// or the point.
    [[nodiscard]] bool contains(XY point, Moved outline) const;

  private:
    struct Level {
        std::size_t first, count;
    };
    static constexpr std::size_t run = 8;  ///< edges or nodes in a node

    void add_ring(std::span<const XY> ring, bool is_shell);
    void build_tree();
    [[nodiscard]] bool is_edge(std::uint32_t place) const;
    [[nodiscard]] Box edge_box(std::uint32_t edge) const;
    /// Calls `visit(edge)` for the edges whose boxes touch `box`, ascending, until it returns
    /// false; false then.
    template <typename Visit>
    bool visit_edges_in(const Box& box, const Visit& visit) const;
    template <typename Visit>
    bool visit_edges_in_node(std::size_t level, std::size_t place, const Box& box,
                             const Visit& visit) const;
    [[nodiscard]] bool crossings_are_odd(std::size_t level, std::size_t place, XY point,
                                         Moved outline) const;
    [[nodiscard]] bool run_crosses(std::uint32_t first, std::uint32_t last, XY point,
                                   Moved outline) const;
    [[nodiscard]] bool ends_differ(std::uint32_t first, std::uint32_t end, XY point,
                                   Moved outline) const;

    std::vector<XY> vertices_;
    std::vector<std::uint32_t> rings_;  ///< where each begins, and the end of all
    Box box_;
    std::vector<Box> nodes_;  ///< level by level, the lowest has `run` places of vertices a node
    std::vector<Level> levels_;
};

}  // namespace parkatlas::geo::detail
