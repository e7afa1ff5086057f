#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "geo/measure.h"
#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::area_m2;
using test::crs;
using test::inner_block;
using test::measurer;
using test::multipolygon;
using test::ningbo_block;
using test::polygon;
using test::rectangle;

Measurer geodesic() {
    return measurer(Method::geodesic, Crs::cgcs2000());
}

// Where a figure has no other source: pyproj 3.4,
// Geod(a=6378137, rf=298.257222101).polygon_area_perimeter(lons, lats).

TEST(GeodesicMeasure, BlockNearNingbo) {
    const auto measured = geodesic().measure(polygon({ningbo_block})[0]);
    ASSERT_TRUE(measured);
    EXPECT_NEAR(measured->area_m2, 4283355.781238, 1e-5);
    EXPECT_NEAR(measured->perimeter_m, 8298.102959, 1e-5);
}

TEST(GeodesicMeasure, OneEighthOfTheEllipsoid) {
    // House style: one eighth of the CGCS2000 ellipsoid is 63 758 202 714 811 m2.
    EXPECT_NEAR(area_m2(geodesic(), polygon({{{0, 0}, {90, 0}, {0, 90}}})), 63758202714811.0, 1.0);
}

TEST(GeodesicMeasure, UsesTheEllipsoidOfTheLayersDatum) {
    // Geod(ellps="WGS84"), Geod(a=6378245, rf=298.3)
    EXPECT_NEAR(area_m2(measurer(Method::geodesic, Crs::wgs84()), polygon({ningbo_block})),
                4283355.781311, 1e-5);
    EXPECT_NEAR(area_m2(measurer(Method::geodesic, crs("EPSG:4214")), polygon({ningbo_block})),
                4283502.933064, 1e-5);
}

TEST(GeodesicMeasure, HolesAreSubtractedAndTheirBorderCounts) {
    const auto measured = geodesic().measure(polygon({ningbo_block, inner_block})[0]);
    ASSERT_TRUE(measured);
    EXPECT_NEAR(measured->area_m2, 4283355.781238 - 267716.312820, 1e-5);
    EXPECT_NEAR(measured->perimeter_m, 8298.102959 + 2074.549429, 1e-5);
}

TEST(GeodesicMeasure, PartsAddUp) {
    const auto measured = geodesic().measure(multipolygon({ningbo_block, inner_block})[0]);
    ASSERT_TRUE(measured);
    EXPECT_NEAR(measured->area_m2, 4283355.781238 + 267716.312820, 1e-5);
}

TEST(GeodesicMeasure, ClosedAndOpenRingsAgree) {
    std::vector<XY> closed = ningbo_block;
    closed.push_back(closed.front());
    EXPECT_EQ(area_m2(geodesic(), polygon({closed})), area_m2(geodesic(), polygon({ningbo_block})));
}

TEST(GeodesicMeasure, RepeatedVerticesChangeNothing) {
    std::vector<XY> repeated;
    for (const XY v : ningbo_block) repeated.insert(repeated.end(), 3, v);
    EXPECT_NEAR(area_m2(geodesic(), polygon({repeated})), 4283355.781238, 1e-5);
}

TEST(GeodesicMeasure, TheAntimeridianIsNothingSpecial) {
    EXPECT_NEAR(
        area_m2(geodesic(), polygon({{{179.9, 30}, {180.1, 30}, {180.1, 30.1}, {179.9, 30.1}}})),
        213809133.472870, 1e-4);
    EXPECT_NEAR(
        area_m2(geodesic(), polygon({{{179.9, 30}, {-179.9, 30}, {-179.9, 30.1}, {179.9, 30.1}}})),
        213809133.472870, 1e-4);
}

TEST(GeodesicMeasure, AProjectedLayerMeasuresAsItsLonLat) {
    Shapes plane = polygon({ningbo_block});
    ASSERT_TRUE(Transform::between(Crs::cgcs2000(), Crs::gauss_kruger_120())
                    ->apply(plane.mutable_vertices()));
    EXPECT_NEAR(area_m2(measurer(Method::geodesic, Crs::gauss_kruger_120()), plane), 4283355.781238,
                1e-3);
}

