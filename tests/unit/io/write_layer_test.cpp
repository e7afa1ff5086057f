// Writing layers. What was written is read again by our own reader, and where it matters by GDAL's.
#include "io/write_layer.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <utility>

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <sys/resource.h>

#include "io/source.h"
#include "support/temporary_folder.h"
#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

namespace fs = std::filesystem;
using model::CoordinateOffset;
using model::Layer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string bytes_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

/// Two polygons in degrees, one with a hole, both wound the wrong way round and not closed.
Layer two_parks() {
    Layer layer;
    layer.name = "园区";
    layer.source = "test";
    layer.shapes.append_polygon(
        {{{121.5, 29.8}, {121.5, 29.9}, {121.6, 29.9}, {121.6, 29.8}},
         {{121.52, 29.82}, {121.54, 29.82}, {121.54, 29.84}, {121.52, 29.84}}});
    layer.shapes.append_polygon({{{1.0 / 3.0 + 121, 29.7}, {121.4, 29.7}, {121.4, 29.75}}});
    layer.ids = {model::FeatureId{std::int64_t{7}}, model::FeatureId{std::string{"b-2"}}};
    layer.names = {"甲园", "乙园"};
    layer.columns.push_back({"name", {std::string{"甲园"}, std::string{"乙园"}}});
    layer.columns.push_back({"use", {std::string{"工业, \"一类\""}, {}}});
    layer.columns.push_back({"count", {std::int64_t{3}, std::int64_t{9007199254740993}}});
    layer.columns.push_back({"share", {0.1, 3.0}});
    layer.columns.push_back({"open", {true, false}});
    return layer;
}

Layer points(std::size_t count) {
    Layer layer;
    layer.name = "points";
    layer.source = "test";
    model::AttributeColumn text{"text", {}};
    for (std::size_t i = 0; i < count; ++i) {
        layer.shapes.append_point({121.0 + static_cast<double>(i) * 1e-6, 29.0});
        layer.ids.push_back(static_cast<std::int64_t>(i + 1));
        layer.names.push_back(std::nullopt);
        text.values.push_back(model::Value{std::string(100, 'x')});
    }
    layer.columns.push_back(std::move(text));
    return layer;
}

class WriteLayer : public testing::Test {
  protected:
    [[nodiscard]] std::string path(const char* name) const { return folder_.path() / name; }

    [[nodiscard]] std::vector<Finding> write(const Layer& layer, const char* name,
                                             const WriteOptions& options = {}) const {
        const Layer* const one = &layer;
        Result<std::vector<Finding>> findings =
            write_layers_noting({&one, 1}, path(name), options, {});
        EXPECT_TRUE(findings.has_value()) << findings.error().what.english();
        return findings.value_or(std::vector<Finding>{});
    }
    [[nodiscard]] Error write_error(const Layer& layer, const std::string& file,
                                    const Work& work = {}) const {
        const Layer* const one = &layer;
        const Result<void> written = write_layers({&one, 1}, file, {}, work);
        EXPECT_FALSE(written.has_value());
        return written ? Error{} : written.error();
    }
    [[nodiscard]] Layer read(const char* name) const {
        Result<Loaded<Opened>> opened = open_source(path(name), {});
        EXPECT_TRUE(opened.has_value()) << opened.error().what.english();
        return opened ? std::move(opened->value.layers.front()) : Layer{};
    }
    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator{folder_.path()}) {
            names.push_back(entry.path().filename());
        }
        std::sort(names.begin(), names.end());
        return names;
    }
    test::TemporaryFolder folder_;
};

std::vector<geo::XY> ring_of(const Layer& layer, std::size_t shape, std::size_t ring) {
    const auto view = layer.shapes[shape].part(0).ring(ring);
    return {view.begin(), view.end()};
}

double doubled_area(const std::vector<geo::XY>& ring) {
    double sum = 0.0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        sum += ring[i - 1].x * ring[i].y - ring[i].x * ring[i - 1].y;
    }
    return sum;
}

