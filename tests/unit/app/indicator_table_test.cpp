#include "app/indicator_table.h"

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

model::Indicator indicator(std::optional<double> base, std::optional<double> target,
                           const std::string& unit = "亿元") {
    model::Indicator one;
    one.name = {"产出", "Output"};
    one.unit = {unit, unit};
    one.base_year = 2020;
    one.target_year = 2025;
    one.base_value = base;
    one.target_value = target;
    return one;
}

IndicatorRow only_row(const model::Indicator& one, Lang lang = Lang::zh) {
    model::Layout layout;
    layout.indicators = {one};
    return indicator_table(layout, lang).groups.at(0).rows.at(0);
}

TEST(AlignedFigure, MeetsAtTheDecimalPoint) {
    EXPECT_EQ(aligned_figure("1467.81"), (AlignedFigure{"1,467", ".81"}));
    EXPECT_EQ(aligned_figure("8.68"), (AlignedFigure{"8", ".68"}));
}

TEST(AlignedFigure, KeepsTheWordsAroundTheNumber) {
    EXPECT_EQ(aligned_figure("≥1300"), (AlignedFigure{"≥1,300", ""}));
    EXPECT_EQ(aligned_figure("10个以上"), (AlignedFigure{"10", "个以上"}));
    EXPECT_EQ(aligned_figure("about 1000"), (AlignedFigure{"about 1,000", ""}));
    EXPECT_EQ(aligned_figure("不低于全市"), (AlignedFigure{"不低于全市", ""}));
    EXPECT_EQ(aligned_figure(""), (AlignedFigure{}));
}

// (2000 - 1467.81) / 1467.81 = 0.36257: Ningbo's table 2-1, first line.
TEST(IndicatorTable, TellsTheChangeInPercent) {
    const IndicatorRow row = only_row(indicator(1467.81, 2000.0));
    EXPECT_EQ(row.change, "+36.3%");
    EXPECT_EQ(row.base.whole(), "1,467.81");
    EXPECT_DOUBLE_EQ(row.base_share.value(), 1467.81 / 2000.0);
    EXPECT_DOUBLE_EQ(row.target_share.value(), 1.0);
}

TEST(IndicatorTable, TellsTheChangeOfAPercentageInPoints) {
    EXPECT_EQ(only_row(indicator(33.21, 40.0, "%")).change, "+6.79个百分点");
    EXPECT_EQ(only_row(indicator(5.5, 5.0, "%"), Lang::en).change, "−0.5 points");
}

TEST(IndicatorTable, FromNothingTheChangeIsTheTarget) {
    EXPECT_EQ(only_row(indicator(0.0, 2.0)).change, "+2");
}

TEST(IndicatorTable, WithoutABaseThereIsNoChange) {
    model::Indicator one = indicator({}, 160.0);
    one.base_text = "/";  // as the plan's table marks it
    const IndicatorRow row = only_row(one);
    EXPECT_EQ(row.base.whole(), "—");
    EXPECT_EQ(row.change, "");
    EXPECT_FALSE(row.base_share);
}

TEST(IndicatorTable, ATargetInWordsIsNoFigure) {
    model::Indicator one = indicator(8.68, {}, "%");
    one.target_text = "不低于全市同期GDP增速";
    one.target_text_en = "not below the growth of the city's GDP";
    EXPECT_TRUE(only_row(one).target_in_words);
    EXPECT_EQ(only_row(one, Lang::en).target.whole(), one.target_text_en);
    one.target_text = "10以上";
    EXPECT_FALSE(only_row(one).target_in_words);
}

TEST(IndicatorTable, NamesTheYearOnlyWhereItDiffersFromMost) {
    model::Layout layout;
    layout.indicators = {indicator(1, 2), indicator(1, 2), indicator(1, 2)};
    layout.indicators[1].base_year = 2019;
    const IndicatorTable table = indicator_table(layout, Lang::zh);
    EXPECT_EQ(table.base_year, 2020);
    EXPECT_EQ(table.groups[0].rows[0].base_year, "");
    EXPECT_EQ(table.groups[0].rows[1].base_year, "2019");
}

TEST(IndicatorTable, GroupsByKindAndCountsNotesOnce) {
    model::Layout layout;
    layout.indicators = {indicator(1, 2), indicator(1, 2), indicator(1, 2)};
    layout.indicators[0].kind = "预期性";
    layout.indicators[1].kind = "约束性";
    layout.indicators[2].kind = "预期性";
    layout.indicators[0].note = {"2019年数据", {}};
    layout.indicators[2].note = {"2019年数据", {}};
    const IndicatorTable table = indicator_table(layout, Lang::zh);
    ASSERT_EQ(table.groups.size(), 2U);
    EXPECT_EQ(table.groups[0].kind, "预期性");
    EXPECT_EQ(table.groups[0].rows.size(), 2U);
    EXPECT_EQ(table.groups[0].rows[1].note, 1);
    EXPECT_EQ(table.groups[1].rows[0].note, 0);
    EXPECT_EQ(table.notes.size(), 1U);
    EXPECT_EQ(indicator_table(layout, Lang::en).groups[1].kind, "Binding");
}

}  // namespace
}  // namespace parkatlas::app
