#pragma once

// Internal to analysis: points in and beside polygons given in degrees.

#include <limits>
#include <optional>

#include "geo/shapes.h"

namespace parkatlas::analysis {

/// A point inside a polygon part: the middle of the widest stretch of it along a parallel. None if
/// the part has no inside.
[[nodiscard]] std::optional<geo::XY> point_inside(const geo::ShapeView::PartView& polygon);

/// Metres from a point to the nearest border of the shape's polygons, on the local plane: good to a
/// thousandth within some tens of kilometres. Infinite for a shape without polygons.
[[nodiscard]] double distance_to_border_m(geo::ShapeView shape, geo::XY point_deg);

}  // namespace parkatlas::analysis
