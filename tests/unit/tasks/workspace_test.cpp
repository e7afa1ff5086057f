#include "tasks/workspace.h"

#include <gtest/gtest.h>

namespace parkatlas::tasks {
namespace {

TEST(Open, ALayoutBringsItsLayerAndNoPlainLayers) {
    const auto opened = open({"layout:ningbo"}, BaseMap::none, {});
    ASSERT_TRUE(opened) << opened.error().what.english();
    const Workspace& workspace = opened->value;
    ASSERT_EQ(workspace.layouts.size(), 1U);
    EXPECT_TRUE(workspace.layers.empty());
    ASSERT_EQ(workspace.all_layers.size(), 1U);
    EXPECT_EQ(workspace.all_layers[0], &workspace.layouts[0]->layer);
    EXPECT_EQ(workspace.counties, nullptr);
}

TEST(Open, TheBaseMapIsThere) {
    const auto opened = open({"layout:ningbo"}, BaseMap::load, {});
    ASSERT_TRUE(opened);
    ASSERT_NE(opened->value.counties, nullptr);
    EXPECT_EQ(opened->value.counties->size(), 89U);
    EXPECT_NE(opened->value.land, nullptr);
}

TEST(Open, FailsForTheFirstSourceThatFails) {
    const auto opened = open({"layout:ningbo", "no-such-file.geojson"}, BaseMap::none, {});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::input_unreadable);
}

TEST(Open, AnUnknownLayoutIsAWrongInput) {
    const auto opened = open({"layout:atlantis"}, BaseMap::none, {});
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().remedy.english().find("ningbo"), std::string::npos)
        << opened.error().remedy.english();
}

TEST(MakeScene, MeasuresTheLayoutsPolygons) {
    const auto opened = open({"layout:ningbo"}, BaseMap::none, {});
    ASSERT_TRUE(opened);
    const auto scene = make_scene(opened->value, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene) << scene.error().what.english();
    const auto& content = scene->content();
    const auto life = content.layout->find("park-life-medicine");
    ASSERT_TRUE(life);
    ASSERT_TRUE(content.measured_area_m2[*life]);
    EXPECT_NEAR(*content.measured_area_m2[*life], 4.0e6, 40.0);  // drawn at the stated size
}

}  // namespace
}  // namespace parkatlas::tasks
