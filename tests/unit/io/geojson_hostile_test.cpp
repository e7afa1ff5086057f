// Texts that are no GeoJSON, by accident or by intent.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/geojson.h"
#include "support/temporary_folder.h"
#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

using test::geojson;
using test::open_error;
using test::text_error;
using test::with_geometry;
using testing::HasSubstr;

std::string repeated(std::string_view word, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += word;
    return text;
}

struct BadFile {
    const char* file;
    const char* words;
};

std::string test_name(const testing::TestParamInfo<BadFile>& param) {
    std::string name = param.param.file;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

class BadFiles : public testing::TestWithParam<BadFile> {};

TEST_P(BadFiles, AreMalformedAndSayWhy) {
    const Error error = open_error(geojson(GetParam().file));
    EXPECT_EQ(error.code, ErrorCode::input_malformed);
    EXPECT_THAT(error.where, HasSubstr(GetParam().file));
    EXPECT_THAT(error.what, HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(GeoJson, BadFiles,
                         testing::Values(BadFile{"empty_file.geojson", "empty"},
                                         BadFile{"only_spaces.geojson", "white space"},
                                         BadFile{"truncated.geojson", "the text ends"},
                                         BadFile{"trailing_garbage.geojson", "follows the end"},
                                         BadFile{"two_collections.geojson", "follows the end"},
                                         BadFile{"nan_coordinate.geojson", "NaN"},
                                         BadFile{"infinite_coordinate.geojson", "-Infinity"},
                                         BadFile{"number_too_large.geojson", "1e999 is too large"},
                                         BadFile{"leading_zero.geojson", "is no number"},
                                         BadFile{"binary.geojson", "neither UTF-8 nor"},
                                         BadFile{"not_geojson.json", "no GeoJSON"},
                                         BadFile{"array.json", "does not start with {"},
                                         BadFile{"topology.json", "TopoJSON"}),
                         test_name);

TEST(HostileGeoJson, TheErrorNamesFeatureAndByte) {
    const Error error = open_error(geojson("nan_coordinate.geojson"));
    EXPECT_THAT(error.where, HasSubstr("feature 2"));
    EXPECT_THAT(error.what, HasSubstr("byte"));
}

TEST(HostileGeoJson, PropertiesThatAreNoNumberAreMissingAndTold) {
    const auto read = read_geojson_text(
        R"({"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"a":NaN,"b":-Infinity,"c":-1.5,"d":Infinity },
             "geometry":{"type":"Point","coordinates":[121,29]}}]})",
        "text", "text", {});
    ASSERT_TRUE(read);
    const model::Layer& layer = read->value.layer;
    ASSERT_EQ(layer.columns.size(), 4U);
    for (const model::AttributeColumn& one : layer.columns) {
        EXPECT_EQ(one.values.is_null(0), one.name != "c") << one.name;
    }
    ASSERT_EQ(read->findings.size(), 1U);
    EXPECT_EQ(read->findings[0].code, "not_finite_value");
    EXPECT_THAT(read->findings[0].message, HasSubstr("3 value(s)"));
}

TEST(HostileGeoJson, WordsThatOnlyBeginLikeNaNAreRefused) {
    for (const std::string_view word : {"NaNo", "Infinityx", "-Inf", "-", "I", "nan"}) {
        const auto read = read_geojson_text(
            fmt::format(R"({{"type":"Feature","geometry":null,"properties":{{"a":{}}}}})", word),
            "text", "text", {});
        ASSERT_FALSE(read) << word;
        EXPECT_EQ(read.error().code, ErrorCode::input_malformed) << word;
    }
}

