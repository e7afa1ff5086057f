#include "tasks/feature_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tasks/workspace.h"

namespace parkatlas::tasks {
namespace {

using analysis::FeatureTable;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::shared_ptr<const model::Layer> parcels() {
    auto layer = std::make_shared<model::Layer>();
    for (std::int64_t i = 0; i < 3; ++i) {
        layer->ids.push_back(i);
        layer->names.push_back("地块" + std::to_string(i));
        layer->shapes.append_point({121.0, 29.0});
    }
    layer->columns = {{"id", {std::int64_t{0}, std::int64_t{1}, std::int64_t{2}}},
                      {"name", {"地块0", "地块1", "地块2"}},
                      {"use", {"工业", "居住", "工业"}},
                      {"area_mu", {9.0, 8.0, 7.0}}};
    return layer;
}

analysis::AreaTable areas() {
    analysis::AreaTable table;
    for (const double area_m2 : {10'000.0, 20'000.0, 30'000.0}) {
        table.rows.push_back({nullptr, table.rows.size(), area_m2, 400.0});
    }
    return table;
}

std::vector<std::string> names_of(const FeatureTable& table) {
    std::vector<std::string> names;
    for (const analysis::TableColumn& column : table.columns()) names.push_back(column.name);
    return names;
}

TEST(LayerTable, HasIdAndNameOnceAndMeasuredColumnsBesideThoseOfTheFile) {
    const analysis::AreaTable measured = areas();
    const auto table = layer_table(parcels(), &measured, Lang::en);
    EXPECT_THAT(names_of(*table), ElementsAre("id", "name", "use", "file.area_mu", "area_km2",
                                              "area_ha", "area_mu", "area_m2", "perimeter_m"));
    // 10,000 m2 are 15 mu
    EXPECT_EQ(table->words(0, *table->find("area_mu")), "15.0");
    EXPECT_EQ(table->words(0, *table->find("file.area_mu")), "9");
}

TEST(LayerTable, GoesWithoutAreasWhileTheyAreBeingMeasured) {
    EXPECT_THAT(names_of(*layer_table(parcels(), nullptr, Lang::en)),
                ElementsAre("id", "name", "use", "file.area_mu"));
}

TEST(LayerTable, AnswersToChineseTitles) {
    const analysis::AreaTable measured = areas();
    const auto table = layer_table(parcels(), &measured, Lang::zh);
    const TableAnswer answer =
        ask_table(*table, {"面积_亩 > 15 且 use = 工业", std::nullopt, Lang::zh}, {}).value();
    EXPECT_TRUE(answer.by_expression);
    EXPECT_FALSE(answer.problem);
    EXPECT_THAT(answer.rows, ElementsAre(2));
}

TEST(AskTable, FiltersAndOrders) {
    const analysis::AreaTable measured = areas();
    const auto table = layer_table(parcels(), &measured, Lang::en);
    const TableQuestion question{"工业", analysis::RowOrder{*table->find("area_m2"), true},
                                 Lang::en};
    const TableAnswer answer = ask_table(*table, question, {}).value();
    EXPECT_FALSE(answer.by_expression);
    EXPECT_THAT(answer.rows, ElementsAre(2, 0));
}

TEST(AskTable, ShowsAllRowsOfAConditionItDoesNotUnderstand) {
    const auto table = layer_table(parcels(), nullptr, Lang::en);
    const TableAnswer answer =
        ask_table(*table, {"usee = 工业", std::nullopt, Lang::en}, {}).value();
    ASSERT_TRUE(answer.problem);
    EXPECT_THAT(answer.problem->what, HasSubstr("use"));
    EXPECT_EQ(answer.rows.size(), 3U);
}

TEST(RowsAsTsv, HasAHeadAndNoTabsInside) {
    auto layer = std::make_shared<model::Layer>(*parcels());
    layer->columns[2].values.set(1, model::Value{std::string{"居\t住\n"}});
    const analysis::AreaTable measured = areas();
    const auto table = layer_table(layer, &measured, Lang::en);
    EXPECT_EQ(rows_as_tsv(*table, {1}),
              "id\tname\tuse\tfile.area_mu\tarea_km2\tarea_ha\tarea_mu\tarea_m2\tperimeter_m\n"
              "1\t地块1\t居 住 \t8\t0.020\t2.00\t30.0\t20000.0\t400.0\n");
}

TEST(LayoutTable, TellsWhatThePlanStatesBesideWhatWasMeasured) {
    const auto opened = open({"layout:ningbo"}, BaseMap::none, {});
    ASSERT_TRUE(opened.has_value()) << error_line(opened.error());
    const auto& layout = opened->value.layouts.front();
    const std::vector<std::optional<double>> measured(layout->features.size());
    const auto table = layout_table(layout, measured, Lang::zh);
    ASSERT_EQ(table->rows(), layout->features.size());
    // The plan gives 宁波生命医学中心 4 km2, which are 6,000 mu.
    const TableAnswer answer =
        ask_table(*table, {"规划面积_亩 = 6000", std::nullopt, Lang::zh}, {}).value();
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_EQ(table->words(answer.rows[0], *table->find("name")), "宁波生命医学中心");
    EXPECT_EQ(table->words(answer.rows[0], *table->find("role")), "园");
}

}  // namespace
}  // namespace parkatlas::tasks
