#include "analysis/overlap_modes.h"

#include <gtest/gtest.h>

#include "analysis/what_if.h"
#include "unit/analysis/layers.h"

namespace parkatlas::analysis {
namespace {

using test::layer_of;
using test::ningbo_block;
using test::ningbo_block_m2;
using test::shared_m2;
using test::shifted_block;
using test::shifted_block_m2;

const std::vector<geo::XY> elsewhere{{122, 30}, {122.01, 30}, {122.01, 30.01}};

/// The two blocks that share a corner, and the first of them once more.
model::Layer three_blocks() {
    model::Layer layer = layer_of({shifted_block, ningbo_block, shifted_block});
    layer.columns.push_back({"use", {std::string{"M1"}, std::string{"R2"}, std::string{"M1"}}, {}});
    return layer;
}

TEST(CoverageTable, HasEveryFeatureOfAAndCountsGroundOnce) {
    const model::Layer a = layer_of({ningbo_block, elsewhere});
    model::Layer b = layer_of({shifted_block, shifted_block});
    const auto table = coverage_table(a, &b, {}, geo::Ground::covered, {});
    ASSERT_TRUE(table);
    ASSERT_EQ(table->value.rows.size(), 2U);
    EXPECT_NEAR(table->value.rows[0].covered_m2, shared_m2, 1e-3);
    EXPECT_EQ(table->value.rows[0].parts, 2U);
    EXPECT_NEAR(table->value.rows[0].left_m2(), ningbo_block_m2 - shared_m2, 1e-3);
    EXPECT_EQ(table->value.rows[1].covered_m2, 0.0);
    EXPECT_FALSE(table->value.shapes);
}

TEST(CoverageTable, WithinOneLayerEachFeatureIsCoveredByTheOthers) {
    const auto table =
        coverage_table(layer_of({ningbo_block, shifted_block}), nullptr, {}, geo::Ground::left, {});
    ASSERT_TRUE(table);
    EXPECT_NEAR(table->value.rows[0].covered_m2, shared_m2, 1e-3);
    EXPECT_NEAR(table->value.rows[1].covered_m2, shared_m2, 1e-3);
}

TEST(CoverageTable, GapsHaveAShapeForEachFeatureThatIsNotAllCovered) {
    const model::Layer a = layer_of({ningbo_block, elsewhere, shifted_block});
    const model::Layer b = layer_of({shifted_block});
    const auto table = coverage_table(a, &b, {{}, true}, geo::Ground::left, {});
    ASSERT_TRUE(table);
    ASSERT_TRUE(table->value.shapes);
    EXPECT_EQ(table->value.shapes->size(), 2U);
    const model::AttributeColumn* ids = table->value.shapes->column("a_id");
    ASSERT_NE(ids, nullptr);
    EXPECT_EQ(ids->values[0], model::Value{std::int64_t{1}});
    EXPECT_EQ(ids->values[1], model::Value{std::int64_t{2}});
}

TEST(FoldTable, TellsHowManyFeaturesLieOnTheGround) {
    const auto table = fold_table(three_blocks(), nullptr, {{}, true}, {});
    ASSERT_TRUE(table);
    ASSERT_EQ(table->value.rows.size(), 3U);
    // Sides of 2 km are cut in halves: straight on the map, but the geodesics between the ends of
    // the halves lie elsewhere than that between the ends of the whole. 2 km at 30 degrees:
    // L^3 tan(lat) / (12 R) = 60 m2 between the two, three quarters of it is what is left.
    constexpr double bulge_m2 = 50.0;
    EXPECT_NEAR(table->value.rows[0].area_m2, ningbo_block_m2 - shared_m2, bulge_m2);
    EXPECT_NEAR(table->value.rows[1].area_m2, shifted_block_m2 - shared_m2, bulge_m2);
    EXPECT_NEAR(table->value.rows[2].area_m2, shared_m2, 1e-2);
    EXPECT_EQ(table->value.rows[2].count, 3U);
    ASSERT_TRUE(table->value.shapes);
    EXPECT_EQ(table->value.shapes->size(), 3U);
}

TEST(ClassTable, SumsByAttributeAndSaysWhatIsNotCovered) {
    const model::Layer a = layer_of({ningbo_block});
    const auto table = class_table(a, three_blocks(), "use", {}, {});
    ASSERT_TRUE(table);
    ASSERT_EQ(table->value.rows.size(), 2U);
    EXPECT_EQ(table->value.rows[0].value, "M1");
    EXPECT_NEAR(table->value.rows[0].area_m2, shared_m2, 1e-3);
    EXPECT_EQ(table->value.rows[0].features, 2U);
    EXPECT_EQ(table->value.rows[1].value, "R2");
    EXPECT_NEAR(table->value.rows[1].area_m2, ningbo_block_m2, 1e-3);
    EXPECT_NEAR(table->value.uncovered_m2, 0.0, 1e-3);
}

TEST(ClassTable, AnAttributeThatIsNotThereIsWrongUsageAndThoseThereAreNamed) {
    const auto table = class_table(layer_of({ningbo_block}), three_blocks(), "kind", {}, {});
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, ErrorCode::usage);
    EXPECT_NE(table.error().remedy.english().find("use"), std::string::npos);
}

TEST(PairLayer, HasThePairsWithTheirGround) {
    const auto layer = pair_layer(layer_of({ningbo_block, shifted_block}), nullptr, {}, {});
    ASSERT_TRUE(layer);
    ASSERT_EQ(layer->value.size(), 1U);
    const model::AttributeColumn* areas = layer->value.column("area_m2");
    ASSERT_NE(areas, nullptr);
    EXPECT_NEAR(std::get<double>(areas->values[0]), shared_m2, 1e-3);
}

TEST(PrepareWhatIf, SortsFeaturesIntoClassesByTheTextOfAnAttribute) {
    const model::Layer layer = three_blocks();
    const auto ground = prepare_what_if(layer, {}, "use", {});
    ASSERT_TRUE(ground);
    EXPECT_EQ(ground->value.class_names, (std::vector<std::string>{"M1", "R2"}));
    auto what_if = make_what_if(ground->value, layer, {});
    ASSERT_TRUE(what_if);
    const auto answer = what_if->update(layer.shapes[1]);
    ASSERT_TRUE(answer);
    EXPECT_NEAR((*answer)->class_m2[0], 2 * shared_m2, 1e-3);
    EXPECT_NEAR((*answer)->class_m2[1], ningbo_block_m2, 1e-3);
}

}  // namespace
}  // namespace parkatlas::analysis
