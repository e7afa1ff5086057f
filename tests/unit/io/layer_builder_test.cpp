#include "io/layer_builder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "unit/io/reading.h"

namespace parkatlas::io {
namespace {

using test::count_of;

GeometryScratch point(double x, double y) {
    GeometryScratch scratch;
    scratch.is_null = false;
    scratch.vertices = {{x, y}};
    scratch.rings = {{0, 1}};
    scratch.parts = {{geo::PartKind::point, 0, 1}};
    return scratch;
}

TEST(LayerBuilder, EveryColumnHasAValueForEveryFeature) {
    LayerBuilder builder{"t"};
    for (std::uint64_t i = 1; i <= 3; ++i) {
        builder.begin_feature(i);
        builder.set_value(builder.column(i == 2 ? "a" : "b"), static_cast<std::int64_t>(i));
        ASSERT_TRUE(builder.end_feature(point(121, 29)));
    }
    const Result<Loaded<model::Layer>> layer = builder.finish({});
    ASSERT_TRUE(layer);
    ASSERT_EQ(layer->value.columns.size(), 2U);
    EXPECT_EQ(layer->value.columns[0].values.size(), 3U);
    EXPECT_EQ(layer->value.columns[1].values[1], model::Value{std::int64_t{2}});
    EXPECT_EQ(layer->value.columns[1].values[2], model::Value{});
}

TEST(LayerBuilder, AnAbandonedFeatureLeavesNothing) {
    LayerBuilder builder{"t"};
    builder.begin_feature(1);
    builder.set_value(builder.column("a"), std::string{"gone"});
    builder.abandon_feature();
    builder.begin_feature(2);
    ASSERT_TRUE(builder.end_feature(point(121, 29)));
    const Result<Loaded<model::Layer>> layer = builder.finish({});
    ASSERT_EQ(layer->value.size(), 1U);
    EXPECT_EQ(layer->value.columns[0].values[0], model::Value{});
}

TEST(LayerBuilder, ColumnsAreBoundedAgainstHostileTables) {
    LayerBuilder builder{"t"};
    for (std::uint64_t i = 1; i <= 20'000; ++i) {
        builder.begin_feature(i);
        builder.set_value(builder.column(fmt::format("column {}", i)), true);
        ASSERT_TRUE(builder.end_feature(point(121, 29)));
    }
    const Result<Loaded<model::Layer>> layer = builder.finish({});
    ASSERT_TRUE(layer);
    EXPECT_LE(layer->value.columns.size(), LayerBuilder::most_columns);
    EXPECT_LE(layer->value.columns.size() * layer->value.size(),
              LayerBuilder::most_empty_cells + 5 * 20'000);
    EXPECT_EQ(count_of(layer->findings, "too_many_columns"), 1);
}

TEST(LayerBuilder, FindingsOfOneKindAreSummedUpBeyondAThousand) {
    LayerBuilder builder{"t"};
    for (std::uint64_t i = 1; i <= 1500; ++i) {
        builder.begin_feature(i);
        ASSERT_TRUE(builder.end_feature(GeometryScratch{}));
    }
    const Result<Loaded<model::Layer>> layer = builder.finish({});
    ASSERT_TRUE(layer);
    EXPECT_EQ(count_of(layer->findings, "null_geometry"), 1001);
    EXPECT_EQ(layer->findings.back().message, "500 more of the same kind");
}

TEST(LayerBuilder, ACoordinateThatIsNotFiniteEmptiesTheShape) {
    LayerBuilder builder{"t"};
    builder.begin_feature(1);
    ASSERT_TRUE(builder.end_feature(point(std::nan(""), 29)));
    builder.begin_feature(2);
    ASSERT_TRUE(builder.end_feature(point(121, 29)));
    LayerFacts facts;
    facts.crs = geo::Crs::gauss_kruger_120();
    const Result<Loaded<model::Layer>> layer = builder.finish(std::move(facts));
    ASSERT_TRUE(layer);
    EXPECT_TRUE(layer->value.shapes[0].is_empty());
    EXPECT_FALSE(layer->value.shapes[1].is_empty());
    EXPECT_EQ(count_of(layer->findings, "out_of_range"), 1);
}

}  // namespace
}  // namespace parkatlas::io
