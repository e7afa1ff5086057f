#include "io/geojson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

using test::count_of;
using test::geojson;
using test::OneLayer;
using test::open_error;
using test::open_layer;
using test::warnings;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> ids_of(const model::Layer& layer) {
    std::vector<std::string> list;
    for (const model::FeatureId& id : layer.ids) list.push_back(model::id_text(id));
    return list;
}

std::vector<std::string> names_of(const model::Layer& layer) {
    std::vector<std::string> list;
    for (const std::optional<std::string>& name : layer.names) list.push_back(name.value_or("-"));
    return list;
}

TEST(GeoJson, AllGeometryTypesBecomeParts) {
    const OneLayer read = open_layer(geojson("mixed_types.geojson"));
    const geo::Shapes& shapes = read.layer.shapes;
    ASSERT_EQ(shapes.size(), 6U);
    EXPECT_THAT(read.findings, IsEmpty());
    EXPECT_EQ(shapes[0].part(0).kind, geo::PartKind::point);
    EXPECT_EQ(shapes[1].part_count(), 2U);
    EXPECT_EQ(shapes[2].part(0).ring(0)[1], (geo::XY{121.6, 29.9}));
    EXPECT_EQ(shapes[3].part(1).ring(0).size(), 3U);
    EXPECT_EQ(shapes[4].part_count(), 2U);
    EXPECT_EQ(shapes[4].part(1).kind, geo::PartKind::polygon);
    EXPECT_EQ(shapes[5].part_count(), 2U);
    EXPECT_EQ(shapes[5].part(0).kind, geo::PartKind::point);
    EXPECT_EQ(shapes[5].part(1).kind, geo::PartKind::polygon);
}

TEST(GeoJson, AFeatureAndABareGeometryAreLayersOfOne) {
    EXPECT_THAT(names_of(open_layer(geojson("one_feature.json")).layer), ElementsAre("甲园"));
    EXPECT_EQ(open_layer(geojson("bare_geometry.json")).layer.shapes[0].vertex_count(), 5U);
}

TEST(GeoJson, FeaturesMayStandOneALine) {
    const OneLayer read = open_layer(geojson("line_by_line.geojsonl"));
    EXPECT_THAT(names_of(read.layer), ElementsAre("甲", "乙", "丙"));
    EXPECT_THAT(ids_of(read.layer), ElementsAre("1", "2", "3"));
    EXPECT_EQ(read.layer.format, "GeoJSONSeq");
}

TEST(GeoJson, PropertiesBecomeColumns) {
    const OneLayer read = open_layer(geojson("properties.geojson"));
    const auto value = [&](std::string_view column, std::size_t row) {
        const model::AttributeColumn* found = read.layer.column(column);
        return found != nullptr ? found->values[row] : model::Value{std::string{"no column"}};
    };
    EXPECT_EQ(value("text", 0), model::Value{std::string{"a园\n\"b\""}});
    EXPECT_EQ(value("whole", 0), model::Value{std::int64_t{-9007199254740993}});
    EXPECT_EQ(value("real", 0), model::Value{0.0025});
    EXPECT_EQ(value("yes", 0), model::Value{true});
    EXPECT_EQ(value("nothing", 0), model::Value{});
    EXPECT_EQ(value("nested", 0),
              model::Value{std::string{R"({"list":[1,2.50,"x y"],"empty":{}})"}});
    EXPECT_EQ(value("later", 1), model::Value{std::int64_t{2}});
    EXPECT_EQ(value("late", 0), model::Value{});
    EXPECT_EQ(value("real", 1), model::Value{});
}

TEST(GeoJson, IdsComeFromTheFeatureThePropertyOrThePosition) {
    const OneLayer read = open_layer(geojson("identifiers.geojson"));
    EXPECT_THAT(ids_of(read.layer), ElementsAre("a", "7", "from property", "12", "5", "3", "1.5"));
    EXPECT_TRUE(std::holds_alternative<std::int64_t>(read.layer.ids[5]));
}

TEST(GeoJson, IdsThatOccurTwiceAreReported) {
    const OneLayer read = open_layer(geojson("duplicate_ids.geojson"));
    EXPECT_THAT(warnings(read.findings), ElementsAre("second: duplicate_id"));
    EXPECT_THAT(ids_of(read.layer), ElementsAre("x", "y", "x"));
}

