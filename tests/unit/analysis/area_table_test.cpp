#include "analysis/area_table.h"

#include <algorithm>
#include <limits>
#include <stop_token>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/threads.h"
#include "unit/analysis/layers.h"

namespace parkatlas::analysis {
namespace {

using test::bow_tie;
using test::layer_of;
using test::ningbo_block;
using test::shifted_block;
using ::testing::HasSubstr;

Loaded<AreaTable> table_of(const std::vector<const model::Layer*>& layers,
                           const MeasureOptions& options = {}) {
    auto table = area_table(layers, options, {});
    EXPECT_TRUE(table) << (table ? "" : error_line(table.error()));
    return table ? std::move(*table) : Loaded<AreaTable>{};
}

const Finding* found(const std::vector<Finding>& findings, std::string_view code) {
    const auto it = std::ranges::find(findings, code, &Finding::code);
    return it == findings.end() ? nullptr : &*it;
}

TEST(AreaTable, OneRowForEachFeatureInOrder) {
    model::Layer layer = layer_of({ningbo_block, shifted_block});
    layer.names.set(1, "甬江");
    const auto table = table_of({&layer});
    ASSERT_EQ(table.value.rows.size(), 2U);
    EXPECT_EQ(table.value.rows[0].layer->source, "parks.geojson");
    EXPECT_EQ(table.value.rows[0].layer->name, "parks");
    EXPECT_EQ(table.value.rows[0].id(), model::FeatureId{std::int64_t{1}});
    EXPECT_EQ(table.value.rows[0].name(), std::nullopt);
    EXPECT_EQ(table.value.rows[1].name(), "甬江");
    EXPECT_NEAR(*table.value.rows[0].area_m2, test::ningbo_block_m2, 1e-3);
    EXPECT_NEAR(*table.value.rows[1].area_m2, test::shifted_block_m2, 1e-3);
    EXPECT_TRUE(table.value.rows[0].valid);
    EXPECT_NEAR(table.value.total_area_m2, test::ningbo_block_m2 + test::shifted_block_m2, 1e-3);
    EXPECT_EQ(table.value.method, geo::Method::geodesic);
    EXPECT_EQ(table.value.ellipsoid, "CGCS2000");
    EXPECT_EQ(table.value.basis, "CGCS2000");
    EXPECT_TRUE(table.findings.empty());
}

TEST(AreaTable, AnInvalidShapeIsMendedAndToldWithPlaceAndChange) {
    model::Layer layer = layer_of({bow_tie});
    layer.names.set(0, "领结");
    const auto table = table_of({&layer});
    EXPECT_FALSE(table.value.rows[0].valid);
    EXPECT_NEAR(*table.value.rows[0].area_m2, test::mended_bow_tie_m2, 1e-3);
    ASSERT_EQ(table.findings.size(), 1U);
    const Finding& finding = table.findings[0];
    EXPECT_EQ(finding.code, "invalid_geometry");
    EXPECT_EQ(finding.severity, Severity::warning);
    EXPECT_EQ(finding.source, "parks.geojson");
    EXPECT_EQ(finding.feature, "领结");
    EXPECT_THAT(finding.message, HasSubstr("Self-intersection near 121.01, 29.01"));
    EXPECT_THAT(finding.message, HasSubstr("area 0.00 m2 as read, 2159738.48 m2 after"));
}

TEST(AreaTable, AShapeThatCannotBeMeasuredHasNoFigures) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const model::Layer layer = layer_of(
        {ningbo_block, {{121, 29}, {nan, 29}, {121, 30}}, {{121, 29}, {121, 95}, {122, 30}}});
    const auto table = table_of({&layer});
    ASSERT_EQ(table.value.rows.size(), 3U);
    for (const std::size_t i : {1U, 2U}) {
        EXPECT_EQ(table.value.rows[i].area_m2, std::nullopt);
        EXPECT_EQ(table.value.rows[i].perimeter_m, std::nullopt);
    }
    EXPECT_FALSE(table.value.rows[1].valid);
    EXPECT_NEAR(table.value.total_area_m2, test::ningbo_block_m2, 1e-3);
    ASSERT_EQ(table.findings.size(), 2U);
    EXPECT_EQ(table.findings[0].code, "unmeasurable");
    EXPECT_EQ(table.findings[0].feature, "#2");
    EXPECT_EQ(table.findings[1].feature, "#3");
}

TEST(AreaTable, AShapeThatCollapsesHasNoAreaAndIsNotValid) {
    const model::Layer layer = layer_of({{{121, 29}, {122, 30}, {121, 29}}});
    const auto table = table_of({&layer});
    EXPECT_EQ(table.value.rows[0].area_m2, 0.0);
    EXPECT_FALSE(table.value.rows[0].valid);
    ASSERT_NE(found(table.findings, "invalid_geometry"), nullptr);
    EXPECT_THAT(table.findings[0].message, HasSubstr("not measurable as read, 0.00 m2 after"));
}

TEST(AreaTable, ShapesWithoutPolygonsHaveNoArea) {
    model::Layer layer = layer_of({ningbo_block});
    layer.shapes.append_point({121, 29});
    layer.ids.push_back(std::string{"p"});
    layer.names.push_back("点");
    const auto table = table_of({&layer});
    EXPECT_EQ(table.value.rows[1].area_m2, 0.0);
    EXPECT_EQ(table.value.rows[1].perimeter_m, 0.0);
    EXPECT_TRUE(table.value.rows[1].valid);
    EXPECT_TRUE(table.findings.empty());
}

TEST(AreaTable, SeveralLayersFollowOneAnotherAndNameTheirBases) {
    const model::Layer first = layer_of({ningbo_block});
    model::Layer second = layer_of({shifted_block});
    second.source = "plots.shp";
    second.crs = geo::Crs::wgs84();
    const auto table = table_of({&first, &second, &first});
    ASSERT_EQ(table.value.rows.size(), 3U);
    EXPECT_EQ(table.value.rows[1].layer->source, "plots.shp");
    EXPECT_EQ(table.value.ellipsoid, "CGCS2000, WGS 84");
    EXPECT_EQ(table.value.basis, "CGCS2000, WGS 84");
}

TEST(AreaTable, PlanarInTheGivenPlane) {
    const model::Layer layer = layer_of({ningbo_block});
    const auto table = table_of({&layer}, {geo::Method::planar, geo::Crs::gauss_kruger_120()});
    // pyproj to EPSG:4549 and shapely's area
    EXPECT_NEAR(*table.value.rows[0].area_m2, 4285725.177787, 1e-3);
    EXPECT_EQ(table.value.basis, "EPSG:4549");
    EXPECT_EQ(table.value.ellipsoid, "CGCS2000");
}

TEST(AreaTable, PlanarWithoutAPlaneIsWrongUsageAndNamesTheSource) {
    const model::Layer layer = layer_of({ningbo_block});
    const auto table = area_table({&layer}, {geo::Method::planar, std::nullopt}, {});
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, ErrorCode::usage);
    EXPECT_THAT(table.error().where, HasSubstr("parks.geojson"));
}

