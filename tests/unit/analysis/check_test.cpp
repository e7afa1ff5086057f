#include "analysis/check.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/mending.h"
#include "unit/analysis/layers.h"

namespace parkatlas::analysis {
namespace {

using test::bow_tie;
using test::layer_of;
using test::mended_bow_tie_m2;
using test::ningbo_block;
using test::XY;

std::vector<XY> closed(std::vector<XY> ring) {
    ring.push_back(ring.front());
    return ring;
}

model::Layer named_layer(const std::vector<std::vector<XY>>& rings) {
    model::Layer layer = layer_of(rings);
    for (std::size_t i = 0; i < layer.size(); ++i) layer.names.set(i, "park " + std::to_string(i));
    layer.format = "GeoJSON";
    return layer;
}

std::vector<CheckFinding> findings(const model::Layer& layer,
                                   const std::vector<Finding>& reading = {}) {
    auto found = check_layer(layer, reading, {}, {});
    EXPECT_TRUE(found);
    return found ? *found : std::vector<CheckFinding>{};
}

std::vector<std::string> codes(const std::vector<CheckFinding>& found) {
    std::vector<std::string> list;
    for (const CheckFinding& finding : found) list.push_back(finding.code);
    return list;
}

using Codes = std::vector<std::string>;

TEST(CheckLayer, ASoundLayerHasNoFindings) {
    EXPECT_EQ(codes(findings(named_layer({closed(ningbo_block)}))), Codes{});
}

TEST(CheckLayer, ACrossingNamesFeatureRingAndPlace) {
    const auto found = findings(named_layer({closed(ningbo_block), closed(bow_tie)}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].severity, Severity::error);
    EXPECT_EQ(found[0].code, "self_crossing");
    EXPECT_EQ(found[0].source, "parks.geojson");
    EXPECT_EQ(found[0].layer, "parks");
    EXPECT_EQ(found[0].feature, "park 1");
    EXPECT_EQ(found[0].index, 1U);
    EXPECT_EQ(found[0].id, (model::FeatureId{std::int64_t{2}}));
    EXPECT_EQ(found[0].part, 1U);
    EXPECT_EQ(found[0].ring, 1U);
    ASSERT_TRUE(found[0].position);
    EXPECT_NEAR(found[0].position->x, 121.01, 1e-12);
    EXPECT_NEAR(found[0].position->y, 29.01, 1e-12);
    EXPECT_EQ(found[0].message, "part 1, ring 1 crosses itself");
}

TEST(CheckLayer, MessagesFollowTheLanguage) {
    CheckOptions options;
    options.lang = Lang::zh;
    const auto found = check_layer(named_layer({closed(bow_tie)}), {}, options, {});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->at(0).message, "第 1 部分第 1 环自相交");
}

TEST(CheckLayer, WhatTheReaderToldIsToldOnce) {
    const std::vector<Finding> reading{
        {Severity::warning, "unclosed_ring", "parks.geojson", "park 0", "ring 1 not closed"},
        {Severity::warning, "null_geometry", "parks.geojson", "park 1", "no geometry"},
        {Severity::warning, "out_of_range", "parks.geojson", "park 1", "beyond degrees"},
        {Severity::info, "z_dropped", "parks.geojson", "", "heights are not used"}};
    const auto found = findings(named_layer({ningbo_block, closed(ningbo_block)}), reading);
    EXPECT_EQ(codes(found), (Codes{"z_dropped", "unclosed_ring", "null_geometry", "out_of_range"}));
    EXPECT_EQ(found[1].severity, Severity::error);
    EXPECT_EQ(found[1].part, 1U);
    EXPECT_EQ(found[2].severity, Severity::warning);
    EXPECT_EQ(found[2].id, (model::FeatureId{std::int64_t{2}}));
    EXPECT_EQ(found[3].severity, Severity::error);
}

TEST(CheckLayer, IdsThatComeTwiceAreTold) {
    model::Layer layer = named_layer({closed(ningbo_block), closed(ningbo_block)});
    layer.ids.set(1, layer.ids[0]);
    const auto found = findings(layer);
    EXPECT_EQ(codes(found), Codes{"duplicate_id"});
    EXPECT_EQ(found[0].index, 1U);
}

TEST(CheckLayer, MissingNamesAreToldOneByOneOrAllAtOnce) {
    model::Layer layer = named_layer({closed(ningbo_block), closed(ningbo_block)});
    layer.names.set(0, std::nullopt);
    auto found = findings(layer);
    EXPECT_EQ(codes(found), Codes{"missing_name"});
    EXPECT_EQ(found[0].feature, "#1");
    layer.names.set(1, std::nullopt);
    found = findings(layer);
    EXPECT_EQ(codes(found), Codes{"missing_name"});
    EXPECT_EQ(found[0].feature, "");
}

TEST(CheckLayer, OrientationConcernsGeoJsonOnly) {
    std::vector<XY> clockwise = closed(ningbo_block);
    std::ranges::reverse(clockwise);
    model::Layer layer = named_layer({clockwise});
    auto found = findings(layer);
    EXPECT_EQ(codes(found), Codes{"wrong_orientation"});
    EXPECT_EQ(found[0].severity, Severity::info);
    layer.format = "ESRI Shapefile";
    layer.crs_stated = true;
    EXPECT_EQ(codes(findings(layer)), Codes{});
}

TEST(CheckLayer, AFormatThatCanStateItsCrsShould) {
    model::Layer layer = named_layer({closed(ningbo_block)});
    layer.format = "ESRI Shapefile";
    EXPECT_EQ(codes(findings(layer)), Codes{"crs_not_stated"});
}

TEST(CheckLayer, ALayerFarFromItsMeridianHearsOfTheRightZone) {
    // 121.55 E in the CM 120 zone; 1 km is far below the accuracy that matters here.
    model::Layer layer =
        named_layer({closed({{649'000, 3'305'000}, {650'000, 3'305'000}, {650'000, 3'306'000}})});
    layer.crs = geo::Crs::gauss_kruger_120();
    layer.crs_stated = true;
    const auto found = findings(layer);
    ASSERT_EQ(codes(found), Codes{"far_from_meridian"});
    EXPECT_NE(found[0].message.find("EPSG:4550"), std::string::npos) << found[0].message;
    EXPECT_NE(found[0].message.find("EPSG:4529"), std::string::npos) << found[0].message;
}

TEST(CheckLayer, AFeatureOutsideChinaAmongOthersInside) {
    const auto found = findings(named_layer(
        {closed(ningbo_block), closed(ningbo_block), closed({{0, 0}, {0.1, 0}, {0.1, 0.1}})}));
    EXPECT_EQ(codes(found), Codes{"outside_china"});
    EXPECT_EQ(found[0].index, 2U);
}

TEST(CheckLayer, TheTagOfAnOffsetIsTold) {
    model::Layer layer = named_layer({closed(ningbo_block)});
    layer.offset = geo::MapOffset::bd09;
    const auto found = findings(layer);
    EXPECT_EQ(codes(found), Codes{"offset_coordinates"});
    EXPECT_NE(found[0].message.find("BD-09"), std::string::npos);
}

TEST(MendShapes, AreasBeforeAndAfterAreTold) {
    model::Layer layer = named_layer({closed(ningbo_block), closed(bow_tie), ningbo_block});
    auto found = findings(layer);
    const auto mending = mend_shapes(layer, found, {}, Lang::en, {});
    ASSERT_TRUE(mending);
    ASSERT_EQ(mending->features.size(), 2U);
    const MendedFeature& tie = mending->features[0];
    EXPECT_EQ(tie.id, (model::FeatureId{std::int64_t{2}}));
    EXPECT_EQ(tie.reasons, Codes{"self_crossing"});
    // The lobes are equal and cancel, but for the curvature of the ground.
    ASSERT_TRUE(tie.area_before_m2 && tie.area_after_m2);
    EXPECT_LT(*tie.area_before_m2, 2000.0);
    EXPECT_NEAR(*tie.area_after_m2, mended_bow_tie_m2, 0.01);
    EXPECT_EQ(mending->features[1].reasons, Codes{"unclosed_ring"});
    EXPECT_EQ(mending->features[1].area_before_m2, mending->features[1].area_after_m2);
    EXPECT_EQ(codes(findings(layer)), Codes{"unclosed_ring"}) << "writers close rings";
}

TEST(MendShapes, SoundShapesStayBitByBit) {
    model::Layer layer = named_layer({closed(ningbo_block), closed(bow_tie), closed(ningbo_block)});
    auto found = findings(layer);
    ASSERT_TRUE(mend_shapes(layer, found, {}, Lang::en, {}));
    ASSERT_EQ(layer.shapes.size(), 3U);
    for (const std::size_t i : {0U, 2U}) {
        EXPECT_TRUE(std::ranges::equal(layer.shapes[i].part(0).ring(0), closed(ningbo_block)));
    }
}

TEST(MendShapes, PointsAndLinesOfAMendedShapeStay) {
    model::Layer layer = named_layer({});
    layer.shapes.append_polygon({closed(bow_tie)});
    layer.shapes.begin_part(geo::PartKind::point);
    layer.shapes.begin_ring();
    layer.shapes.add({121.5, 29.5});
    layer.ids.push_back(std::int64_t{7});
    layer.names.push_back("both");
    auto found = findings(layer);
    ASSERT_TRUE(mend_shapes(layer, found, {}, Lang::en, {}));
    EXPECT_TRUE(layer.shapes[0].has(geo::PartKind::point));
    EXPECT_TRUE(layer.shapes[0].has(geo::PartKind::polygon));
}

TEST(MendShapes, AShapeThatCouldNotBeReadIsNamed) {
    model::Layer layer = named_layer({});
    layer.shapes.begin_shape();
    layer.ids.push_back(std::int64_t{7});
    layer.names.push_back("lost");
    auto found = findings(
        layer, {{Severity::warning, "out_of_range", "parks.geojson", "lost", "beyond degrees"}});
    ASSERT_TRUE(mend_shapes(layer, found, {}, Lang::en, {}));
    EXPECT_EQ(codes(found), (Codes{"out_of_range", "shape_lost"}));
}

}  // namespace
}  // namespace parkatlas::analysis
