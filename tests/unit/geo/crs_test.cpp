#include "geo/crs.h"

#include <array>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using test::crs;

// What OGR and Esri write for the two systems, so that PROJ and not a shortcut reads them.
constexpr const char* esri_gk_120 =
    R"(PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",)"
    R"(DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],)"
    R"(PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],)"
    R"(PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],)"
    R"(PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],)"
    R"(PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])";
constexpr const char* esri_cgcs2000 =
    R"(GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",)"
    R"(SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],)"
    R"(UNIT["Degree",0.0174532925199433]])";
constexpr const char* wkt_wgs84 =
    R"(GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,)"
    R"(AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,)"
    R"(AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],)"
    R"(AUTHORITY["EPSG","4326"]])";

void expect_equal(const Crs& a, const Crs& b) {
    EXPECT_EQ(a.kind(), b.kind());
    EXPECT_EQ(a.authority_code(), b.authority_code());
    EXPECT_EQ(a.name(), b.name());
    EXPECT_EQ(a.ellipsoid_name(), b.ellipsoid_name());
    EXPECT_DOUBLE_EQ(a.ellipsoid().semi_major_m, b.ellipsoid().semi_major_m);
    EXPECT_DOUBLE_EQ(a.ellipsoid().flattening, b.ellipsoid().flattening);
    EXPECT_EQ(a.unit_factor(), b.unit_factor());
    EXPECT_EQ(a.central_meridian_deg(), b.central_meridian_deg());
    EXPECT_EQ(a.three_degree_zone_meridian(), b.three_degree_zone_meridian());
    EXPECT_TRUE(a.same_as(b));
    EXPECT_TRUE(a.same_datum_as(b));
}

XY taken(const Crs& from, const Crs& to, XY point) {
    const auto transform = Transform::between(from, to);
    EXPECT_TRUE(transform);
    const auto out = transform->apply(point);
    EXPECT_TRUE(out) << (out ? "" : error_line(out.error()));
    return out ? *out : XY{};
}

TEST(Crs, TheSystemsWrittenOutAreWhatProjSays) {
    expect_equal(Crs::gauss_kruger_120(), crs(esri_gk_120));
    expect_equal(Crs::cgcs2000(), crs(esri_cgcs2000));
    expect_equal(Crs::wgs84(), crs(wkt_wgs84));
}

TEST(Crs, TheWrittenOutPlaneProjectsAsProjsOwn) {
    // EPSG:4528 is the same projection with the zone's number 40 before the easting.
    const XY plain = taken(Crs::cgcs2000(), Crs::gauss_kruger_120(), {121.55, 29.87});
    const XY prefixed = taken(Crs::cgcs2000(), crs("EPSG:4528"), {121.55, 29.87});
    EXPECT_NEAR(prefixed.x - 40000000.0, plain.x, 1e-7);
    EXPECT_NEAR(prefixed.y, plain.y, 1e-8);
}

TEST(Crs, ReadsTheShortForms) {
    for (const char* form :
         {"EPSG:4549", "epsg:4549", "4549", "  EPSG:4549\n", "urn:ogc:def:crs:EPSG::4549",
          "+init=epsg:4549", "http://www.opengis.net/def/crs/EPSG/0/4549"}) {
        EXPECT_EQ(crs(form).authority_code(), "EPSG:4549") << form;
    }
    EXPECT_EQ(crs("urn:ogc:def:crs:EPSG::4490").authority_code(), "EPSG:4490");
    for (const char* form :
         {"OGC:CRS84", "CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84"}) {
        EXPECT_EQ(crs(form).authority_code(), "OGC:CRS84") << form;
        EXPECT_TRUE(Transform::between(crs(form), Crs::wgs84())->is_identity()) << form;
    }
}

TEST(Crs, FindsTheCodeOfWktAndOfProjStrings) {
    EXPECT_EQ(crs(esri_gk_120).label(), "EPSG:4549");
    EXPECT_EQ(crs("+proj=longlat +datum=WGS84 +no_defs").label(), "EPSG:4326");
}

