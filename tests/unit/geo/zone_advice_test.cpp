#include "geo/zone_advice.h"

#include <gtest/gtest.h>

#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::crs;

ZoneAdvice advice(const Crs& layer_crs, const Box& bounds, const Crs& plane) {
    const auto given = zone_advice(layer_crs, bounds, plane);
    EXPECT_TRUE(given) << (given ? "" : error_line(given.error()));
    return given ? *given : ZoneAdvice{};
}

// Zhejiang spans three zones: EPSG:4548, 4549, 4550 and with prefix 4527, 4528, 4529.
TEST(ThreeDegreeZone, ZhejiangsAreNumber39To41) {
    const auto west = three_degree_zone_at(118.2);
    const auto middle = three_degree_zone_at(120.2);
    const auto east = three_degree_zone_at(122.2);
    ASSERT_TRUE(west && middle && east);
    EXPECT_EQ(west->number, 39);
    EXPECT_EQ(west->central_meridian_deg(), 117);
    EXPECT_EQ(west->epsg_without_prefix(), 4548);
    EXPECT_EQ(west->epsg_with_prefix(), 4527);
    EXPECT_EQ(middle->epsg_without_prefix(), 4549);
    EXPECT_EQ(middle->epsg_with_prefix(), 4528);
    EXPECT_EQ(east->epsg_without_prefix(), 4550);
    EXPECT_EQ(east->epsg_with_prefix(), 4529);
}

TEST(ThreeDegreeZone, EndsHalfWayToTheNext) {
    EXPECT_EQ(three_degree_zone_at(121.49)->number, 40);
    EXPECT_EQ(three_degree_zone_at(121.5)->number, 41);
    EXPECT_EQ(three_degree_zone_at(73.5)->number, 25);
    EXPECT_FALSE(three_degree_zone_at(73.4));
    EXPECT_EQ(three_degree_zone_at(136.4)->number, 45);
    EXPECT_FALSE(three_degree_zone_at(136.6));
    EXPECT_FALSE(three_degree_zone_at(-120));
}

// PROJ's own word: the codes name the meridian that the zone says.
TEST(ThreeDegreeZone, ItsCodesAreOfItsMeridian) {
    for (const int number : {25, 33, 40, 45}) {
        const ThreeDegreeZone zone{number};
        EXPECT_EQ(crs("EPSG:" + std::to_string(zone.epsg_with_prefix())).central_meridian_deg(),
                  zone.central_meridian_deg());
        EXPECT_EQ(crs("EPSG:" + std::to_string(zone.epsg_without_prefix())).central_meridian_deg(),
                  zone.central_meridian_deg());
    }
}

// product.md: a park of 24.9 km2 at 121.55 E reads 20.7 亩 too much in the CM 120 plane, a third
// too much in EPSG:3857 (1 / cos^2 of 29.87 degrees is 1.330).
TEST(AreaDistortion, OfNingboInThreePlanes) {
    const XY ningbo{121.55, 29.87};
    const double square_metres = 24.9e6 * *area_distortion(crs("EPSG:4549"), ningbo);
    EXPECT_NEAR(square_metres / (10000.0 / 15.0), 20.7, 0.6);
    EXPECT_NEAR(*area_distortion(crs("EPSG:3857"), ningbo), 0.33, 0.01);
    EXPECT_LT(*area_distortion(crs("EPSG:4550"), ningbo), 5.5e-4);
    EXPECT_FALSE(area_distortion(Crs::cgcs2000(), ningbo));
}

TEST(ZoneAdvice, AParkBeyondTheBorderOfTheZoneIsInTheWrongOne) {
    const ZoneAdvice given =
        advice(Crs::cgcs2000(), {121.52, 29.85, 121.58, 29.89}, crs("EPSG:4549"));
    EXPECT_TRUE(given.is_wrong_zone());
    EXPECT_NEAR(*given.middle_off_meridian_deg, 1.55, 1e-9);
    EXPECT_NEAR(*given.edge_off_meridian_deg, 1.58, 1e-9);
    ASSERT_TRUE(given.best);
    EXPECT_EQ(given.best->number, 41);
    EXPECT_EQ(given.zones, (std::vector{ThreeDegreeZone{41}}));
}

TEST(ZoneAdvice, AProvinceReachesIntoThree) {
    const ZoneAdvice given = advice(Crs::cgcs2000(), {118.0, 27.0, 122.9, 31.2}, crs("EPSG:4549"));
    EXPECT_FALSE(given.is_wrong_zone());
    EXPECT_EQ(given.zones,
              (std::vector{ThreeDegreeZone{39}, ThreeDegreeZone{40}, ThreeDegreeZone{41}}));
}

TEST(ZoneAdvice, AProjectedLayerIsBroughtToDegreesFirst) {
    // Easting 40 500 000 + 96 km is one degree east of CM 120 at 30 N.
    const ZoneAdvice given =
        advice(crs("EPSG:4528"), {40'590'000, 3'320'000, 40'602'000, 3'330'000}, crs("EPSG:4528"));
    EXPECT_NEAR(*given.middle_off_meridian_deg, 1.0, 0.01);
    EXPECT_FALSE(given.is_wrong_zone());
    EXPECT_EQ(given.best->number, 40);
}

TEST(ZoneAdvice, WithoutAnExtentThereIsNone) {
    EXPECT_FALSE(zone_advice(Crs::cgcs2000(), {}, Crs::gauss_kruger_120()));
}

}  // namespace
}  // namespace parkatlas::geo
