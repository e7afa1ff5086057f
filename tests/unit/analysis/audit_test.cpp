#include "analysis/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/analysis/audit_layouts.h"

namespace parkatlas::analysis {
namespace {

using model::Basis;
using model::Role;
using test::codes;
using test::message_of;
using test::SmallPlan;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Areas of the rectangles below: pyproj 3.4, Geod(a=6378137, rf=298.257222101), corners joined by
// geodesics: 0.02 x 0.02 degrees at 29.02 N.
constexpr double square_m2 = 4319067.378768;

SmallPlan core_and_parks(int parks) {
    SmallPlan plan;
    plan.plan.scheme = "一核两园";
    plan.add(Role::core, "核心", 121.01, 29.01, 121.03, 29.03);
    for (int i = 0; i < parks; ++i) {
        const double west = 121.04 + 0.01 * i;
        plan.add(Role::park, "园" + std::to_string(i + 1), west, 29.01, west + 0.005, 29.02);
    }
    return plan;
}

TEST(Audit, ALayoutThatKeepsItsWordHasNoFindings) {
    const AuditReport report = core_and_parks(2).audit();
    EXPECT_THAT(codes(report, true), IsEmpty());
    ASSERT_EQ(report.roles.size(), 2U);
    EXPECT_EQ(report.roles[1].role, Role::park);
    EXPECT_EQ(report.roles[1].stated, 2);
    EXPECT_EQ(report.roles[1].found, 2);
    EXPECT_EQ(report.layout, "small");
    EXPECT_EQ(report.scheme, "一核两园");
}

TEST(AuditScheme, TooFewAndTooManyAreErrorsThatNameTheRole) {
    for (const int parks : {1, 3}) {
        const AuditReport report = core_and_parks(parks).audit();
        EXPECT_THAT(codes(report), ElementsAre("error role_count_mismatch")) << parks;
        EXPECT_EQ(message_of(report, "role_count_mismatch"),
                  "布局名称“一核两园”说“园”有 2 个，实际有 " + std::to_string(parks) + " 个");
    }
}

TEST(AuditScheme, ManyMeansAtLeastTwo) {
    SmallPlan plan = core_and_parks(2);
    plan.plan.scheme = "一核多园";
    EXPECT_THAT(codes(plan.audit()), IsEmpty());
    EXPECT_TRUE(plan.audit().roles[1].many);
    SmallPlan one = core_and_parks(1);
    one.plan.scheme = "一核多园";
    EXPECT_THAT(codes(one.audit()), ElementsAre("error role_count_mismatch"));
}

TEST(AuditScheme, ASecondNameMustHoldAsWell) {
    SmallPlan plan = core_and_parks(2);
    plan.plan.also_scheme = "多园多镇";
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error role_count_mismatch"));
    EXPECT_THAT(message_of(report, "role_count_mismatch"), HasSubstr("镇"));
    EXPECT_EQ(report.roles.size(), 3U);
}

TEST(AuditScheme, ANameThatIsNotUnderstoodSaysWhichWord) {
    SmallPlan plan = core_and_parks(2);
    plan.plan.scheme = "一核两翼";
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error scheme_not_understood"));
    EXPECT_EQ(message_of(report, "scheme_not_understood"),
              "布局名称“一核两翼”中第 4 个字起的“翼”不认识");
    ASSERT_EQ(report.roles.size(), 2U);
    EXPECT_FALSE(report.roles[0].stated);
}

TEST(AuditScheme, NoNameIsNoError) {
    SmallPlan plan = core_and_parks(2);
    plan.plan.scheme.clear();
    EXPECT_THAT(codes(plan.audit(), true), ElementsAre("info scheme_missing"));
}

TEST(AuditScheme, PartsOfTheirLikeAreNotCounted) {
    SmallPlan plan = core_and_parks(2);
    plan.add(Role::park, "园中园", 121.041, 29.011, 121.042, 29.012).part_of = "园1";
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), IsEmpty());
    EXPECT_EQ(report.roles[1].found, 2);
}

