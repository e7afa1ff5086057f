#pragma once

// Internal to geo, and to its tests: what a short geodesic edge adds to the area and the perimeter
// of a ring, as a power series round a parallel of the ellipsoid.

#include <array>

#include "geo/ellipsoid.h"

namespace parkatlas::geo::detail {

/// Terms of one parallel. With angles in radians let t be the latitude of an edge's middle above
/// the parallel (mean of its ends), v and u the differences of its ends in latitude and longitude,
/// and F[i] stand for the factor of t^i:
///
///   strip between edge and parallel = u (S + V2 v^2 + U2 u^2 + V4 v^4 + V2U2 v^2 u^2 + U4 u^4)
///   (length of the edge)^2          = v^2 Dv2 + u^2 Du2 + v^4 Dv4 + v^2 u^2 Dv2u2 + u^4 Du4
///
/// all in m2, the strip positive where the edge goes east and lies north.
struct EdgeSeries {
    std::array<double, 7> strip;
    std::array<double, 5> strip_v2, strip_u2;
    std::array<double, 3> strip_v4, strip_v2u2, strip_u4;
    std::array<double, 4> length_v2;
    std::array<double, 6> length_u2;
    std::array<double, 3> length_v4, length_v2u2, length_u4;
};

/// Exact coefficients, up to rounding, of the parallel at `latitude_rad` (not a pole).
[[nodiscard]] EdgeSeries edge_series(const Ellipsoid& ellipsoid, double latitude_rad);

}  // namespace parkatlas::geo::detail
