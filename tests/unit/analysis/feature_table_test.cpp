#include "analysis/feature_table.h"

#include <memory>
#include <numeric>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::analysis {
namespace {

using model::Value;
using testing::ElementsAre;
using Rows = std::vector<std::uint32_t>;

FeatureTable table_of(const std::vector<Value>& values) {
    auto kept = std::make_shared<model::Values>();
    for (const Value& value : values) kept->push_back(value);
    FeatureTable table{kept->size(), kept};
    table.add_attribute("a", *kept);
    return table;
}

Rows sorted(const FeatureTable& table, bool descending) {
    Rows rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    return sorted_rows(table, rows, {0, descending}, {}).value();
}

TEST(SortedRows, OrdersNumbersBySizeWithEmptyCellsLastEitherWay) {
    const FeatureTable table = table_of({3.5, Value{}, std::int64_t{-2}, std::int64_t{10}, 3.25});
    EXPECT_THAT(sorted(table, false), ElementsAre(2, 4, 0, 3, 1));
    EXPECT_THAT(sorted(table, true), ElementsAre(3, 0, 4, 2, 1));
}

TEST(SortedRows, OrdersRunsOfDigitsInTextsByTheirNumber) {
    const FeatureTable table = table_of({"P10", "p2", "P02b", "A", "园区9", "园区11"});
    EXPECT_THAT(sorted(table, false), ElementsAre(3, 1, 2, 0, 4, 5));
}

TEST(SortedRows, KeepsEqualCellsInTheirOrder) {
    const FeatureTable table = table_of({"b", "a", "b", "a"});
    EXPECT_THAT(sorted(table, false), ElementsAre(1, 3, 0, 2));
    EXPECT_THAT(sorted(table, true), ElementsAre(0, 2, 1, 3));
}

// More rows than one run of the sort holds, against the standard library's own stable sort.
TEST(SortedRows, MergesRunsAsOneSortWould) {
    std::mt19937 random{20240607};
    std::vector<Value> values;
    for (int i = 0; i < 200'000; ++i)
        values.emplace_back(static_cast<std::int64_t>(random() % 5000));
    const std::vector<Value> numbers = values;
    const FeatureTable table = table_of(values);
    Rows expected(numbers.size());
    std::iota(expected.begin(), expected.end(), 0U);
    std::stable_sort(expected.begin(), expected.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::get<std::int64_t>(numbers[a]) < std::get<std::int64_t>(numbers[b]);
    });
    EXPECT_EQ(sorted(table, false), expected);
}

TEST(SortedRows, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    const FeatureTable table = table_of({1.0, 2.0});
    const auto rows = sorted_rows(table, {0, 1}, {0, false}, Work{nullptr, stop.get_token()});
    ASSERT_FALSE(rows.has_value());
    EXPECT_EQ(rows.error().code, ErrorCode::stopped);
}

TEST(FeatureTable, WritesNumbersOfAColumnWithAsManyDecimals) {
    const FeatureTable table = table_of({1565.4, 20.25, Value{}, std::int64_t{12345}});
    EXPECT_TRUE(table.columns()[0].is_number);
    EXPECT_EQ(table.words(0, 0), "1,565.40");
    EXPECT_EQ(table.words(1, 0), "20.25");
    EXPECT_EQ(table.words(2, 0), "");
    EXPECT_EQ(table.words(3, 0), "12,345.00");
}

TEST(FeatureTable, LeavesYearsAndIdsUngrouped) {
    const FeatureTable years = table_of({std::int64_t{2025}, std::int64_t{1999}});
    EXPECT_EQ(years.words(0, 0), "2025");
    const auto ids =
        std::make_shared<const model::Ids>(model::Ids{std::int64_t{9'007'199'254'740'993}});
    FeatureTable table{1, ids};
    table.add_ids("id", *ids);
    EXPECT_EQ(table.words(0, 0), "9007199254740993");
}

TEST(FeatureTable, GivesAreasInFourUnits) {
    FeatureTable table{2, nullptr};
    table.add_areas({1'000'000.0, std::nullopt});
    // 1 km2 = 100 ha = 1500 mu
    EXPECT_EQ(table.words(0, *table.find("area_km2")), "1.000");
    EXPECT_EQ(table.words(0, *table.find("area_ha")), "100.00");
    EXPECT_EQ(table.words(0, *table.find("area_mu")), "1,500.0");
    EXPECT_EQ(table.words(0, *table.find("area_m2")), "1,000,000.0");
    EXPECT_EQ(table.words(1, *table.find("area_m2")), "");
}

TEST(FeatureTable, FindsColumnsByNameOrTitleAndTellsSameNamesApart) {
    FeatureTable table{1, nullptr};
    table.add_texts("use", {"a"});
    table.add_texts("USE", {"b"});
    table.add_texts("area", {"c"});
    table.entitle("area", "面积");
    EXPECT_EQ(table.find("use"), 0U);
    EXPECT_EQ(table.find("Use"), 0U);
    EXPECT_EQ(table.find("USE_2"), 1U);
    EXPECT_EQ(table.find("面积"), 2U);
    EXPECT_EQ(table.find("none"), std::nullopt);
}

TEST(CellNumber, ReadsWholeTextsOnly) {
    EXPECT_EQ(cell_number(std::string_view{"12.5"}), 12.5);
    EXPECT_EQ(cell_number(std::string_view{"12亩"}), std::nullopt);
    EXPECT_EQ(cell_number(std::string_view{""}), std::nullopt);
    EXPECT_EQ(cell_number(std::string_view{"inf"}), std::nullopt);
    EXPECT_EQ(cell_number(Cell{}), std::nullopt);
}

}  // namespace
}  // namespace parkatlas::analysis
