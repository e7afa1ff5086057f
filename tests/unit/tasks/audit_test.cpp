#include "tasks/audit.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace parkatlas::tasks {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

analysis::AuditReport report_on(const std::string& source,
                                const std::optional<std::string>& boundaries = std::nullopt) {
    auto answer = audit({source, boundaries, {}}, {});
    EXPECT_TRUE(answer) << (answer ? "" : error_line(answer.error()));
    return answer ? std::move(answer->value) : analysis::AuditReport{};
}

std::string roles_of(const analysis::AuditReport& report) {
    std::string text;
    for (const analysis::AuditRole& role : report.roles) {
        const std::string stated = role.many     ? "many"
                                   : role.stated ? std::to_string(*role.stated)
                                                 : "-";
        text += std::string{model::role_identifier(role.role)} + ' ' + stated + '/' +
                std::to_string(role.found) + ' ';
    }
    return text;
}

const analysis::AuditArea* area_of(const analysis::AuditReport& report, std::string_view id) {
    const auto at = std::ranges::find(report.areas, id, &analysis::AuditArea::id);
    return at == report.areas.end() ? nullptr : &*at;
}

class BuiltInLayout : public testing::TestWithParam<std::string> {};

TEST_P(BuiltInLayout, HoldsAgainstItsOwnWords) {
    const analysis::AuditReport report = report_on("layout:" + GetParam());
    for (const Finding& finding : report.findings) {
        EXPECT_EQ(finding.severity, Severity::info)
            << finding.code << ": " << finding.message.english();
    }
    for (const analysis::AuditOverlap& overlap : report.overlaps) {
        EXPECT_TRUE(overlap.implied) << overlap.name_a.zh << " / " << overlap.name_b.zh;
    }
}

INSTANTIATE_TEST_SUITE_P(All, BuiltInLayout,
                         testing::Values("ningbo", "zhejiang", "hangzhou", "digital-health-park",
                                         "cixi"),
                         [](const testing::TestParamInfo<std::string>& built_in) {
                             std::string name = built_in.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

// Counts as the documents give them: 一核两带五园, 一核三极三带 and 多镇多园 (15 towns of 专栏3,
// nine parks of 专栏11), 一核两带, 一园多点.
TEST(Audit, CountsTheRolesOfThePlans) {
    EXPECT_EQ(roles_of(report_on("layout:ningbo")), "core 1/1 belt 2/2 park 5/5 sector -/3 ");
    EXPECT_EQ(roles_of(report_on("layout:zhejiang")),
              "core 1/1 pole 3/3 belt 3/3 town many/15 park many/9 platform -/2 ");
    EXPECT_EQ(roles_of(report_on("layout:hangzhou")), "core 1/1 belt 2/2 platform -/14 ");
    EXPECT_THAT(roles_of(report_on("layout:digital-health-park")),
                HasSubstr("park 1/1 node many/4 phase -/2 plate -/4"));
    EXPECT_THAT(roles_of(report_on("layout:cixi")), HasSubstr("park -/2 node -/5"));
}

// The five pairs that the words of the plan imply, and no other: Ningbo and Wenzhou lie in the
// coastal belt, 文成 and 泰顺 in the Wenzhou pole and both belts, 淳安 and 建德 in core and belt.
TEST(Audit, FindsTheOverlapsOfZhejiangAndOnlyThese) {
    std::set<std::pair<std::string, std::string>> pairs;
    for (const analysis::AuditOverlap& overlap : report_on("layout:zhejiang").overlaps) {
        EXPECT_FALSE(overlap.nested);
        pairs.emplace(model::id_text(overlap.row.a.id), model::id_text(overlap.row.b.id));
    }
    EXPECT_THAT(pairs, UnorderedElementsAre(std::pair{"core-hangzhou", "belt-mountains"},
                                            std::pair{"pole-ningbo", "belt-coast"},
                                            std::pair{"pole-wenzhou", "belt-coast"},
                                            std::pair{"pole-wenzhou", "belt-mountains"},
                                            std::pair{"belt-coast", "belt-mountains"}));
}

TEST(Audit, FindsTheSumOfThePhases) {
    const analysis::AuditReport report = report_on("layout:digital-health-park");
    const auto sum = std::ranges::find(report.findings, "sum_agrees", &Finding::code);
    ASSERT_NE(sum, report.findings.end());
    EXPECT_EQ(sum->feature, "park");
}

TEST(Audit, ASourceThatIsNoLayoutIsRefused) {
    const test::TemporaryFolder folder;
    const std::string path = (folder.path() / "plain.geojson").string();
    std::ofstream{path} << R"({"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[121,29]}}]})";
    const auto answer = audit({path, {}, {}}, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::input_malformed);
    EXPECT_THAT(answer.error().remedy, HasSubstr("layout:ID"));
}

TEST(Audit, AMissingSourceAndMissingBoundariesAreUnreadable) {
    EXPECT_EQ(audit({"no-such.geojson", {}, {}}, {}).error().code, ErrorCode::input_unreadable);
    EXPECT_EQ(audit({"layout:ningbo", "no-such.geojson", {}}, {}).error().code,
              ErrorCode::input_unreadable);
}

