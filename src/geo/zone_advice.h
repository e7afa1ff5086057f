#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "geo/coords.h"
#include "geo/crs.h"

namespace parkatlas::geo {

/// A 3-degree Gauss-Kruger zone of CGCS2000: number 25 (CM 75 E) to 45 (CM 135 E).
struct ThreeDegreeZone {
    int number = 0;

    [[nodiscard]] int central_meridian_deg() const { return 3 * number; }
    /// Eastings of eight digits that begin with the zone's number: EPSG:4513 to 4533.
    [[nodiscard]] int epsg_with_prefix() const { return 4513 + number - 25; }
    /// Eastings of six digits: EPSG:4534 to 4554.
    [[nodiscard]] int epsg_without_prefix() const { return 4534 + number - 25; }
    bool operator==(const ThreeDegreeZone&) const = default;
};

/// The zone whose meridian is nearest (at a border the eastern one); none outside 73.5 to 136.5 E.
[[nodiscard]] std::optional<ThreeDegreeZone> three_degree_zone_at(double lon_deg);

/// By how much a projected plane enlarges areas at a place: 0.0005 where it reads 0.05 % too much.
/// None where the plane does not reach, or for a geographic CRS.
[[nodiscard]] std::optional<double> area_distortion(const Crs& plane, XY lon_lat_deg);

/// Half the width of a 3-degree zone: farther from its meridian, another zone is the right one. A
/// plane reads 0.05 % too much there at 30 N, 0.77 亩 on a square kilometre.
inline constexpr double far_from_meridian_deg = 1.5;

/// What is to be said of the plane of a layer, or of one that a layer is to be measured in.
struct ZoneAdvice {
    Box extent_deg;                       ///< of the layer, longitude/latitude on CGCS2000
    std::vector<ThreeDegreeZone> zones;   ///< all that the extent reaches into, from the west
    std::optional<ThreeDegreeZone> best;  ///< that of its middle; none outside China's zones
    /// Of a 3-degree plane: from its meridian to the middle, and to the farther edge.
    std::optional<double> middle_off_meridian_deg, edge_off_meridian_deg;
    std::optional<double> distortion;  ///< area_distortion at the middle; none without a plane

    /// The plane is a 3-degree one and another zone is the right one for the layer's middle.
    [[nodiscard]] bool is_wrong_zone() const;
};

/// Advice for shapes within `bounds` in `layer_crs`; `plane`, if it is projected, is judged.
/// Fails with crs_unknown, or out_of_range where the extent cannot be brought to degrees.
[[nodiscard]] Result<ZoneAdvice> zone_advice(const Crs& layer_crs, const Box& bounds,
                                             const Crs& plane);

}  // namespace parkatlas::geo
