#include "geo/map_offset.h"

#include <cmath>
#include <numbers>

#include "geo/ellipsoid.h"

namespace parkatlas::geo {

namespace {

using std::numbers::pi;

// The algorithm as it has been in general use since it became known around 2010 (EvilTransform;
// eviltransform by googollee, coordtransform by wandergis): two series about 105 E 35 N in metres,
// turned into degrees on the Krasovsky 1940 ellipsoid (a = 6378245 m, 1/f = 298.3).
constexpr double krasovsky_semi_major_m = 6378245.0;
constexpr double krasovsky_e2 = 0.00669342162296594323;
constexpr double origin_lon_deg = 105.0;
constexpr double origin_lat_deg = 35.0;
constexpr Box rectangle{72.004, 0.8293, 137.8347, 55.8271};

// BD-09, likewise in general use: polar coordinates about (0, 0), wobbled, then moved.
constexpr double bd09_frequency = pi * 3000.0 / 180.0;
constexpr double bd09_radius_wobble_deg = 0.00002;
constexpr double bd09_angle_wobble = 0.000003;
constexpr double bd09_move_lon_deg = 0.0065;
constexpr double bd09_move_lat_deg = 0.006;

// Each step leaves at most 3 % of the error, so that twelve take 2 km to far below a nanometre.
constexpr int most_steps = 12;
constexpr double small_enough_deg = 1e-14;

struct Metres {
    double east, north;
};

/// The two series; x and y are degrees east and north of the origin.
Metres series_m(double x, double y) {
    const double root = std::sqrt(std::abs(x));
    const double ripple = 20.0 * std::sin(6.0 * pi * x) + 20.0 * std::sin(2.0 * pi * x);
    const double north_waves = 20.0 * std::sin(pi * y) + 40.0 * std::sin(pi * y / 3.0) +
                               160.0 * std::sin(pi * y / 12.0) + 320.0 * std::sin(pi * y / 30.0);
    const double east_waves = 20.0 * std::sin(pi * x) + 40.0 * std::sin(pi * x / 3.0) +
                              150.0 * std::sin(pi * x / 12.0) + 300.0 * std::sin(pi * x / 30.0);
    const double north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root +
                         (ripple + north_waves) * 2.0 / 3.0;
    const double east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root +
                        (ripple + east_waves) * 2.0 / 3.0;
    return {east, north};
}

/// GCJ-02 with no rectangle around it.
XY gcj02(XY plain) {
    const auto [east_m, north_m] = series_m(plain.x - origin_lon_deg, plain.y - origin_lat_deg);
    const double lat_rad = plain.y / 180.0 * pi;
    const double sine = std::sin(lat_rad);
    const double w2 = 1.0 - krasovsky_e2 * sine * sine;
    const double w = std::sqrt(w2);
    const double meridian_radius_m = krasovsky_semi_major_m * (1.0 - krasovsky_e2) / (w2 * w);
    const double parallel_radius_m = krasovsky_semi_major_m / w * std::cos(lat_rad);
    return {plain.x + east_m * 180.0 / (parallel_radius_m * pi),
            plain.y + north_m * 180.0 / (meridian_radius_m * pi)};
}

/// From GCJ-02 to BD-09.
XY bd09(XY from) {
    const double radius =
        std::hypot(from.x, from.y) + bd09_radius_wobble_deg * std::sin(from.y * bd09_frequency);
    const double angle =
        std::atan2(from.y, from.x) + bd09_angle_wobble * std::cos(from.x * bd09_frequency);
    return {radius * std::cos(angle) + bd09_move_lon_deg,
            radius * std::sin(angle) + bd09_move_lat_deg};
}

/// The point that `shift` takes to `target`, for a shift that changes little from place to place.
template <typename Shift>
XY solve(XY target, const Shift& shift) {
    XY at = target;
    for (int step = 0; step < most_steps; ++step) {
        const XY reached = shift(at);
        const XY off{target.x - reached.x, target.y - reached.y};
        at = {at.x + off.x, at.y + off.y};
        if (std::abs(off.x) + std::abs(off.y) < small_enough_deg) break;
    }
    return at;
}

}  // namespace

std::optional<MapOffset> parse_map_offset(std::string_view word) {
    for (const MapOffset offset : {MapOffset::none, MapOffset::gcj02, MapOffset::bd09}) {
        if (word == map_offset_identifier(offset)) return offset;
    }
    return std::nullopt;
}

std::string_view map_offset_identifier(MapOffset offset) {
    switch (offset) {
        case MapOffset::none:
            return "none";
        case MapOffset::gcj02:
            return "gcj02";
        case MapOffset::bd09:
            return "bd09";
    }
    return {};
}

std::string_view map_offset_name(MapOffset offset) {
    switch (offset) {
        case MapOffset::none:
            return {};
        case MapOffset::gcj02:
            return "GCJ-02";
        case MapOffset::bd09:
            return "BD-09";
    }
    return {};
}

bool is_map_offset_applied(XY lon_lat_deg) {
    return rectangle.contains(lon_lat_deg);
}

XY with_map_offset(XY lon_lat_deg, MapOffset offset) {
    if (offset == MapOffset::none || !is_map_offset_applied(lon_lat_deg)) return lon_lat_deg;
    const XY shifted = gcj02(lon_lat_deg);
    return offset == MapOffset::bd09 ? bd09(shifted) : shifted;
}

void add_map_offset(std::span<XY> lon_lat_deg, MapOffset offset) {
    for (XY& vertex : lon_lat_deg) vertex = with_map_offset(vertex, offset);
}

XY without_map_offset(XY lon_lat_deg, MapOffset offset) {
    if (offset == MapOffset::none || !std::isfinite(lon_lat_deg.x) ||
        !std::isfinite(lon_lat_deg.y)) {
        return lon_lat_deg;
    }
    // A shift is below a hundredth of a degree: what lies well outside came from outside.
    constexpr double reach_deg = 0.05;
    const Box wide{rectangle.min_x - reach_deg, rectangle.min_y - reach_deg,
                   rectangle.max_x + reach_deg, rectangle.max_y + reach_deg};
    if (!wide.contains(lon_lat_deg)) return lon_lat_deg;
    XY at = lon_lat_deg;
    if (offset == MapOffset::bd09) at = solve(at, bd09);
    at = solve(at, gcj02);
    return is_map_offset_applied(at) ? at : lon_lat_deg;
}

void remove_map_offset(std::span<XY> lon_lat_deg, MapOffset offset) {
    for (XY& vertex : lon_lat_deg) vertex = without_map_offset(vertex, offset);
}

double GroundShift::length_m() const {
    return std::hypot(east_m, north_m);
}

double GroundShift::azimuth_deg() const {
    const double degrees = std::atan2(east_m, north_m) * 180.0 / pi;
    return degrees < 0.0 ? degrees + 360.0 : degrees;
}

GroundShift ground_shift(XY from_deg, XY to_deg) {
    constexpr double f = cgcs2000_ellipsoid.flattening;
    constexpr double e2 = f * (2.0 - f);
    const double middle_rad = (from_deg.y + to_deg.y) / 360.0 * pi;
    const double sine = std::sin(middle_rad);
    const double w2 = 1.0 - e2 * sine * sine;
    const double prime_vertical_m = cgcs2000_ellipsoid.semi_major_m / std::sqrt(w2);
    const double meridian_m = prime_vertical_m * (1.0 - e2) / w2;
    return {(to_deg.x - from_deg.x) / 180.0 * pi * prime_vertical_m * std::cos(middle_rad),
            (to_deg.y - from_deg.y) / 180.0 * pi * meridian_m};
}

GroundShift map_offset_at(XY lon_lat_deg, MapOffset offset) {
    return ground_shift(lon_lat_deg, with_map_offset(lon_lat_deg, offset));
}

}  // namespace parkatlas::geo