TEST(AuditScheme, RolesTheNameDoesNotSpeakOfAreListedWithoutAPromise) {
    SmallPlan plan = core_and_parks(2);
    plan.add_point(Role::node, "点", 121.05, 29.05);
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), IsEmpty());
    ASSERT_EQ(report.roles.size(), 3U);
    EXPECT_EQ(report.roles[2].role, Role::node);
    EXPECT_FALSE(report.roles[2].stated);
    EXPECT_FALSE(report.roles[2].many);
}

TEST(AuditIdentity, AnUnknownRoleIsNamedAndLeavesTheCountOpen) {
    SmallPlan plan = core_and_parks(2);
    plan.plan.features[2].role = Role::other;
    plan.plan.features[2].role_word = "garden";
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report, true), ElementsAre("error unknown_role", "info role_count_open"));
    EXPECT_EQ(message_of(report, "unknown_role"), "“园2”的类型“garden”不认识");
    EXPECT_EQ(report.findings[0].feature, "园2");
}

TEST(AuditIdentity, AnUnknownRoleDoesNotExcuseMoreThanItself) {
    SmallPlan plan = core_and_parks(2);
    plan.plan.scheme = "一核四园";
    plan.plan.features[2].role = Role::other;
    plan.plan.features[2].role_word = "garden";
    EXPECT_THAT(codes(plan.audit()),
                ElementsAre("error unknown_role", "error role_count_mismatch"));
}

TEST(AuditIdentity, NamesIdsBasesAndWholesMustBeThere) {
    SmallPlan plan = core_and_parks(2);
    plan.plan.features[1].name = {};
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error missing_name"));

    plan = core_and_parks(2);
    plan.plan.features[2].id = "园1";
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error duplicate_id"));

    plan = core_and_parks(2);
    plan.plan.features[1].basis_word = "hearsay";
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error unknown_basis"));

    plan = core_and_parks(2);
    plan.plan.features[1].part_of = "无";
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error unknown_parent"));

    plan = core_and_parks(2);
    plan.plan.features[1].role = Role::other;
    plan.plan.features[1].role_word.clear();
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error missing_role"));
}

TEST(AuditIdentity, AWholeThatIsPartOfItsPartIsToldOnce) {
    SmallPlan plan = core_and_parks(2);
    plan.plan.features[1].part_of = "园2";
    plan.plan.features[2].part_of = "园1";
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error circular_part_of"));
    EXPECT_THAT(message_of(report, "circular_part_of"), HasSubstr("园1、园2"));
    plan.plan.features[1].part_of.clear();
    plan.plan.features[2].part_of = "园2";  // of itself
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error circular_part_of"));
}

SmallPlan one_park(std::optional<double> stated_m2, const std::string& words, Basis basis) {
    SmallPlan plan;
    plan.plan.scheme = "一园";
    model::LayoutFeature& park = plan.add(Role::park, "园", 121.01, 29.01, 121.03, 29.03);
    park.stated_area_m2 = stated_m2;
    park.stated_area_text = words;
    park.basis = basis;
    return plan;
}

TEST(AuditArea, AgreesWithinTheRoundingOfTheStatement) {
    const AuditReport report = one_park(4e6, "4平方公里", Basis::surveyed).audit();
    EXPECT_THAT(codes(report, true), ElementsAre("info area_agrees"));
    ASSERT_EQ(report.areas.size(), 1U);
    const AuditArea& area = report.areas[0];
    EXPECT_NEAR(*area.measured_m2, square_m2, 1e-3);
    EXPECT_NEAR(*area.difference, *area.measured_m2 / 4e6 - 1.0, 1e-12);
    EXPECT_DOUBLE_EQ(*area.allowed_from_m2, 3.5e6);
    EXPECT_DOUBLE_EQ(*area.allowed_to_m2, 4.5e6);
    EXPECT_EQ(area.verdict, AreaVerdict::agrees);
}

