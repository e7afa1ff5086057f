#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "geo/measure.h"
#include "geo/trapezoid_series.h"
#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::area_m2;
using test::crs;
using test::measurer;
using test::ningbo_block;
using test::polygon;

constexpr double radians = std::numbers::pi / 180.0;

double series_zone_m2(double south_deg, double north_deg, double width_deg,
                      const Ellipsoid& ellipsoid = cgcs2000_ellipsoid) {
    return detail::TrapezoidSeries{ellipsoid}.area_m2((north_deg - south_deg) / 2 * radians,
                                                      (north_deg + south_deg) / 2 * radians,
                                                      width_deg * radians);
}

/// Closed form of the zone between two parallels (the authalic function q).
double exact_zone_m2(double south_deg, double north_deg, double width_deg,
                     const Ellipsoid& ellipsoid = cgcs2000_ellipsoid) {
    const double f = ellipsoid.flattening;
    const double e2 = f * (2 - f);
    const double e = std::sqrt(e2);
    const double b = ellipsoid.semi_major_m * (1 - f);
    const auto q = [&](double lat_deg) {
        const double s = std::sin(lat_deg * radians);
        return s / (1 - e2 * s * s) + std::log((1 + e * s) / (1 - e * s)) / (2 * e);
    };
    return b * b / 2 * width_deg * radians * (q(north_deg) - q(south_deg));
}

TEST(TrapezoidSeries, ReferenceValues) {
    // From the closed form: dL 0.01 degree, 29 to 30 degrees and 29.8 to 29.81 degrees.
    EXPECT_NEAR(series_zone_m2(29.0, 30.0, 0.01), 107480004.2717, 5e-4);
    EXPECT_NEAR(series_zone_m2(29.8, 29.81, 0.01), 1071627.1654, 5e-5);
}

TEST(TrapezoidSeries, AgreesWithTheClosedFormUpToSixtyDegrees) {
    for (int lat = 0; lat < 60; ++lat) {
        const double exact = exact_zone_m2(lat, lat + 1, 1.0);
        EXPECT_NEAR(series_zone_m2(lat, lat + 1, 1.0) / exact, 1.0, 2e-11) << lat;
    }
}

TEST(TrapezoidSeries, WhatIsLeftOutIsOfTheFifthPower) {
    // On the Earth the last coefficients weigh 1e-11 and a wrong digit in them would not show. On
    // flatter ellipsoids it does: halving e2 divides what is left out by 2^5 if every coefficient
    // up to e2^4 is right, by 2^4 or less if one is wrong.
    const auto left_out = [](double e2, double south_deg) {
        const Ellipsoid flat{6378137.0, 1.0 - std::sqrt(1.0 - e2)};
        return series_zone_m2(south_deg, south_deg + 10.0, 1.0, flat) /
                   exact_zone_m2(south_deg, south_deg + 10.0, 1.0, flat) -
               1.0;
    };
    for (const double lat : {10.0, 40.0, 50.0, 60.0, 70.0, 80.0}) {
        EXPECT_NEAR(left_out(0.02, lat) / left_out(0.01, lat), 32.0, 2.5) << lat;
    }
}

// The expected areas below: the same procedure in Python with pyproj for the plane and the closed
// form of the zone in place of the series.

TEST(OfficialMeasure, BlockInTheZoneOfItsMiddle) {
    // Its middle at 121.55 E belongs to CM 123.
    EXPECT_NEAR(area_m2(measurer(Method::official, Crs::cgcs2000()), polygon({ningbo_block})),
                4283355.7664, 6e-5);
}

TEST(OfficialMeasure, BlockInTheZoneOfItsLayer) {
    for (const char* zone_120 : {"EPSG:4549", "EPSG:4528"}) {
        Shapes plane = polygon({ningbo_block});
        ASSERT_TRUE(
            Transform::between(Crs::cgcs2000(), crs(zone_120))->apply(plane.mutable_vertices()));
        EXPECT_NEAR(area_m2(measurer(Method::official, crs(zone_120)), plane), 4283355.7442, 6e-5)
            << zone_120;
    }
}

