#pragma once

// Internal to geo: filling heavily tangled rings by the even-odd rule.

#include <cstdint>
#include <optional>

#include "geo/geos_handle.h"

namespace parkatlas::geo::detail {

/// Number of places where edges of the polygon parts cross. None if there are more than
/// `most_crossings`, or if it would take more than `most_tests` comparisons to count them.
[[nodiscard]] std::optional<std::uint64_t> count_crossings(ShapeView shape,
                                                           std::uint64_t most_crossings,
                                                           std::uint64_t most_tests);

/// The even-odd area of `polygons`. The same as GEOS's MakeValid with linework where no two edges
/// coincide, in n log n steps for n crossings; MakeValid peels the tangle layer by layer and takes
/// a minute for 300 vertices at random (GEOS 3.11). Null, with the context's message, if GEOS
/// fails.
[[nodiscard]] Geometry fill_even_odd(const GeosContext& context, const GEOSGeometry* polygons);

}  // namespace parkatlas::geo::detail
