#pragma once

// Internal to geo: walks round the grounds that edges enclose.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "geo/edge_graph.h"

namespace parkatlas::geo::detail {

/// The edges of a graph at each of its nodes, and steps along them: 2 e leads from the node `a` of
/// edge e to `b`, 2 e + 1 back.
class EdgeRounds {
  public:
    /// Both are borrowed.
    EdgeRounds(std::span<const XY> nodes, std::span<const EdgeGraph::Edge> edges);

    [[nodiscard]] std::span<const std::uint32_t> edges_at(std::uint32_t node) const {
        return std::span{around_}.subspan(first_[node], count_[node]);
    }
    /// Sorts the edges counter-clockwise, from the west.
    void sort_around(std::uint32_t node);
    /// Leaves out edges, at their ends.
    template <typename IsGone>
    void leave_out(const IsGone& is_gone) {
        for (std::uint32_t node = 0; node < count_.size(); ++node) {
            const auto begin = around_.begin() + first_[node];
            const auto end = std::remove_if(begin, begin + count_[node], is_gone);
            count_[node] = static_cast<std::uint32_t>(end - begin);
        }
    }

    [[nodiscard]] XY at(std::uint32_t node) const { return nodes_[node]; }
    [[nodiscard]] std::uint32_t other_end(std::uint32_t edge, std::uint32_t node) const {
        return edges_[edge].a == node ? edges_[edge].b : edges_[edge].a;
    }
    [[nodiscard]] std::uint32_t step_from(std::uint32_t node, std::uint32_t edge) const {
        return 2 * edge + (edges_[edge].a == node ? 0U : 1U);
    }
    [[nodiscard]] std::uint32_t origin(std::uint32_t step) const {
        const EdgeGraph::Edge& edge = edges_[step / 2];
        return step % 2 == 0 ? edge.a : edge.b;
    }
    /// The next step round the ground on the left; nodes are sorted.
    [[nodiscard]] std::uint32_t after(std::uint32_t step) const;

    using Loop = std::vector<std::uint32_t>;  ///< steps
    /// Round the ground on the left of a step and back, in loops that come to no node twice.
    [[nodiscard]] std::vector<Loop> loops_from(std::uint32_t step);
    /// 1 for a loop that is counter-clockwise, -1 clockwise, 0 where rounding has made it flat.
    [[nodiscard]] int turn_of(const Loop& loop) const;
    [[nodiscard]] double area_of(const Loop& loop) const;
    /// By the even-odd rule; a loop does not hold its own nodes.
    [[nodiscard]] bool holds(const Loop& loop, std::uint32_t node) const;

  private:
    std::span<const XY> nodes_;
    std::span<const EdgeGraph::Edge> edges_;
    std::vector<std::uint32_t> first_, count_;  ///< of each node's edges
    std::vector<std::uint32_t> around_;
    std::vector<std::uint32_t> place_on_path_;  ///< of each node, counted from 1; 0: not on it
};

/// Edges of which an even number end in each node, as borders of ground by the even-odd rule.
class EdgeWalk {
  public:
    EdgeWalk(std::span<const XY> nodes, std::span<const EdgeGraph::Edge> edges);

    /// Finds on which side of each edge the inside is. False where rounding contradicts itself or
    /// it takes too long.
    [[nodiscard]] bool orient();

    /// After orient(): the connected borders of grounds, each an outer loop and the holes that
    /// touch it, or holes that touch each other; the inside on the left. By their lowest nodes.
    [[nodiscard]] std::vector<std::vector<EdgeRounds::Loop>> borders();

    [[nodiscard]] const EdgeRounds& rounds() const { return rounds_; }

  private:
    enum class Way : std::uint8_t { unknown, a_to_b, b_to_a };
    struct Component {
        Box box;
        std::vector<std::uint32_t> edges;
    };

    [[nodiscard]] Way way(std::uint32_t node, std::uint32_t edge, bool leaves) const {
        return (edges_[edge].a == node) == leaves ? Way::a_to_b : Way::b_to_a;
    }
    [[nodiscard]] std::optional<bool> is_inside_west_of(std::uint32_t node);
    [[nodiscard]] bool orient_from(std::uint32_t node);
    [[nodiscard]] bool orient_around(std::uint32_t node, std::uint32_t edge);

    std::span<const EdgeGraph::Edge> edges_;
    EdgeRounds rounds_;
    std::vector<Way> ways_;
    std::vector<Component> components_;
    std::uint64_t tests_ = 0;
};

}  // namespace parkatlas::geo::detail