TEST(AuditArea, OutsideTheRoundingIsAnErrorForASurveyOnly) {
    for (const Basis basis : {Basis::surveyed, Basis::administrative}) {
        const AuditReport report = one_park(4e6, "4.0平方公里", basis).audit();
        EXPECT_THAT(codes(report, true), ElementsAre("error area_mismatch"));
        EXPECT_EQ(report.areas[0].verdict, AreaVerdict::differs);
        EXPECT_THAT(message_of(report, "area_mismatch"), HasSubstr("3.95 至 4.05 km²"));
    }
    for (const Basis basis : {Basis::schematic, Basis::text_boundary}) {
        const AuditReport report = one_park(4e6, "4.0平方公里", basis).audit();
        EXPECT_THAT(codes(report, true), ElementsAre("info area_schematic"));
        EXPECT_EQ(report.areas[0].verdict, AreaVerdict::differs);
        EXPECT_THAT(message_of(report, "area_schematic"),
                    HasSubstr(std::string{model::basis_label(basis, Lang::zh)}));
    }
}

TEST(AuditArea, WithoutWordsTheNumberGivesTheRounding) {
    EXPECT_THAT(codes(one_park(4e6, "", Basis::surveyed).audit()), IsEmpty());
    EXPECT_THAT(codes(one_park(4.2e6, "", Basis::surveyed).audit()),
                ElementsAre("error area_mismatch"));
}

TEST(AuditArea, ANumberThatContradictsItsWordsIsTheOnlyError) {
    const AuditReport report = one_park(6e6, "4平方公里", Basis::surveyed).audit();
    EXPECT_THAT(codes(report, true), ElementsAre("error stated_area_contradicts_text"));
    EXPECT_THAT(message_of(report, "stated_area_contradicts_text"), HasSubstr("4平方公里"));
}

TEST(AuditArea, NothingStatedHasNoDifference) {
    const AuditReport report = one_park(std::nullopt, "", Basis::surveyed).audit();
    EXPECT_THAT(codes(report, true), IsEmpty());
    ASSERT_EQ(report.areas.size(), 1U);
    EXPECT_FALSE(report.areas[0].stated_m2);
    EXPECT_FALSE(report.areas[0].difference);
    EXPECT_EQ(report.areas[0].verdict, AreaVerdict::none);
}

TEST(AuditArea, AStatementWithoutAShapeIsARemark) {
    SmallPlan plan;
    plan.plan.scheme = "一园";
    plan.add_point(Role::park, "园", 121.02, 29.02).stated_area_text = "4平方公里";
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report, true), ElementsAre("info area_no_shape"));
    EXPECT_FALSE(report.areas.at(0).measured_m2);
    EXPECT_DOUBLE_EQ(*report.areas[0].stated_m2, 4e6);
}

TEST(AuditArea, PiecesThatThePlanNamesAreJudgedEach) {
    SmallPlan plan = one_park(std::nullopt, "", Basis::surveyed);
    model::FeaturePart piece;
    piece.name.zh = "东片";
    piece.at = {121.02, 29.02};
    piece.stated_area_m2 = 2e6;
    piece.stated_area_text = "约2.0平方公里";
    plan.plan.features[0].parts = {piece};
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("error area_mismatch"));
    EXPECT_THAT(message_of(report, "area_mismatch"), HasSubstr("园 / 东片"));
    plan.plan.features[0].parts[0].stated_area_m2.reset();
    plan.plan.features[0].parts[0].existing_area_m2 = 78.4;
    plan.plan.features[0].parts[0].stated_area_text = "现有78.4亩";
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error stated_area_contradicts_text"));
}

