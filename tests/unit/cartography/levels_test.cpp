#include "cartography/levels.h"

#include <gtest/gtest.h>

#include "cartography/geometry.h"

namespace parkatlas::cartography {
namespace {

/// A ring of 10 km with teeth of 100 m along each side.
draw::PathPtr toothed() {
    auto path = std::make_shared<draw::Path>();
    bool first = true;
    const auto add = [&](double x, double y) {
        if (first) {
            path->move_to({x, y});
        } else {
            path->line_to({x, y});
        }
        first = false;
    };
    for (int i = 0; i < 100; ++i) add(i * 100.0, i % 2 == 0 ? 0.0 : 100.0);
    add(10'000, 0);
    add(10'000, 10'000);
    add(0, 10'000);
    return path;
}

TEST(Levels, TheSmallerTheScaleTheFewerThePoints) {
    const Levels levels{toothed()};
    const std::size_t large = levels.at(50'000)->points.size();
    const std::size_t middle = levels.at(300'000)->points.size();
    const std::size_t small = levels.at(2'000'000)->points.size();
    EXPECT_EQ(large, 103U);
    EXPECT_LE(middle, large);
    EXPECT_LT(small, 12U);
    EXPECT_NEAR(std::abs(signed_area(ring_of(*levels.at(2'000'000), 0))), 1e8, 3e6);
}

TEST(Levels, ALevelIsMadeOnceAndSharedByCopies) {
    const Levels levels{toothed()};
    const Levels copy = levels;
    EXPECT_EQ(levels.at(2'000'000).get(), copy.at(1'000'000).get());
}

}  // namespace
}  // namespace parkatlas::cartography
