#include "tasks/measurement.h"

#include <numbers>

#include <gtest/gtest.h>

namespace parkatlas::tasks {
namespace {

using Kind = MeasurementKind;

class Measuring : public testing::Test {
  protected:
    Result<Ruler> ruler = Ruler::create();
    MeasurementFigures of(Kind kind, std::vector<geo::LonLat> points) const {
        return ruler->figures({kind, "", std::move(points)});
    }
};

const std::vector<geo::LonLat> square{
    {121.50, 29.80}, {121.52, 29.80}, {121.52, 29.82}, {121.50, 29.82}};

// Areas and lengths from pyproj 3.4: Geod(a=6378137, rf=298.257222101).
TEST_F(Measuring, ADistanceIsTheSumOfItsLegs) {
    const MeasurementFigures figures = of(Kind::distance, {square[0], square[1], square[2]});
    EXPECT_NEAR(figures.length_m, 4150.56825, 1e-4);
    ASSERT_EQ(figures.legs_m.size(), 2U);
    EXPECT_NEAR(figures.last_azimuth_deg.value(), 0.0, 1e-9);
    EXPECT_FALSE(figures.area_m2);
}

TEST_F(Measuring, AnAreaClosesItself) {
    const MeasurementFigures figures = of(Kind::area, square);
    EXPECT_NEAR(figures.area_m2.value(), 4286298.693, 0.01);
    EXPECT_NEAR(figures.length_m, 8300.75179, 1e-4);
    EXPECT_EQ(figures.legs_m.size(), 4U);
    EXPECT_FALSE(figures.crosses_itself);
}

TEST_F(Measuring, ARingThatCrossesItselfSaysSo) {
    const MeasurementFigures figures = of(Kind::area, {square[0], square[2], square[1], square[3]});
    EXPECT_TRUE(figures.crosses_itself);
    // A bow-tie in the square: two triangles of a quarter each.
    EXPECT_NEAR(figures.area_m2.value(), 4286298.693 / 2.0, 100.0);
}

TEST_F(Measuring, ACircleHasTheFiguresOfACircle) {
    const MeasurementFigures figures = of(Kind::circle, {square[0], square[1]});
    const double radius = figures.radius_m.value();
    EXPECT_NEAR(figures.length_m, 2.0 * std::numbers::pi * radius, 1e-6);
    const double plane = std::numbers::pi * radius * radius;
    EXPECT_NEAR(figures.area_m2.value() / plane, 1.0, 1e-6);
}

TEST_F(Measuring, UnfinishedMeasurementsGiveWhatIsThere) {
    EXPECT_EQ(of(Kind::area, {}).length_m, 0.0);
    EXPECT_EQ(of(Kind::area, {square[0]}).area_m2, std::nullopt);
    EXPECT_GT(of(Kind::area, {square[0], square[1]}).length_m, 1900.0);
    EXPECT_EQ(of(Kind::circle, {square[0]}).radius_m, std::nullopt);
    EXPECT_NEAR(of(Kind::area, {square[0], square[1], square[0]}).area_m2.value(), 0.0, 1e-9);
}

}  // namespace
}  // namespace parkatlas::tasks