TEST(GeoJson, NamesFollowTheListOfProperties) {
    const OneLayer read = open_layer(geojson("names.geojson"));
    EXPECT_THAT(names_of(read.layer),
                ElementsAre("Name", "名称", "产业园", "12.5", "-", "Label", "-"));
    EXPECT_EQ(count_of(read.findings, "name_not_text"), 2);
    EXPECT_THAT(warnings(read.findings), ElementsAre("#5: name_not_text"));
}

TEST(GeoJson, HeightsAreDroppedAndSaidSo) {
    const OneLayer read = open_layer(geojson("heights.geojson"));
    EXPECT_EQ(read.layer.shapes[0].part(0).ring(0)[0], (geo::XY{121.5, 29.8}));
    EXPECT_EQ(count_of(read.findings, "z_dropped"), 1);
    EXPECT_THAT(warnings(read.findings), IsEmpty());
}

TEST(GeoJson, FeaturesWithoutGeometryAreKept) {
    const OneLayer read = open_layer(geojson("null_and_empty_geometry.geojson"));
    EXPECT_THAT(warnings(read.findings), ElementsAre("none: null_geometry", "empty: empty_geometry",
                                                     "empty collection: empty_geometry"));
    ASSERT_EQ(read.layer.size(), 4U);
    EXPECT_TRUE(read.layer.shapes[0].is_empty());
    EXPECT_FALSE(read.layer.shapes[3].is_empty());
}

TEST(GeoJson, GeometriesThatMakeNoSenseLeaveAnEmptyShape) {
    const OneLayer read = open_layer(geojson("malformed_geometry.geojson"));
    EXPECT_EQ(count_of(read.findings, "malformed_geometry"), 6);
    ASSERT_EQ(read.layer.size(), 7U);
    for (std::size_t i = 0; i < 6; ++i) EXPECT_TRUE(read.layer.shapes[i].is_empty()) << i;
    EXPECT_FALSE(read.layer.shapes[6].is_empty());
}

TEST(GeoJson, RingTroublesAreFindingsAndRingsStayAsRead) {
    const OneLayer read = open_layer(geojson("ring_troubles.geojson"));
    EXPECT_THAT(warnings(read.findings),
                ElementsAre("unclosed: unclosed_ring", "too few: too_few_points",
                            "no area: zero_area_ring"));
    EXPECT_EQ(count_of(read.findings, "duplicate_points"), 1);
    EXPECT_EQ(read.layer.shapes[0].vertex_count(), 3U);
    EXPECT_EQ(read.layer.shapes[5].part(0).ring_count, 2U);
}

TEST(GeoJson, StrangeMembersDoNotStopTheReading) {
    const OneLayer read = open_layer(geojson("strange_members.geojson"));
    EXPECT_EQ(read.layer.size(), 3U);
    EXPECT_EQ(count_of(read.findings, "not_a_feature"), 4);
    EXPECT_EQ(count_of(read.findings, "missing_type"), 1);
    EXPECT_THAT(ids_of(read.layer), ElementsAre("4", "5", "6"));
}

TEST(GeoJson, ACollectionWithoutFeaturesIsAnEmptyLayer) {
    const OneLayer read = open_layer(geojson("no_features.geojson"));
    EXPECT_EQ(read.layer.size(), 0U);
    EXPECT_EQ(count_of(read.findings, "no_features"), 1);
}

TEST(GeoJson, TextOfOtherEncodingsIsConverted) {
    for (const auto& [file, encoding] : {std::pair{"utf8_byte_order_mark.geojson", "UTF-8"},
                                         std::pair{"utf16_text.geojson", "UTF-16LE"}}) {
        const OneLayer read = open_layer(geojson(file));
        EXPECT_THAT(names_of(read.layer), ElementsAre("宁波")) << file;
        EXPECT_EQ(read.layer.encoding, encoding);
    }
    const OneLayer read = open_layer(geojson("gbk_text.geojson"));
    EXPECT_THAT(names_of(read.layer), ElementsAre("宁波生物产业园"));
    EXPECT_EQ(read.layer.encoding, "GB18030");
    EXPECT_EQ(count_of(read.findings, "encoding_converted"), 1);
}

