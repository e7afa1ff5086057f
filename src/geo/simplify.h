#pragma once

#include "base/progress.h"
#include "base/result.h"
#include "geo/shapes.h"

namespace parkatlas::geo {

/// How many metres one unit of a layer's coordinates is, east and north.
struct UnitMetres {
    double x = 1.0;
    double y = 1.0;
};

/// The shapes with fewer vertices: those left out lie within `tolerance_m` of what is left (Douglas
/// and Peucker, GEOS TopologyPreserveSimplify).
///
/// What the shapes share stays shared: rings and lines are cut where the way of neighbours parts,
/// each piece between is simplified once, and all of them together, so that none crosses another.
/// The places where the pieces meet stay, so do points, and vertices that are left keep their
/// coordinates. A ring never falls below a triangle: where it would, its pieces stay as they were.
/// Borders are shared where their vertices are equal to the last bit, and only there.
///
/// Not promised: a small shape that lies in the bend of another piece without touching it may end
/// on its other side (GEOS issue 857).
///
/// Fails with geometry_invalid where GEOS gives up, out_of_range for coordinates that are not
/// finite, stopped.
/// Source D. H. Douglas, T. K. Peucker, "Algorithms for the reduction of the number of points",
///        Cartographica 10 (1973).
[[nodiscard]] Result<Shapes> simplify(const Shapes& shapes, double tolerance_m, UnitMetres unit,
                                      const Work& work);

}  // namespace parkatlas::geo
