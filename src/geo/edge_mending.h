#pragma once

// Internal to geo, and to its tests: polygons mended without GEOS.

#include <optional>

#include "geo/shapes.h"

namespace parkatlas::geo::detail {

/// The polygons of a shape as GEOS's MakeValid with linework mends them: edges are cut where they
/// meet, those that border its ground picked out (edge_peeling.h), and walked round with the inside
/// on the left. An empty shape if nothing has an area.
///
/// None where that cannot be done: the result is not proven valid (find_problems), coordinates are
/// out of what can be decided exactly, or it takes too long. GEOS may do better.
///
/// Every vertex is one of the shape's or, where edges cross, that place to rounding. Outer rings
/// come out counter-clockwise, holes clockwise, all closed. Cost n log n for outlines as they
/// occur, some 0.5 us a vertex.
/// Checked tests/unit/geo/edge_mending_test.cpp and tests/property/edge_mending_test.cpp against
///         GEOS.
[[nodiscard]] std::optional<Shapes> mend_by_edges(ShapeView shape);

}  // namespace parkatlas::geo::detail
