#pragma once

// Internal to geo, and to its tests: on which side of a line a point lies, decided without error.

#include "geo/coords.h"

namespace parkatlas::geo::detail {

/// 1 if r lies left of the line from p to q, -1 if right, 0 if exactly on it (or p equals q).
/// Exact for finite coordinates whose products neither overflow nor fall below 1e-290; a filter
/// in double decides nearly all cases in a few nanoseconds, the rest is summed without rounding
/// after J. R. Shewchuk, "Adaptive precision floating-point arithmetic and fast robust geometric
/// predicates" (1997).
[[nodiscard]] int exact_side(XY p, XY q, XY r);

/// `r` is known to lie on the line through p and q: true if it lies between them and is neither.
[[nodiscard]] bool is_strictly_between(XY p, XY q, XY r);

}  // namespace parkatlas::geo::detail
