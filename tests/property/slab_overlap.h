#pragma once

#include "geo/shapes.h"

namespace parkatlas::test {

/// Planar area that the polygons of the first shape of each share, even-odd: a referee that has
/// nothing in common with the code it judges. The plane is cut into slabs at every vertex and every
/// crossing; in each the shared width is linear, so its value half-way up gives the area. 80-bit
/// arithmetic about a vertex, where differences of coordinates are exact: some 1e-17 of the
/// extent squared off at most. Cost: edges squared.
[[nodiscard]] double slab_overlap_area(const geo::Shapes& a, const geo::Shapes& b);

}  // namespace parkatlas::test
