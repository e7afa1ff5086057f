#pragma once

// Internal to geo, and to its tests: the edges of polygons as a graph that they meet in nodes of.

#include <cstdint>
#include <optional>
#include <vector>

#include "geo/coords.h"
#include "geo/shapes.h"

namespace parkatlas::geo::detail {

/// All edges of the rings of a shape's polygons, cut where they meet, each once. An edge that the
/// rings walk along an odd number of times has the inside of the even-odd rule on one side, one
/// that they walk along an even number of times has the same on both.
struct EdgeGraph {
    struct Edge {
        std::uint32_t a, b;  ///< nodes, a < b
        bool operator==(const Edge&) const = default;
    };
    std::vector<XY> nodes;  ///< by x, then y
    std::vector<Edge> odd;
    std::vector<Edge> even;
};

/// The graph of the polygons of a shape; rings may be closed or not and repeat vertices.
///
/// Decided by exact orientations; only places where edges cross within both are rounded. None if
/// that makes edges meet elsewhere or brings nodes so close that they may be one, or if more than
/// two cross in a place (which rounding may part); if a coordinate is not finite or outside of what
/// can be decided exactly (magnitudes 1e-120 to 1e150, and 0); if edges meet more than
/// `most_meetings` times. Cost n log n for outlines as they occur.
[[nodiscard]] std::optional<EdgeGraph> edge_graph(ShapeView shape, std::size_t most_meetings);

}  // namespace parkatlas::geo::detail
