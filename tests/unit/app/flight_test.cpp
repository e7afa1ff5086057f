#include "app/flight.h"

#include <cmath>

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

draw::MapView view(double x_m, double y_m, double scale) {
    return {{0.0, 0.0, 200.0, 200.0}, {x_m, y_m}, scale};
}

TEST(Flight, IsExactAtBothEnds) {
    const draw::MapView from = view(500'000.0, 3'300'000.0, 750'000.0);
    const draw::MapView to = view(520'000.0, 3'290'000.0, 20'000.0);
    const Flight flight{from, to};
    EXPECT_EQ(flight.at(0.0), from);
    EXPECT_EQ(flight.at(1.0), to);
    EXPECT_EQ(flight.at(7.0), to);
}

TEST(Flight, ArrivesWithoutAJump) {
    const draw::MapView from = view(0.0, 0.0, 750'000.0);
    const draw::MapView to = view(90'000.0, -40'000.0, 20'000.0);
    const draw::MapView almost = Flight{from, to}.at(0.999);
    EXPECT_NEAR(almost.scale_denominator / to.scale_denominator, 1.0, 0.001);
    // Within a thousandth of what the window then shows (200 mm at 1:20,000 are 4,000 m).
    EXPECT_NEAR(almost.centre.x_m, to.centre.x_m, 4.0);
    EXPECT_NEAR(almost.centre.y_m, to.centre.y_m, 4.0);
}

TEST(Flight, RisesOnAWayThatIsLongForTheScale) {
    const draw::MapView from = view(0.0, 0.0, 20'000.0);
    const draw::MapView to = view(100'000.0, 0.0, 20'000.0);
    const Flight flight{from, to};
    EXPECT_GT(flight.at(0.5).scale_denominator, 100'000.0);
    EXPECT_NEAR(flight.at(0.5).centre.x_m, 50'000.0, 1.0);  // by symmetry
}

TEST(Flight, ChangesTheScaleAloneOverOnePlace) {
    const Flight flight{view(1.0, 2.0, 100'000.0), view(1.0, 2.0, 10'000.0)};
    const draw::MapView middle = flight.at(0.5);
    EXPECT_NEAR(middle.scale_denominator, std::sqrt(100'000.0 * 10'000.0), 1e-6);
    EXPECT_EQ(middle.centre, (geo::MapXY{1.0, 2.0}));
}

TEST(Flight, TheWayBackIsTheSameWay) {
    const draw::MapView a = view(0.0, 0.0, 300'000.0);
    const draw::MapView b = view(40'000.0, 10'000.0, 30'000.0);
    const draw::MapView there = Flight{a, b}.at(0.3);
    const draw::MapView back = Flight{b, a}.at(0.7);
    EXPECT_NEAR(there.centre.x_m, back.centre.x_m, 1e-3);
    EXPECT_NEAR(there.scale_denominator / back.scale_denominator, 1.0, 1e-9);
}

TEST(Flight, TakesLongerForALongerWayButNeverTooLong) {
    const draw::MapView a = view(0.0, 0.0, 300'000.0);
    const double near_s = Flight{a, view(1'000.0, 0.0, 300'000.0)}.duration_s();
    const double far_s = Flight{a, view(900'000.0, 0.0, 1'000.0)}.duration_s();
    EXPECT_LT(near_s, far_s);
    EXPECT_LE(far_s, 0.75);
    EXPECT_GE((Flight{a, a}.duration_s()), 0.0);
}

}  // namespace
}  // namespace parkatlas::app
