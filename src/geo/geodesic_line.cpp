#include "geo/geodesic_line.h"

#include <geodesic.h>

namespace parkatlas::geo {
namespace {

geod_geodesic on(const Ellipsoid& ellipsoid) {
    geod_geodesic geodesic{};
    geod_init(&geodesic, ellipsoid.semi_major_m, ellipsoid.flattening);
    return geodesic;
}

}  // namespace

GeodesicLine geodesic_between(LonLat from, LonLat to, const Ellipsoid& ellipsoid) {
    if (from == to) return {};
    const geod_geodesic geodesic = on(ellipsoid);
    GeodesicLine line;
    geod_inverse(&geodesic, from.lat_deg, from.lon_deg, to.lat_deg, to.lon_deg, &line.length_m,
                 &line.azimuth_deg, nullptr);
    if (line.azimuth_deg < 0.0) line.azimuth_deg += 360.0;
    return line;
}

LonLat geodesic_end(LonLat from, double azimuth_deg, double length_m, const Ellipsoid& ellipsoid) {
    const geod_geodesic geodesic = on(ellipsoid);
    LonLat end;
    geod_direct(&geodesic, from.lat_deg, from.lon_deg, azimuth_deg, length_m, &end.lat_deg,
                &end.lon_deg, nullptr);
    return end;
}

}  // namespace parkatlas::geo
