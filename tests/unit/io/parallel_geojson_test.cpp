// A file read in pieces gives what one pass gives, or says that it has to be one pass.
#include "io/parallel_geojson.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_folder.h"
#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

using test::count_of;

std::string parcel(int i, const std::string& properties, bool with_id) {
    const double x = 121.0 + i * 1e-3;
    return fmt::format(
        R"({{"type":"Feature",{}"properties":{{{}}},"geometry":{{"type":"Polygon","coordinates":)"
        R"([[[{},29],[{},29],[{},29.001],[{},29]]]}}}})",
        with_id ? fmt::format("\"id\":{},", i * 7) : "", properties, x, x + 5e-4, x + 5e-4, x);
}

std::string collection(const std::vector<std::string>& features, const std::string& before = "",
                       const std::string& after = "") {
    return fmt::format("{{\"type\":\"FeatureCollection\",{}\n\"features\":[\n{}\n]{}}}\n", before,
                       fmt::join(features, ",\n"), after);
}

class GeoJsonInParts : public testing::Test {
  protected:
    /// The file in pieces of some 300 bytes; none if it has to be read in one pass.
    std::optional<Result<Loaded<GeoJsonLayer>>> in_parts(const std::string& text,
                                                         const Work& work = {}) {
        const std::string path = folder_.path() / "a.geojson";
        test::write_bytes(path, text);
        const Result<InputFile> file = InputFile::open(path, "t");
        EXPECT_TRUE(file);
        return read_geojson_in_parts(*file, "t", "t", 300, work);
    }

    void expect_same(const std::string& text) {
        const auto parts = in_parts(text);
        ASSERT_TRUE(parts.has_value());
        ASSERT_TRUE(parts->has_value());
        const Result<Loaded<GeoJsonLayer>> whole = read_geojson_text(text, "t", "t", {});
        ASSERT_TRUE(whole);
        const model::Layer& a = (*parts)->value.layer;
        const model::Layer& b = whole->value.layer;
        EXPECT_EQ(a.name, b.name);
        EXPECT_EQ(a.crs.label(), b.crs.label());
        EXPECT_EQ(a.crs_stated, b.crs_stated);
        EXPECT_EQ(a.ids, b.ids);
        EXPECT_EQ(a.names, b.names);
        EXPECT_TRUE(std::ranges::equal(a.shapes.vertices(), b.shapes.vertices()));
        EXPECT_EQ(a.shapes.size(), b.shapes.size());
        EXPECT_EQ((*parts)->value.positions, whole->value.positions);
        ASSERT_EQ(a.columns.size(), b.columns.size());
        for (std::size_t c = 0; c < a.columns.size(); ++c) {
            EXPECT_EQ(a.columns[c].name, b.columns[c].name);
            EXPECT_EQ(a.columns[c].values, b.columns[c].values);
            EXPECT_EQ(a.columns[c].json_rows, b.columns[c].json_rows);
        }
        ASSERT_EQ((*parts)->findings.size(), whole->findings.size());
        for (std::size_t f = 0; f < whole->findings.size(); ++f) {
            EXPECT_EQ(finding_line((*parts)->findings[f]), finding_line(whole->findings[f]));
        }
    }
    test::TemporaryFolder folder_;
};

TEST_F(GeoJsonInParts, PlainFeaturesGiveTheSameLayer) {
    std::vector<std::string> features;
    for (int i = 0; i < 100; ++i) {
        features.push_back(parcel(i, fmt::format("\"name\":\"园{}\",\"n\":{}", i, i), i % 3 != 0));
    }
    expect_same(collection(features));
    expect_same(collection(features,
                           "\"name\":\"parks\",\"crs\":{\"type\":\"name\",\"properties\":"
                           "{\"name\":\"EPSG:4326\"}},"));
    expect_same(collection(features, "", ",\"name\":\"after\",\"x\":[1,{\"a\":2}]"));
}

