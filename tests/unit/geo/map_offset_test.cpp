#include "geo/map_offset.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace parkatlas::geo {
namespace {

constexpr XY beijing{116.404, 39.915};

double metres_apart(XY a, XY b) {
    return ground_shift(a, b).length_m();
}

void expect_at(XY actual, XY expected, double tolerance_deg) {
    EXPECT_NEAR(actual.x, expected.x, tolerance_deg);
    EXPECT_NEAR(actual.y, expected.y, tolerance_deg);
}

// Published by coordtransform (github.com/wandergis/coordtransform, README). At this place every
// coefficient takes part: one wrong digit moves the result by more than 1e-12 degrees.
TEST(MapOffset, Gcj02IsAsPublishedForBeijing) {
    expect_at(with_map_offset(beijing, MapOffset::gcj02), {116.41024449916938, 39.91640428150164},
              1e-13);
}

// The same README gives BD-09 of a GCJ-02 position; here that position is reached from plain
// degrees, so the two steps are checked together with the inverse of the first.
TEST(MapOffset, Bd09IsAsPublishedForBeijing) {
    const XY plain = without_map_offset(beijing, MapOffset::gcj02);
    expect_at(with_map_offset(plain, MapOffset::bd09), {116.41036949371029, 39.92133699351021},
              1e-13);
}

// 116.41662724378733, 39.922699552216216: printed by the Python port of coordtransform for the
// plain position.
TEST(MapOffset, Bd09OfPlainDegreesIsAsPublished) {
    expect_at(with_map_offset(beijing, MapOffset::bd09), {116.41662724378733, 39.922699552216216},
              1e-13);
}

// e2 = 2f - f^2 of Krasovsky 1940, 1/f = 298.3: the constant of the algorithm is that. The shift
// depends on it too weakly to show its last digits, so it is held by the radius of the meridian.
TEST(MapOffset, TheEllipsoidIsKrasovskys) {
    constexpr double f = 1.0 / 298.3;
    EXPECT_NEAR(2 * f - f * f, 0.00669342162296594323, 1e-17);
    // At 35 N 105 E the series give -100 m north and 300 m east, nothing else.
    const XY shifted = with_map_offset({105.0, 35.0}, MapOffset::gcj02);
    const double e2 = 2 * f - f * f;
    const double rad = 35.0 * 3.14159265358979323846 / 180.0;
    const double w = std::sqrt(1 - e2 * std::sin(rad) * std::sin(rad));
    const double degrees = 180.0 / 3.14159265358979323846;
    EXPECT_NEAR(shifted.y - 35.0, -100.0 / (6378245.0 * (1 - e2) / (w * w * w)) * degrees, 2e-14);
    EXPECT_NEAR(shifted.x - 105.0, 300.0 / (6378245.0 / w * std::cos(rad)) * degrees, 3e-14);
}

TEST(MapOffset, TheInverseComesBackWithinAMicrometreAllOverChina) {
    double worst_m = 0.0;
    for (const MapOffset offset : {MapOffset::gcj02, MapOffset::bd09}) {
        for (double lon = 72.01; lon < 137.83; lon += 0.2373) {
            for (double lat = 0.83; lat < 55.82; lat += 0.2279) {
                const XY there = with_map_offset({lon, lat}, offset);
                worst_m =
                    std::max(worst_m, metres_apart({lon, lat}, without_map_offset(there, offset)));
            }
        }
    }
    EXPECT_LT(worst_m, 1e-6);
}

TEST(MapOffset, TheInverseComesBackWithinAMicrometreAllOverZhejiang) {
    double worst_m = 0.0;
    for (const MapOffset offset : {MapOffset::gcj02, MapOffset::bd09}) {
        for (double lon = 118.0; lon <= 123.0; lon += 0.0211) {
            for (double lat = 27.0; lat <= 31.3; lat += 0.0213) {
                const XY there = with_map_offset({lon, lat}, offset);
                worst_m =
                    std::max(worst_m, metres_apart({lon, lat}, without_map_offset(there, offset)));
            }
        }
    }
    EXPECT_LT(worst_m, 1e-6);
}

// The root of |x| has an endless slope at the origin of the series.
TEST(MapOffset, TheInverseHoldsBesideTheOriginOfTheSeries) {
    for (const double off : {0.0, 1e-13, 1e-9, 1e-5, -1e-13, -1e-9}) {
        const XY plain{105.0 + off, 35.0 + off};
        const XY back =
            without_map_offset(with_map_offset(plain, MapOffset::gcj02), MapOffset::gcj02);
        EXPECT_LT(metres_apart(plain, back), 1e-6) << off;
    }
}

TEST(MapOffset, BeyondTheRectangleNothingMoves) {
    const std::vector<XY> outside{{72.0039, 30}, {137.83471, 30}, {110, 0.82929}, {110, 55.82711},
                                  {-70, 40},     {0, 0},          {230, 30}};
    for (const MapOffset offset : {MapOffset::gcj02, MapOffset::bd09}) {
        for (const XY place : outside) {
            EXPECT_FALSE(is_map_offset_applied(place));
            EXPECT_EQ(with_map_offset(place, offset), place);
        }
        EXPECT_EQ(without_map_offset({-70, 40}, offset), (XY{-70, 40}));
    }
    EXPECT_TRUE(is_map_offset_applied({72.004, 0.8293}));
    EXPECT_TRUE(is_map_offset_applied({137.8347, 55.8271}));
}

TEST(MapOffset, OnTheEdgeOfTheRectangleTheInsideComesBack) {
    for (const XY plain : {XY{72.004, 30}, XY{137.8347, 30}, XY{110, 0.8293}, XY{110, 55.8271}}) {
        for (const MapOffset offset : {MapOffset::gcj02, MapOffset::bd09}) {
            const XY back = without_map_offset(with_map_offset(plain, offset), offset);
            EXPECT_LT(metres_apart(plain, back), 2e-6);
        }
    }
}

TEST(MapOffset, NumbersThatAreNotFiniteStay) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(std::isnan(with_map_offset({nan, 30}, MapOffset::gcj02).x));
    EXPECT_TRUE(std::isnan(without_map_offset({120, nan}, MapOffset::bd09).y));
    EXPECT_EQ(without_map_offset({infinity, 30}, MapOffset::gcj02).x, infinity);
}

