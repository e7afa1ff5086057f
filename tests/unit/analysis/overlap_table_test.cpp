#include "analysis/overlap_table.h"

#include <limits>
#include <stop_token>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/layer_offset.h"
#include "unit/analysis/layers.h"

namespace parkatlas::analysis {
namespace {

using test::bow_tie;
using test::layer_of;
using test::ningbo_block;
using test::shifted_block;
using ::testing::HasSubstr;

Loaded<OverlapTable> table_of(const model::Layer& a, const model::Layer* b,
                              const MeasureOptions& options = {}) {
    auto table = overlap_table(a, b, options, {});
    EXPECT_TRUE(table) << (table ? "" : error_line(table.error()));
    return table ? std::move(*table) : Loaded<OverlapTable>{};
}

TEST(OverlapTable, SharesAreOfEachSidesOwnArea) {
    model::Layer layer = layer_of({ningbo_block, shifted_block});
    layer.names.set(1, "甬江");
    const auto table = table_of(layer, nullptr);
    ASSERT_EQ(table.value.rows.size(), 1U);
    const OverlapRow& row = table.value.rows[0];
    EXPECT_EQ(row.a.id(), model::FeatureId{std::int64_t{1}});
    EXPECT_EQ(row.b.id(), model::FeatureId{std::int64_t{2}});
    EXPECT_EQ(row.b.name(), "甬江");
    EXPECT_EQ(row.a.layer->name, "parks");
    EXPECT_NEAR(row.area_m2, test::shared_m2, 1e-3);
    EXPECT_NEAR(row.share_of_a, test::shared_m2 / test::ningbo_block_m2, 1e-9);
    EXPECT_NEAR(row.share_of_b, test::shared_m2 / test::shifted_block_m2, 1e-9);
    EXPECT_NEAR(table.value.total_area_m2, test::shared_m2, 1e-3);
    EXPECT_EQ(table.value.basis, "CGCS2000");
}

TEST(OverlapTable, TheSecondLayerIsBroughtIntoTheFirstOnesSystem) {
    const model::Layer a = layer_of({ningbo_block});
    model::Layer b = layer_of({shifted_block});
    b.name = "plots";
    b.crs = geo::Crs::gauss_kruger_120();
    ASSERT_TRUE(
        geo::Transform::between(geo::Crs::cgcs2000(), b.crs)->apply(b.shapes.mutable_vertices()));
    const auto table = table_of(a, &b);
    ASSERT_EQ(table.value.rows.size(), 1U);
    EXPECT_EQ(table.value.rows[0].b.layer->name, "plots");
    EXPECT_NEAR(table.value.rows[0].area_m2, test::shared_m2, 1e-2);
    EXPECT_NEAR(table.value.rows[0].share_of_b, test::shared_m2 / test::shifted_block_m2, 1e-8);
    EXPECT_TRUE(table.findings.empty());
}

TEST(OverlapTable, ALayerWithItselfSharesAllOfEach) {
    const model::Layer layer = layer_of({ningbo_block, shifted_block});
    const auto table = table_of(layer, &layer);
    ASSERT_EQ(table.value.rows.size(), 4U);
    EXPECT_NEAR(table.value.rows[0].share_of_a, 1.0, 1e-12);
    EXPECT_NEAR(table.value.rows[3].share_of_b, 1.0, 1e-12);
}

TEST(OverlapTable, InvalidShapesAreMendedFirstAndTold) {
    // The lobes west and east of the bow tie; the block covers the western half of it.
    const model::Layer a = layer_of({bow_tie});
    const model::Layer b = layer_of({{{121, 29}, {121.01, 29}, {121.01, 29.02}, {121, 29.02}}});
    const auto table = table_of(a, &b);
    ASSERT_EQ(table.value.rows.size(), 1U);
    EXPECT_NEAR(table.value.rows[0].share_of_a, 0.5, 1e-6);
    ASSERT_EQ(table.findings.size(), 1U);
    EXPECT_EQ(table.findings[0].code, "invalid_geometry");
    EXPECT_EQ(table.findings[0].feature, "#1");
}

TEST(OverlapTable, ShapesThatCannotBeUsedShareNothingAndAreTold) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const model::Layer a = layer_of({{{121, 29}, {nan, 29}, {121, 30}}, ningbo_block});
    const model::Layer b = layer_of({shifted_block, {{121, 29}, {121, 95}, {122, 30}}});
    const auto table = table_of(a, &b);
    ASSERT_EQ(table.value.rows.size(), 1U);
    EXPECT_EQ(table.value.rows[0].a.id(), model::FeatureId{std::int64_t{2}});
    EXPECT_EQ(table.findings.size(), 2U);
    for (const Finding& finding : table.findings) EXPECT_EQ(finding.code, "unmeasurable");
}

TEST(OverlapTable, AShapeThatCannotBeBroughtOverIsToldAndTheOthersStay) {
    model::Layer a = layer_of({ningbo_block});
    a.crs = geo::Crs::gauss_kruger_120();
    ASSERT_TRUE(
        geo::Transform::between(geo::Crs::cgcs2000(), a.crs)->apply(a.shapes.mutable_vertices()));
    const model::Layer b = layer_of({{{121, 29}, {121, 95}, {122, 30}}, shifted_block});
    const auto table = table_of(a, &b);
    ASSERT_EQ(table.value.rows.size(), 1U);
    EXPECT_EQ(table.value.rows[0].b.id(), model::FeatureId{std::int64_t{2}});
    ASSERT_EQ(table.findings.size(), 1U);
    EXPECT_EQ(table.findings[0].feature, "#1");
    EXPECT_THAT(table.findings[0].message, HasSubstr("EPSG:4549"));
}

TEST(OverlapTable, WarnsWhereNoDatumShiftIsKnown) {
    const model::Layer a = layer_of({ningbo_block});
    model::Layer b = layer_of({shifted_block});
    b.crs = *geo::Crs::parse("EPSG:4214");  // Beijing 1954
    const auto table = table_of(a, &b);
    ASSERT_EQ(table.findings.size(), 1U);
    EXPECT_EQ(table.findings[0].code, "ballpark_datum");
}

TEST(OverlapTable, BringsBToTheOffsetThatACarries) {
    const model::Layer plain = layer_of({ningbo_block});
    model::Layer shifted = plain;
    ASSERT_TRUE(model::add_offset(shifted, model::CoordinateOffset::gcj02));
    // On A's plain coordinates both are the same block, of the area that pyproj gives it.
    auto table = table_of(plain, &shifted);
    ASSERT_EQ(table.value.rows.size(), 1U);
    EXPECT_NEAR(table.value.rows[0].area_m2, test::ningbo_block_m2, 0.01);
    EXPECT_NEAR(table.value.rows[0].share_of_b, 1.0, 1e-9);
    EXPECT_EQ(table.value.offset, model::CoordinateOffset::none);
    ASSERT_EQ(table.findings.size(), 1U);
    EXPECT_EQ(table.findings[0].code, "offset_changed");
    // On A's shifted ones too, and the answer says on what its figure is.
    table = table_of(shifted, &plain);
    ASSERT_EQ(table.value.rows.size(), 1U);
    EXPECT_NEAR(table.value.rows[0].share_of_a, 1.0, 1e-9);
    EXPECT_EQ(table.value.offset, model::CoordinateOffset::gcj02);
}

TEST(OverlapTable, DuplicateIdsStayApart) {
    model::Layer layer = layer_of({ningbo_block, shifted_block});
    layer.ids.set(1, layer.ids[0]);
    EXPECT_EQ(table_of(layer, nullptr).value.rows.size(), 1U);
}

TEST(OverlapTable, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    Work work;
    work.stop = source.get_token();
    const auto table = overlap_table(layer_of({ningbo_block}), nullptr, {}, work);
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, ErrorCode::stopped);
}

}  // namespace
}  // namespace parkatlas::analysis
