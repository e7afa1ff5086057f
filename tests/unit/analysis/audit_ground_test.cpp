// The parts of the audit that look at the ground: overlaps, plates, places, references.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/audit.h"
#include "unit/analysis/audit_layouts.h"

namespace parkatlas::analysis {
namespace {

using model::Basis;
using model::Role;
using test::message_of;
using test::SmallPlan;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The plans here have no scheme to speak of, which the audit remarks on.
std::vector<std::string> codes(const AuditReport& report, bool remarks = false) {
    std::vector<std::string> list = test::codes(report, remarks);
    std::erase(list, "info scheme_missing");
    return list;
}

SmallPlan two_features(Role a, Role b, Basis basis) {
    SmallPlan plan;
    plan.plan.scheme.clear();
    plan.add(a, "甲", 121.01, 29.01, 121.03, 29.03).basis = basis;
    plan.add(b, "乙", 121.02, 29.02, 121.04, 29.04).basis = basis;
    return plan;
}

TEST(AuditOverlap, IsAnErrorBetweenSurveysAndAWarningBetweenDrawings) {
    EXPECT_THAT(codes(two_features(Role::belt, Role::park, Basis::surveyed).audit()),
                ElementsAre("error overlap_unexpected"));
    const AuditReport drawn = two_features(Role::belt, Role::park, Basis::schematic).audit();
    EXPECT_THAT(codes(drawn), ElementsAre("warning overlap_unexpected"));
    ASSERT_EQ(drawn.overlaps.size(), 1U);
    EXPECT_FALSE(drawn.overlaps[0].implied);
    EXPECT_NEAR(drawn.overlaps[0].row.share_of_a, 0.25, 1e-3);
}

TEST(AuditOverlap, DrawnParksAndSectorsMustNotShareGroundEither) {
    EXPECT_THAT(codes(two_features(Role::park, Role::park, Basis::schematic).audit()),
                ElementsAre("error overlap_unexpected"));
    EXPECT_THAT(codes(two_features(Role::sector, Role::sector, Basis::schematic).audit()),
                ElementsAre("error overlap_unexpected"));
    EXPECT_THAT(codes(two_features(Role::belt, Role::belt, Basis::schematic).audit()),
                ElementsAre("warning overlap_unexpected"));
}

TEST(AuditOverlap, OfAPartAndItsWholeIsImplied) {
    SmallPlan plan = two_features(Role::core, Role::sector, Basis::schematic);
    plan.plan.features[1].part_of = "甲";
    const AuditReport report = plan.audit();
    EXPECT_TRUE(report.overlaps.at(0).implied);
    EXPECT_TRUE(report.overlaps[0].nested);
    EXPECT_THAT(codes(report), ElementsAre("warning part_outside_whole"));
}

TEST(AuditOverlap, IsImpliedDownTheWholeLineOfParts) {
    SmallPlan plan;
    plan.plan.scheme.clear();
    plan.add(Role::park, "园", 121.01, 29.01, 121.03, 29.03);
    plan.add(Role::phase, "期", 121.01, 29.01, 121.02, 29.03).part_of = "园";
    plan.add(Role::plot, "块", 121.011, 29.011, 121.012, 29.012).part_of = "期";
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report, true), IsEmpty());
    ASSERT_EQ(report.overlaps.size(), 3U);
    for (const AuditOverlap& overlap : report.overlaps) EXPECT_TRUE(overlap.implied);
}

// 西县 lies in both unions by their words; 东县 only in the second.
SmallPlan unions(double second_from) {
    SmallPlan plan;
    plan.plan.scheme.clear();
    model::LayoutFeature& pole = plan.add(Role::pole, "极", 121.0, 29.0, 121.1, 29.2);
    pole.basis = Basis::administrative;
    pole.units = {"西县"};
    model::LayoutFeature& belt = plan.add(Role::belt, "带", second_from, 29.0, 121.2, 29.2);
    belt.basis = Basis::administrative;
    belt.units = {"西县", "东县"};
    return plan;
}

TEST(AuditOverlap, OfUnionsThatHoldTheSameUnitIsImpliedAndNamesIt) {
    const AuditReport report = unions(121.0).audit();
    EXPECT_THAT(codes(report, true), ElementsAre("info overlap_implied"));
    EXPECT_TRUE(report.overlaps.at(0).implied);
    EXPECT_FALSE(report.overlaps[0].nested);
    EXPECT_THAT(message_of(report, "overlap_implied"), HasSubstr("两者都含西县"));
}

