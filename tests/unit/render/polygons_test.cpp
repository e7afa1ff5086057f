#include <algorithm>
#include <cstdlib>

#include "draw/polygon_field.h"
#include "pictures.h"

namespace parkatlas::render {
namespace {

using draw::PolygonField;
using draw::PolygonFieldPtr;
using draw::Polygons;
using draw::PolygonStyle;

/// Squares of 60 m every 100 m.
PolygonFieldPtr squares(std::size_t columns) {
    const auto supply = [&](std::size_t i, std::size_t, geo::RingSet& out) {
        const double x = 600'000.0 + 100.0 * static_cast<double>(i % columns);
        const double y = 3'300'000.0 + 100.0 * static_cast<double>(i / columns);
        out.points = rectangle(x, y, 60, 60);
        out.ring_ends = {4};
        return true;
    };
    return *PolygonField::build(columns * columns, supply, {}, Work{});
}

PolygonStyle solid_black() {
    PolygonStyle style;
    style.fill = black;
    style.far_alpha = 255;
    style.outline_width_mm = 0.0;
    return style;
}

draw::DrawList map_page(double side_mm, double scale, draw::Item item) {
    draw::DrawList list = page_of(side_mm, side_mm, {std::move(item)});
    list.groups[0].view = {{0, 0, side_mm, side_mm}, {600'480, 3'300'480}, scale};
    return list;
}

TEST(PolygonsItem, IsDrawnInMapSpaceWithItsArea) {
    // A millimetre a pixel, 10 m a millimetre: squares of 6 by 6 pixels.
    const draw::DrawList list =
        map_page(120, 10'000, item_of(Polygons{squares(10), {solid_black()}}, draw::Space::map));
    const Image image = drawn(list);
    EXPECT_NEAR(total_ink(image), 100 * 36.0, 1.0);
    EXPECT_NEAR(ink(image, 60 - 48 + 3, 60 + 48 - 3), 1.0, 0.01) << "the first square";
    EXPECT_NEAR(ink(image, 60 - 48 + 8, 60 + 48 - 3), 0.0, 0.01) << "beside it";
}

TEST(PolygonsItem, IsCutAtTheClipToThePixel) {
    draw::DrawList list =
        map_page(120, 10'000, item_of(Polygons{squares(10), {solid_black()}}, draw::Space::map));
    list.groups[0].clip = draw::RectMm{30, 40, 50, 20};
    const InkBox box = ink_box(drawn(list), [](const std::uint8_t* p) { return p[1] < 250; });
    EXPECT_GE(box.x0, 30);
    EXPECT_GE(box.y0, 40);
    EXPECT_LE(box.x1, 80);
    EXPECT_LE(box.y1, 60);
}

TEST(PolygonsItem, StandsInThePaintingOrderOfItsGroup) {
    const auto patch = path_of({rectangle(0, 0, 60, 120)});
    draw::DrawList list =
        map_page(120, 10'000, item_of(Polygons{squares(10), {solid_black()}}, draw::Space::map));
    list.groups[0].items.insert(list.groups[0].items.begin(), item_of(draw::Fill{patch, red, {}}));
    list.groups[0].items.push_back(
        item_of(draw::Fill{path_of({rectangle(0, 0, 120, 60)}), blue, {}}));
    const Image image = drawn(list);
    const auto* under = image.pixel(15, 105);
    EXPECT_EQ(under[0], 0) << "over the red patch";
    const auto* over = image.pixel(15, 15);
    EXPECT_EQ(over[2], 255) << "under the blue one";
}

TEST(PolygonsItem, TilesGiveTheSamePictureAsOnePiece) {
    PolygonStyle style;
    style.fill = blue;
    style.outline = black;
    const draw::DrawList list =
        map_page(123, 7'000, item_of(Polygons{squares(10), {style}}, draw::Space::map));
    const Image whole = drawn(list, 3);
    const Image tiles = drawn_in_parts(list, 3, 100);
    ASSERT_EQ(whole.rgba.size(), tiles.rgba.size());
    int most = 0;
    for (std::size_t i = 0; i < whole.rgba.size(); ++i) {
        most = std::max(most, std::abs(int{whole.rgba[i]} - int{tiles.rgba[i]}));
    }
    EXPECT_LE(most, 1);
}

TEST(PolygonsItem, ManyItemsInOneGroupAreAllDrawn) {
    std::vector<draw::Item> items;
    const PolygonFieldPtr field = squares(10);
    PolygonStyle style = solid_black();
    style.far_alpha = 26;  // a tenth
    for (int i = 0; i < 9; ++i) {
        items.push_back(item_of(Polygons{field, {style}}, draw::Space::map));
    }
    draw::DrawList list = map_page(120, 10'000, items[0]);
    list.groups[0].items = items;
    // Nine times a tenth, each over the others.
    EXPECT_NEAR(ink(drawn(list), 60 - 48 + 3, 60 + 48 - 3), 1 - std::pow(1 - 26 / 255.0, 9), 0.03);
}

TEST(PolygonsItem, OutsideOfMapSpaceOrWithoutAFieldNothingIsDrawn) {
    const PolygonFieldPtr field = squares(2);
    EXPECT_EQ(total_ink(drawn(map_page(
                  50, 1000, item_of(Polygons{nullptr, {solid_black()}}, draw::Space::map)))),
              0.0);
    EXPECT_EQ(total_ink(drawn(map_page(50, 1000, item_of(Polygons{field, {}}, draw::Space::map)))),
              0.0);
    EXPECT_EQ(total_ink(drawn(map_page(
                  50, 1000, item_of(Polygons{field, {solid_black()}}, draw::Space::paper)))),
              0.0);
}

}  // namespace
}  // namespace parkatlas::render
