// Filters over a table of five rows, small enough to see by eye which rows they take:
//
//   row  name        use    area_mu  level   year
//   0    工业园A     工业     600    国家级  2020
//   1    物流园B     物流     450    省级    2021
//   2    Park P10    工业    1200    (none)  2022
//   3    Park P2     (none)   500    省级    2023
//   4    科技城      研发  (none)    国家级  2024年
#include "analysis/row_filter.h"

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/units.h"

namespace parkatlas::analysis {
namespace {

using model::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Rows = std::vector<std::uint32_t>;

struct Data {
    model::Values name{"工业园A", "物流园B", "Park P10", "Park P2", "科技城"};
    model::Values use{"工业", "物流", "工业", Value{}, "研发"};
    model::Values level{"国家级", "省级", Value{}, "省级", "国家级"};
    model::Values year{std::int64_t{2020}, std::int64_t{2021}, "2022", std::int64_t{2023},
                       "2024年"};
    model::Values spaced{1.0, 2.0, 3.0, 4.0, 5.0};
};

FeatureTable table() {
    const auto data = std::make_shared<const Data>();
    FeatureTable made{5, data};
    made.add_attribute("name", data->name);
    made.add_attribute("use", data->use);
    made.add_attribute("level", data->level);
    made.add_attribute("year", data->year);
    made.add_attribute("plot no", data->spaced);
    std::vector<std::optional<double>> area_m2;
    for (const double mu : {600.0, 450.0, 1200.0, 500.0}) {
        area_m2.emplace_back(mu * square_metres_per_mu);
    }
    area_m2.emplace_back(std::nullopt);
    made.add_areas(area_m2);
    made.entitle("area_mu", "面积_亩");
    return made;
}

Rows rows_of(std::string_view filter) {
    const FeatureTable of = table();
    const auto understood = RowFilter::parse(filter, of, Lang::en);
    EXPECT_TRUE(understood.has_value()) << filter << ": " << understood.error().what;
    if (!understood) return {99};
    return accepted_rows(of, *understood, {}).value();
}

FilterError error_of(std::string_view filter, Lang lang = Lang::en) {
    const auto understood = RowFilter::parse(filter, table(), lang);
    EXPECT_FALSE(understood.has_value()) << filter;
    return understood ? FilterError{} : understood.error();
}

TEST(RowFilter, ComparesNumbersAndTexts) {
    EXPECT_THAT(rows_of("area_mu > 500"), ElementsAre(0, 2));
    EXPECT_THAT(rows_of("area_mu >= 500"), ElementsAre(0, 2, 3));
    EXPECT_THAT(rows_of("area_mu = 450"), ElementsAre(1));
    EXPECT_THAT(rows_of("use = \"工业\""), ElementsAre(0, 2));
    EXPECT_THAT(rows_of("area_mu > 500 and use = \"工业\""), ElementsAre(0, 2));
}

TEST(RowFilter, TakesTheValueBeforeTheColumnToo) {
    EXPECT_THAT(rows_of("500 < area_mu"), ElementsAre(0, 2));
    EXPECT_THAT(rows_of("'工业' = use"), ElementsAre(0, 2));
    EXPECT_THAT(rows_of("工业 = use"), ElementsAre(0, 2));
}

TEST(RowFilter, BindsAndMoreCloselyThanOr) {
    EXPECT_THAT(rows_of("use = 物流 or use = 工业 and area_mu > 1000"), ElementsAre(1, 2));
    EXPECT_THAT(rows_of("(use = 物流 or use = 工业) and area_mu > 1000"), ElementsAre(2));
    EXPECT_THAT(rows_of("not use = 工业 and area_mu < 600"), ElementsAre(1, 3));
    EXPECT_THAT(rows_of("not (use = 工业 or level = 省级)"), ElementsAre(4));
}

TEST(RowFilter, UnderstandsWhatAChineseInputMethodTypes) {
    EXPECT_THAT(rows_of("面积_亩 ＞ 500 且 use ＝ “工业”"), ElementsAre(0, 2));
    EXPECT_THAT(rows_of("（use 属于（物流，研发））或 面积_亩 ≥ 1200"), ElementsAre(1, 2, 4));
    EXPECT_THAT(rows_of("非 name 包含 园"), ElementsAre(2, 3, 4));
    EXPECT_THAT(rows_of("name 不包含 「园」"), ElementsAre(2, 3, 4));
    EXPECT_THAT(rows_of("use 为空"), ElementsAre(3));
    EXPECT_THAT(rows_of("use 不为空 并且 level 为空"), ElementsAre(2));
}

TEST(RowFilter, BringsUnitsTogether) {
    // 1 km2 = 1500 mu, 1 ha = 15 mu, by 1 mu = 10000/15 m2
    EXPECT_THAT(rows_of("area_mu > 0.5 km2"), ElementsAre(2));
    EXPECT_THAT(rows_of("area_km2 >= 500 亩"), ElementsAre(0, 2, 3));
    EXPECT_THAT(rows_of("area_ha < 500亩"), ElementsAre(1));
    EXPECT_THAT(rows_of("area > 40公顷"), ElementsAre(2));
    EXPECT_THAT(rows_of("面积 > 0.06万亩"), ElementsAre(2));
    EXPECT_THAT(rows_of("area_m2 > 40万"), ElementsAre(2));
    EXPECT_THAT(rows_of("area_mu > 1,000"), ElementsAre(2));
}

TEST(RowFilter, ReadsNumbersFromTexts) {
    EXPECT_THAT(rows_of("year >= 2021"), ElementsAre(1, 2, 3));
    EXPECT_THAT(rows_of("year = 2024年"), ElementsAre(4));
    EXPECT_THAT(rows_of("year in (2020, 2022)"), ElementsAre(0, 2));
}

TEST(RowFilter, TakesEmptyCellsForNothingThatCanBeCompared) {
    EXPECT_THAT(rows_of("use != 工业"), ElementsAre(1, 3, 4));
    EXPECT_THAT(rows_of("area_mu < 100000"), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(rows_of("not area_mu < 100000"), ElementsAre(4));
    EXPECT_THAT(rows_of("use is empty or area_mu is empty"), ElementsAre(3, 4));
    EXPECT_THAT(rows_of("use is not empty"), ElementsAre(0, 1, 2, 4));
}

TEST(RowFilter, LooksIntoTextsWithoutRegardToCapitals) {
    EXPECT_THAT(rows_of("name contains park"), ElementsAre(2, 3));
    EXPECT_THAT(rows_of("name ~ \"P1\""), ElementsAre(2));
    EXPECT_THAT(rows_of("NAME = 'park p2'"), ElementsAre(3));
    EXPECT_THAT(rows_of("name not contains park AND NOT level = 省级"), ElementsAre(0, 4));
}

TEST(RowFilter, NamesColumnsWithSpacesInBrackets) {
    EXPECT_THAT(rows_of("[plot no] > 3"), ElementsAre(3, 4));
    EXPECT_THAT(rows_of("`plot no` = 1"), ElementsAre(0));
}

TEST(RowFilter, ComparesTwoColumns) {
    EXPECT_THAT(rows_of("area_mu > area_ha"), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(rows_of("area_mu < year"), ElementsAre(0, 1, 2, 3));
}

TEST(RowFilter, SaysWhereSomethingIsWrong) {
    const FilterError unknown = error_of("area_mu > 500 and usee = 工业");
    EXPECT_EQ(unknown.at, 18U);
    EXPECT_EQ(unknown.length, 4U);
    EXPECT_THAT(unknown.what, HasSubstr("did you mean 'use'"));
    EXPECT_THAT(error_of("nonsense > 1").what, HasSubstr("There are: name, use"));

    const FilterError quote = error_of("use = \"工业");
    EXPECT_EQ(quote.at, 6U);
    EXPECT_THAT(quote.what, HasSubstr("\" is missing"));
    const FilterError bracket = error_of("(use = 工业 and area_mu > 5");
    EXPECT_EQ(bracket.at, 0U);
    EXPECT_THAT(bracket.what, HasSubstr(") is missing"));
    EXPECT_EQ(error_of("use = 工业)").at, 12U);

    EXPECT_EQ(error_of("area_mu >").at, 9U);
    EXPECT_EQ(error_of("area_mu 500").at, 8U);
    EXPECT_EQ(error_of("area_mu > 500 use = 工业").at, 14U);
    EXPECT_EQ(error_of("area_mu > 500 and").at, 17U);
    EXPECT_EQ(error_of("= 500").at, 0U);
    EXPECT_EQ(error_of("use in 工业").at, 7U);
    EXPECT_EQ(error_of("use in (工业 物流)").at, 15U);
    EXPECT_EQ(error_of("use is 工业").at, 7U);
    EXPECT_EQ(error_of("").at, 0U);
    EXPECT_THAT(error_of("usee = 1", Lang::zh).what, HasSubstr("是否指“use”"));
}

TEST(RowFilter, RefusesWhatCannotBeCompared) {
    EXPECT_THAT(error_of("[plot no] > 5 亩").what, HasSubstr("not in units"));
    EXPECT_THAT(error_of("area_mu > 5 km").what, HasSubstr("not in units"));
    const FilterError text = error_of("area_mu > 工业");
    EXPECT_EQ(text.at, 10U);
    EXPECT_THAT(text.what, HasSubstr("holds numbers"));
}

TEST(RowFilter, StopsAtParenthesesWithoutEnd) {
    const std::string deep(100'000, '(');
    EXPECT_THAT(error_of(deep).what, HasSubstr("too deep"));
    std::string nots;
    for (int i = 0; i < 100'000; ++i) nots += "not ";
    EXPECT_THAT(error_of(nots).what, HasSubstr("too deep"));
}

TEST(RowFilter, TellsAConditionFromWordsToLookFor) {
    for (const char* condition : {"area_mu > 500", "use=工业", "use 包含 业", "use in (a)",
                                  "use is empty", "use = \"open", "面积_亩 ≥ 5"}) {
        EXPECT_TRUE(RowFilter::is_meant(condition)) << condition;
    }
    for (const char* words :
         {"", "工业", "park in the north", "A and B", "contains", "2020", "(旧)"}) {
        EXPECT_FALSE(RowFilter::is_meant(words)) << words;
    }
}

TEST(RowsWithWords, LooksIntoEveryTextButNotIntoMeasuredFigures) {
    const FeatureTable of = table();
    EXPECT_THAT(rows_with_words(of, "园", {}).value(), ElementsAre(0, 1));
    EXPECT_THAT(rows_with_words(of, "PARK p", {}).value(), ElementsAre(2, 3));
    EXPECT_THAT(rows_with_words(of, "2021", {}).value(), ElementsAre(1));
    EXPECT_THAT(rows_with_words(of, "1200", {}).value(), IsEmpty());
    EXPECT_EQ(rows_with_words(of, "", {}).value().size(), 5U);
}

}  // namespace
}  // namespace parkatlas::analysis
