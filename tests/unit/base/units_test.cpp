#include "base/units.h"

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

TEST(AreaUnits, AMuIsAFifteenthOfAHectare) {
    EXPECT_DOUBLE_EQ(from_square_metres(1e4, AreaUnit::mu), 15.0);
    EXPECT_DOUBLE_EQ(from_square_metres(1e8, AreaUnit::mu10k), 15.0);
    EXPECT_DOUBLE_EQ(from_square_metres(1e4, AreaUnit::ha), 1.0);
    EXPECT_DOUBLE_EQ(from_square_metres(1e6, AreaUnit::km2), 1.0);
}

TEST(AreaUnits, ParseKnowsItsWordsOnly) {
    EXPECT_EQ(parse_area_unit("mu"), AreaUnit::mu);
    EXPECT_EQ(parse_area_unit("万亩"), AreaUnit::mu10k);
    EXPECT_EQ(parse_area_unit("mu10k"), AreaUnit::mu10k);
    EXPECT_EQ(parse_area_unit("acre"), std::nullopt);
}

TEST(Grouped, SetsCommasFromTheRight) {
    EXPECT_EQ(grouped(0.0, 0), "0");
    EXPECT_EQ(grouped(999.0, 0), "999");
    EXPECT_EQ(grouped(1253079343.03, 2), "1,253,079,343.03");
    EXPECT_EQ(grouped(-1234.5, 1), "-1,234.5");
    EXPECT_EQ(grouped(-123.0, 0), "-123");
}

TEST(FormatArea, NamesTheUnit) {
    EXPECT_EQ(format_area(4e6, AreaUnit::km2, Lang::en), "4.000 km²");
    EXPECT_EQ(format_area(4e6, AreaUnit::mu, Lang::zh), "6,000.0 亩");
    EXPECT_EQ(format_area(8e6, AreaUnit::mu10k, Lang::zh), "1.2000 万亩");
    EXPECT_EQ(format_area_number(9.816e9, AreaUnit::km2), "9,816.000");
}

TEST(RoundedSteps, AreTheDigitsThatAreShown) {
    EXPECT_EQ(rounded_steps(1.2354e6, AreaUnit::km2), 1235);
    EXPECT_EQ(rounded_steps(0.05, AreaUnit::m2), 1);  // the double is a little more than 0.05
    EXPECT_EQ(rounded_steps(0.25, AreaUnit::m2), 2);  // exactly half: to the even digit, as shown
    EXPECT_EQ(rounded_steps(-1.26, AreaUnit::m2), -13);
    EXPECT_EQ(rounded_steps(9.8765e12, AreaUnit::ha), 98'765'000'000);
}

TEST(FormatLength, ChangesToKilometres) {
    EXPECT_EQ(format_length(950.0, Lang::en), "950 m");
    EXPECT_EQ(format_length(12345.0, Lang::en), "12.35 km");
    EXPECT_EQ(format_length(12345.0, Lang::zh), "12.35 千米");
}

}  // namespace
}  // namespace parkatlas
