// What the processor rasterises (detail/painter_raster.cpp) against what triangles give.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "pictures.h"

namespace parkatlas::render {
namespace {

/// A bay of many vertices about the middle of the map view.
draw::PathPtr bay(std::size_t count, double radius_m) {
    draw::Path path;
    for (std::size_t i = 0; i < count; ++i) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count);
        const double r = radius_m * (1.0 + 0.1 * std::sin(9 * angle));
        const geo::XY p{600'000 + r * std::cos(angle), 3'300'000 + r * std::sin(angle)};
        if (i == 0) {
            path.move_to(p);
        } else {
            path.line_to(p);
        }
    }
    return std::make_shared<const draw::Path>(std::move(path));
}

draw::DrawList map_page(double side_mm, std::vector<draw::Item> items) {
    draw::DrawList list = page_of(side_mm, side_mm, std::move(items));
    // 10 m a millimetre.
    list.groups[0].view = {{0, 0, side_mm, side_mm}, {600'000, 3'300'000}, 10'000};
    list.groups[0].clip = list.groups[0].view.frame;
    return list;
}

draw::Stroke stroke(draw::PathPtr path, draw::Color color, double width_mm,
                    std::vector<double> dash_mm = {}) {
    return {std::move(path),   color,           width_mm,
            draw::Join::round, draw::Cap::butt, std::move(dash_mm)};
}

draw::Item on_map(decltype(draw::Item::shape) shape) {
    return item_of(std::move(shape), draw::Space::map);
}

int most_difference(const Image& a, const Image& b) {
    int most = 0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) {
        most = std::max(most, std::abs(int{a.rgba[i]} - int{b.rgba[i]}));
    }
    return most;
}

double mean_difference(const Image& a, const Image& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) {
        sum += std::abs(int{a.rgba[i]} - int{b.rgba[i]});
    }
    return sum / static_cast<double>(a.rgba.size());
}

TEST(RasterRun, AWideShapeOfManyVerticesHasItsExactArea) {
    const Image image = drawn(map_page(400, {on_map(draw::Fill{bay(3000, 1500), black, {}})}));
    // Integral of r^2 / 2 with r = R (1 + sin(9 a) / 10): pi R^2 (1 + 1/200); 0.01 px2 to a m2.
    EXPECT_NEAR(total_ink(image), std::numbers::pi * 1500 * 1500 * 1.005 * 0.01, 10.0);
}

TEST(RasterRun, GivesWhatTrianglesGiveButForTheSmoothingOfEdges) {
    // Half as many vertices: below the number at which the processor takes over.
    const auto page = [](std::size_t count) {
        return map_page(400, {on_map(draw::Fill{bay(count, 1500), blue, {}}),
                              on_map(stroke(bay(count, 1200), red, 1.7)),
                              on_map(stroke(bay(count, 900), {0, 0, 0, 90}, 6.0))});
    };
    const Image triangles = drawn(page(900));
    const Image raster = drawn(page(1000));
    EXPECT_LT(most_difference(triangles, raster), 80);
    EXPECT_LT(mean_difference(triangles, raster), 0.2);
}

TEST(RasterRun, SmallShapesJoinTheGroundAndKeepTheirOrder) {
    const auto frame = path_of({rectangle(0, 0, 400, 400)});
    const auto small = [](double x, double y) {
        return path_of({rectangle(600'000 + x, 3'300'000 + y, 500, 500)});
    };
    const Image image = drawn(
        map_page(400, {item_of(draw::Fill{frame, {200, 210, 220, 255}, {}}),
                       on_map(draw::Fill{small(-800, -800), red, {}}),
                       on_map(draw::Fill{small(-600, -600), blue, {}}),
                       on_map(stroke(path_of({{{598'500, 3'299'600}, {601'500, 3'299'600}}}, false),
                                     black, 4.0))}));
    const auto expect = [&](double x_m, double y_m, draw::Color color) {
        const auto* p =
            image.pixel(static_cast<int>(200 + x_m / 10), static_cast<int>(200 - y_m / 10));
        EXPECT_EQ((draw::Color{p[0], p[1], p[2], p[3]}), color) << x_m << " " << y_m;
    };
    expect(-700, -700, red);
    expect(-500, -500, blue);
    expect(-400, -400, black);
    expect(1000, 1000, {200, 210, 220, 255});
}

TEST(RasterRun, WhatIsNotOfItStandsBetween) {
    // Translucent fills are triangles: over what came before and under what comes after.
    const draw::Color veil{255, 255, 255, 128};
    const auto frame = path_of({rectangle(0, 0, 400, 400)});
    const auto wide = path_of({rectangle(599'000, 3'299'000, 2000, 2000)});
    const Image image = drawn(
        map_page(400, {item_of(draw::Fill{frame, red, {}}), on_map(draw::Fill{wide, veil, {}}),
                       on_map(draw::Fill{bay(2000, 500), blue, {}})}));
    EXPECT_NEAR(image.pixel(120, 120)[1], 128, 1);
    EXPECT_EQ(image.pixel(200, 200)[2], 255);
    EXPECT_EQ(image.pixel(200, 200)[0], 0);
    EXPECT_EQ(image.pixel(20, 20)[1], 0);
}

TEST(RasterRun, TilesGiveTheSamePictureAsOnePiece) {
    std::vector<draw::Item> items{
        item_of(draw::Fill{path_of({rectangle(0, 0, 300, 300)}), {240, 240, 230, 255}, {}}),
        on_map(draw::Fill{bay(2500, 900), blue, {}}),
        on_map(stroke(bay(2500, 900), {20, 20, 20, 90}, 3.0)),
        on_map(stroke(bay(2500, 700), red, 0.4, {3.0, 1.0, 0.5, 1.0}))};
    const draw::DrawList list = map_page(300, std::move(items));
    const Image whole = drawn(list, 3);
    const Image tiles = drawn_in_parts(list, 3, 130);
    EXPECT_LE(most_difference(whole, tiles), 1);
}

TEST(RasterRun, AClipInsideThePageCutsGroundAndShapes) {
    draw::DrawList list =
        map_page(400, {item_of(draw::Fill{path_of({rectangle(0, 0, 400, 400)}), red, {}}),
                       on_map(draw::Fill{bay(2000, 3000), blue, {}})});
    list.groups[0].clip = draw::RectMm{50, 60, 200, 100};
    const InkBox box = ink_box(drawn(list), [](const std::uint8_t* p) { return p[1] < 250; });
    EXPECT_EQ(box, (InkBox{50, 60, 250, 160}));
}

}  // namespace
}  // namespace parkatlas::render
