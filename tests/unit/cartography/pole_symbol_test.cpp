#include "cartography/pole_symbol.h"

#include <variant>

#include <gtest/gtest.h>

namespace parkatlas::cartography {
namespace {

draw::Group symbol(int rank) {
    draw::Group group;
    paint_pole_symbol(Painter{group}, {0, 0}, 3.0, rank, {200, 90, 20});
    return group;
}

TEST(PoleRank, ReadsDigitsNumeralsAndTheWordsOfPlans) {
    EXPECT_EQ(pole_rank("1"), 1);
    EXPECT_EQ(pole_rank("2级"), 2);
    EXPECT_EQ(pole_rank("二级"), 2);
    EXPECT_EQ(pole_rank("第一极"), 1);
    EXPECT_EQ(pole_rank("主极"), 1);
    EXPECT_EQ(pole_rank("副极"), 2);
    EXPECT_EQ(pole_rank("secondary"), 2);
}

TEST(PoleRank, AllLowerRanksShareOneSymbol) {
    EXPECT_EQ(pole_rank("3"), 3);
    EXPECT_EQ(pole_rank("9"), 3);
    EXPECT_EQ(pole_rank("四级"), 3);
}

TEST(PoleRank, APoleThatThePlanDoesNotRankHasNone) {
    EXPECT_EQ(pole_rank(""), 0);
    EXPECT_EQ(pole_rank("第"), 0);
    EXPECT_EQ(pole_rank("培育"), 0);
}

TEST(PoleSymbol, TheFirstRankHasOneRingMoreThanTheOthers) {
    EXPECT_EQ(symbol(1).items.size(), symbol(2).items.size() + 2);
    EXPECT_EQ(symbol(2).items.size(), symbol(3).items.size());
    EXPECT_EQ(symbol(0).items.size(), symbol(2).items.size());
}

}  // namespace
}  // namespace parkatlas::cartography
