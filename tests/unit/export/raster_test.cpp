#include "export/raster.h"

#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "support/picture.h"

namespace parkatlas::exporting {
namespace {

const draw::FontSet& fonts() {
    static const Result<draw::FontSet> loaded = draw::FontSet::load();
    return loaded.value();
}

/// A page of 40 by 20 mm: a red square from (10, 5) to (20, 15) mm on a green ground.
draw::DrawList page_with_square() {
    draw::Path square;
    square.move_to({10, 5});
    square.line_to({20, 5});
    square.line_to({20, 15});
    square.line_to({10, 15});
    draw::Item item;
    item.space = draw::Space::paper;
    item.shape =
        draw::Fill{std::make_shared<const draw::Path>(std::move(square)), {200, 0, 0, 255}, {}};
    draw::Group group;
    group.items.push_back(std::move(item));
    draw::DrawList list;
    list.width_mm = 40;
    list.height_mm = 20;
    list.background = {0, 120, 0, 255};
    list.groups.push_back(std::move(group));
    return list;
}

TEST(Rasterize, ThePageIsAsLargeAsItsMillimetresAtTheResolution) {
    // 40 mm and 20 mm at 254 dpi: ten pixels a millimetre.
    const Result<Image> image = rasterize(page_with_square(), fonts(), 254.0);
    ASSERT_TRUE(image) << error_line(image.error());
    Image expected = test::plain_picture(400, 200, 0, 120, 0);
    test::paint_rectangle(expected, 100, 50, 100, 100, 200, 0, 0);
    EXPECT_TRUE(
        test::same_picture(expected, *image, "rasterize-square", PARKATLAS_BINARY_DIR "/pictures"));
}

TEST(Rasterize, AGivenPixelSizeIsKeptExactly) {
    const Result<Image> image = rasterize_sized(page_with_square(), fonts(), 200, 100);
    ASSERT_TRUE(image) << error_line(image.error());
    Image expected = test::plain_picture(200, 100, 0, 120, 0);
    test::paint_rectangle(expected, 50, 25, 50, 50, 200, 0, 0);
    EXPECT_TRUE(test::same_picture(expected, *image, "rasterize-sized-square",
                                   PARKATLAS_BINARY_DIR "/pictures"));
}

TEST(Rasterizer, MadeOnOneThreadItDrawsTheSameOnAnother) {
    std::optional<Result<Rasterizer>> made;
    std::jthread{[&] { made = Rasterizer::create(); }}.join();
    ASSERT_TRUE(*made) << error_line(made->error());
    const Result<Image> here = (*made)->draw(page_with_square(), fonts(), 254.0);
    ASSERT_TRUE(here) << error_line(here.error());
    Result<Image> there = *here;
    std::jthread{[&] {
        there = (*made)->draw(page_with_square(), fonts(), 254.0);
        made.reset();  // and goes where it was not made
    }}.join();
    ASSERT_TRUE(there) << error_line(there.error());
    Image expected = test::plain_picture(400, 200, 0, 120, 0);
    test::paint_rectangle(expected, 100, 50, 100, 100, 200, 0, 0);
    EXPECT_TRUE(
        test::same_picture(expected, *here, "rasterizer-thread", PARKATLAS_BINARY_DIR "/pictures"));
    EXPECT_EQ(here->rgba, there->rgba);
}

TEST(Rasterizer, APageBeyondOneBandIsWhole) {
    // 40 mm at 6,096 dpi: 9,600 pixels, more than the 16 tiles of 512 that are read back together.
    const Result<Rasterizer> raster = Rasterizer::create();
    ASSERT_TRUE(raster) << error_line(raster.error());
    draw::DrawList list = page_with_square();
    list.height_mm = 0.5;  // some 120 rows
    for (draw::Item& item : list.groups[0].items) {
        item.shape = draw::Fill{std::make_shared<const draw::Path>([] {
                                    draw::Path strip;
                                    strip.move_to({10, 0});
                                    strip.line_to({36, 0});
                                    strip.line_to({36, 1});
                                    strip.line_to({10, 1});
                                    return strip;
                                }()),
                                {200, 0, 0, 255},
                                {}};
    }
    const Result<Image> image = raster->draw(list, fonts(), 6096.0);
    ASSERT_TRUE(image) << error_line(image.error());
    Image expected = test::plain_picture(9600, 120, 0, 120, 0);
    test::paint_rectangle(expected, 2400, 0, 6240, 120, 200, 0, 0);
    EXPECT_TRUE(
        test::same_picture(expected, *image, "rasterize-wide", PARKATLAS_BINARY_DIR "/pictures"));
}

}  // namespace
}  // namespace parkatlas::exporting
