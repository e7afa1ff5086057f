#include "tasks/sketch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/analysis/layers.h"

namespace parkatlas::tasks {
namespace {

using testing::ElementsAre;

std::vector<geo::LonLat> block(double lon, double lat, double side) {
    return {{lon, lat}, {lon + side, lat}, {lon + side, lat + side}, {lon, lat + side}};
}

// pyproj's figure of layers.h for the block from 121.54 E 29.87 N, 0.02 degrees a side
const std::vector<geo::LonLat> ningbo = block(121.54, 29.87, 0.02);

TEST(SketchShape, TakesRingsInsideOthersForHolesAndIslandsInThemForParts) {
    const geo::Shapes shapes = sketch_shape({block(121.5, 29.8, 0.1), block(121.52, 29.82, 0.06),
                                             block(121.54, 29.84, 0.02), block(122.0, 29.0, 0.1)});
    ASSERT_EQ(shapes[0].part_count(), 3U);
    EXPECT_EQ(shapes[0].part(0).ring_count, 2U);
    EXPECT_EQ(shapes[0].part(1).ring_count, 1U);
    EXPECT_EQ(shapes[0].part(2).ring_count, 1U);
}

TEST(SketchRuler, MeasuresOnTheEllipsoid) {
    const SketchRuler ruler = SketchRuler::create().value();
    const auto figures = ruler.figures({ningbo});
    ASSERT_TRUE(figures);
    EXPECT_NEAR(figures->area_m2, test::ningbo_block_m2, 0.01);
    EXPECT_FALSE(figures->crosses_itself);
    EXPECT_EQ(ruler.figures({{{121.0, 29.0}, {121.1, 29.0}}}), std::nullopt);
}

TEST(SketchRuler, TellsThatARingCrossesItself) {
    const SketchRuler ruler = SketchRuler::create().value();
    const auto figures = ruler.figures({{{121, 29}, {121.02, 29.02}, {121.02, 29}, {121, 29.02}}});
    ASSERT_TRUE(figures);
    EXPECT_TRUE(figures->crosses_itself);
    EXPECT_NEAR(figures->area_m2, test::mended_bow_tie_m2, 0.01);
}

TEST(SketchGround, TellsWhatIsSharedByClass) {
    model::Layer layer = test::layer_of({test::shifted_block, test::ningbo_block});
    layer.columns = {{"use", {std::string{"工业"}, std::string{"居住"}}}};
    SketchGround ground = SketchGround::prepare(layer, "use", {}).value();
    const SketchShare share = ground.ask({ningbo}).value();
    EXPECT_EQ(share.features, 2U);
    EXPECT_NEAR(share.area_m2, test::shared_m2 + test::ningbo_block_m2, 0.02);
    ASSERT_EQ(share.classes.size(), 2U);
    EXPECT_EQ(share.classes[0].value, "居住");
    EXPECT_NEAR(share.classes[0].area_m2, test::ningbo_block_m2, 0.01);
    EXPECT_EQ(share.classes[1].value, "工业");
    EXPECT_NEAR(share.classes[1].area_m2, test::shared_m2, 0.01);
}

TEST(SketchGround, FollowsAVertexThatIsDragged) {
    const model::Layer layer = test::layer_of({test::shifted_block});
    SketchGround ground = SketchGround::prepare(layer, std::nullopt, {}).value();
    SketchRings rings{ningbo};
    for (int step = 0; step < 20; ++step) {
        rings[0][2] = {121.56 + 0.001 * step, 29.89 + 0.001 * step};
        const SketchShare dragged = ground.ask(rings).value();
        SketchGround fresh = SketchGround::prepare(layer, std::nullopt, {}).value();
        EXPECT_NEAR(dragged.area_m2, fresh.ask(rings)->area_m2, 1e-3) << step;
    }
}

TEST(SketchGround, NamesTheColumnsThereAreForOneThatIsNot) {
    const model::Layer layer = test::layer_of({test::ningbo_block});
    const auto ground = SketchGround::prepare(layer, "none", {});
    ASSERT_FALSE(ground.has_value());
    EXPECT_EQ(ground.error().code, ErrorCode::usage);
}

TEST(RingsOfFeature, GivesOpenRingsInDegrees) {
    const model::Layer layer = test::layer_of({test::ningbo_block});
    const SketchRings rings = rings_of_feature(layer, 0).value();
    ASSERT_EQ(rings.size(), 1U);
    EXPECT_EQ(rings[0], ningbo);
    model::Layer points;
    points.shapes.append_point({121.0, 29.0});
    points.ids.push_back(1);
    points.names.push_back(std::nullopt);
    EXPECT_FALSE(rings_of_feature(points, 0).has_value());
}

TEST(SketchLayer, CarriesNamesAndAreas) {
    model::Sketch sketch;
    sketch.name = "扩区方案";
    sketch.feature = "park-a";
    sketch.rings = {ningbo};
    const model::Layer layer = sketch_layer({sketch}).value();
    ASSERT_EQ(layer.size(), 1U);
    EXPECT_EQ(layer.names[0], "扩区方案");
    const double area_mu = std::get<double>(layer.column("area_mu")->values[0]);
    EXPECT_NEAR(area_mu, test::ningbo_block_m2 * 15.0 / 10000.0, 1e-3);
    EXPECT_EQ(std::get<std::string>(layer.column("feature")->values[0]), "park-a");
}

}  // namespace
}  // namespace parkatlas::tasks