TEST(OfficialMeasure, OtherShapes) {
    const auto by = measurer(Method::official, Crs::cgcs2000());
    EXPECT_NEAR(area_m2(by, polygon({{{121.78, 29.90},
                                      {121.83, 29.895},
                                      {121.84, 29.93},
                                      {121.80, 29.945},
                                      {121.775, 29.92}}})),
                24218556.8582, 5e-4);
    EXPECT_NEAR(area_m2(by, polygon({{{120.2, 30.2}, {120.21, 30.205}, {120.205, 30.22}}})),
                933993.1015, 6e-5);
}

TEST(OfficialMeasure, ASixDegreeLayerIsMeasuredInAThreeDegreeZone) {
    Shapes plane = polygon({ningbo_block});
    const Crs six_degrees = crs("EPSG:4510");  // CM 123E
    ASSERT_TRUE(Transform::between(Crs::cgcs2000(), six_degrees)->apply(plane.mutable_vertices()));
    EXPECT_NEAR(area_m2(measurer(Method::official, six_degrees), plane), 4283355.7664, 0.05);
}

TEST(OfficialMeasure, AgreesWithTheGeodesicAreaOfTheSamePoints) {
    // Divided here again, unrounded, and measured by geodesics: product.md allows 0.03 m2.
    const std::vector<XY> corners{
        {121.78, 29.90}, {121.83, 29.895}, {121.84, 29.93}, {121.80, 29.945}, {121.775, 29.92}};
    std::vector<XY> plane = corners;
    const auto to_plane = Transform::between(Crs::cgcs2000(), crs("EPSG:4550"));
    ASSERT_TRUE(to_plane);
    ASSERT_TRUE(to_plane->apply(plane));
    std::vector<XY> divided;
    for (std::size_t i = 0; i < plane.size(); ++i) {
        const XY from = plane[i];
        const XY to = plane[(i + 1) % plane.size()];
        const double count = std::ceil(std::hypot(to.x - from.x, to.y - from.y) / 70.0);
        for (double k = 0; k < count; ++k) {
            divided.push_back(
                {from.x + (to.x - from.x) * k / count, from.y + (to.y - from.y) * k / count});
        }
    }
    EXPECT_NEAR(area_m2(measurer(Method::official, Crs::cgcs2000()), polygon({corners})),
                area_m2(measurer(Method::geodesic, crs("EPSG:4550")), polygon({divided})), 0.1);
}

TEST(OfficialMeasure, HolesAreSubtracted) {
    const auto by = measurer(Method::official, Crs::gauss_kruger_120());
    const std::vector<XY> shell = test::rectangle(600000, 3300000, 601000, 3301000);
    const std::vector<XY> hole = test::rectangle(600200, 3300200, 600400, 3300400);
    EXPECT_NEAR(area_m2(by, polygon({shell, hole})),
                area_m2(by, polygon({shell})) - area_m2(by, polygon({hole})), 1e-9);
}

TEST(OfficialMeasure, PerimeterIsThatOfThePiecesOnTheEllipsoid) {
    const auto official =
        measurer(Method::official, Crs::cgcs2000()).measure(polygon({ningbo_block})[0]);
    ASSERT_TRUE(official);
    EXPECT_NEAR(official->perimeter_m, 8298.102959, 0.001);
}

TEST(OfficialMeasure, RefusesWhatLiesOutsideEveryZone) {
    const auto by = measurer(Method::official, Crs::gauss_kruger_120());
    for (const double far : {1e9, 1e300}) {
        const auto measured = by.measure(polygon({{{far, 0}, {0, far}, {-far, 0}}})[0]);
        ASSERT_FALSE(measured) << far;
        EXPECT_EQ(measured.error().code, ErrorCode::out_of_range);
    }
    EXPECT_FALSE(measurer(Method::official, Crs::cgcs2000())
                     .measure(polygon({{{121, 29}, {122, 95}, {121, 30}}})[0]));
}

}  // namespace
}  // namespace parkatlas::geo
