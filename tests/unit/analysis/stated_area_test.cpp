#include "analysis/stated_area.h"

#include <optional>
#include <string_view>

#include <gtest/gtest.h>

namespace parkatlas::analysis {
namespace {

constexpr double mu = 10000.0 / 15.0;

StatedArea only(std::string_view text) {
    const auto areas = stated_areas_in(text);
    EXPECT_EQ(areas.size(), 1U) << text;
    return areas.empty() ? StatedArea{} : areas.front();
}

void expect_range(std::string_view text, double from_m2, double to_m2) {
    const StatedArea area = only(text);
    EXPECT_NEAR(area.from_m2(), from_m2, 1e-6 * to_m2) << text;
    EXPECT_NEAR(area.to_m2(), to_m2, 1e-6 * to_m2) << text;
}

// The three intervals that the product asks for by name.
TEST(StatedArea, MeansWhatItsRoundingLeavesOpen) {
    expect_range("规划总面积4平方公里", 3.5e6, 4.5e6);
    expect_range("规划总面积4.6平方公里", 4.55e6, 4.65e6);
    expect_range("城区现有面积78.4亩", 78.35 * mu, 78.45 * mu);
}

TEST(StatedArea, KnowsTheUnitsOfPlans) {
    expect_range("1.7平方千米", 1.65e6, 1.75e6);
    expect_range("约40.9公顷", 408500, 409500);
    expect_range("1.2万亩", 1.15e4 * mu, 1.25e4 * mu);
    expect_range("1万亩", 0.5e4 * mu, 1.5e4 * mu);
    expect_range("52267平方米", 52266.5, 52267.5);
    expect_range("5.2万平方米", 51500, 52500);
    expect_range("4.0 km2", 3.95e6, 4.05e6);
    expect_range("4.00 KM²", 3.995e6, 4.005e6);
    expect_range("12 ha", 115000, 125000);
    expect_range("12hm²", 115000, 125000);
    expect_range("300 mu", 299.5 * mu, 300.5 * mu);
    expect_range("1,234 m2", 1233.5, 1234.5);
    expect_range("１．７平方公里", 1.65e6, 1.75e6);
}

TEST(StatedArea, LeavesOutWhatIsNoAreaOrAnEndOfARange) {
    for (const std::string_view text :
         {"", "面积未定", "2025年", "到2025年建成12个平台", "3-4平方公里", "3 至 4平方公里",
          "12 hats", "第4区", "4", ".5亩"}) {
        EXPECT_TRUE(stated_areas_in(text).empty()) << text;
    }
    expect_range("到2025年达到4平方公里", 3.5e6, 4.5e6);
    expect_range("（2020-2025年）4平方公里", 3.5e6, 4.5e6);
}

TEST(StatedArea, SeveralFiguresStandInTheirOrder) {
    const auto areas = stated_areas_in("总面积4.6平方公里（约6900亩），其中基地2平方公里");
    ASSERT_EQ(areas.size(), 3U);
    EXPECT_DOUBLE_EQ(areas[0].area_m2, 4.6e6);
    EXPECT_NEAR(areas[1].area_m2, 4.6e6, 1e-6);
    EXPECT_DOUBLE_EQ(areas[2].area_m2, 2e6);
}

TEST(StatedArea, ANumberIsRoundedAtItsLastDigitInSquareKilometres) {
    EXPECT_DOUBLE_EQ(stated_area_of(4000000).half_width_m2, 0.5e6);
    EXPECT_DOUBLE_EQ(stated_area_of(4600000).half_width_m2, 0.05e6);
    EXPECT_DOUBLE_EQ(stated_area_of(4650000).half_width_m2, 0.005e6);
    EXPECT_DOUBLE_EQ(stated_area_of(100e6).half_width_m2, 0.5e6);
    EXPECT_DOUBLE_EQ(stated_area_of(10000).half_width_m2, 0.005e6);
    EXPECT_NEAR(stated_area_of(5).half_width_m2, 0.5, 1e-12);  // 5e-06 km2
    EXPECT_DOUBLE_EQ(stated_area_of(0).half_width_m2, 0.5e6);
}

TEST(StatedArea, TheEndsOfTheIntervalCountAsInside) {
    const StatedArea area = only("4.6平方公里");
    EXPECT_TRUE(area.allows(4.55e6));
    EXPECT_TRUE(area.allows(4.65e6));
    EXPECT_FALSE(area.allows(4.55e6 - 10));
    EXPECT_FALSE(area.allows(4.65e6 + 10));
}

TEST(StatedArea, TheTextGivesTheRoundingOfANumberItAgreesWith) {
    // 4.0 is stated to a tenth, which the bare number 4000000 would not tell.
    EXPECT_DOUBLE_EQ(stated_area(4e6, "4.0平方公里")->half_width_m2, 0.05e6);
    EXPECT_DOUBLE_EQ(stated_area(4e6, "")->half_width_m2, 0.5e6);
    EXPECT_DOUBLE_EQ(stated_area(4e6, "约5平方公里")->half_width_m2, 0.5e6);
    EXPECT_DOUBLE_EQ(stated_area(std::nullopt, "4.0平方公里")->area_m2, 4e6);
    EXPECT_FALSE(stated_area(std::nullopt, "没有数").has_value());
    EXPECT_FALSE(stated_area(std::nullopt, "").has_value());
}

TEST(StatedArea, ANumberContradictsATextThatSaysSomethingElse) {
    EXPECT_FALSE(contradicts(4e6, "规划总面积4平方公里"));
    EXPECT_TRUE(contradicts(4.1e6, "规划总面积4平方公里"));
    EXPECT_FALSE(contradicts(52266.67, "城区现有面积78.4亩"));
    EXPECT_TRUE(contradicts(78.4, "城区现有面积78.4亩"));
    EXPECT_FALSE(contradicts(2e6, "总面积4.6平方公里，其中基地2平方公里"));
    EXPECT_FALSE(contradicts(4.1e6, "没有数"));
}

}  // namespace
}  // namespace parkatlas::analysis
