#include "io/source.h"

#include <chrono>
#include <fstream>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/gdal_source.h"
#include "support/temporary_folder.h"
#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

using test::geojson;
using test::open_error;
using test::open_layer;
using testing::HasSubstr;

TEST(OpenSource, AMissingFileIsUnreadable) {
    const Error error = open_error("/nowhere/parks.geojson");
    EXPECT_EQ(error.code, ErrorCode::input_unreadable);
    EXPECT_EQ(error.where, "/nowhere/parks.geojson");
    EXPECT_THAT(error.what, HasSubstr("No such file"));
}

TEST(OpenSource, ADirectoryIsUnreadable) {
    const test::TemporaryFolder folder;
    const Error error = open_error(folder.path());
    EXPECT_EQ(error.code, ErrorCode::input_unreadable);
    EXPECT_EQ(error.what, "is a directory");
}

TEST(OpenSource, AFileWithoutPermissionIsUnreadable) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "closed.geojson";
    test::write_bytes(path, "{}");
    chmod(path.c_str(), 0);
    // The superuser may read everything, so another user tries.
    const uid_t user = geteuid();
    constexpr uid_t nobody = 65534;
    ASSERT_EQ(seteuid(user == 0 ? nobody : user), 0);
    const Error error = open_error(path);
    ASSERT_EQ(seteuid(user), 0);
    EXPECT_EQ(error.code, ErrorCode::input_unreadable);
    EXPECT_THAT(error.what, HasSubstr("Permission denied"));
}

TEST(OpenSource, ADeviceIsRefused) {
    EXPECT_EQ(open_error("/dev/zero").code, ErrorCode::input_unreadable);
}

TEST(OpenSource, APipeIsReadToItsEnd) {
    // More than once: a writer that is done early must not leave the reader waiting for another.
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "pipe";
    ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    for (int i = 0; i < 50; ++i) {
        std::thread writer{
            [&] { test::write_bytes(path, R"({"type":"Point","coordinates":[1,2]})"); }};
        EXPECT_EQ(open_layer(path).layer.size(), 1U);
        writer.join();
    }
}

TEST(OpenSource, AnEmptyFileOfAnyFormatIsMalformed) {
    const test::TemporaryFolder folder;
    for (const char* name : {"a.geojson", "a.shp", "a.gpkg", "a.kml", "a.txt"}) {
        const std::string path = folder.path() / name;
        test::write_bytes(path, "");
        EXPECT_EQ(open_error(path).code, ErrorCode::input_malformed) << name;
    }
}

TEST(OpenSource, AddressesAndVirtualFilesAreRefused) {
    for (const char* source :
         {"http://example.com/a.geojson", "HTTPS://example.com/a", "ftp://example.com/a",
          "/vsizip/a.zip/a.shp", "/vsicurl/http://example.com/a.geojson", "/VSIMEM/a"}) {
        EXPECT_EQ(open_error(source).code, ErrorCode::unsupported) << source;
    }
}

TEST(OpenSource, AnEmptySourceIsAWrongUsage) {
    EXPECT_EQ(open_error("").code, ErrorCode::usage);
}

TEST(OpenSource, ALayerMayBeNamedAfterAColon) {
    EXPECT_EQ(open_layer(geojson("names.geojson") + ":names").layer.size(), 7U);
    const Error error = open_error(geojson("names.geojson") + ":others");
    EXPECT_EQ(error.code, ErrorCode::input_unreadable);
    EXPECT_THAT(error.remedy, HasSubstr("names"));
}

TEST(OpenSource, APathThatExistsWithItsColonWins) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "a:b";
    test::write_bytes(path, R"({"type":"Point","coordinates":[1,2]})");
    EXPECT_EQ(open_layer(path).layer.size(), 1U);
}

TEST(OpenSource, GeoJsonIsKnownByItsTextWhateverItsEnding) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "parks.txt";
    test::write_bytes(path, "\n {\"type\":\"Point\",\"coordinates\":[1,2]}");
    EXPECT_EQ(open_layer(path).layer.format, "GeoJSON");
}

