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

TEST_F(Measuring, BecomesALayerWithItsFigures) {
    const auto layer = measurement_layer({{Kind::distance, "路", {square[0], square[1]}},
                                          {Kind::area, "地", square},
                                          {Kind::area, "未完", {square[0], square[1]}},
                                          {Kind::circle, "圈", {square[0], square[1]}}});
    ASSERT_TRUE(layer) << error_line(layer.error());
    ASSERT_EQ(layer->size(), 3U);
    EXPECT_EQ(layer->names[1], "地");
    EXPECT_FALSE(layer->shapes[0].has_polygons());
    EXPECT_EQ(layer->shapes[1].vertex_count(), 5U);
    const auto figure = [&](const char* column, std::size_t row) {
        return std::get<double>(layer->column(column)->values[row]);
    };
    EXPECT_NEAR(figure("area_m2", 1), 4286298.693, 0.01);
    EXPECT_NEAR(figure("area_mu", 1), 4286298.693 * 15.0 / 10000.0, 1e-4);
    EXPECT_NEAR(figure("length_m", 1), 8300.75179, 1e-4);
    EXPECT_NEAR(figure("radius_m", 2), figure("length_m", 0), 1e-9);
    EXPECT_EQ(std::get<std::string>(layer->column("kind")->values[2]), "circle");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(layer->column("area_m2")->values[0]));
}

TEST_F(Measuring, ARingThatCrossesItselfIsWrittenMended) {
    const auto layer =
        measurement_layer({{Kind::area, "", {square[0], square[2], square[1], square[3]}}});
    ASSERT_TRUE(layer);
    EXPECT_EQ(layer->shapes[0].part_count(), 2U);
}

TEST_F(Measuring, BecomesAnnotationsAtTheSamePlaces) {
    using model::AnnotationKind;
    const auto area = measurement_annotations({Kind::area, "地", square}, "measure-1", Lang::zh);
    ASSERT_EQ(area.size(), 2U);
    EXPECT_EQ(area[0].kind, AnnotationKind::polygon);
    EXPECT_EQ(area[0].places.size(), 4U);
    EXPECT_EQ(area[0].places[2].x, square[2].lon_deg);
    EXPECT_EQ(area[1].kind, AnnotationKind::area_tag);
    EXPECT_EQ(area[1].of, area[0].id);
    const auto circle =
        measurement_annotations({Kind::circle, "", {square[0], square[1]}}, "c", Lang::zh);
    EXPECT_NEAR(circle.at(0).radius_m.value(), 1933.7, 1.0);
    const auto leg =
        measurement_annotations({Kind::distance, "", {square[0], square[1]}}, "d", Lang::zh);
    ASSERT_EQ(leg.size(), 1U);
    EXPECT_EQ(leg[0].kind, AnnotationKind::dimension);
    const auto way = measurement_annotations(
        {Kind::distance, "", {square[0], square[1], square[2]}}, "d", Lang::zh);
    ASSERT_EQ(way.size(), 2U);
    EXPECT_EQ(way[1].text, "4.15 千米") << "in the unit's word, as the scale bar has it";
    EXPECT_TRUE(measurement_annotations({Kind::area, "", {square[0]}}, "e", Lang::zh).empty());
}

}  // namespace
}  // namespace parkatlas::tasks
