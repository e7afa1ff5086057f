#include "draw/draw_list.h"

#include <gtest/gtest.h>

namespace parkatlas::draw {
namespace {

/// 1:250 000 near Ningbo; a map metre is 0.004 mm on paper.
MapView ningbo_view() {
    return {{20, 30, 300, 200}, {550'000, 3'300'000}, 250'000};
}

TEST(MapView, TheCentreLiesInTheMiddleOfTheFrame) {
    EXPECT_EQ(ningbo_view().to_paper({550'000, 3'300'000}), (PaperMm{170, 130}));
}

TEST(MapView, NorthIsUpAndAKilometreIsFourMillimetres) {
    const PaperMm north = ningbo_view().to_paper({550'000, 3'301'000});
    EXPECT_NEAR(north.x_mm, 170, 1e-9);
    EXPECT_NEAR(north.y_mm, 126, 1e-9);
    const PaperMm east = ningbo_view().to_paper({551'000, 3'300'000});
    EXPECT_NEAR(east.x_mm, 174, 1e-9);
    EXPECT_NEAR(east.y_mm, 130, 1e-9);
}

TEST(MapView, ToPaperAndBackIsTheSamePlace) {
    const MapView view = ningbo_view();
    for (const geo::MapXY place : {geo::MapXY{512'345.678, 3'287'654.321}, {601'000, 3'350'000}}) {
        const geo::MapXY back = view.to_map(view.to_paper(place));
        EXPECT_NEAR(back.x_m, place.x_m, 1e-6);
        EXPECT_NEAR(back.y_m, place.y_m, 1e-6);
    }
}

TEST(MapView, TheExtentIsTheFrameOnTheGround) {
    // 300 mm and 200 mm at 1:250 000 are 75 km and 50 km.
    const geo::Box extent = ningbo_view().extent();
    EXPECT_NEAR(extent.width(), 75'000, 1e-6);
    EXPECT_NEAR(extent.height(), 50'000, 1e-6);
    EXPECT_NEAR(extent.centre().x, 550'000, 1e-6);
    EXPECT_NEAR(extent.centre().y, 3'300'000, 1e-6);
    const geo::MapXY corner = ningbo_view().to_map({20, 30});
    EXPECT_NEAR(corner.x_m, extent.min_x, 1e-6);
    EXPECT_NEAR(corner.y_m, extent.max_y, 1e-6);
}

TEST(Path, RingsEndWhereTheNextOneStarts) {
    Path path;
    path.move_to({0, 0});
    path.line_to({1, 0});
    path.line_to({1, 1});
    path.move_to({5, 5});
    path.line_to({6, 5});
    EXPECT_EQ(path.points.size(), 5U);
    EXPECT_EQ(path.ring_ends, (std::vector<std::uint32_t>{3, 5}));
}

TEST(RectMm, TouchingRectanglesDoNotIntersect) {
    const RectMm a{0, 0, 10, 10};
    EXPECT_FALSE(a.intersects({10, 0, 5, 5}));
    EXPECT_TRUE(a.intersects({9.9, 0, 5, 5}));
    EXPECT_TRUE(a.grown(1).intersects({10, 0, 5, 5}));
}

}  // namespace
}  // namespace parkatlas::draw
