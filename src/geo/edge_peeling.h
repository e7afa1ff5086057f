#pragma once

// Internal to geo, and to its tests: which edges GEOS's MakeValid takes for borders.

#include <optional>
#include <vector>

#include "geo/edge_graph.h"

namespace parkatlas::geo::detail {

/// The edges of a graph that border the ground which GEOS's MakeValid with linework makes of it.
///
/// To that every edge counts once, however often rings walk along it: faces that share one become
/// one ground, whose border is peeled off; what is left is treated likewise, and what lies in an
/// even number of such grounds is outside. Edges that enclose nothing (spikes, bridges) fall away.
/// Where all others are walked along an odd number of times that is the even-odd rule, and no
/// peeling is needed. None if it takes too long.
[[nodiscard]] std::optional<std::vector<EdgeGraph::Edge>> peel_borders(const EdgeGraph& graph);

}  // namespace parkatlas::geo::detail