TEST(AreaTable, RemarksOnALayerFarFromItsCentralMeridian) {
    // The block lies 1.55 degrees from CM 120, past the zone's edge at 1.5.
    const model::Layer layer = layer_of({ningbo_block});
    const auto far = table_of({&layer}, {geo::Method::planar, geo::Crs::gauss_kruger_120()});
    ASSERT_NE(found(far.findings, "planar_distortion"), nullptr);
    // (4285725.177787 - 4283355.781238) / 4283355.781238 = 0.055 %
    EXPECT_THAT(far.findings[0].message, HasSubstr("1.55 degrees"));
    EXPECT_THAT(far.findings[0].message, HasSubstr("0.055 % larger"));
    // The same difference, 2369.4 m2, is 3.55 亩.
    EXPECT_THAT(far.findings[0].message, HasSubstr("3.6 mu too much on the 4.286 km²"));
    EXPECT_THAT(far.findings[0].message, HasSubstr("EPSG:4550 (with zone prefix EPSG:4529)"));
    const auto near = table_of({&layer}, {geo::Method::planar, *geo::Crs::parse("EPSG:4550")});
    EXPECT_EQ(found(near.findings, "planar_distortion"), nullptr);
    const auto web = table_of({&layer}, {geo::Method::planar, *geo::Crs::parse("EPSG:3857")});
    ASSERT_NE(found(web.findings, "planar_distortion"), nullptr);
    EXPECT_THAT(web.findings[0].message, HasSubstr("33.4"));
}

