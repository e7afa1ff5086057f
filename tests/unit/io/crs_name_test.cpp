#include <gtest/gtest.h>

#include "io/geojson.h"

namespace parkatlas::io {
namespace {

std::string code_of(std::string_view name) {
    const Result<NamedCrs> named = crs_from_name(name, "t");
    return named ? named->crs.authority_code() : "error";
}

TEST(CrsName, UrnAddressAndCodeNameTheSameSystem) {
    for (const char* name : {"urn:ogc:def:crs:EPSG::4549", "urn:ogc:def:crs:EPSG:6.9:4549",
                             "EPSG:4549", "4549", "http://www.opengis.net/def/crs/EPSG/0/4549"}) {
        EXPECT_EQ(code_of(name), "EPSG:4549") << name;
    }
}

TEST(CrsName, Crs84IsWgs84WithLongitudeFirst) {
    EXPECT_EQ(code_of("urn:ogc:def:crs:OGC:1.3:CRS84"), "EPSG:4326");
    EXPECT_EQ(code_of("WGS 84"), "EPSG:4326");
}

TEST(CrsName, Cgcs2000IsKnownByItsName) {
    EXPECT_EQ(code_of("CGCS2000"), "EPSG:4490");
}

TEST(CrsName, MapServiceDatumsBecomeTags) {
    EXPECT_EQ(crs_from_name("GCJ-02", "t")->offset, model::CoordinateOffset::gcj02);
    EXPECT_EQ(crs_from_name("bd09", "t")->offset, model::CoordinateOffset::bd09);
    EXPECT_EQ(crs_from_name("EPSG:4490", "t")->offset, model::CoordinateOffset::none);
}

TEST(CrsName, UnknownNamesAreErrors) {
    const Result<NamedCrs> named = crs_from_name("EPSG:999999", "file.geojson");
    ASSERT_FALSE(named);
    EXPECT_EQ(named.error().code, ErrorCode::crs_unknown);
    EXPECT_EQ(named.error().where, "file.geojson");
}

}  // namespace
}  // namespace parkatlas::io
