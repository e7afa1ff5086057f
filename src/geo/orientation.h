#pragma once

// Internal to geo, and to its tests: on which side of a line a point lies, exactly.

#include <cmath>

#include "geo/coords.h"

namespace parkatlas::geo::detail {

/// As orientation() without its quick way.
[[nodiscard]] double exact_orientation(XY a, XY b, XY c);

/// Positive if c lies left of the line from a to b, negative if right, zero if and only if the
/// three are on one line: the sign is exact. The value is about twice the area of the triangle.
///
/// Coordinates are finite, of magnitude up to 1e150; a product of differences below 1e-290 may be
/// taken for zero.
/// Cost    2 ns where rounding leaves no doubt, some 100 ns where it does.
/// Source  J. R. Shewchuk, "Adaptive precision floating-point arithmetic and fast robust geometric
///         predicates", Discrete & Computational Geometry 18 (1997).
/// Checked tests/unit/geo/orientation_test.cpp against whole numbers of 128 bits.
[[nodiscard]] inline double orientation(XY a, XY b, XY c) {
    constexpr double doubt = 3.3306690738754716e-16;  // (3 + 16 u) u with u = 2^-53
    const double up = (a.x - c.x) * (b.y - c.y);
    const double down = (a.y - c.y) * (b.x - c.x);
    const double det = up - down;
    if (std::abs(det) > doubt * (std::abs(up) + std::abs(down))) return det;
    return exact_orientation(a, b, c);
}

}  // namespace parkatlas::geo::detail