TEST(AuditOverlap, OfUnionsWithoutACommonUnitIsAnError) {
    SmallPlan plan = unions(121.05);
    plan.plan.features[1].units = {"东县"};
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error overlap_unexpected", "error units_differ"));
    EXPECT_FALSE(report.overlaps.at(0).implied);
}

TEST(AuditOverlap, LargerThanTheCommonUnitsIsNotWhatTheWordsSay) {
    SmallPlan plan = unions(121.0);
    plan.plan.features[0].units = {"东县", "西县"};
    plan.plan.features[1].units = {"东县"};
    // The pole covers 西县 only, so the two share 西县 where the words say 东县: the same area.
    EXPECT_TRUE(plan.audit().overlaps.at(0).implied);
    plan.plan.layer.shapes = {};
    plan.plan.layer.shapes.append_polygon({SmallPlan::rectangle(121.0, 29.0, 121.2, 29.2)});
    plan.plan.layer.shapes.append_polygon({SmallPlan::rectangle(121.0, 29.0, 121.2, 29.2)});
    EXPECT_FALSE(plan.audit().overlaps.at(0).implied);
}

TEST(AuditOverlap, OfADrawingWithTheUnionOfAUnitItLiesInIsImplied) {
    SmallPlan plan = unions(121.0);
    plan.plan.layer.shapes = {};
    plan.plan.layer.shapes.append_polygon({SmallPlan::rectangle(121.0, 29.0, 121.1, 29.2)});
    plan.plan.layer.shapes.append_polygon({SmallPlan::rectangle(121.02, 29.0, 121.18, 29.1)});
    plan.plan.features[1].units.clear();
    plan.plan.features[1].basis = Basis::schematic;
    plan.plan.features[1].located_in = {"两县市"};
    plan.plan.features[1].anchor = geo::LonLat{121.1, 29.05};
    EXPECT_THAT(codes(plan.audit(), true), ElementsAre("info overlap_implied"));
    plan.plan.features[1].located_in = {"东县"};
    EXPECT_THAT(codes(plan.audit()), ElementsAre("warning overlap_unexpected"));
}

TEST(AuditOverlap, BordersThatCrossByNextToNothingAreARemark) {
    SmallPlan plan;
    plan.plan.scheme.clear();
    plan.add(Role::park, "甲", 121.01, 29.01, 121.02, 29.02);
    plan.add(Role::park, "乙", 121.019999999, 29.01, 121.03, 29.02);
    const AuditReport report = plan.audit();  // 1e-9 degrees of 1.1 km: 0.1 m2
    EXPECT_THAT(codes(report, true), ElementsAre("info overlap_sliver"));
    EXPECT_EQ(report.overlaps.size(), 1U);
}

// A phase cut into two plates of 0.01 degrees each.
SmallPlan plates(double first_east, double second_west, double second_east = 121.03) {
    SmallPlan plan;
    plan.plan.scheme.clear();
    plan.add(Role::phase, "期", 121.01, 29.01, 121.03, 29.02).basis = Basis::schematic;
    for (const auto& [name, west, east] :
         {std::tuple{"西块", 121.01, first_east}, std::tuple{"东块", second_west, second_east}}) {
        model::LayoutFeature& plate = plan.add(Role::plate, name, west, 29.01, east, 29.02);
        plate.part_of = "期";
        plate.basis = Basis::schematic;
    }
    return plan;
}

TEST(AuditPlates, ThatCoverTheirWholeAreInOrder) {
    EXPECT_THAT(codes(plates(121.02, 121.02).audit(), true), IsEmpty());
}

TEST(AuditPlates, ThatOverlapAreToldOnceWithBothNames) {
    const AuditReport report = plates(121.021, 121.02).audit();
    EXPECT_THAT(codes(report), ElementsAre("error plates_overlap"));
    EXPECT_THAT(message_of(report, "plates_overlap"), HasSubstr("“西块”与“东块”"));
}

TEST(AuditPlates, ThatLeaveAGapAreTold) {
    const AuditReport report = plates(121.019, 121.02).audit();
    EXPECT_THAT(codes(report), ElementsAre("error plates_leave_gap"));
    EXPECT_EQ(report.findings[0].feature, "期");
}

TEST(AuditPlates, AGapIsNotHiddenByAnOverlapOfTheSameSize) {
    // From 121.01 to 121.022 and from 121.018 to 121.026: 0.004 twice, 0.004 not at all.
    EXPECT_THAT(codes(plates(121.022, 121.018, 121.026).audit()),
                ElementsAre("error plates_overlap", "error plates_leave_gap"));
}

