#pragma once

// Internal to geo, and to its tests: a quick proof that a ring does not meet itself.

#include <span>

#include "geo/coords.h"

namespace parkatlas::geo::detail {

/// True if no two edges of the ring meet but neighbours at their common vertex, and rounding leaves
/// no doubt about it. False says nothing: the ring may meet itself, or come too close to tell.
///
/// The ring may be closed or not and may repeat vertices one after the other. n log n by the sweep
/// of M. I. Shamos and D. Hoey, "Geometric intersection problems" (1976), where GEOS 3.11 compares
/// all pairs of edges whose boxes meet: minutes for a million vertices of a noisy outline.
/// Up to 64 vertices all pairs are compared, in a fraction of a microsecond. A ring that is seen as
/// a whole from the middle of its vertices is proven before either, in one pass.
[[nodiscard]] bool is_surely_simple(std::span<const XY> ring);

}  // namespace parkatlas::geo::detail
