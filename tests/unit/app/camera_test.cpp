#include "app/camera.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

// A window of 1600 x 1000 pixels at 96 dpi with panels around the map.
Camera camera_at(double x_m, double y_m, double scale_denominator) {
    Camera camera;
    camera.set_frame({82.0, 13.0, 248.0, 243.0});
    camera.fit({x_m, y_m, x_m, y_m}, 0.0);
    camera.set_scale(scale_denominator);
    return camera;
}

const std::vector<draw::PaperMm> places{
    {206.0, 134.5}, {82.0, 13.0}, {330.0, 256.0}, {101.7, 240.2}};

void expect_near(draw::PaperMm a, draw::PaperMm b) {
    EXPECT_NEAR(a.x_mm, b.x_mm, 1e-6);
    EXPECT_NEAR(a.y_mm, b.y_mm, 1e-6);
}

TEST(Camera, ZoomingKeepsTheMapPointUnderTheCursor) {
    for (const draw::PaperMm cursor : places) {
        for (const double factor : {1.25, 0.8, 3.0, 1.0 / 7.0}) {
            Camera camera = camera_at(549'821.0, 3'305'712.0, 400'000.0);
            const geo::MapXY under_cursor = camera.view().to_map(cursor);
            camera.zoom_about(cursor, factor);
            expect_near(camera.view().to_paper(under_cursor), cursor);
        }
    }
}