TEST(GeodesicMeasure, PointsAndLinesHaveNoArea) {
    Shapes shapes;
    shapes.append_point({121, 29});
    shapes.append_line(std::vector<XY>{{121, 29}, {122, 30}});
    EXPECT_EQ(geodesic().measure(shapes[0])->area_m2, 0.0);
    EXPECT_EQ(geodesic().measure(shapes[1])->area_m2, 0.0);
}

TEST(GeodesicMeasure, HolesLargerThanTheShellLeaveNothing) {
    EXPECT_EQ(area_m2(geodesic(), polygon({inner_block, ningbo_block})), 0.0);
}

TEST(GeodesicMeasure, RefusesRingsOfFewerThanThreeDistinctVertices) {
    for (const std::vector<XY>& ring : {std::vector<XY>{},
                                        {{121, 29}},
                                        {{121, 29}, {122, 29}},
                                        {{121, 29}, {122, 29}, {121, 29}},
                                        {{121, 29}, {122, 29}, {121, 29}, {122, 29}}}) {
        const auto measured = geodesic().measure(polygon({ring})[0]);
        ASSERT_FALSE(measured);
        EXPECT_EQ(measured.error().code, ErrorCode::geometry_invalid);
    }
}

TEST(GeodesicMeasure, RefusesCoordinatesOffTheGlobe) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const XY bad : {XY{121, 91}, XY{541, 29}, XY{nan, 29}, XY{121, nan},
                         XY{std::numeric_limits<double>::infinity(), 29}, XY{650000, 3300000}}) {
        const auto measured = geodesic().measure(polygon({{{121, 29}, {122, 29}, bad}})[0]);
        ASSERT_FALSE(measured) << bad.x << " " << bad.y;
        EXPECT_EQ(measured.error().code, ErrorCode::out_of_range);
        EXPECT_NE(measured.error().where.find("vertex 3"), std::string::npos);
    }
}

TEST(GeodesicMeasure, GuessesSwappedLatitudeAndLongitude) {
    const auto measured =
        geodesic().measure(polygon({{{29.8, 121.5}, {29.9, 121.5}, {29.9, 121.6}}})[0]);
    ASSERT_FALSE(measured);
    EXPECT_NE(measured.error().remedy.english().find("swapped"), std::string::npos);
}

TEST(GeodesicMeasure, LengthOfAChain) {
    // pyproj: Geod(...).line_length([121.55, 120.21], [29.87, 30.25])
    const std::vector<XY> chain{{121.55, 29.87}, {120.21, 30.25}};
    const auto length_m = geodesic().chain_length_m(chain);
    ASSERT_TRUE(length_m);
    EXPECT_NEAR(*length_m, 135905.636369, 1e-5);
    EXPECT_EQ(*geodesic().chain_length_m(std::span{chain}.first(1)), 0.0);
    EXPECT_FALSE(geodesic().chain_length_m(std::vector<XY>{{121, 95}, {0, 0}}));
}

TEST(Measurer, WordsOfTheMethods) {
    for (const Method method : {Method::geodesic, Method::official, Method::planar}) {
        EXPECT_EQ(parse_method(method_name(method)), method);
    }
    EXPECT_EQ(parse_method("Geodesic"), std::nullopt);
    EXPECT_EQ(parse_method(""), std::nullopt);
}

TEST(Measurer, SaysWhatTheFiguresStandOn) {
    EXPECT_EQ(geodesic().basis_label(), "CGCS2000");
    EXPECT_EQ(measurer(Method::geodesic, Crs::wgs84()).basis_label(), "WGS 84");
    EXPECT_EQ(measurer(Method::planar, Crs::cgcs2000(), Crs::gauss_kruger_120()).basis_label(),
              "EPSG:4549");
    EXPECT_EQ(measurer(Method::official, Crs::gauss_kruger_120()).basis_label(),
              "CGCS2000 3-degree GK CM 120");
    EXPECT_EQ(measurer(Method::official, Crs::cgcs2000()).basis_label(), "CGCS2000 3-degree GK");
}

}  // namespace
}  // namespace parkatlas::geo
