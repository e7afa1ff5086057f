// Formats other than GeoJSON. The files are written here through GDAL's own drivers.
#include "io/gdal_source.h"

#include <filesystem>
#include <fstream>

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "base/threads.h"
#include "support/temporary_folder.h"
#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

using test::count_of;
using test::OneLayer;
using test::open_error;
using test::open_layer;
using testing::HasSubstr;

constexpr const char* square =
    "POLYGON ((500000 3300000,501000 3300000,501000 3301000,"
    "500000 3301000,500000 3300000))";

struct Sample {
    const char* driver = "GPKG";
    const char* wkt = square;
    int epsg = 4549;
    const char* name = "宁波产业园";
    const char* option = nullptr;
};

/// One feature with a column `name`, written by GDAL.
void write_sample(const std::string& path, const Sample& sample) {
    GDALAllRegister();
    GDALDriverH driver = GDALGetDriverByName(sample.driver);
    ASSERT_NE(driver, nullptr);
    GDALDatasetH dataset = GDALCreate(driver, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    ASSERT_NE(dataset, nullptr);
    OGRSpatialReferenceH srs = nullptr;
    if (sample.epsg != 0) {
        srs = OSRNewSpatialReference(nullptr);
        OSRImportFromEPSG(srs, sample.epsg);
        OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    }
    char* options[] = {const_cast<char*>(sample.option), nullptr};
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "parks", srs, wkbUnknown, options);
    OGRFieldDefnH field = OGR_Fld_Create("name", OFTString);
    OGR_L_CreateField(layer, field, 1);
    OGR_Fld_Destroy(field);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    if (sample.name != nullptr) OGR_F_SetFieldString(feature, 0, sample.name);
    OGRGeometryH geometry = nullptr;
    char* wkt = const_cast<char*>(sample.wkt);
    ASSERT_EQ(OGR_G_CreateFromWkt(&wkt, nullptr, &geometry), OGRERR_NONE);
    OGR_F_SetGeometryDirectly(feature, geometry);
    ASSERT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    GDALClose(dataset);
    if (srs != nullptr) OSRRelease(srs);
}

class GdalSource : public testing::Test {
  protected:
    [[nodiscard]] std::string path(const char* name) const { return folder_.path() / name; }
    test::TemporaryFolder folder_;
};

