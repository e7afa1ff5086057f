#include "io/range_check.h"

#include <cmath>

#include <fmt/format.h>

#include "base/messages_errors.h"

namespace parkatlas::io {

namespace {

// China with its seas, in degrees, and the extent of its Gauss-Kruger northings in metres.
constexpr geo::Box china_degrees{73.0, 3.0, 136.0, 54.0};
constexpr double least_northing_m = 300'000.0;
constexpr double greatest_northing_m = 6'100'000.0;

// EPSG: CGCS2000 / Gauss-Kruger zones 13 to 23 (6 degrees) are 4491 to 4501, / 3-degree
// Gauss-Kruger zones 25 to 45 are 4513 to 4533; the same without zone prefix, CM 75E to 135E, are
// 4534 to 4554.
constexpr int first_six_degree_zone = 13, last_six_degree_zone = 23;
constexpr int first_three_degree_zone = 25, last_three_degree_zone = 45;

bool inside(const geo::Box& box, const geo::Box& frame) {
    return frame.contains({box.min_x, box.min_y}) && frame.contains({box.max_x, box.max_y});
}

bool is_northing(const geo::Box& box) {
    return box.min_y >= least_northing_m && box.max_y <= greatest_northing_m;
}

/// Eastings of six digits.
bool has_no_zone_prefix(const geo::Box& box) {
    return box.min_x >= 1e5 && box.max_x < 1e6;
}

std::string extent_text(const geo::Box& box) {
    return fmt::format("x {:.10g} to {:.10g}, y {:.10g} to {:.10g}", box.min_x, box.max_x,
                       box.min_y, box.max_y);
}

/// EPSG code of the CGCS2000 Gauss-Kruger zone whose prefix an easting carries; 0 for none.
int epsg_by_zone_prefix(double easting_m) {
    const double prefix = easting_m / 1e6;
    // Whatever a file calls an easting need not fit into an int.
    if (!(prefix >= 0.0 && prefix <= 1000.0)) return 0;
    const int zone = static_cast<int>(prefix);
    if (zone >= first_six_degree_zone && zone <= last_six_degree_zone) {
        return 4491 + zone - first_six_degree_zone;
    }
    if (zone >= first_three_degree_zone && zone <= last_three_degree_zone) {
        return 4513 + zone - first_three_degree_zone;
    }
    return 0;
}

}  // namespace

RangeDiagnosis diagnose_degrees(const geo::Box& bounds) {
    const geo::Box turned{bounds.min_y, bounds.min_x, bounds.max_y, bounds.max_x};
    const std::string extent = extent_text(bounds);
    if (inside(turned, china_degrees)) {
        return {said(msg::errors_latitude_longitude_look_swapped, extent),
                said(msg::errors_write_longitude_first_geojson)};
    }
    const bool metres = is_northing(bounds) || is_northing(turned);
    if (!metres) return {said(msg::errors_coordinates_beyond_degrees, extent), {}};
    const geo::Box& box = is_northing(bounds) ? bounds : turned;
    const Phrase order = is_northing(bounds) ? Phrase{} : said(msg::errors_northing_first);
    // Web Mercator eastings of China run from 8.1e6 to 15.2e6, which only the western 6-degree
    // zones 13 to 15 share; there the far more common system is named.
    if (box.min_x >= 8.1e6 && box.max_x <= 15.2e6) {
        return {said(msg::errors_metres_place_degrees_looks, extent, order),
                said(msg::errors_state_crs_file)};
    }
    if (const int epsg = epsg_by_zone_prefix(box.min_x);
        epsg != 0 && epsg == epsg_by_zone_prefix(box.max_x)) {
        const int zone = static_cast<int>(box.min_x / 1e6);
        const int width_deg = zone <= last_six_degree_zone ? 6 : 3;
        return {said(msg::errors_metres_place_degrees_easting, extent, zone, width_deg, zone, epsg,
                     order),
                said(msg::errors_state_crs_file_likely, epsg)};
    }
    if (has_no_zone_prefix(box)) {
        return {said(msg::errors_metres_place_degrees_looks_like, extent, order),
                said(msg::errors_state_crs_file)};
    }
    return {said(msg::errors_metres_place_degrees, extent), said(msg::errors_state_crs_file)};
}

std::optional<RangeDiagnosis> contradiction(const geo::Crs& crs, const geo::Box& bounds) {
    if (crs.is_geographic() || bounds.is_empty()) return std::nullopt;
    const bool degrees = may_be_degrees({bounds.min_x, bounds.min_y}) &&
                         may_be_degrees({bounds.max_x, bounds.max_y});
    // A shape within a few hundred metres of the origin may exist in a local drawing, but not in
    // China's systems: only numbers that make a place in China count as degrees.
    if (degrees && inside(bounds, china_degrees)) {
        return RangeDiagnosis{
            said(msg::errors_crs_metres_but_coordinates, crs.label(), extent_text(bounds)),
            said(msg::errors_state_crs_coordinates_e)};
    }
    if (!crs.central_meridian_deg()) return std::nullopt;
    const Result<geo::Transform> to_degrees = geo::Transform::to_own_lon_lat(crs);
    if (!to_degrees) return std::nullopt;
    const Result<geo::XY> centre = to_degrees->apply(bounds.centre());
    // Nobody uses a zone this far out: even 6-degree zones end at 3 degrees.
    constexpr double far_from_meridian_deg = 12.0;
    if (centre && std::abs(centre->x - *crs.central_meridian_deg()) <= far_from_meridian_deg) {
        return std::nullopt;
    }
    const int prefixed = epsg_by_zone_prefix(bounds.min_x);
    Phrase remedy = said(msg::errors_state_crs_coordinates);
    Phrase trait;
    if (prefixed != 0) {
        remedy = remedy + said(msg::errors_likely_epsg, prefixed);
        trait = said(msg::errors_easting_carries_zone_prefix);
    } else if (has_no_zone_prefix(bounds)) {
        const int meridian = static_cast<int>(std::lround(*crs.central_meridian_deg()));
        trait = said(msg::errors_easting_without_zone_prefix);
        if (crs.three_degree_zone_meridian()) {
            remedy = remedy +
                     said(msg::errors_likely_epsg, 4534 + meridian / 3 - first_three_degree_zone);
        }
    }
    return RangeDiagnosis{
        said(msg::errors_coordinates_do_not_lie, extent_text(bounds),
             fmt::format("{:g}", *crs.central_meridian_deg()), crs.label(), trait),
        remedy};
}

}  // namespace parkatlas::io
