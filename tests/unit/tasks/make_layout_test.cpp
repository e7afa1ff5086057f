#include "tasks/make_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace parkatlas::tasks {
namespace {

model::Layer layer_of(const char* name, std::vector<model::AttributeColumn> columns) {
    model::Layer layer;
    layer.name = name;
    layer.source = name;
    for (std::size_t i = 0; i < columns.front().values.size(); ++i) {
        layer.shapes.append_point({121.5, 29.8});
        layer.ids.push_back(static_cast<std::int64_t>(i + 1));
        layer.names.push_back(std::nullopt);
    }
    layer.columns = std::move(columns);
    return layer;
}

TEST(MakeLayout, LayersArePutTogetherWithIdsThatOccurOnce) {
    const std::vector<model::Layer> layers{
        layer_of("核", {{"role", {std::string{"核"}}}}),
        layer_of("园", {{"name", {std::string{"甲"}, std::int64_t{12}}}})};
    const auto made = make_layout(layers, {"mine", "一核两园", "", "园区"});
    ASSERT_TRUE(made);
    const model::Layout& layout = made->value;
    EXPECT_EQ(layout.title.zh, "一核两园");
    ASSERT_EQ(layout.features.size(), 3U);
    EXPECT_EQ(layout.features[0].id, "1");
    EXPECT_EQ(layout.features[1].id, "园-1");
    EXPECT_EQ(layout.features[2].id, "2");
    EXPECT_EQ(layout.features[0].role, model::Role::core);
    EXPECT_EQ(layout.features[2].role, model::Role::park);
    EXPECT_EQ(layout.features[2].name.zh, "12");
}

TEST(MakeLayout, AreasInTheUnitsOfPlansBecomeSquareMetresAndWords) {
    const std::vector<model::Layer> layers{
        layer_of("a", {{"stated_area_mu", {std::int64_t{1500}, {}}},
                       {"stated_area_text", {{}, std::string{"两公顷"}}},
                       {"stated_area_ha", {{}, 2.0}}})};
    const auto made = make_layout(layers, {"mine", "两园", "", "park"});
    ASSERT_TRUE(made);
    const auto& features = made->value.features;
    EXPECT_DOUBLE_EQ(*features[0].stated_area_m2, 1e6);  // 1 亩 is 10000/15 m2
    EXPECT_EQ(features[0].stated_area_text, "1500亩");
    EXPECT_DOUBLE_EQ(*features[1].stated_area_m2, 2e4);
    EXPECT_EQ(features[1].stated_area_text, "两公顷");
}

TEST(MakeLayout, ASchemeOrRoleThatNobodyKnowsIsWrongUsage) {
    const std::vector<model::Layer> layers{layer_of("a", {{"name", {std::string{"x"}}}})};
    EXPECT_EQ(make_layout(layers, {"m", "一港", "", ""}).error().code, ErrorCode::usage);
    EXPECT_EQ(make_layout(layers, {"m", "一园", "", "harbour"}).error().code, ErrorCode::usage);
}

TEST(MakeLayout, LayersInMetresComeOutInDegrees) {
    std::vector<model::Layer> layers{layer_of("a", {{"name", {std::string{"x"}}}})};
    layers[0].crs = geo::Crs::gauss_kruger_120();
    layers[0].shapes = {};
    layers[0].shapes.append_point({500000.0, 3300000.0});
    const auto made = make_layout(layers, {"m", "一园", "", "park"});
    ASSERT_TRUE(made);
    EXPECT_NEAR(made->value.layer.shapes.vertices().front().x, 120.0, 1e-9);
}

}  // namespace
}  // namespace parkatlas::tasks