/// A file of surveyed boundaries: squares of the side in degrees around a place.
class Boundaries {
  public:
    void add(const std::string& id, const std::string& name, double lon, double lat, double side) {
        const auto corner = [&](double x, double y) {
            return "[" + std::to_string(lon + x * side / 2) + "," +
                   std::to_string(lat + y * side / 2) + "]";
        };
        text_ += text_.empty() ? "" : ",";
        text_ += R"({"type":"Feature",)" + (id.empty() ? "" : R"("id":")" + id + R"(",)") +
                 R"("properties":{"name":")" + name +
                 R"("},"geometry":{"type":"Polygon","coordinates":[[)" + corner(-1, -1) + "," +
                 corner(1, -1) + "," + corner(1, 1) + "," + corner(-1, 1) + "," + corner(-1, -1) +
                 "]]}}";
    }
    [[nodiscard]] std::string write() const {
        const std::string path = (folder_.path() / "boundaries.geojson").string();
        std::ofstream{path} << R"({"type":"FeatureCollection","features":[)" << text_ << "]}";
        return path;
    }

  private:
    test::TemporaryFolder folder_;
    std::string text_;
};

// A square of 0.02 degrees near 29.74 N is 4.29 km2: within 3.5 to 4.5 but not 2.05 to 2.15.
TEST(AuditWith, ASurveyByIdOrNameIsJudgedAsOne) {
    Boundaries given;
    given.add("park-life-medicine", "", 121.46, 29.74, 0.02);
    given.add("", "鄞州大健康产业园", 121.545, 29.735, 0.02);
    const analysis::AuditReport report = report_on("layout:ningbo", given.write());
    const analysis::AuditArea* right = area_of(report, "park-life-medicine");
    const analysis::AuditArea* wrong = area_of(report, "park-yinzhou");
    ASSERT_TRUE(right != nullptr && wrong != nullptr);
    EXPECT_EQ(right->basis, model::Basis::surveyed);
    EXPECT_FALSE(right->position_accuracy_m);
    EXPECT_EQ(right->verdict, analysis::AreaVerdict::agrees);
    EXPECT_EQ(wrong->verdict, analysis::AreaVerdict::differs);
    EXPECT_NEAR(*wrong->measured_m2, 4.29e6, 0.01e6);
    std::vector<std::string> errors;
    for (const Finding& finding : report.findings) {
        if (finding.severity == Severity::error) {
            errors.push_back(finding.code + ' ' + finding.feature);
        }
    }
    EXPECT_THAT(errors, ElementsAre("area_mismatch park-yinzhou"));
    EXPECT_EQ(area_of(report, "park-meishan")->basis, model::Basis::schematic);
}

TEST(AuditWith, AnEnglishNameMatchesToo) {
    Boundaries given;
    given.add("", "Yinzhou Great Health Park", 121.545, 29.735, 0.0137);
    const analysis::AuditReport report = report_on("layout:ningbo", given.write());
    EXPECT_EQ(area_of(report, "park-yinzhou")->basis, model::Basis::surveyed);
}

TEST(AuditWith, SeveralPiecesOfOneNameAreTakenTogether) {
    Boundaries given;
    given.add("", "宁波生物产业园", 121.445, 29.300, 0.01);
    given.add("", "宁波生物产业园", 121.560, 29.270, 0.01);
    const analysis::AuditReport report = report_on("layout:ningbo", given.write());
    // Twice 0.01 x 0.01 degrees near 29.3 N: 2 x 1.077 km2.
    EXPECT_NEAR(*area_of(report, "park-bio-industry")->measured_m2, 2.154e6, 0.005e6);
}

TEST(AuditWith, WhatMatchesNothingIsToldAndNotUsed) {
    Boundaries given;
    given.add("", "鄞州大健康产业园", 121.545, 29.735, 0.0137);
    given.add("", "蓬莱园", 121.1, 29.1, 0.01);
    const analysis::AuditReport report = report_on("layout:ningbo", given.write());
    const auto unmatched = std::ranges::find(report.findings, "boundary_unmatched", &Finding::code);
    ASSERT_NE(unmatched, report.findings.end());
    EXPECT_EQ(unmatched->severity, Severity::info);
    EXPECT_THAT(unmatched->message, HasSubstr("蓬莱园"));
    EXPECT_EQ(std::ranges::count(report.findings, "boundary_replaced", &Finding::code), 1);
}

TEST(AuditWith, NothingMatchedAtAllIsAnError) {
    Boundaries given;
    given.add("", "蓬莱园", 121.1, 29.1, 0.01);
    const auto answer = audit({"layout:ningbo", given.write(), {}}, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::input_malformed);
}

TEST(AuditWith, ASurveyInAnotherCountyIsFound) {
    Boundaries given;
    given.add("", "鄞州大健康产业园", 121.42, 29.66, 0.0137);  // in 奉化区
    const analysis::AuditReport report = report_on("layout:ningbo", given.write());
    const auto misplaced = std::ranges::find(report.findings, "place_outside_unit", &Finding::code);
    ASSERT_NE(misplaced, report.findings.end());
    EXPECT_THAT(misplaced->message, HasSubstr("奉化区"));
}

TEST(Audit, TheMethodIsTheAskedOne) {
    AuditRequest request{"layout:ningbo", {}, {}};
    request.options.measure = {geo::Method::planar, geo::Crs::gauss_kruger_120()};
    const auto planar = audit(request, {});
    ASSERT_TRUE(planar) << planar.error().what.english();
    EXPECT_EQ(planar->value.basis, "EPSG:4549");
    request.options.measure = {geo::Method::planar, std::nullopt};
    const auto without = audit(request, {});
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().code, ErrorCode::usage);
}

}  // namespace
}  // namespace parkatlas::tasks
