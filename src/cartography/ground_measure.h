#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/result.h"
#include "geo/crs.h"
#include "geo/measure.h"

namespace parkatlas::cartography {

/// Lengths and areas on the ground of what is drawn on a map: geodesic, on CGCS2000.
class GroundMeasure {
  public:
    /// Fails with crs_unknown where there is no way from the map to CGCS2000.
    [[nodiscard]] static Result<GroundMeasure> create(const geo::Crs& map_crs);

    /// Between two places of the map; none off the globe.
    [[nodiscard]] std::optional<double> length_m(geo::MapXY a, geo::MapXY b) const;
    /// How many map metres one metre on the ground is, about a place.
    [[nodiscard]] std::optional<double> map_per_ground(geo::MapXY at) const;
    /// Of a ring in map metres, its corners joined by geodesics.
    [[nodiscard]] std::optional<double> area_m2(std::vector<geo::XY> ring) const;

  private:
    GroundMeasure(geo::Transform to_degrees, geo::Measurer measurer)
        : to_degrees_{std::move(to_degrees)}, measurer_{std::move(measurer)} {}
    geo::Transform to_degrees_;
    geo::Measurer measurer_;
};

}  // namespace parkatlas::cartography
