#include "geo/orientation.h"

#include <cmath>
#include <cstdint>
#include <random>

#include <gtest/gtest.h>

namespace parkatlas::geo::detail {
namespace {

__extension__ using Wide = __int128;

int sign(Wide value) {
    return value > 0 ? 1 : (value < 0 ? -1 : 0);
}
int sign(double value) {
    return value > 0.0 ? 1 : (value < 0.0 ? -1 : 0);
}

/// Coordinates that are whole multiples of 2^-40 below 2^13 are doubles, and 128 bits hold the
/// products of their differences.
struct Whole {
    std::int64_t x, y;
    [[nodiscard]] XY xy() const {
        return {std::ldexp(static_cast<double>(x), -40), std::ldexp(static_cast<double>(y), -40)};
    }
};

int exact_sign(Whole a, Whole b, Whole c) {
    return sign(Wide{a.x - c.x} * Wide{b.y - c.y} - Wide{a.y - c.y} * Wide{b.x - c.x});
}

TEST(Orientation, HasTheSignOfWholeNumberArithmetic) {
    std::mt19937_64 random{7};
    const auto coordinate = [&](std::uint64_t range) {
        return static_cast<std::int64_t>(random() % range) + (std::int64_t{121} << 40);
    };
    int on_the_line = 0;
    for (int round = 0; round < 300'000; ++round) {
        // Ends far apart, the third point a step or two of the resolution off the line.
        const std::uint64_t range = std::uint64_t{1} << (1 + random() % 40);
        const Whole a{coordinate(range), coordinate(range)};
        const Whole b{coordinate(range), coordinate(range)};
        const double at = static_cast<double>(random() % 1024) / 512.0 - 0.5;
        const auto near = [&](std::int64_t from, std::int64_t to) {
            return from +
                   static_cast<std::int64_t>(std::round(static_cast<double>(to - from) * at)) +
                   static_cast<std::int64_t>(random() % 3) - 1;
        };
        const Whole c{near(a.x, b.x), near(a.y, b.y)};
        const int expected = exact_sign(a, b, c);
        on_the_line += expected == 0 ? 1 : 0;
        ASSERT_EQ(sign(orientation(a.xy(), b.xy(), c.xy())), expected) << round;
        ASSERT_EQ(sign(orientation(b.xy(), a.xy(), c.xy())), -expected) << round;
        ASSERT_EQ(sign(orientation(c.xy(), a.xy(), b.xy())), expected) << round;
        ASSERT_EQ(sign(exact_orientation(a.xy(), b.xy(), c.xy())), expected) << round;
    }
    EXPECT_GT(on_the_line, 1000);
}

TEST(Orientation, TellsPointsApartThatRoundingPutsOnTheLine) {
    // Shewchuk's picture: the plain formula gives 0 or the wrong sign for most of these.
    const XY b{12.0, 12.0};
    const XY c{24.0, 24.0};
    for (int i = 0; i < 64; ++i) {
        for (int k = 0; k < 64; ++k) {
            const XY a{0.5 + std::ldexp(i, -53), 0.5 + std::ldexp(k, -53)};
            EXPECT_EQ(sign(orientation(b, c, a)), i < k ? 1 : (i > k ? -1 : 0)) << i << " " << k;
        }
    }
}

TEST(Orientation, IsTwiceTheAreaOfTheTriangle) {
    EXPECT_EQ(orientation({0, 0}, {4, 0}, {0, 3}), 12.0);
    EXPECT_EQ(exact_orientation({0, 0}, {4, 0}, {0, 3}), 12.0);
    EXPECT_EQ(orientation({0, 0}, {0, 3}, {4, 0}), -12.0);
    EXPECT_EQ(orientation({1, 1}, {1, 1}, {5, 7}), 0.0);
    // Far from the origin, where differences are rounded: 0.1 and 0.3 are not what they seem, the
    // value is that of the doubles. 1e8 + 0.1 has steps of 2^-26.
    const double step = std::ldexp(1.0, -26);
    EXPECT_EQ(exact_orientation({1e8, 0}, {1e8 + step, 0}, {1e8, 1}), step);
}

}  // namespace
}  // namespace parkatlas::geo::detail