TEST(GeoJson, WithoutCrsCgcs2000IsAssumed) {
    for (const char* file : {"mixed_types.geojson", "crs_null.geojson"}) {
        const OneLayer read = open_layer(geojson(file));
        EXPECT_EQ(read.layer.crs.authority_code(), "EPSG:4490");
        EXPECT_FALSE(read.layer.crs_stated);
    }
}

TEST(GeoJson, TheOldCrsMemberIsHonoured) {
    for (const char* file : {"crs_epsg_4549.geojson", "crs_after_features.geojson"}) {
        const OneLayer read = open_layer(geojson(file));
        EXPECT_EQ(read.layer.crs.authority_code(), "EPSG:4549") << file;
        EXPECT_TRUE(read.layer.crs_stated);
        EXPECT_THAT(read.findings, IsEmpty());
        EXPECT_FALSE(read.layer.shapes[0].is_empty());
    }
    EXPECT_EQ(open_layer(geojson("crs_crs84.geojson")).layer.crs.authority_code(), "EPSG:4326");
    EXPECT_EQ(open_layer(geojson("crs_gcj02.geojson")).layer.offset,
              model::CoordinateOffset::gcj02);
}

TEST(GeoJson, ACrsThatNobodyKnowsIsAnError) {
    EXPECT_EQ(open_error(geojson("crs_unknown.geojson")).code, ErrorCode::crs_unknown);
    EXPECT_EQ(open_error(geojson("crs_link.geojson")).code, ErrorCode::crs_unknown);
}

TEST(GeoJson, ACrsThatContradictsTheCoordinatesIsAFinding) {
    for (const char* file :
         {"crs_metres_but_degrees.geojson", "crs_without_zone_but_zone_40.geojson"}) {
        EXPECT_EQ(count_of(open_layer(geojson(file)).findings, "crs_contradiction"), 1) << file;
    }
}

TEST(GeoJson, SwappedAxesOfAllFeaturesAreAnError) {
    const Error error = open_error(geojson("swapped_axes.geojson"));
    EXPECT_EQ(error.code, ErrorCode::out_of_range);
    EXPECT_THAT(error.where, HasSubstr("甲园"));
    EXPECT_THAT(error.what, HasSubstr("swapped"));
}

TEST(GeoJson, SwappedAxesOfOneFeatureEmptyItsShape) {
    const OneLayer read = open_layer(geojson("one_of_two_swapped.geojson"));
    EXPECT_THAT(warnings(read.findings), ElementsAre("甲园: out_of_range"));
    EXPECT_TRUE(read.layer.shapes[0].is_empty());
    EXPECT_EQ(read.layer.shapes[1].vertex_count(), 5U);
}

TEST(GeoJson, MetresInPlaceOfDegreesNameTheLikelySystem) {
    for (const auto& [file, words] : {std::pair{"metres_zone_40.geojson", "EPSG:4528"},
                                      std::pair{"metres_without_zone.geojson", "EPSG:4549"},
                                      std::pair{"metres_web_mercator.geojson", "EPSG:3857"}}) {
        const Error error = open_error(geojson(file));
        EXPECT_EQ(error.code, ErrorCode::out_of_range) << file;
        EXPECT_THAT(error.what, HasSubstr(words));
    }
}

TEST(GeoJson, ShapesAcrossTheAntimeridianAreKept) {
    const OneLayer read = open_layer(geojson("antimeridian.geojson"));
    EXPECT_THAT(warnings(read.findings), IsEmpty());
    EXPECT_EQ(count_of(read.findings, "antimeridian"), 1);
    EXPECT_EQ(read.layer.shapes[1].bounds().max_x, 180.5);
}

TEST(GeoJson, TheLayerIsCalledAsItsTextOrItsFile) {
    EXPECT_EQ(open_layer(geojson("names.geojson")).layer.name, "names");
    const OneLayer read =
        test::read_text(R"({"features":[],"type":"FeatureCollection","name":"地块"})");
    EXPECT_EQ(read.layer.name, "地块");
}

}  // namespace
}  // namespace parkatlas::io
