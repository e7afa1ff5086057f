#include "cartography/layer_classes.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace parkatlas::cartography {
namespace {

std::vector<LayerClass> looks_of(const std::vector<std::string>& names) {
    std::vector<LayerClass> classes;
    for (const std::string& name : names) {
        LayerClass one;
        one.name = name;
        classes.push_back(one);
    }
    choose_looks(classes);
    return classes;
}

TEST(ChooseLooks, LandUsesHaveTheHuesOfThePlanningConvention) {
    // GB 50137 and the classification of 2023 agree: residential yellow, commercial red, industry
    // brown, green space green, water blue, roads grey.
    const auto made = looks_of(
        {"居住用地", "商业服务业用地", "工业用地", "公园绿地", "河流水面", "城镇道路用地", "耕地"});
    EXPECT_GT(made[0].color.r, 240);
    EXPECT_GT(made[0].color.g, 220);
    EXPECT_LT(made[0].color.b, 150);
    EXPECT_GT(made[1].color.r, 2 * made[1].color.g);
    EXPECT_GT(made[2].color.r, made[2].color.g);
    EXPECT_GT(made[2].color.g, made[2].color.b);
    EXPECT_GT(made[3].color.g, made[3].color.r + 50);
    EXPECT_GT(made[4].color.b, made[4].color.r + 50);
    EXPECT_NEAR(made[5].color.r, made[5].color.b, 10);
}

TEST(ChooseLooks, ACodeTellsTheUseAndPartsOfOneUseAreShades) {
    const auto made = looks_of({"0701", "0702", "07", "1001"});
    EXPECT_EQ(made[0].color, looks_of({"居住用地"})[0].color);
    EXPECT_NE(made[1].color, made[0].color);
    EXPECT_LT(made[1].color.r, made[0].color.r);
    EXPECT_EQ(made[3].color, looks_of({"工业用地"})[0].color);
}

TEST(ChooseLooks, FortyClassesHaveFortyColours) {
    std::vector<std::string> names;
    for (int i = 0; i < 40; ++i) names.push_back("类" + std::to_string(i));
    const auto made = looks_of(names);
    for (std::size_t i = 0; i < made.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_NE(made[i].color, made[j].color) << i << ' ' << j;
    }
}

TEST(ChooseLooks, StatesOfBuildingAreToldByPatternsToo) {
    const auto made = looks_of({"规划", "在建", "已建", "潜力", "待改造", ""});
    EXPECT_EQ(made[0].pattern, FillPattern::hatch);
    EXPECT_EQ(made[1].pattern, FillPattern::plain);
    EXPECT_EQ(made[2].pattern, FillPattern::plain);
    EXPECT_EQ(made[3].pattern, FillPattern::dots);
    EXPECT_EQ(made[4].pattern, FillPattern::cross_hatch);
    EXPECT_EQ(made[5].pattern, FillPattern::plain);
}

}  // namespace
}  // namespace parkatlas::cartography