TEST(Camera, ZoomingByAFactorDividesTheDenominatorByIt) {
    Camera camera = camera_at(0.0, 0.0, 400'000.0);
    camera.zoom_about(places[1], 4.0);
    EXPECT_DOUBLE_EQ(camera.scale_denominator(), 100'000.0);
}

TEST(Camera, ZoomingInAndOutComesBack) {
    Camera camera = camera_at(549'821.0, 3'305'712.0, 400'000.0);
    const Camera before = camera;
    camera.zoom_about(places[2], 1.7);
    camera.zoom_about(places[2], 1.0 / 1.7);
    EXPECT_NEAR(camera.view().centre.x_m, before.view().centre.x_m, 1e-6);
    EXPECT_NEAR(camera.view().centre.y_m, before.view().centre.y_m, 1e-6);
    EXPECT_NEAR(camera.scale_denominator(), before.scale_denominator(), 1e-6);
}

TEST(Camera, ZoomingAgainstTheLimitKeepsThePointToo) {
    for (const double factor : {1e6, 1e-6}) {
        Camera camera = camera_at(549'821.0, 3'305'712.0, 400'000.0);
        const geo::MapXY under_cursor = camera.view().to_map(places[3]);
        camera.zoom_about(places[3], factor);
        expect_near(camera.view().to_paper(under_cursor), places[3]);
    }
}

TEST(Camera, TheScaleStaysBetweenOneInFiveHundredAndOneInTwentyMillion) {
    Camera camera = camera_at(0.0, 0.0, 400'000.0);
    for (int i = 0; i < 100; ++i) camera.zoom_about(places[0], 2.0);
    EXPECT_DOUBLE_EQ(camera.scale_denominator(), 500.0);
    for (int i = 0; i < 100; ++i) camera.zoom_about(places[0], 0.5);
    EXPECT_DOUBLE_EQ(camera.scale_denominator(), 20'000'000.0);
}

TEST(Camera, SenselessZoomFactorsChangeNothing) {
    for (const double factor : {0.0, -2.0, std::numeric_limits<double>::quiet_NaN(),
                                std::numeric_limits<double>::infinity()}) {
        Camera camera = camera_at(5.0, 6.0, 400'000.0);
        const Camera before = camera;
        camera.zoom_about(places[0], factor);
        EXPECT_EQ(camera, before);
    }
}

TEST(Camera, PanningMovesThePictureWithTheHand) {
    Camera camera = camera_at(549'821.0, 3'305'712.0, 400'000.0);
    const geo::MapXY point = camera.view().to_map(places[0]);
    camera.pan_mm(12.0, -7.0);
    expect_near(camera.view().to_paper(point), {places[0].x_mm + 12.0, places[0].y_mm - 7.0});
}

TEST(Camera, OneMillimetreToTheRightLooksScaleMetresFurtherWest) {
    Camera camera = camera_at(549'821.0, 3'305'712.0, 400'000.0);
    camera.pan_mm(1.0, 0.0);
    // 1 mm at 1:400,000 is 400 m on the ground.
    EXPECT_NEAR(camera.view().centre.x_m, 549'421.0, 1e-9);
    EXPECT_NEAR(camera.view().centre.y_m, 3'305'712.0, 1e-9);
}

TEST(Camera, AHeldPointFollowsTheHand) {
    Camera camera = camera_at(549'821.0, 3'305'712.0, 250'000.0);
    const geo::MapXY held = camera.view().to_map(places[3]);
    for (const draw::PaperMm hand : places) {
        camera.hold(held, hand);
        expect_near(camera.view().to_paper(held), hand);
    }
}

TEST(Camera, FitShowsTheWholeExtentWithItsMargin) {
    const geo::Box wide{500'000.0, 3'200'000.0, 650'000.0, 3'240'000.0};
    const geo::Box tall{500'000.0, 3'200'000.0, 510'000.0, 3'390'000.0};
    for (const geo::Box& box : {wide, tall}) {
        Camera camera = camera_at(0.0, 0.0, 400'000.0);
        camera.fit(box, 0.05);
        const draw::RectMm& frame = camera.view().frame;
        const draw::PaperMm top_left = camera.view().to_paper({box.min_x, box.max_y});
        const draw::PaperMm bottom_right = camera.view().to_paper({box.max_x, box.min_y});
        const double left_share = (top_left.x_mm - frame.x_mm) / frame.w_mm;
        const double top_share = (top_left.y_mm - frame.y_mm) / frame.h_mm;
        const double right_share = (frame.right_mm() - bottom_right.x_mm) / frame.w_mm;
        EXPECT_GE(left_share, 0.05 - 1e-9);
        EXPECT_GE(top_share, 0.05 - 1e-9);
        EXPECT_NEAR(left_share, right_share, 1e-9);
        // One of the two directions is filled up to the margin.
        EXPECT_NEAR(std::min(left_share, top_share), 0.05, 1e-9);
    }
}

TEST(Camera, FittingAnEmptyBoxChangesNothing) {
    Camera camera = camera_at(5.0, 6.0, 400'000.0);
    const Camera before = camera;
    camera.fit(geo::Box{}, 0.05);
    EXPECT_EQ(camera, before);
}

TEST(Camera, FittingAPointCentresItAtThePresentScale) {
    Camera camera = camera_at(5.0, 6.0, 400'000.0);
    camera.fit({100.0, 200.0, 100.0, 200.0}, 0.05);
    EXPECT_EQ(camera.view().centre, (geo::MapXY{100.0, 200.0}));
    EXPECT_DOUBLE_EQ(camera.scale_denominator(), 400'000.0);
}

TEST(Camera, AnotherFrameKeepsTheMapPointInTheMiddle) {
    Camera camera = camera_at(549'821.0, 3'305'712.0, 250'000.0);
    camera.set_frame({40.0, 13.0, 100.0, 120.0});
    expect_near(camera.view().to_paper({549'821.0, 3'305'712.0}), {90.0, 73.0});
}

TEST(Camera, PanningForEverStaysFinite) {
    Camera camera = camera_at(0.0, 0.0, 20'000'000.0);
    for (int i = 0; i < 10'000; ++i) camera.pan_mm(-1e6, 1e6);
    EXPECT_TRUE(std::isfinite(camera.view().centre.x_m));
    EXPECT_TRUE(std::isfinite(camera.view().centre.y_m));
}

}  // namespace
}  // namespace parkatlas::app
