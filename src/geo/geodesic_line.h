#pragma once

#include "geo/coords.h"
#include "geo/ellipsoid.h"

namespace parkatlas::geo {

/// The shortest way between two points of the ellipsoid.
struct GeodesicLine {
    double length_m = 0.0;
    double azimuth_deg = 0.0;  ///< at its start, clockwise from north, 0 up to 360
};

/// Accuracy 15 nm. Two equal points: length 0, azimuth 0. Coordinates must be finite.
/// Source: C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), by PROJ's geodesic.h.
[[nodiscard]] GeodesicLine geodesic_between(LonLat from, LonLat to, const Ellipsoid& ellipsoid);

/// The point that lies so far away in this direction (clockwise from north).
[[nodiscard]] LonLat geodesic_end(LonLat from, double azimuth_deg, double length_m,
                                  const Ellipsoid& ellipsoid);

}  // namespace parkatlas::geo