TEST(AuditPlates, ThreeOnOneHeapAreCountedOnce) {
    SmallPlan plan = plates(121.03, 121.01);
    model::LayoutFeature& third = plan.add(Role::plate, "又一块", 121.01, 29.01, 121.03, 29.02);
    third.part_of = "期";
    third.basis = Basis::schematic;
    // All three cover all of it: three overlaps and no gap.
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error plates_overlap", "error plates_overlap",
                                                 "error plates_overlap"));
}

TEST(AuditPlates, WhatLiesOnAnOverlapIsNotToldAgain) {
    SmallPlan plan = plates(121.022, 121.02);
    model::LayoutFeature& plot = plan.add(Role::plot, "地块", 121.0205, 29.011, 121.0215, 29.012);
    plot.part_of = "东块";
    plot.basis = Basis::schematic;
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error plates_overlap"));
}

TEST(AuditParts, OutsideTheirWholeAreErrorsOfSurveysAndWarningsOfDrawings) {
    SmallPlan plan = two_features(Role::park, Role::plot, Basis::surveyed);
    plan.plan.features[1].part_of = "甲";
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error part_outside_whole"));
    EXPECT_THAT(message_of(report, "part_outside_whole"), HasSubstr("占其 75.0"));
    plan.plan.features[0].basis = Basis::schematic;
    EXPECT_THAT(codes(plan.audit()), ElementsAre("warning part_outside_whole"));
}

TEST(AuditParts, PointsMayLieOutsideByTheirAccuracy) {
    SmallPlan plan;
    plan.plan.scheme.clear();
    plan.add(Role::park, "园", 121.01, 29.01, 121.03, 29.03);
    // 0.01 degrees east of the border: 974 m at 29.02 N.
    model::LayoutFeature& node = plan.add_point(Role::node, "点", 121.04, 29.02);
    node.part_of = "园";
    node.position_accuracy_m = 1000.0;
    EXPECT_THAT(codes(plan.audit()), IsEmpty());
    node.position_accuracy_m = 900.0;
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error part_outside_whole"));
    EXPECT_THAT(message_of(report, "part_outside_whole"), HasSubstr("974 米"));
}

SmallPlan park_in(const std::vector<std::string>& units) {
    SmallPlan plan;
    plan.plan.scheme = "一园";
    plan.add(Role::park, "园", 121.01, 29.01, 121.03, 29.03).located_in = units;
    return plan;
}

TEST(AuditPlace, MustLieInOneOfItsUnits) {
    EXPECT_THAT(codes(park_in({"西县"}).audit()), IsEmpty());
    EXPECT_THAT(codes(park_in({"东县", "西县"}).audit()), IsEmpty());
    EXPECT_THAT(codes(park_in({"两县市"}).audit()), IsEmpty());
    const AuditReport report = park_in({"东县"}).audit();
    EXPECT_THAT(codes(report), ElementsAre("error place_outside_unit"));
    EXPECT_THAT(message_of(report, "place_outside_unit"), HasSubstr("应在东县，实在西县"));
}

TEST(AuditPlace, TheShapeCountsEvenWhereTheAnchorIsRight) {
    SmallPlan plan = park_in({"东县"});
    plan.plan.features[0].anchor = geo::LonLat{121.15, 29.02};
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error place_outside_unit"));
    EXPECT_THAT(message_of(report, "place_outside_unit"), HasSubstr("的图形应在东县，实在西县"));
}

TEST(AuditPlace, WithoutAnAnchorAPointOfTheShapeCounts) {
    SmallPlan plan = park_in({"东县"});
    plan.plan.features[0].anchor.reset();
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error place_outside_unit"));
}

TEST(AuditPlace, OutsideEveryUnitIsSaidSo) {
    SmallPlan plan = park_in({"西县"});
    plan.plan.features[0].anchor = geo::LonLat{121.02, 29.5};
    EXPECT_THAT(message_of(plan.audit(), "place_outside_unit"), HasSubstr("任何县级单元之外"));
}

TEST(AuditPlace, AnUnknownUnitIsAnErrorInsideTheBaseAndAWarningBeyondIt) {
    const AuditReport report = park_in({"蓬莱县"}).audit();
    EXPECT_THAT(codes(report), ElementsAre("error unit_unknown"));
    EXPECT_THAT(message_of(report, "unit_unknown"), HasSubstr("蓬莱县"));
    SmallPlan far;
    far.plan.scheme = "一园";
    far.add(Role::park, "园", 100.0, 30.0, 100.01, 30.01).located_in = {"蓬莱县"};
    EXPECT_THAT(codes(far.audit()), ElementsAre("warning unit_unknown"));
}