TEST(Crs, ASystemWithoutCodeIsShownByItsName) {
    const Crs plane = crs("+proj=tmerc +lon_0=121.5 +x_0=50000 +ellps=GRS80");
    EXPECT_EQ(plane.authority_code(), "");
    EXPECT_NE(plane.label().find("+proj=tmerc"), std::string::npos);
    EXPECT_EQ(plane.central_meridian_deg(), 121.5);
    EXPECT_EQ(plane.three_degree_zone_meridian(), std::nullopt);
}

TEST(Crs, TakesTheHorizontalPartOfCompoundBoundAndSpatialSystems) {
    EXPECT_EQ(crs("EPSG:4979").label(), "EPSG:4326");  // WGS 84 3D
    EXPECT_EQ(crs("EPSG:9518").label(), "EPSG:4326");  // WGS 84 + EGM2008 height
    const Crs bound = crs("+proj=tmerc +lon_0=120 +x_0=500000 +ellps=krass +towgs84=10,20,30");
    EXPECT_FALSE(bound.is_geographic());
    EXPECT_EQ(bound.ellipsoid().semi_major_m, 6378245.0);
}

TEST(Crs, RefusesWhatIsNoMapSystem) {
    for (const char* text : {"", "   ", "nonsense", "EPSG:999999", "EPSG:4978" /* geocentric */,
                             "EPSG:5773" /* height */, "+proj=pipeline +step +proj=noop",
                             "+proj=merc +a=nan", "LOCAL_CS[\"drawing\"]", "GEOGCS[", "4549x",
                             "99999999999999999999", "EPSG:", "urn:ogc:def:crs:EPSG"}) {
        const auto parsed = Crs::parse(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().code, ErrorCode::crs_unknown) << text;
    }
    const std::string with_nul{"EPSG:4549\0x", 11};
    EXPECT_FALSE(Crs::parse(with_nul));
}

TEST(Crs, KnowsThreeDegreeZonesFromSixDegreeOnes) {
    EXPECT_EQ(crs("EPSG:4548").three_degree_zone_meridian(), 117);
    EXPECT_EQ(crs("EPSG:4550").three_degree_zone_meridian(), 123);
    EXPECT_EQ(crs("EPSG:4527").three_degree_zone_meridian(), 117);
    EXPECT_EQ(crs("EPSG:4529").three_degree_zone_meridian(), 123);
    // EPSG:4509 is 6-degree CM 117E, EPSG:4498 the 6-degree zone 20 of the same meridian.
    EXPECT_EQ(crs("EPSG:4509").three_degree_zone_meridian(), std::nullopt);
    EXPECT_EQ(crs("EPSG:4509").central_meridian_deg(), 117.0);
    EXPECT_EQ(crs("EPSG:4498").three_degree_zone_meridian(), std::nullopt);
    EXPECT_EQ(crs("EPSG:32651").three_degree_zone_meridian(), std::nullopt);
    EXPECT_EQ(crs("EPSG:2437").three_degree_zone_meridian(), std::nullopt);  // Beijing 1954 CM 120E
}

TEST(Crs, UnitsAreMetresOrDegreesPerUnit) {
    EXPECT_EQ(crs("EPSG:3857").unit_factor(), 1.0);
    // US survey foot: 1200/3937 m.
    EXPECT_NEAR(crs("EPSG:2263").unit_factor(), 1200.0 / 3937.0, 1e-15);
    EXPECT_NEAR(crs("EPSG:4807").unit_factor(), 0.9, 1e-12);  // grads
}