TEST_F(WriteLayer, GeoJsonGivesBackIdsNamesTypesAndTheVeryCoordinates) {
    const Layer before = two_parks();
    EXPECT_THAT(write(before, "a.geojson"), IsEmpty());
    const Layer after = read("a.geojson");
    EXPECT_EQ(after.name, "园区");
    EXPECT_EQ(after.ids, before.ids);
    EXPECT_EQ(after.names, before.names);
    ASSERT_EQ(after.columns.size(), before.columns.size());
    for (std::size_t c = 0; c < before.columns.size(); ++c) {
        EXPECT_EQ(after.columns[c].name, before.columns[c].name);
        EXPECT_EQ(after.columns[c].values, before.columns[c].values) << before.columns[c].name;
    }
    const std::vector<geo::XY> ring = ring_of(after, 1, 0);
    EXPECT_THAT(ring, testing::Contains(geo::XY{1.0 / 3.0 + 121, 29.7}));
}

TEST_F(WriteLayer, GeoJsonKeepsTheRightHandRuleAndClosesRings) {
    (void)write(two_parks(), "a.geojson");
    const Layer after = read("a.geojson");
    for (const auto& [shape, ring, shell] :
         {std::tuple{0U, 0U, true}, {0U, 1U, false}, {1U, 0U, true}}) {
        const std::vector<geo::XY> vertices = ring_of(after, shape, ring);
        EXPECT_EQ(vertices.front(), vertices.back());
        EXPECT_EQ(doubled_area(vertices) > 0.0, shell) << shape << ' ' << ring;
    }
}

