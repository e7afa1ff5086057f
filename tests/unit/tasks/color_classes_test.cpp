#include "tasks/color_classes.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/temporary_folder.h"
#include "tasks/export_sheet.h"
#include "tasks/sheet_manifest.h"

namespace parkatlas::tasks {
namespace {

/// Squares of 0.01 degrees with a use each.
std::shared_ptr<const model::Layer> parcels(const std::vector<std::string>& uses) {
    auto layer = std::make_shared<model::Layer>();
    layer->name = "地块";
    model::AttributeColumn column;
    column.name = "用途";
    for (std::size_t i = 0; i < uses.size(); ++i) {
        const double x = 121.5 + 0.02 * static_cast<double>(i % 20);
        const double y = 29.8 + 0.02 * static_cast<double>(i / 20);
        layer->shapes.append_polygon(
            {{{x, y}, {x + 0.01, y}, {x + 0.01, y + 0.01}, {x, y + 0.01}, {x, y}}});
        layer->ids.push_back(static_cast<std::int64_t>(i));
        layer->names.push_back(std::nullopt);
        column.values.push_back(uses[i].empty() ? model::ValueView{} : model::ValueView{uses[i]});
    }
    layer->columns.push_back(std::move(column));
    return layer;
}

TEST(ColorClasses, EachClassHasItsCountAndItsAreas) {
    const auto made =
        color_classes({parcels({"耕地", "居住用地", "耕地", ""})}, "用途", Lang::zh, {});
    ASSERT_TRUE(made) << error_line(made.error());
    const cartography::LayerClasses& classes = *made->front();
    ASSERT_EQ(classes.classes.size(), 3U);
    EXPECT_EQ(classes.classes[0].name, "");
    EXPECT_EQ(classes.classes[1].name, "居住用地");
    EXPECT_EQ(classes.classes[2].name, "耕地");
    EXPECT_EQ(classes.classes[2].count, 2U);
    // A block of 0.02 degrees near there measures 4.283 km2 on CGCS2000 (house-style.md); two of a
    // quarter of it.
    EXPECT_NEAR(*classes.classes[2].area_m2, 2 * 4.283e6 / 4, 0.01e6);
    EXPECT_EQ(classes.of_feature, (std::vector<std::uint8_t>{2, 1, 2, 0}));
}

TEST(ColorClasses, StandInNaturalOrder) {
    const auto made = color_classes({parcels({"10", "9", "1", "11"})}, "用途", Lang::zh, {});
    ASSERT_TRUE(made);
    std::vector<std::string> names;
    for (const auto& one : (*made)[0]->classes) names.push_back(one.name);
    EXPECT_EQ(names, (std::vector<std::string>{"1", "9", "10", "11"}));
    EXPECT_EQ((*made)[0]->of_feature, (std::vector<std::uint8_t>{2, 1, 0, 3}));
}

TEST(ColorClasses, BeyondFortyTheSmallOnesAreOne) {
    std::vector<std::string> uses;
    for (int i = 0; i < 60; ++i) uses.push_back("类" + std::to_string(i));
    const auto made = color_classes({parcels(uses)}, "用途", Lang::zh, {});
    ASSERT_TRUE(made);
    const cartography::LayerClasses& classes = *made->front();
    ASSERT_EQ(classes.classes.size(), 40U);
    EXPECT_EQ(classes.classes.back().name, "其他（21类）");
    std::size_t features = 0;
    for (const auto& one : classes.classes) features += one.count;
    EXPECT_EQ(features, 60U);
}

TEST(ColorClasses, AFieldThatIsNotThereIsAUsageErrorThatNamesThoseThatAre) {
    const auto made = color_classes({parcels({"耕地"})}, "地类", Lang::zh, {});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::usage);
    EXPECT_NE(made.error().remedy.english().find("用途"), std::string::npos);
    EXPECT_FALSE(color_classes({}, "地类", Lang::zh, {}));
}

TEST(ColorClasses, TheLegendListsClassesOfASmallAndOfALargeLayer) {
    for (const std::size_t count : {std::size_t{30}, std::size_t{2500}}) {
        std::vector<std::string> uses;
        for (std::size_t i = 0; i < count; ++i) uses.emplace_back(i % 3 == 0 ? "耕地" : "林地");
        Workspace workspace;
        workspace.layers = {parcels(uses)};
        const test::TemporaryFolder folder;
        ExportRequest request;
        request.output = folder.path() / "a.svg";
        request.color_by = "用途";
        const auto sheet = export_sheet(workspace, request, {});
        ASSERT_TRUE(sheet) << error_line(sheet.error());
        const std::string told = manifest_json(*sheet, 300);
        EXPECT_NE(told.find("地块（按用途）"), std::string::npos);
        EXPECT_NE(told.find("耕地（" + std::to_string((count + 2) / 3) + "个）"),
                  std::string::npos);
        EXPECT_NE(told.find("平方公里"), std::string::npos);
    }
}

}  // namespace
}  // namespace parkatlas::tasks