TEST(MapOffset, ASpanIsTheSameAsItsPoints) {
    std::vector<XY> points{{120, 30}, {121, 29}, {2, 48}};
    const std::vector<XY> before = points;
    add_map_offset(points, MapOffset::bd09);
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_EQ(points[i], with_map_offset(before[i], MapOffset::bd09));
    }
    remove_map_offset(points, MapOffset::bd09);
    for (std::size_t i = 0; i < points.size(); ++i) expect_at(points[i], before[i], 1e-12);
}

// Seats of the eleven municipalities; the province is known for shifts of 480 to 580 m.
TEST(MapOffset, ZhejiangMovesByFiveHundredMetres) {
    for (const XY seat :
         {XY{120.21, 30.25}, XY{121.55, 29.87}, XY{120.70, 28.00}, XY{120.76, 30.75},
          XY{120.09, 30.89}, XY{120.58, 30.03}, XY{119.65, 29.08}, XY{118.87, 28.94},
          XY{122.21, 29.99}, XY{121.42, 28.66}, XY{119.92, 28.47}}) {
        const GroundShift shift = map_offset_at(seat, MapOffset::gcj02);
        EXPECT_GT(shift.length_m(), 475.0) << seat.x << ' ' << seat.y;
        EXPECT_LT(shift.length_m(), 585.0) << seat.x << ' ' << seat.y;
        EXPECT_GT(shift.east_m, 0.0);
        EXPECT_LT(shift.north_m, 0.0);
    }
}

// scripts/derive_base_gcj02.py (numpy) moves this place by +0.004158, -0.002583 degrees: 493 m.
TEST(MapOffset, NingboMovesBy493Metres) {
    const GroundShift ningbo = map_offset_at({121.55, 29.87}, MapOffset::gcj02);
    EXPECT_NEAR(ningbo.length_m(), 493.0, 1.0);
    EXPECT_NEAR(ningbo.azimuth_deg(), 125.5, 0.1);
}

// One degree of latitude at the equator is 110574.4 m, of longitude 111319.5 m (GRS 80).
TEST(MapOffset, ShiftsOnTheGroundAreInMetres) {
    EXPECT_NEAR(ground_shift({0, -0.005}, {0, 0.005}).north_m, 1105.743, 1e-3);
    EXPECT_NEAR(ground_shift({0, 0}, {0.01, 0}).east_m, 1113.195, 1e-3);
    EXPECT_NEAR(ground_shift({0, 0}, {-0.01, 0}).azimuth_deg(), 270.0, 1e-9);
    EXPECT_NEAR(ground_shift({0, 0}, {0.01, 0}).azimuth_deg(), 90.0, 1e-9);
}

TEST(MapOffset, ItsWordsAreRead) {
    for (const MapOffset offset : {MapOffset::none, MapOffset::gcj02, MapOffset::bd09}) {
        EXPECT_EQ(parse_map_offset(map_offset_identifier(offset)), offset);
    }
    EXPECT_FALSE(parse_map_offset("GCJ"));
    EXPECT_EQ(map_offset_name(MapOffset::bd09), "BD-09");
}

}  // namespace
}  // namespace parkatlas::geo