TEST(OpenSource, JsonOfArcGisGoesToGdal) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "parks.json";
    test::write_bytes(path, R"({"displayFieldName":"NAME","geometryType":"esriGeometryPolygon",
        "spatialReference":{"wkid":4549},
        "fields":[{"name":"NAME","type":"esriFieldTypeString","alias":"NAME","length":40}],
        "features":[{"attributes":{"NAME":"慈溪园"},"geometry":{"rings":[[[600000,3300000],
        [600000,3301000],[601000,3301000],[601000,3300000],[600000,3300000]]]}}]})");
    const model::Layer layer = open_layer(path).layer;
    EXPECT_EQ(layer.format, "ESRIJSON");
    ASSERT_EQ(layer.size(), 1U);
    EXPECT_EQ(layer.names[0], "慈溪园");
    EXPECT_EQ(layer.crs.authority_code(), "EPSG:4549");
    EXPECT_EQ(layer.shapes.bounds().width(), 1000.0);
}

TEST(OpenSource, TopoJsonGoesToGdal) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "parks.json";
    test::write_bytes(path, R"({"type":"Topology","objects":{"parks":{"type":"GeometryCollection",
        "geometries":[{"type":"Polygon","arcs":[[0]],"properties":{"name":"园"}}]}},
        "arcs":[[[121,29],[121,29.1],[121.1,29.1],[121.1,29],[121,29]]]})");
    const model::Layer layer = open_layer(path).layer;
    EXPECT_EQ(layer.format, "TopoJSON");
    EXPECT_EQ(layer.name, "parks");
    ASSERT_EQ(layer.size(), 1U);
    EXPECT_EQ(layer.names[0], "园");
}

TEST(OpenSource, BrokenJsonOfArcGisIsToldByTheStrictReader) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "parks.json";
    test::write_bytes(path, R"({"geometryType":"esriGeometryPolygon","features":[{"attributes":)");
    const Error error = open_error(path);
    EXPECT_EQ(error.code, ErrorCode::input_malformed);
    EXPECT_THAT(error.what, HasSubstr("the text ends"));
}

TEST(OpenSource, AStopIsObeyed) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "long.geojson";
    test::write_bytes(path, std::string(3'000'000, ' ') + "{}");
    std::stop_source stop;
    stop.request_stop();
    const Result<Loaded<Opened>> opened = open_source(path, Work{nullptr, stop.get_token()});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::stopped);
}

TEST(OpenSource, AStopIsObeyedWhileNothingComesThroughAPipe) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "pipe";
    ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    std::stop_source stop;
    std::promise<void> opened;
    std::thread writer{[&] {
        std::ofstream pipe{path};
        pipe << R"({"type":"FeatureCollection",)" << std::flush;
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        stop.request_stop();
        opened.get_future().wait();  // the pipe stays open all the while
    }};
    const Result<Loaded<Opened>> answer = open_source(path, Work{nullptr, stop.get_token()});
    opened.set_value();
    writer.join();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::stopped);
}

TEST(OpenSource, AnEncodingThatTheUserKnowsGoesBeforeWhatItLooksLike) {
    // 陆 is C2 BD in GBK, and those bytes are the character ½ in UTF-8.
    const test::TemporaryFolder folder;
    const std::string csv = folder.path() / "a.csv";
    const std::string json = folder.path() / "a.geojson";
    test::write_bytes(csv, "lon,lat,name\n121,29,\xc2\xbd\n");
    test::write_bytes(json,
                      "{\"type\":\"Feature\",\"properties\":{\"name\":\"\xc2\xbd\"},"
                      "\"geometry\":null}");
    for (const std::string& path : {csv, json}) {
        for (const auto& [encoding, name] : {std::pair{"", "½"}, {"UTF-8", "½"}, {"GBK", "陆"}}) {
            const Result<Loaded<Opened>> opened = open_source(path, {encoding}, {});
            ASSERT_TRUE(opened) << path;
            EXPECT_EQ(opened->value.layers.front().names[0], name) << path << encoding;
        }
    }
}

TEST(NamedDriver, PrefixesAskForADriver) {
    EXPECT_EQ(named_driver_request("PG:dbname=plans").only_driver, "PostgreSQL");
    EXPECT_EQ(named_driver_request("postgresql://host/plans").only_driver, "PostgreSQL");
    EXPECT_EQ(named_driver_request("VRT:a.vrt").target, "a.vrt");
    EXPECT_EQ(named_driver_request("a.geojson:layer").target, "");
    EXPECT_EQ(named_driver_request("PG:").target, "");
}

TEST(NamedDriver, PasswordsAreNeverShown) {
    EXPECT_EQ(without_password("PG:host=h password='a b' user=u"), "PG:host=h password=*** user=u");
    EXPECT_EQ(without_password("postgresql://u:secret@h/db"), "postgresql://u:***@h/db");
    EXPECT_EQ(named_driver_request("PG:password=x").source, "PG:password=***");
}

}  // namespace
}  // namespace parkatlas::io