SmallPlan park_of_two_phases(const std::string& whole, const std::string& one,
                             const std::string& two) {
    SmallPlan plan;
    plan.plan.scheme = "一园";
    const auto add = [&plan](Role role, const std::string& name, double south, double north,
                             const std::string& words) -> model::LayoutFeature& {
        model::LayoutFeature& feature = plan.add(role, name, 121.01, south, 121.03, north);
        feature.stated_area_text = words;
        feature.basis = Basis::schematic;
        return feature;
    };
    add(Role::park, "园", 29.01, 29.03, whole);
    add(Role::phase, "一期", 29.01, 29.02, one).part_of = "园";
    add(Role::phase, "二期", 29.02, 29.03, two).part_of = "园";
    return plan;
}

TEST(AuditSum, AgreesWithinTheRoundingOfAll) {
    // 3.3 = 1.7 + 1.6 of the digital health park; 3.4 lies within 3 x 0.05, 3.5 does not.
    EXPECT_EQ(message_of(park_of_two_phases("3.3平方公里", "1.7平方公里", "1.6平方公里").audit(),
                         "sum_mismatch"),
              "");
    const AuditReport close =
        park_of_two_phases("3.4平方公里", "1.7平方公里", "1.6平方公里").audit();
    EXPECT_THAT(codes(close), IsEmpty());
    EXPECT_THAT(message_of(close, "sum_agrees"), HasSubstr("一期、二期"));
    const AuditReport off = park_of_two_phases("3.5平方公里", "1.7平方公里", "1.6平方公里").audit();
    EXPECT_THAT(codes(off), ElementsAre("error sum_mismatch"));
    EXPECT_THAT(message_of(off, "sum_mismatch"), HasSubstr("-0.2 km²"));
}

TEST(AuditSum, IsNotTakenWhereAPartStatesNothing) {
    const AuditReport report = park_of_two_phases("9平方公里", "1.7平方公里", "").audit();
    EXPECT_THAT(codes(report), IsEmpty());
    EXPECT_EQ(message_of(report, "sum_agrees"), "");
}

TEST(AuditSum, OfNamedPiecesMustAgreeAsWell) {
    SmallPlan plan = one_park(std::nullopt, "4.3平方公里", Basis::schematic);
    for (const double area_m2 : {1e6, 2e6}) {
        model::FeaturePart piece;
        piece.name.zh = "片";
        piece.at = {121.02, 29.02};
        piece.stated_area_m2 = area_m2;
        piece.stated_area_text = area_m2 > 1.5e6 ? "2.0平方公里" : "1.0平方公里";
        plan.plan.features[0].parts.push_back(piece);
    }
    EXPECT_THAT(codes(plan.audit()), ElementsAre("error sum_mismatch"));
}

TEST(Audit, ErrorsStandFirst) {
    SmallPlan plan = one_park(4e6, "4平方公里", Basis::schematic);
    plan.plan.scheme = "两园";
    EXPECT_THAT(codes(plan.audit(), true),
                ElementsAre("error role_count_mismatch", "info area_schematic"));
    EXPECT_EQ(plan.audit().count(Severity::error), 1);
}

TEST(Audit, SpeaksEnglishAsWell) {
    const SmallPlan plan = core_and_parks(1);
    const AuditInput input{&plan.plan, nullptr, {}, {}};
    const auto report = audit(input, {{}, Lang::en}, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->findings.at(0).message,
              "the scheme \"一核两园\" promises for the role Park: 2; the layout has 1");
}

TEST(Audit, AnInvalidShapeIsMendedAndTold) {
    SmallPlan plan;
    plan.plan.scheme = "一园";
    plan.add(Role::park, "园", 121.0, 29.0, 121.02, 29.02);
    plan.plan.layer.shapes = {};
    plan.plan.layer.shapes.append_polygon(
        {{{121, 29}, {121.02, 29.02}, {121.02, 29}, {121, 29.02}}});
    const AuditReport report = plan.audit();
    EXPECT_THAT(codes(report), ElementsAre("warning invalid_geometry"));
    EXPECT_NEAR(*report.areas.at(0).measured_m2, 2159738.476462, 1.0);  // layers.h
}

}  // namespace
}  // namespace parkatlas::analysis
