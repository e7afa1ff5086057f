#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "geo/coords.h"

namespace parkatlas::tasks {

/// How a pair of coordinates was written.
enum class CoordinateForm { degrees, gauss_kruger };

struct TypedPlace {
    geo::LonLat at;  ///< CGCS2000
    CoordinateForm form = CoordinateForm::degrees;
    std::string crs;  ///< "EPSG:4549" for Gauss-Kruger; empty for degrees
};

/// Understands what planners type or paste for a place on CGCS2000:
///   121.5512, 29.8651            degrees in any order that can only mean one thing, with or
///   29.8651N 121.5512E           without letters (E W N S 东 西 北 南) or the words 东经, 北纬
///   121°33.07′ 29°51.9′          degrees and minutes
///   东经121°33′4.3″ 北纬29°51′54″  degrees, minutes, seconds; also 121:33:4.3
///   3305043.2 40553268.1         Gauss-Kruger, 3-degree zone by its prefix (25 to 45)
///   3305043.2 553268.1           without a prefix: about the meridian given
/// The larger number of a pair of degrees without letters is the longitude, as everywhere in China
/// but its very west, where letters are needed; of metres the one of seven digits is the northing.
/// Fails with usage, saying what was not understood.
[[nodiscard]] Result<TypedPlace> parse_place(std::string_view words, int central_meridian_deg);

}  // namespace parkatlas::tasks
