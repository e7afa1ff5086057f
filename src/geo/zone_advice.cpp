#include "geo/zone_advice.h"

#include <array>
#include <cmath>
#include <utility>

#include "base/messages_errors.h"
#include "geo/measure.h"
#include "geo/shapes.h"

namespace parkatlas::geo {

namespace {

constexpr int first_zone = 25, last_zone = 45;

double degrees_apart(double a_deg, double b_deg) {
    return std::abs(std::remainder(a_deg - b_deg, 360.0));
}

/// Corners and middles of the sides: enough for the extent in degrees of anything but a continent.
Result<Box> to_degrees(const Crs& crs, const Box& bounds) {
    const Result<Transform> transform = Transform::between(crs, Crs::cgcs2000());
    if (!transform) return tl::unexpected(transform.error());
    Box out;
    for (const double x : {bounds.min_x, bounds.centre().x, bounds.max_x}) {
        for (const double y : {bounds.min_y, bounds.centre().y, bounds.max_y}) {
            const Result<XY> place = transform->apply(XY{x, y});
            if (!place) return tl::unexpected(place.error());
            out.add(*place);
        }
    }
    return out;
}

}  // namespace

std::optional<ThreeDegreeZone> three_degree_zone_at(double lon_deg) {
    const double number = std::floor(lon_deg / 3.0 + 0.5);
    if (!(number >= first_zone && number <= last_zone)) return std::nullopt;
    return ThreeDegreeZone{static_cast<int>(number)};
}

std::optional<double> area_distortion(const Crs& plane, XY lon_lat_deg) {
    if (plane.is_geographic()) return std::nullopt;
    constexpr double half_side_deg = 0.001;
    const auto [x, y] = lon_lat_deg;
    Shapes block;
    block.append_polygon({{{x - half_side_deg, y - half_side_deg},
                           {x + half_side_deg, y - half_side_deg},
                           {x + half_side_deg, y + half_side_deg},
                           {x - half_side_deg, y + half_side_deg}}});
    std::array<double, 2> area_m2{};
    for (const Method method : {Method::geodesic, Method::planar}) {
        const auto measurer = Measurer::create(method, Crs::cgcs2000(), plane);
        if (!measurer) return std::nullopt;
        const auto measured = measurer->measure(block[0]);
        if (!measured || !(measured->area_m2 > 0.0)) return std::nullopt;
        area_m2.at(method == Method::planar ? 1 : 0) = measured->area_m2;
    }
    return area_m2[1] / area_m2[0] - 1.0;
}

bool ZoneAdvice::is_wrong_zone() const {
    return middle_off_meridian_deg && *middle_off_meridian_deg > far_from_meridian_deg;
}

Result<ZoneAdvice> zone_advice(const Crs& layer_crs, const Box& bounds, const Crs& plane) {
    if (bounds.is_empty() || !std::isfinite(bounds.width()) || !std::isfinite(bounds.height())) {
        return fail(ErrorCode::out_of_range, {}, said(msg::errors_has_no_extent));
    }
    Result<Box> extent = to_degrees(layer_crs, bounds);
    if (!extent) return tl::unexpected(extent.error());
    ZoneAdvice advice;
    advice.extent_deg = *extent;
    const XY middle = extent->centre();
    advice.best = three_degree_zone_at(middle.x);
    for (int number = first_zone; number <= last_zone; ++number) {
        const ThreeDegreeZone zone{number};
        const double west = zone.central_meridian_deg() - far_from_meridian_deg;
        const double east = zone.central_meridian_deg() + far_from_meridian_deg;
        const bool reaches_in = extent->min_x < east && extent->max_x > west;
        if (reaches_in || advice.best == zone) advice.zones.push_back(zone);
    }
    advice.distortion = area_distortion(plane, middle);
    if (plane.three_degree_zone_meridian()) {
        const double meridian = *plane.three_degree_zone_meridian();
        advice.middle_off_meridian_deg = degrees_apart(middle.x, meridian);
        advice.edge_off_meridian_deg = std::max(degrees_apart(extent->min_x, meridian),
                                                degrees_apart(extent->max_x, meridian));
    }
    return advice;
}

}  // namespace parkatlas::geo
