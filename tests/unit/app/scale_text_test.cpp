#include "app/scale_text.h"

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

TEST(ParseScale, TheWaysPlannersWriteAScaleMeanTheSame) {
    for (const char* words : {"1:50000", "1:50,000", " 1 : 50 000 ", "1：50000", "1:5万", "5万",
                              "50000", "1/50000", "1:50，000"}) {
        EXPECT_EQ(parse_scale(words), 50'000.0) << words;
    }
    EXPECT_EQ(parse_scale("1:2.5万"), 25'000.0);
}

TEST(ParseScale, WhatTheMapDoesNotReachIsNotTaken) {
    EXPECT_EQ(parse_scale("1:500"), 500.0);
    EXPECT_EQ(parse_scale("1:499"), std::nullopt);
    EXPECT_EQ(parse_scale("1:2000000"), 2'000'000.0);
    EXPECT_EQ(parse_scale("1:2000001"), std::nullopt);
}

TEST(ParseScale, OtherWordsAreNoScale) {
    for (const char* words :
         {"", "1:", "鄞州", "50000m", "1:nan", "1:-5000", "1:inf", "-1:50000"}) {
        EXPECT_EQ(parse_scale(words), std::nullopt) << words;
    }
}

TEST(ParseScale, AmongPlacesOnlyWhatIsMarkedAsAScaleCounts) {
    EXPECT_EQ(parse_scale("50000", true), std::nullopt);
    EXPECT_EQ(parse_scale("1:50000", true), 50'000.0);
    EXPECT_EQ(parse_scale("5万", true), 50'000.0);
}

}  // namespace
}  // namespace parkatlas::app
