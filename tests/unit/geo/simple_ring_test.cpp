#include "geo/simple_ring.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "geo/repair.h"
#include "unit/geo/blocks.h"

namespace parkatlas::geo {
namespace {

using detail::is_surely_simple;
using test::rectangle;

TEST(SurelySimple, PlainRingsAre) {
    EXPECT_TRUE(is_surely_simple(rectangle(0, 0, 4, 4)));
    EXPECT_TRUE(is_surely_simple(std::vector<XY>{{0, 0}, {1, 3}, {2, 1}, {3, 3}, {4, 0}}));
    // Closed, with repeated vertices, and with a vertex on a straight side.
    EXPECT_TRUE(is_surely_simple(
        std::vector<XY>{{0, 0}, {2, 0}, {2, 0}, {4, 0}, {4, 4}, {4, 4}, {0, 4}, {0, 0}, {0, 0}}));
}

TEST(SurelySimple, RingsThatMeetThemselvesAreNot) {
    EXPECT_FALSE(is_surely_simple(std::vector<XY>{{0, 0}, {4, 4}, {4, 0}, {0, 4}}));  // bow tie
    // a vertex on another edge; two vertices in one place; a spike; a side run along twice
    EXPECT_FALSE(is_surely_simple(std::vector<XY>{{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}}));
    EXPECT_FALSE(
        is_surely_simple(std::vector<XY>{{0, 0}, {4, 0}, {4, 4}, {2, 2}, {4, 6}, {0, 6}, {2, 2}}));
    EXPECT_FALSE(is_surely_simple(std::vector<XY>{{0, 0}, {4, 0}, {6, 0}, {4, 0}, {4, 4}}));
    EXPECT_FALSE(is_surely_simple(std::vector<XY>{{0, 0}, {4, 0}, {2, 0}, {2, 4}}));
    EXPECT_FALSE(is_surely_simple(std::vector<XY>{{0, 0}, {1, 1}, {2, 2}}));
}

TEST(SurelySimple, ARingThatGoesTwiceAroundItsMiddleIsNot) {
    for (const int count : {5, 9, 25, 101}) {
        std::vector<XY> ring;
        for (int i = 0; i < count; ++i) {
            const double angle = 4.0 * std::numbers::pi * i / count;
            ring.push_back({std::cos(angle), std::sin(angle)});
        }
        EXPECT_FALSE(is_surely_simple(ring)) << count;
    }
}

TEST(SurelySimple, NothingIsProvenOfTooFewVerticesOrWildNumbers) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(is_surely_simple(std::vector<XY>{}));
    EXPECT_FALSE(is_surely_simple(std::vector<XY>{{0, 0}, {1, 1}, {0, 0}}));
    EXPECT_FALSE(is_surely_simple(std::vector<XY>{{0, 0}, {4, nan}, {4, 4}}));
}

TEST(SurelySimple, AgreesWithGeosOnSmallRingsOnAGridAndOffIt) {
    // With a second part, so that Repairer asks GEOS.
    std::mt19937 random{20240607};
    int simple = 0;
    int doubted = 0;
    for (int round = 0; round < 20000; ++round) {
        const std::size_t count = 3 + random() % 6;
        const bool on_grid = round % 2 == 0;
        std::vector<XY> ring;
        for (std::size_t i = 0; i < count; ++i) {
            const double scale = on_grid ? 1.0 : 1.0 + static_cast<double>(random()) / 4294967296.0;
            ring.push_back({scale * static_cast<double>(random() % 5),
                            scale * static_cast<double>(random() % 5)});
        }
        const auto trouble =
            Repairer{}.invalidity(test::multipolygon({ring, rectangle(100, 100, 101, 101)})[0]);
        ASSERT_TRUE(trouble);
        const bool surely = is_surely_simple(ring);
        ASSERT_FALSE(surely && trouble->has_value()) << round;
        simple += surely ? 1 : 0;
        doubted += !surely && !trouble->has_value() ? 1 : 0;
    }
    EXPECT_GT(simple, 1000);
    EXPECT_LT(doubted, simple / 100);
}

TEST(SurelySimple, AgreesWithGeosOnANoisyOutlineWithOneKnot) {
    std::mt19937 random{1};
    std::vector<XY> outline;
    constexpr std::size_t count = 15000;  // short enough for Repairer to ask GEOS
    for (std::size_t i = 0; i < count; ++i) {
        const double radius = 0.5 + 0.05 * static_cast<double>(random()) / 4294967296.0;
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / count;
        outline.push_back({121 + radius * std::cos(angle), 29 + radius * std::sin(angle)});
    }
    EXPECT_TRUE(is_surely_simple(outline));
    int knots = 0;
    for (std::size_t at = 0; at + 4 < count; at += 1499) {
        std::vector<XY> knotted = outline;
        std::swap(knotted[at + 1], knotted[at + 3]);
        const auto trouble = Repairer{}.invalidity(test::polygon({knotted})[0]);
        ASSERT_TRUE(trouble);
        EXPECT_EQ(is_surely_simple(knotted), !trouble->has_value()) << at;
        knots += trouble->has_value() ? 1 : 0;
    }
    EXPECT_GT(knots, 3);
}

}  // namespace
}  // namespace parkatlas::geo