TEST_F(WriteLayer, GeoJsonKeepsNestedValuesAsWhatTheyAre) {
    Layer layer = points(1);
    layer.columns.push_back({"at", {std::string{"[1,2]"}}, {0}});
    layer.columns.push_back({"text_like_it", {std::string{"[1,2]"}}});
    layer.columns.push_back({"broken", {std::string{"[1,"}}, {0}});
    (void)write(layer, "a.geojson");
    const std::string text = bytes_of(path("a.geojson"));
    EXPECT_THAT(text, HasSubstr(R"("at":[1,2],"text_like_it":"[1,2]","broken":"[1,")"));
    EXPECT_TRUE(read("a.geojson").column("at")->is_json(0));
}

TEST_F(WriteLayer, GeoJsonOfAProjectedLayerIsLongitudeAndLatitude) {
    Layer layer = points(1);
    layer.crs = geo::Crs::gauss_kruger_120();
    layer.shapes = {};
    // PROJ: echo 121.55 29.87 | cs2cs EPSG:4490 EPSG:4549 (axes turned) to 1e-4 m.
    const Result<geo::Transform> forward =
        geo::Transform::between(geo::Crs::cgcs2000(), geo::Crs::gauss_kruger_120());
    layer.shapes.append_point(*forward->apply({121.55, 29.87}));
    (void)write(layer, "a.geojson");
    const geo::XY vertex = read("a.geojson").shapes.vertices().front();
    EXPECT_NEAR(vertex.x, 121.55, 1e-11);
    EXPECT_NEAR(vertex.y, 29.87, 1e-11);
    EXPECT_THAT(bytes_of(path("a.geojson")), Not(HasSubstr("crs")));
}

TEST_F(WriteLayer, GeoJsonThatKeepsItsCrsNamesItForUsAndForGdal) {
    Layer layer = points(1);
    layer.crs = geo::Crs::gauss_kruger_120();
    layer.shapes = {};
    layer.shapes.append_point({500000.125, 3300000.1});
    WriteOptions options;
    options.keep_crs = true;
    (void)write(layer, "a.geojson", options);
    const Layer after = read("a.geojson");
    EXPECT_EQ(after.crs.authority_code(), "EPSG:4549");
    EXPECT_EQ(after.shapes.vertices().front(), (geo::XY{500000.125, 3300000.1}));
    GDALAllRegister();
    GDALDatasetH dataset =
        GDALOpenEx(path("a.geojson").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(dataset, nullptr);
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(GDALDatasetGetLayer(dataset, 0));
    EXPECT_STREQ(OSRGetAuthorityCode(srs, nullptr), "4549");
    GDALClose(dataset);
}

TEST_F(WriteLayer, AnOffsetIsNamedWhereTheFormatCanAndRemarkedOnWhereNot) {
    Layer layer = points(1);
    layer.offset = CoordinateOffset::gcj02;
    EXPECT_THAT(write(layer, "a.geojson"), IsEmpty());
    EXPECT_EQ(read("a.geojson").offset, CoordinateOffset::gcj02);
    for (const char* name : {"a.gpkg", "a.csv", "a.geojsonl"}) {
        const std::vector<Finding> findings = write(layer, name);
        ASSERT_EQ(findings.size(), 1U) << name;
        EXPECT_EQ(findings[0].code, "offset_lost");
    }
}

TEST_F(WriteLayer, DecimalsRoundAndLeaveNoZerosAtTheEnd) {
    Layer layer = points(1);
    layer.shapes = {};
    layer.shapes.append_line(std::vector<geo::XY>{{121.123456789, 29.5}, {-1e-12, 30.0}});
    WriteOptions options;
    options.decimals = 7;
    (void)write(layer, "a.geojson", options);
    EXPECT_THAT(bytes_of(path("a.geojson")), HasSubstr("[[121.1234568,29.5],[0,30]]"));
}

TEST_F(WriteLayer, MixedShapesBecomeCollections) {
    Layer layer = points(2);
    geo::Shapes shapes;
    shapes.append_point({121, 29});
    shapes.begin_part(geo::PartKind::point);
    shapes.begin_ring();
    shapes.add(geo::XY{122, 30});
    shapes.append_point({121, 29});
    shapes.begin_part(geo::PartKind::line);
    shapes.begin_ring();
    shapes.add(std::vector<geo::XY>{{1, 2}, {3, 4}});
    layer.shapes = shapes;
    (void)write(layer, "a.geojson");
    const std::string text = bytes_of(path("a.geojson"));
    EXPECT_THAT(text, HasSubstr(R"({"type":"MultiPoint","coordinates":[[121,29],[122,30]]})"));
    EXPECT_THAT(text, HasSubstr(R"({"type":"GeometryCollection","geometries":[)"
                                R"({"type":"Point","coordinates":[121,29]},)"
                                R"({"type":"LineString","coordinates":[[1,2],[3,4]]}]})"));
}

TEST_F(WriteLayer, SequencesHoldOneFeatureALine) {
    (void)write(two_parks(), "a.geojsonl");
    (void)write(two_parks(), "a.geojsons");
    const std::string lines = bytes_of(path("a.geojsonl"));
    const std::string texts = bytes_of(path("a.geojsons"));
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
    EXPECT_EQ(std::count(texts.begin(), texts.end(), '\x1e'), 2);
    for (const char* name : {"a.geojsonl", "a.geojsons"}) {
        const Layer after = read(name);
        EXPECT_EQ(after.ids, two_parks().ids);
        EXPECT_EQ(after.format, "GeoJSONSeq");
    }
}

TEST_F(WriteLayer, OtherFormatsGiveBackIdsNamesAndAttributes) {
    const Layer before = two_parks();
    for (const char* name : {"a.gpkg", "a.fgb", "a.shp", "a.csv"}) {
        SCOPED_TRACE(name);
        EXPECT_THAT(write(before, name), IsEmpty());
        const Layer after = read(name);
        ASSERT_EQ(after.size(), 2U);
        // FlatGeobuf sorts its features along a curve.
        const std::size_t first = after.names[0] == "甲园" ? 0 : 1;
        const std::size_t second = 1 - first;
        EXPECT_EQ(after.names[second], "乙园");
        EXPECT_EQ(model::id_text(after.ids[first]), "7");
        EXPECT_EQ(model::id_text(after.ids[second]), "b-2");
        EXPECT_EQ(after.column("use")->values[first], before.columns[1].values[0]);
        EXPECT_EQ(after.column("count")->values[second], before.columns[2].values[1]);
        EXPECT_EQ(after.column("share")->values[first], model::Value{0.1});
        EXPECT_THAT(ring_of(after, second, 0), testing::Contains(geo::XY{1.0 / 3.0 + 121, 29.7}));
        EXPECT_EQ(after.shapes[first].part(0).ring_count, 2U);
    }
}

TEST_F(WriteLayer, NumericIdsAndUnnamedColumnsSurviveAGeoPackage) {
    Layer layer = points(3);
    layer.ids = {model::FeatureId{std::int64_t{30}}, model::FeatureId{std::int64_t{10}},
                 model::FeatureId{std::int64_t{10}}};
    layer.names = {"甲", std::nullopt, "丙"};
    (void)write(layer, "a.gpkg");
    const Layer after = read("a.gpkg");
    EXPECT_EQ(after.ids, layer.ids);
    EXPECT_EQ(after.names, layer.names);
}

TEST_F(WriteLayer, AGeoPackageTakesSeveralLayersAndMixedKinds) {
    const Layer parks = two_parks();
    Layer mixed = points(2);
    mixed.shapes = {};
    mixed.shapes.append_point({121, 29});
    mixed.shapes.append_line(std::vector<geo::XY>{{121, 29}, {122, 30}});
    mixed.name = parks.name;
    const std::vector<const Layer*> layers{&parks, &mixed};
    ASSERT_TRUE(write_layers(layers, path("a.gpkg"), {}, {}).has_value());
    const Result<Loaded<Opened>> opened = open_source(path("a.gpkg"), {});
    ASSERT_TRUE(opened.has_value());
    ASSERT_EQ(opened->value.layers.size(), 2U);
    EXPECT_EQ(opened->value.layers[0].name, "园区");
    EXPECT_EQ(opened->value.layers[1].name, "园区_2");
    EXPECT_TRUE(opened->value.layers[1].shapes[1].has(geo::PartKind::line));
    EXPECT_EQ(write_layers(layers, path("a.fgb"), {}, {}).error().code, ErrorCode::unsupported);
}

TEST_F(WriteLayer, AShapefileInGbkSaysSoAndReadsBack) {
    WriteOptions options;
    options.encoding = "GBK";
    EXPECT_THAT(write(two_parks(), "a.shp", options), IsEmpty());
    EXPECT_EQ(bytes_of(path("a.cpg")), "GBK");
    // 甲园 in GBK, by the code table: BC D7 D4 B0.
    EXPECT_THAT(bytes_of(path("a.dbf")), HasSubstr("\xbc\xd7\xd4\xb0"));
    EXPECT_EQ(read("a.shp").names[0], "甲园");
}

TEST_F(WriteLayer, AShapefileTellsWhatItCannotHold) {
    Layer layer = points(2);
    layer.columns[0].name = "园区名称备注";  // 18 bytes in UTF-8, three characters fit into ten
    layer.columns[0].values.set(1, model::Value{std::string(300, 'y')});
    layer.columns.push_back({"园区名", {std::string{"a"}, std::string{"b"}}});
    layer.columns.push_back({"number", {std::numeric_limits<double>::infinity(), 1.0}});
    const std::vector<Finding> findings = write(layer, "a.shp");
    std::vector<std::string> codes;
    for (const Finding& finding : findings) codes.push_back(finding.code);
    EXPECT_THAT(codes, testing::UnorderedElementsAre("field_renamed", "field_renamed", "text_cut",
                                                     "number_lost"));
    const Layer after = read("a.shp");
    EXPECT_NE(after.column("园区名"), nullptr);
    EXPECT_NE(after.column("园区_2"), nullptr);
}

TEST_F(WriteLayer, AShapefileRefusesMixedKindsAndSaysWhich) {
    Layer layer = points(2);
    layer.shapes = {};
    layer.shapes.append_point({121, 29});
    layer.shapes.append_line(std::vector<geo::XY>{{121, 29}, {122, 30}});
    const Error error = write_error(layer, path("a.shp"));
    EXPECT_EQ(error.code, ErrorCode::unsupported);
    EXPECT_THAT(error.what, HasSubstr("points, lines"));
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(WriteLayer, ANewShapefileTakesTheOldOnesSiblingsAway) {
    (void)write(two_parks(), "a.shp");
    std::ofstream{path("a.qix")} << "an index of the old shapes";
    std::ofstream{path("other.qix")} << "of another";
    (void)write(points(1), "a.shp");
    EXPECT_THAT(files(), ElementsAre("a.cpg", "a.dbf", "a.prj", "a.shp", "a.shx", "other.qix"));
    EXPECT_EQ(read("a.shp").size(), 1U);
}

TEST_F(WriteLayer, ValuesThatNeedQuotesComeBackFromCsv) {
    Layer layer = points(1);
    layer.columns.push_back({"line\nbreak", {std::string{" a,\"b\"\nc"}}});
    (void)write(layer, "a.csv");
    EXPECT_TRUE(bytes_of(path("a.csv")).starts_with("\xef\xbb\xbflon,lat,"));
    const Layer after = read("a.csv");
    EXPECT_EQ(after.shapes.vertices().front(), (geo::XY{121.0, 29.0}));
    EXPECT_EQ(after.columns.back().values[0], model::Value{std::string{" a,\"b\"\nc"}});
}

TEST_F(WriteLayer, KmlHoldsLongitudeAndLatitudeOfAProjectedLayer) {
    Layer layer = points(1);
    layer.crs = geo::Crs::gauss_kruger_120();
    layer.names.set(0, "甲");
    layer.shapes = {};
    layer.shapes.append_point({500000.0, 3300000.0});
    (void)write(layer, "a.kml");
    const Layer after = read("a.kml");
    EXPECT_NEAR(after.shapes.vertices().front().x, 120.0, 1e-9);
    EXPECT_EQ(after.names[0], "甲");
}

TEST_F(WriteLayer, AnUnknownEndingIsWrongUsageAndListsTheKnownOnes) {
    const Error error = write_error(points(1), path("a.docx"));
    EXPECT_EQ(error.code, ErrorCode::usage);
    EXPECT_THAT(error.remedy, HasSubstr(".gpkg"));
}

TEST_F(WriteLayer, AFailureLeavesTheOldFileIntactAndNothingElse) {
    // What is written is larger than the limit on the size of a file, as a full disk would be.
    struct rlimit before {};
    getrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, SIG_IGN);
    const Layer layer = points(4000);
    for (const char* name :
         {"a.geojson", "a.geojsonl", "a.csv", "a.gpkg", "a.fgb", "a.shp", "a.kml"}) {
        std::ofstream{path(name)} << "the old one";
        rlimit small = before;
        small.rlim_cur = 100'000;
        setrlimit(RLIMIT_FSIZE, &small);
        const Error error = write_error(layer, path(name));
        setrlimit(RLIMIT_FSIZE, &before);
        EXPECT_EQ(error.code, ErrorCode::output_failed) << name;
        EXPECT_EQ(bytes_of(path(name)), "the old one") << name;
        EXPECT_THAT(files(), ElementsAre(name));
        fs::remove(path(name));
    }
    std::signal(SIGXFSZ, SIG_DFL);
}

TEST_F(WriteLayer, AStopLeavesNothing) {
    std::stop_source stop;
    stop.request_stop();
    for (const char* name : {"a.geojson", "a.csv", "a.gpkg", "a.fgb", "a.shp"}) {
        EXPECT_EQ(write_error(points(1), path(name), Work{nullptr, stop.get_token()}).code,
                  ErrorCode::stopped);
        EXPECT_THAT(files(), IsEmpty()) << name;
    }
}

TEST_F(WriteLayer, AFolderOrAMissingFolderIsNoPlaceToWrite) {
    fs::create_directory(path("a.gpkg"));
    for (const std::string& file : {path("a.gpkg"), path("none/a.gpkg"), path("none/a.geojson")}) {
        EXPECT_EQ(write_error(points(1), file).code, ErrorCode::output_failed) << file;
    }
}

TEST_F(WriteLayer, AnEmptyShapeIsNoGeometryAndStaysAFeature) {
    Layer layer = points(2);
    layer.shapes = {};
    layer.shapes.append_point({121, 29});
    layer.shapes.begin_shape();
    for (const char* name : {"a.geojson", "a.gpkg", "a.shp", "a.csv", "a.kml"}) {
        (void)write(layer, name);
        const Layer after = read(name);
        EXPECT_EQ(after.size(), 2U) << name;
        EXPECT_EQ(after.shapes.vertices().size(), 1U) << name;
    }
    const std::vector<Finding> findings = write(layer, "a.fgb");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, "feature_lost");
}

}  // namespace
}  // namespace parkatlas::io