TEST_F(GdalSource, CommonFormatsGiveTheSameLayer) {
    for (const auto& [driver, file] :
         {std::pair{"GPKG", "a.gpkg"}, std::pair{"FlatGeobuf", "a.fgb"},
          std::pair{"ESRI Shapefile", "a.shp"}, std::pair{"GML", "a.gml"}}) {
        Sample sample;
        sample.driver = driver;
        if (std::string_view{driver} == "ESRI Shapefile") sample.option = "ENCODING=UTF-8";
        write_sample(path(file), sample);
        const OneLayer read = open_layer(path(file));
        ASSERT_EQ(read.layer.size(), 1U) << driver;
        EXPECT_EQ(read.layer.names[0], "宁波产业园") << driver;
        EXPECT_EQ(read.layer.crs.authority_code(), "EPSG:4549") << driver;
        EXPECT_TRUE(read.layer.crs_stated);
        EXPECT_EQ(read.layer.shapes[0].vertex_count(), 5U) << driver;
        const geo::Box bounds = read.layer.shapes.bounds();
        EXPECT_EQ(bounds.min_x, 500'000.0) << driver;
        EXPECT_EQ(bounds.max_y, 3'301'000.0) << driver;
        EXPECT_EQ(read.layer.format, driver);
    }
}

TEST_F(GdalSource, DegreesOfKmlAreLongitudeFirst) {
    write_sample(path("a.kml"), {"KML", "POINT (121.5 29.8)", 4326});
    const OneLayer read = open_layer(path("a.kml"));
    EXPECT_EQ(read.layer.shapes[0].part(0).ring(0)[0], (geo::XY{121.5, 29.8}));
    EXPECT_EQ(read.layer.crs.authority_code(), "EPSG:4326");
}

TEST_F(GdalSource, ShapefileTextIsGbkWhereItsTableSaysSo) {
    write_sample(path("a.shp"), {"ESRI Shapefile", square, 4549, "宁波产业园", "ENCODING=CP936"});
    const OneLayer read = open_layer(path("a.shp"));
    EXPECT_EQ(read.layer.names[0], "宁波产业园");
    EXPECT_EQ(read.layer.encoding, "CP936");
}

TEST_F(GdalSource, ShapefileTextIsGbkWhereItsTableSaysNothing) {
    write_sample(path("a.shp"), {"ESRI Shapefile", square, 4549, "宁波产业园", "ENCODING=CP936"});
    std::filesystem::remove(path("a.cpg"));
    for (const char language : {'\0', '\x57'}) {  // unknown; that of the writing system
        std::fstream table{path("a.dbf"), std::ios::binary | std::ios::in | std::ios::out};
        table.seekp(29).put(language);
        table.close();
        const OneLayer read = open_layer(path("a.shp"));
        EXPECT_EQ(read.layer.names[0], "宁波产业园");
        EXPECT_EQ(read.layer.encoding, "GB18030");
        EXPECT_EQ(count_of(read.findings, "encoding_converted"), 1);
    }
}

TEST_F(GdalSource, TablesWithWktOrColumnsOfDegreesAreLayers) {
    test::write_bytes(path("a.csv"), "name,WKT\n甲园,POINT(121.5 29.8)\n");
    test::write_bytes(path("b.csv"), "name,lon,lat\n\xbc\xd7\xd4\xb0,121.5,29.8\n");  // 甲园 in GBK
    for (const char* file : {"a.csv", "b.csv"}) {
        const OneLayer read = open_layer(path(file));
        ASSERT_EQ(read.layer.size(), 1U);
        EXPECT_EQ(read.layer.names[0], "甲园") << file;
        EXPECT_EQ(read.layer.shapes[0].part(0).ring(0)[0], (geo::XY{121.5, 29.8}));
        EXPECT_FALSE(read.layer.crs_stated);
        EXPECT_EQ(count_of(read.findings, "crs_assumed"), 1);
    }
}

TEST_F(GdalSource, HeightsAreDroppedAndCurvesBecomeChains) {
    // A circle of radius 1000 m, drawn as two arcs.
    write_sample(path("a.gpkg"), {"GPKG",
                                  "CURVEPOLYGON (CIRCULARSTRING (501000 3300000,500000 3301000,"
                                  "499000 3300000,500000 3299000,501000 3300000))"});
    const OneLayer curved = open_layer(path("a.gpkg"));
    EXPECT_GT(curved.layer.shapes[0].vertex_count(), 1000U);
    EXPECT_NEAR(curved.layer.shapes.bounds().width(), 2000.0, 0.01);
    write_sample(path("b.gpkg"), {"GPKG", "POINT Z (500000 3300000 12)"});
    EXPECT_EQ(count_of(open_layer(path("b.gpkg")).findings, "z_dropped"), 1);
}

TEST_F(GdalSource, EmptyAndMissingGeometriesAreFindings) {
    test::write_bytes(path("a.csv"), "id,WKT\n1,POINT EMPTY\n2,\n3,POINT(121 29)\n");
    const OneLayer read = open_layer(path("a.csv"));
    ASSERT_EQ(read.layer.size(), 3U);
    EXPECT_EQ(count_of(read.findings, "empty_geometry"), 1);
    EXPECT_EQ(count_of(read.findings, "null_geometry"), 1);
    EXPECT_EQ(model::id_text(read.layer.ids[2]), "3");
}

TEST_F(GdalSource, MetresWithoutACrsNameTheLikelySystem) {
    write_sample(path("a.shp"), {"ESRI Shapefile", square, 0, "a"});
    const Error error = open_error(path("a.shp"));
    EXPECT_EQ(error.code, ErrorCode::out_of_range);
    EXPECT_THAT(error.what, HasSubstr("Gauss-Kruger"));
}

TEST_F(GdalSource, AFolderOfShapefilesIsADataset) {
    write_sample(path("a.shp"), {"ESRI Shapefile", square, 4549, "a", "ENCODING=UTF-8"});
    EXPECT_EQ(open_layer(folder_.path()).layer.name, "a");
}

TEST_F(GdalSource, ALayerIsChosenByName) {
    write_sample(path("a.gpkg"), {});
    EXPECT_EQ(open_layer(path("a.gpkg") + ":parks").layer.name, "parks");
    const Error error = open_error(path("a.gpkg") + ":roads");
    EXPECT_EQ(error.code, ErrorCode::input_unreadable);
    EXPECT_THAT(error.remedy, HasSubstr("parks"));
}

TEST_F(GdalSource, DamagedFilesAreMalformed) {
    write_sample(path("a.gpkg"), {});
    std::filesystem::resize_file(path("a.gpkg"), 3000);
    EXPECT_EQ(open_error(path("a.gpkg")).code, ErrorCode::input_malformed);
    test::write_bytes(path("b.shp"), "hello");
    EXPECT_EQ(open_error(path("b.shp")).code, ErrorCode::input_malformed);
    test::write_bytes(path("c.kml"), "<kml><Document>");
    EXPECT_EQ(open_error(path("c.kml")).code, ErrorCode::input_malformed);
}

TEST_F(GdalSource, OtherFilesAreUnsupported) {
    test::write_bytes(path("notes.txt"), "hello");
    EXPECT_EQ(open_error(path("notes.txt")).code, ErrorCode::unsupported);
}

TEST_F(GdalSource, AVrtIsOpenedOnlyWhenAskedForByName) {
    write_sample(path("a.gpkg"), {});
    test::write_bytes(path("a.vrt"),
                      "<OGRVRTDataSource><OGRVRTLayer name=\"parks\"><SrcDataSource>" +
                          path("a.gpkg") + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
    const Error error = open_error(path("a.vrt"));
    EXPECT_EQ(error.code, ErrorCode::unsupported);
    EXPECT_THAT(error.remedy, HasSubstr("VRT:"));
    std::filesystem::copy(path("a.vrt"), path("a.kml"));
    EXPECT_EQ(open_error(path("a.kml")).code, ErrorCode::input_malformed);
    EXPECT_EQ(open_layer("VRT:" + path("a.vrt")).layer.size(), 1U);
}

TEST_F(GdalSource, AGeoPackageCannotReadOtherFilesThroughVirtualTables) {
    // The second one has the name of a harmless module in the quoted name of the table.
    int number = 0;
    for (const std::string row :
         {"'x','x',0,'CREATE VIRTUAL TABLE x USING VirtualText(\"/etc/hostname\")'",
          "'x USING rtree(','x USING rtree(',0,"
          "'CREATE VIRTUAL TABLE \"x USING rtree(\" USING VirtualText(\"/etc/hostname\")'"}) {
        const std::string file = path(("a" + std::to_string(++number) + ".gpkg").c_str());
        write_sample(file, {});
        GDALDatasetH dataset =
            GDALOpenEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr);
        ASSERT_NE(dataset, nullptr);
        const std::string insert =
            "INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql) VALUES('table'," + row +
            ")";
        for (const char* sql : {"PRAGMA writable_schema=1", insert.c_str()}) {
            GDALDatasetExecuteSQL(dataset, sql, nullptr, nullptr);
        }
        GDALClose(dataset);
        const Error error = open_error(file);
        EXPECT_EQ(error.code, ErrorCode::unsupported) << error.what.english();
    }
}

TEST_F(GdalSource, ATableMadeOfOtherTablesIsRefused) {
    test::write_bytes(path("a.tab"),
                      "!table\n!version 300\nDefinition Table\n  Type NATIVE Charset \"Neutral\"\n"
                      "begin_metadata\n\"\\IsSeamless\" = \"TRUE\"\nend_metadata\n");
    EXPECT_EQ(open_error(path("a.tab")).code, ErrorCode::unsupported);
}

TEST_F(GdalSource, ReadingWritesNothing) {
    write_sample(path("a.gml"), {"GML"});
    std::filesystem::remove(path("a.xsd"));
    open_layer(path("a.gml"));
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator{folder_.path()}) {
        ++count;
    }
    EXPECT_EQ(count, 1U);
}