TEST(HostileGeoJson, DeepNestingIsRefusedWhereverItIs) {
    constexpr int depth = 100'000;
    const std::string coordinates = R"({"type":"Polygon","coordinates":)" +
                                    std::string(depth, '[') + std::string(depth, ']') + "}";
    const std::string collections =
        repeated(R"({"type":"GeometryCollection","geometries":[)", depth) + repeated("]}", depth);
    const std::string properties = R"({"type":"Feature","geometry":null,"properties":)" +
                                   repeated(R"({"a":)", depth) + "1" + repeated("}", depth) + "}";
    const std::string features = repeated(R"({"type":"FeatureCollection","features":[)", depth);
    for (const std::string& text :
         {std::string(depth, '['), repeated(R"({"a":)", depth), with_geometry(coordinates),
          with_geometry(collections), properties, features, with_geometry(std::string(depth, '[')),
          R"({"crs":)" + repeated(R"({"properties":)", depth)}) {
        EXPECT_EQ(text_error(text).code, ErrorCode::input_malformed) << text.substr(0, 60);
    }
}

TEST(HostileGeoJson, ARingOfAMillionPointsIsRead) {
    // Spills over many blocks of the reader, so it goes through a file.
    const test::TemporaryFolder folder;
    const std::string path = folder.path() / "ring.geojson";
    constexpr std::size_t count = 1'000'000;
    std::string ring;
    ring.reserve(count * 24);
    for (std::size_t i = 0; i < count; ++i) {
        const double angle = static_cast<double>(i) * 6.283185307179586 / count;
        char buffer[64];
        ring.append(buffer, static_cast<std::size_t>(
                                std::snprintf(buffer, sizeof buffer, "[%.9f,%.9f],",
                                              121 + std::cos(angle), 30 + std::sin(angle))));
    }
    test::write_bytes(path, with_geometry(R"({"type":"Polygon","coordinates":[[)" + ring +
                                          "[122.000000000,30.000000000]]]}"));
    const test::OneLayer read = test::open_layer(path);
    ASSERT_EQ(read.layer.size(), 1U);
    EXPECT_EQ(read.layer.shapes[0].vertex_count(), count + 1);
    EXPECT_EQ(test::count_of(read.findings, "unclosed_ring"), 0);
    EXPECT_NEAR(read.layer.shapes.bounds().min_x, 120.0, 1e-9);
}

TEST(HostileGeoJson, EveryTruncationOfAGoodTextIsMalformed) {
    const std::string text =
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4490"}},)"
        R"("features":[{"type":"Feature","id":"a\u56ed","properties":{"n":[1,{"b":-2.5e1}],)"
        R"("t":true},"geometry":{"type":"Point","coordinates":[121.5,29.8]}}]})";
    ASSERT_EQ(test::read_text(text).layer.size(), 1U);
    for (std::size_t length = 0; length < text.size(); ++length) {
        EXPECT_EQ(text_error(text.substr(0, length)).code, ErrorCode::input_malformed) << length;
    }
}

TEST(HostileGeoJson, DuplicateMembersAreNoTrap) {
    // The last of two equal properties counts; coordinates that come twice are no geometry.
    const test::OneLayer twice =
        test::read_text(R"({"type":"Feature","properties":{"name":"a","n":1,"n":2},"geometry":)"
                        R"({"type":"Point","coordinates":[1,2]}})");
    EXPECT_EQ(twice.layer.column("n")->values[0], model::Value{std::int64_t{2}});
    EXPECT_THAT(text_error(with_geometry(R"({"type":"LineString","coordinates":[[1,2],[3,4]],)"
                                         R"("coordinates":[[5,6],[7,8]]})"))
                    .what,
                HasSubstr("twice"));
    EXPECT_EQ(text_error(R"({"type":"FeatureCollection","features":[],"features":[]})").code,
              ErrorCode::input_malformed);
}

TEST(HostileGeoJson, TextAfterAFeatureMustBeAFeature) {
    EXPECT_EQ(text_error(R"({"type":"Point","coordinates":[1,2]}{"a":1})").code,
              ErrorCode::input_malformed);
    EXPECT_EQ(text_error(R"({"type":"Point","coordinates":[1,2]}{"type":"FeatureCollection",)"
                         R"("features":[]})")
                  .code,
              ErrorCode::input_malformed);
}

}  // namespace
}  // namespace parkatlas::io