TEST_F(GeoJsonInParts, ColumnsThatComeAndGoAreFilledUp) {
    std::vector<std::string> features;
    for (int i = 0; i < 60; ++i) {
        features.push_back(parcel(
            i, fmt::format("\"c{}\":[{}],\"name\":\"n\",\"d{}\":{}", i / 7, i, i % 5, i), true));
    }
    expect_same(collection(features));
}

TEST_F(GeoJsonInParts, FindingsAreThoseOfOnePass) {
    std::vector<std::string> features;
    for (int i = 0; i < 60; ++i) features.push_back(parcel(i, "\"name\":\"same\"", true));
    features[20] = parcel(20, "\"name\":NaN", true);
    features[55] = parcel(55, "\"name\":Infinity", true);
    features[40] = R"({"type":"Feature","id":"x","properties":{},"geometry":null})";
    features[50] = R"({"type":"Feature","id":"x","properties":{"name":"z"},"geometry":)"
                   R"({"type":"Point","coordinates":[121,29,5]}})";
    expect_same(collection(features));
}

TEST_F(GeoJsonInParts, TextThatLooksLikeACutIsNoneAndOnePassIsAskedFor) {
    std::vector<std::string> features;
    // In a string, and in a property: where a cut would be wrong the piece before does not end.
    for (int i = 0; i < 60; ++i) {
        features.push_back(parcel(
            i, R"("a":"},{\"type\":\"Feature\"","list":[{"x":1},{"type":"Feature"},{"id":1}])",
            true));
    }
    EXPECT_FALSE(in_parts(collection(features)).has_value());
}

TEST_F(GeoJsonInParts, WhatIsWrongIsLeftToOnePass) {
    std::vector<std::string> features;
    for (int i = 0; i < 60; ++i) features.push_back(parcel(i, "\"n\":1", false));
    const std::string good = collection(features);
    EXPECT_TRUE(in_parts(good).has_value());
    EXPECT_FALSE(in_parts(good.substr(0, good.size() - 20)).has_value());            // cut off
    EXPECT_FALSE(in_parts(good + "x").has_value());                                  // more behind
    EXPECT_FALSE(in_parts(collection(features, "", ",\"layout\":{}")).has_value());  // a layout
    EXPECT_FALSE(in_parts(collection(features, "\"layout\":{},")).has_value());
    features[45] = "7";  // a finding that speaks of a position
    EXPECT_FALSE(in_parts(collection(features)).has_value());
    features[45] = parcel(45, "\"n\":nan", false);
    EXPECT_FALSE(in_parts(collection(features)).has_value());
    features[45] = parcel(45, "\"name\":\"\xbc\xd7\"", false);  // GBK
    EXPECT_FALSE(in_parts(collection(features)).has_value());
}

TEST_F(GeoJsonInParts, AStopIsAStop) {
    std::vector<std::string> features;
    for (int i = 0; i < 60; ++i) features.push_back(parcel(i, "\"n\":1", false));
    std::stop_source stop;
    stop.request_stop();
    const auto parts = in_parts(collection(features), Work{nullptr, stop.get_token()});
    ASSERT_TRUE(parts.has_value());
    EXPECT_EQ(parts->error().code, ErrorCode::stopped);
}

TEST(FeatureStart, IsTheBraceAfterABraceAndAComma) {
    EXPECT_EQ(feature_start(R"(1}} , {"type" : "Feature","x":1})"), 6U);
    EXPECT_EQ(feature_start(R"(},{"id":3)"), 2U);
    EXPECT_EQ(feature_start(R"(},{"type":"Point"},{"properties":{}})"), 19U);
    EXPECT_EQ(feature_start(R"(}],{"type":"Feature")"), std::nullopt);
    EXPECT_EQ(feature_start(R"(},{"type":"Featur)"), std::nullopt);
}

}  // namespace
}  // namespace parkatlas::io
