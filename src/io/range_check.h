#pragma once

#include <optional>
#include <string>

#include "geo/coords.h"
#include "geo/crs.h"

namespace parkatlas::io {

/// True if both numbers can be degrees: longitudes may run on to 360 either way for shapes beyond
/// the antimeridian. False for what is not finite.
[[nodiscard]] inline bool may_be_degrees(geo::XY vertex) {
    return vertex.x >= -360.0 && vertex.x <= 360.0 && vertex.y >= -90.0 && vertex.y <= 90.0;
}

struct RangeDiagnosis {
    Phrase what;    ///< what the numbers look like
    Phrase remedy;  ///< what would mend it; may be empty
};

/// What coordinates that cannot be degrees look like: swapped latitude and longitude, metres of a
/// Gauss-Kruger or Web Mercator system, or nothing known.
[[nodiscard]] RangeDiagnosis diagnose_degrees(const geo::Box& bounds);

/// Why the coordinates do not fit a projected CRS (degrees in place of metres, a zone prefix too
/// many or too few); none if they may.
[[nodiscard]] std::optional<RangeDiagnosis> contradiction(const geo::Crs& crs,
                                                          const geo::Box& bounds);

}  // namespace parkatlas::io