TEST(Transform, GaussKrugerAsPyprojComputesIt) {
    // pyproj: Transformer.from_crs(4490, 4549, always_xy=True).transform(lon, lat)
    struct Case {
        XY lon_lat, plane;
    };
    for (const auto& [lon_lat, plane] :
         {Case{{120.0, 30.0}, {500000.0, 3320113.397845020}},
          Case{{121.55, 29.87}, {649757.548010197, 3306711.728291436}},
          Case{{118.5, 27.5}, {351772.011318769, 3043930.093567903}}}) {
        const XY got = taken(Crs::cgcs2000(), Crs::gauss_kruger_120(), lon_lat);
        EXPECT_NEAR(got.x, plane.x, 1e-8);
        EXPECT_NEAR(got.y, plane.y, 1e-8);
    }
}

TEST(Transform, WebMercatorAsPyprojComputesIt) {
    const XY got = taken(Crs::wgs84(), crs("EPSG:3857"), {121.55, 29.87});
    EXPECT_NEAR(got.x, 13530884.105922, 1e-6);
    EXPECT_NEAR(got.y, 3486850.476724, 1e-6);
}

TEST(Transform, ChangesNothingBetweenCgcs2000AndWgs84) {
    const auto transform = Transform::between(Crs::cgcs2000(), Crs::wgs84());
    ASSERT_TRUE(transform);
    EXPECT_TRUE(transform->is_identity());
    EXPECT_FALSE(transform->is_ballpark());
    EXPECT_EQ(taken(Crs::wgs84(), Crs::cgcs2000(), {121.55, 29.87}), (XY{121.55, 29.87}));
}

TEST(Transform, ToItselfChangesNotOneBit) {
    const XY odd{649757.1234567891, 3306711.9876543212};
    const Crs same = crs(esri_gk_120);
    EXPECT_TRUE(Transform::between(Crs::gauss_kruger_120(), same)->is_identity());
    EXPECT_EQ(taken(Crs::gauss_kruger_120(), same, odd), odd);
}

TEST(Transform, OwnLonLatAppliesNoDatumShift) {
    // Beijing 1954: the plane's own longitude and latitude, not those of CGCS2000.
    const Crs beijing = crs("EPSG:4214");
    EXPECT_TRUE(Transform::to_own_lon_lat(beijing)->is_identity());
    const auto back = Transform::to_own_lon_lat(Crs::gauss_kruger_120());
    const auto lon_lat = back->apply(XY{649757.548010197, 3306711.728291436});
    ASSERT_TRUE(lon_lat);
    EXPECT_NEAR(lon_lat->x, 121.55, 1e-12);
    EXPECT_NEAR(lon_lat->y, 29.87, 1e-12);
}

TEST(Transform, SaysWhereADatumShiftIsMissing) {
    const auto transform = Transform::between(crs("EPSG:4214"), Crs::cgcs2000());
    ASSERT_TRUE(transform);
    EXPECT_TRUE(transform->is_ballpark());
}

TEST(Transform, NamesTheVertexItCannotBringOver) {
    const auto transform = Transform::between(Crs::cgcs2000(), Crs::gauss_kruger_120());
    ASSERT_TRUE(transform);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    for (const XY bad : {XY{121.0, 95.0}, XY{29.8, 121.5}, XY{nan, 29.0}, XY{121.0, infinity},
                         XY{1e308, 29.0}, XY{650000.0, 3300000.0}}) {
        std::array<XY, 3> vertices{XY{121.0, 29.0}, bad, XY{121.0, 30.0}};
        const auto done = transform->apply(vertices);
        ASSERT_FALSE(done) << bad.x << " " << bad.y;
        EXPECT_EQ(done.error().code, ErrorCode::out_of_range);
        EXPECT_EQ(done.error().where.find("vertex 2"), 0U) << done.error().where;
    }
}

TEST(Transform, AnEmptyListIsFine) {
    EXPECT_TRUE(
        Transform::between(Crs::cgcs2000(), Crs::gauss_kruger_120())->apply(std::span<XY>{}));
}

}  // namespace
}  // namespace parkatlas::geo