/// So many points in a row with their number as `name`.
void write_points(const std::string& path, const char* driver_name, int count) {
    GDALAllRegister();
    GDALDriverH driver = GDALGetDriverByName(driver_name);
    ASSERT_NE(driver, nullptr);
    GDALDatasetH dataset = GDALCreate(driver, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    ASSERT_NE(dataset, nullptr);
    char spatial_index[] = "SPATIAL_INDEX=NO";  // else FlatGeobuf sorts them
    char* options[] = {spatial_index, nullptr};
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "points", nullptr, wkbPoint, options);
    OGRFieldDefnH field = OGR_Fld_Create("name", OFTString);
    OGR_L_CreateField(layer, field, 1);
    OGR_Fld_Destroy(field);
    GDALDatasetStartTransaction(dataset, 0);
    for (int i = 0; i < count; ++i) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldString(feature, 0, ("p" + std::to_string(i)).c_str());
        OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
        OGR_G_SetPoint_2D(point, 0, 120.0 + 1e-5 * i, 30.0);
        OGR_F_SetGeometryDirectly(feature, point);
        ASSERT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    GDALDatasetCommitTransaction(dataset);
    GDALClose(dataset);
}

TEST_F(GdalSource, PartsOfALargeLayerComeWhileTheRestIsRead) {
    write_points(path("a.fgb"), "FlatGeobuf", 50'000);
    std::vector<model::Layer> parts;
    OpenOptions options;
    options.on_part = [&](model::Layer part) { parts.push_back(std::move(part)); };
    const auto opened = open_source(path("a.fgb"), options, Work{});
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->value.layers[0].size(), 50'000U);
    ASSERT_EQ(parts.size(), 1U);
    // After 20,000, at the end of a batch of 256.
    EXPECT_EQ(parts[0].size(), 20'224U);
    EXPECT_EQ(parts[0].name, opened->value.layers[0].name);
    EXPECT_EQ(parts[0].crs.label(), opened->value.layers[0].crs.label());
    for (const std::size_t i : {std::size_t{0}, std::size_t{20'223}}) {
        EXPECT_EQ(parts[0].names[i], opened->value.layers[0].names[i]);
        EXPECT_EQ(parts[0].ids[i], opened->value.layers[0].ids[i]);
        EXPECT_EQ(parts[0].shapes[i].part(0).ring(0)[0],
                  opened->value.layers[0].shapes[i].part(0).ring(0)[0]);
    }
}

TEST_F(GdalSource, ALayerThatIsSoonReadHasNoParts) {
    write_points(path("a.fgb"), "FlatGeobuf", 30'000);
    int parts = 0;
    OpenOptions options;
    options.on_part = [&](const model::Layer&) { ++parts; };
    ASSERT_TRUE(open_source(path("a.fgb"), options, Work{}));
    EXPECT_EQ(parts, 0);
}

TEST_F(GdalSource, OneThreadReadsTheSameAsTwo) {
    write_points(path("a.gpkg"), "GPKG", 5'000);
    const OneLayer two = open_layer(path("a.gpkg"));
    const ThreadLimit limit{1};
    const OneLayer one = open_layer(path("a.gpkg"));
    ASSERT_EQ(one.layer.size(), 5'000U);
    ASSERT_EQ(two.layer.size(), one.layer.size());
    for (std::size_t i = 0; i < one.layer.size(); ++i) {
        ASSERT_EQ(two.layer.ids[i], one.layer.ids[i]);
        ASSERT_EQ(two.layer.names[i], one.layer.names[i]);
        ASSERT_EQ(two.layer.names[i], "p" + std::to_string(i));
        ASSERT_EQ(two.layer.shapes[i].part(0).ring(0)[0], one.layer.shapes[i].part(0).ring(0)[0]);
    }
}

/// Asks to stop once so much has been done, and sees how far the work goes on.
class Stopper : public Progress {
  public:
    void update(std::uint64_t done, std::uint64_t) override {
        last = done;
        if (done >= 1024) stop.request_stop();
    }
    std::stop_source stop;
    std::uint64_t last = 0;
};

TEST_F(GdalSource, AStopIsObeyedWithinABatchInEveryFormat) {
    for (const auto& [driver, file] :
         {std::pair{"FlatGeobuf", "a.fgb"}, std::pair{"GPKG", "a.gpkg"},
          std::pair{"ESRI Shapefile", "a.shp"}, std::pair{"KML", "a.kml"}}) {
        write_points(path(file), driver, 5'000);
        Stopper stopper;
        const auto opened = open_source(path(file), Work{&stopper, stopper.stop.get_token()});
        ASSERT_FALSE(opened) << driver;
        EXPECT_EQ(opened.error().code, ErrorCode::stopped) << driver;
        EXPECT_EQ(stopper.last, 1024U) << driver;
    }
}

}  // namespace
}  // namespace parkatlas::io