TEST(AreaTable, SaysWhereCoordinatesCarryAnOffset) {
    model::Layer layer = layer_of({ningbo_block});
    layer.offset = model::CoordinateOffset::gcj02;
    const auto table = table_of({&layer});
    EXPECT_EQ(table.value.basis, "CGCS2000 (GCJ-02 coordinates)");
    ASSERT_NE(found(table.findings, "offset_coordinates"), nullptr);
}

TEST(AreaTable, OfficialStandsOnCgcs2000WhateverTheDatum) {
    model::Layer layer = layer_of({ningbo_block});
    layer.crs = geo::Crs::wgs84();
    const auto table = table_of({&layer}, {geo::Method::official, std::nullopt});
    EXPECT_EQ(table.value.ellipsoid, "CGCS2000");
    EXPECT_EQ(table.value.basis, "CGCS2000 3-degree GK");
}

TEST(AreaTable, DuplicateIdsAreKept) {
    model::Layer layer = layer_of({ningbo_block, ningbo_block});
    layer.ids.set(1, layer.ids[0]);
    EXPECT_EQ(table_of({&layer}).value.rows.size(), 2U);
}

TEST(AreaTable, NothingGivesAnEmptyTable) {
    const auto table = table_of({});
    EXPECT_TRUE(table.value.rows.empty());
    EXPECT_EQ(table.value.total_area_m2, 0.0);
}

TEST(AreaTable, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    Work work;
    work.stop = source.get_token();
    const model::Layer layer = layer_of({ningbo_block});
    const auto table = area_table({&layer}, {}, work);
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, ErrorCode::stopped);
}

TEST(AreaTable, AnyNumberOfThreadsGivesTheSameRowsAndFindings) {
    std::vector<std::vector<geo::XY>> rings;
    for (int i = 0; i < 3000; ++i) rings.push_back(i % 7 == 3 ? bow_tie : shifted_block);
    const model::Layer layer = layer_of(rings);
    std::vector<Loaded<AreaTable>> tables;
    for (const int threads : {1, 2, 8}) {
        const ThreadLimit limit{threads};
        tables.push_back(table_of({&layer}));
    }
    EXPECT_EQ(tables[0].findings.size(), 429U);  // 3, 10, … 2999
    for (const auto& table : tables) {
        ASSERT_EQ(table.value.rows.size(), rings.size());
        ASSERT_EQ(table.findings.size(), tables[0].findings.size());
        EXPECT_EQ(table.value.total_area_m2, tables[0].value.total_area_m2);
        for (std::size_t i = 0; i < rings.size(); ++i) {
            EXPECT_EQ(table.value.rows[i].area_m2, tables[0].value.rows[i].area_m2);
            EXPECT_EQ(table.value.rows[i].valid, i % 7 != 3);
        }
        for (std::size_t i = 0; i < table.findings.size(); ++i) {
            EXPECT_EQ(table.findings[i].feature, tables[0].findings[i].feature);
        }
    }
}

}  // namespace
}  // namespace parkatlas::analysis
