#include "io/hand_over.h"

#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace parkatlas::io {
namespace {

class HandOverTest : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(WithAndWithoutAThread, HandOverTest, testing::Bool());

TEST_P(HandOverTest, KeepsTheOrder) {
    std::vector<int> taken;
    HandOver<int> way{[&](int& one) {
                          taken.push_back(one);
                          return true;
                      },
                      GetParam()};
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(way.pass(i));
    way.finish();
    ASSERT_EQ(taken.size(), 1000U);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(taken[static_cast<std::size_t>(i)], i);
}

TEST_P(HandOverTest, TellsTheMakerThatNoMoreAreWanted) {
    int taken = 0;
    HandOver<int> way{[&](int&) { return ++taken < 3; }, GetParam()};
    int passed = 0;
    while (passed < 1'000'000 && way.pass(passed)) ++passed;
    way.finish();
    EXPECT_EQ(taken, 3);
    EXPECT_LT(passed, 100);
}

TEST_P(HandOverTest, WhatWasThrownReachesTheMaker) {
    HandOver<int> way{[](int&) -> bool { throw std::runtime_error{"broken"}; }, GetParam()};
    EXPECT_THROW(
        {
            while (way.pass(1)) {
            }
            way.finish();
        },
        std::runtime_error);
}

}  // namespace
}  // namespace parkatlas::io
