#pragma once

// Internal to geo, and to its tests: on which side of a line a point lies, as a sign.

#include <algorithm>

#include "geo/coords.h"
#include "geo/orientation.h"

namespace parkatlas::geo::detail {

/// 1 if r lies left of the line from p to q, -1 if right, 0 if exactly on it (or p equals q). Exact
/// as orientation() is; edges along the axes, of which plans are full, and points that are an end
/// of the edge are told at once.
[[nodiscard]] inline int exact_side(XY p, XY q, XY r) {
    if (r == q) return 0;
    if ((q.x == p.x || r.y == p.y) && (q.y == p.y || r.x == p.x)) return 0;
    const double turn = orientation(p, q, r);
    return turn > 0.0 ? 1 : (turn < 0.0 ? -1 : 0);
}

/// `r` is known to lie on the line through p and q: true if it lies between them and is neither.
[[nodiscard]] inline bool is_strictly_between(XY p, XY q, XY r) {
    if (p.x != q.x) return r.x > std::min(p.x, q.x) && r.x < std::max(p.x, q.x);
    return r.y > std::min(p.y, q.y) && r.y < std::max(p.y, q.y);
}

}  // namespace parkatlas::geo::detail
