#include "base/units.h"

#include <gtest/gtest.h>

namespace parkatlas {
namespace {

TEST(AreaUnits, AMuIsAFifteenthOfAHectare) {
    EXPECT_DOUBLE_EQ(from_square_metres(1e4, AreaUnit::mu), 15.0);
    EXPECT_DOUBLE_EQ(from_square_metres(1e4, AreaUnit::ha), 1.0);
    EXPECT_DOUBLE_EQ(from_square_metres(1e6, AreaUnit::km2), 1.0);
}

TEST(AreaUnits, ParseKnowsTheFourWordsOnly) {
    EXPECT_EQ(parse_area_unit("mu"), AreaUnit::mu);
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
    EXPECT_EQ(format_area_number(9.816e9, AreaUnit::km2), "9,816.000");
}

TEST(FormatLength, ChangesToKilometres) {
    EXPECT_EQ(format_length(950.0), "950 m");
    EXPECT_EQ(format_length(12345.0), "12.35 km");
}

}  // namespace
}  // namespace parkatlas