TEST(AuditPlace, BeltsMayReachBeyondTheUnitsOfTheirAnchor) {
    SmallPlan plan;
    plan.plan.scheme = "一带";
    plan.add(Role::belt, "带", 121.01, 29.01, 121.199, 29.03).located_in = {"西县"};
    plan.plan.features[0].anchor = geo::LonLat{121.02, 29.02};
    EXPECT_THAT(codes(plan.audit()), IsEmpty());
}

TEST(AuditPlace, PiecesMustLieInTheirOwnUnits) {
    SmallPlan plan = park_in({"西县"});
    model::FeaturePart piece;
    piece.name.zh = "片";
    piece.at = {121.02, 29.02};
    piece.located_in = {"东县"};
    plan.plan.features[0].parts = {piece};
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error place_outside_unit"));
    EXPECT_THAT(message_of(report, "place_outside_unit"), HasSubstr("园 / 片"));
}

TEST(AuditPlace, AnAnchorMayLieOutsideItsShapeByItsAccuracy) {
    SmallPlan plan = park_in({"西县"});
    plan.plan.features[0].anchor = geo::LonLat{121.04, 29.02};  // 974 m off
    plan.plan.features[0].position_accuracy_m = 1000.0;
    EXPECT_THAT(codes(plan.audit()), IsEmpty());
    plan.plan.features[0].position_accuracy_m = 900.0;
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error anchor_off_shape"));
}

model::Layout other_plan() {
    SmallPlan plan;
    plan.plan.id = "other";
    plan.plan.title.zh = "他规划";
    plan.add_point(Role::park, "那园", 121.05, 29.02).position_accuracy_m = 100.0;
    return plan.plan;
}

TEST(AuditReference, TheSamePlaceMustBeAtTheSamePlace) {
    const model::Layout other = other_plan();
    SmallPlan plan = park_in({"西县"});
    plan.plan.features[0].same_as = {"other/那园"};
    // From 121.02 to 121.05 at 29.02 N: 2922 m.
    plan.plan.features[0].position_accuracy_m = 3000.0;
    EXPECT_THAT(codes(plan.audit({&other})), IsEmpty());
    plan.plan.features[0].position_accuracy_m = 2000.0;
    const AuditReport report = plan.audit({&other});
    EXPECT_THAT(codes(report), ElementsAre("warning same_place_apart"));
    EXPECT_THAT(message_of(report, "same_place_apart"), HasSubstr("2,92"));
}

TEST(AuditReference, OnePieceAtTheSamePlaceIsEnough) {
    const model::Layout other = other_plan();
    SmallPlan plan = park_in({"西县"});
    plan.plan.features[0].same_as = {"other/那园"};
    plan.plan.features[0].position_accuracy_m = 3000.0;
    model::FeaturePart piece;
    piece.at = {121.05, 29.02};
    plan.plan.features[0].parts = {piece};
    EXPECT_THAT(codes(plan.audit({&other})), IsEmpty());
    piece.at = {121.005, 29.02};  // a farther piece changes nothing
    plan.plan.features[0].parts.push_back(piece);
    EXPECT_THAT(codes(plan.audit({&other})), IsEmpty());
}

TEST(AuditReference, ToNothingIsAnError) {
    const model::Layout other = other_plan();
    for (const char* reference : {"other/无", "none/那园", "那园"}) {
        SmallPlan plan = park_in({"西县"});
        plan.plan.features[0].same_as = {reference};
        EXPECT_THAT(codes(plan.audit({&other})), ElementsAre("error unknown_reference"));
        EXPECT_THAT(codes(plan.audit()), IsEmpty()) << "no other plans, no verdict";
    }
}

TEST(AuditReference, LinksMustLeadSomewhere) {
    const model::Layout other = other_plan();
    const auto linked = [&other](const char* from, const char* to) {
        SmallPlan plan = park_in({"西县"});
        plan.plan.links = {{from, to}};
        return codes(plan.audit({&other}));
    };
    EXPECT_THAT(linked("园", "layout:other"), IsEmpty());
    EXPECT_THAT(linked("园", "layout:other/那园"), IsEmpty());
    EXPECT_THAT(linked("无", "layout:other"), ElementsAre("error link_unknown"));
    EXPECT_THAT(linked("园", "layout:none"), ElementsAre("error link_unknown"));
    EXPECT_THAT(linked("园", "layout:other/无"), ElementsAre("error link_unknown"));
}

TEST(AuditReplaced, ASurveyedWholeIsNotExpectedToFitDrawnPlates) {
    SmallPlan plan = plates(121.019, 121.02);
    plan.plan.features[0].basis = Basis::surveyed;
    plan.replaced = {true, false, false};
    EXPECT_THAT(codes(plan.audit()), IsEmpty());
}

}  // namespace
}  // namespace parkatlas::analysis
