#include <gtest/gtest.h>

#include "pictures.h"

namespace parkatlas::render {
namespace {

draw::Text text_of(const char* words, double x_mm, double y_mm, double size_mm,
                   double angle_deg = 0.0) {
    draw::Text text;
    text.run = Studio::instance().fonts.shape(words, draw::Typeface::sans, size_mm);
    text.origin = {x_mm, y_mm};
    text.angle_deg = angle_deg;
    text.color = black;
    return text;
}

TEST(Text, StandsOnItsBaselineWithItsAdvance) {
    const draw::Text text = text_of("口口口", 20, 60, 40);
    const InkBox box = dark_box(drawn(page_of(200, 100, {item_of(text)})));
    // 口 fills most of its em box, which reaches 0.88 em above the baseline and 0.12 em below.
    EXPECT_GE(box.x0, 20);
    EXPECT_LE(box.x1, 140);
    EXPECT_GT(box.width(), 100);
    EXPECT_GE(box.y0, 60 - 0.88 * 40);
    EXPECT_LE(box.y1, 60 + 0.12 * 40);
    EXPECT_GT(box.height(), 25);
}

TEST(Text, PixelsAreTheFontsOwnOneToOne) {
    // Black on white at a whole pixel: the ink of every pixel is the coverage of the glyph there.
    Studio& studio = Studio::instance();
    const draw::Text text = text_of("园", 30, 50, 17);
    const Image image = drawn(page_of(80, 80, {item_of(text)}));
    draw::GlyphRequest request;
    request.face = text.run->glyphs.at(0).face;
    request.glyph = text.run->glyphs.at(0).glyph;
    request.size_px = 17;
    const draw::GlyphBitmap glyph = studio.fonts.rasterize(request);
    ASSERT_GT(glyph.width_px, 10);
    double sum = 0.0;
    for (int y = 0; y < glyph.height_px; ++y) {
        for (int x = 0; x < glyph.width_px; ++x) {
            const double coverage =
                glyph.coverage[static_cast<std::size_t>(y * glyph.width_px + x)] / 255.0;
            ASSERT_NEAR(ink(image, 30 + glyph.left_px + x, 50 - glyph.top_px + y), coverage,
                        1.5 / 255)
                << x << ", " << y;
            sum += coverage;
        }
    }
    EXPECT_NEAR(total_ink(image), sum, 0.5);
}

TEST(Text, TurnedByNinetyDegreesIsTheSameInkTurned) {
    const InkBox level =
        dark_box(drawn(page_of(200, 200, {item_of(text_of("宁波园", 100, 100, 24))})));
    const InkBox down =
        dark_box(drawn(page_of(200, 200, {item_of(text_of("宁波园", 100, 100, 24, 90))})));
    // Clockwise by 90 degrees about (100, 100): (x, y) goes to (200 - y, x).
    EXPECT_NEAR(down.x0, 200 - level.y1, 1);
    EXPECT_NEAR(down.x1, 200 - level.y0, 1);
    EXPECT_NEAR(down.y0, level.x0, 1);
    EXPECT_NEAR(down.y1, level.x1, 1);
}

TEST(Text, TurnsClockwise) {
    // At 45 degrees the text runs down to the right.
    const InkBox box =
        dark_box(drawn(page_of(200, 200, {item_of(text_of("一二三四五", 50, 50, 20, 45))})));
    EXPECT_GT(box.x1, 110);
    EXPECT_GT(box.y1, 110);
}

TEST(Text, HaloWidensTheInkByItsWidthAllRound) {
    draw::Text text = text_of("园", 40, 80, 48);
    const InkBox bare = dark_box(drawn(page_of(140, 120, {item_of(text)})));
    text.halo_color = red;
    text.halo_mm = 5;
    const Image image = drawn(page_of(140, 120, {item_of(text)}));
    EXPECT_EQ(ink_box(image, [](const std::uint8_t* p) { return p[0] < 128; }), bare);
    const InkBox halo = ink_box(image, [](const std::uint8_t* p) { return p[1] < 128; });
    EXPECT_NEAR(halo.x0, bare.x0 - 5, 1);
    EXPECT_NEAR(halo.y0, bare.y0 - 5, 1);
    EXPECT_NEAR(halo.x1, bare.x1 + 5, 1);
    EXPECT_NEAR(halo.y1, bare.y1 + 5, 1);
}

TEST(Text, NoHaloCoversANeighbourLetter) {
    // The halo is wider than the gaps between letters; the letters look as without one.
    draw::Text text = text_of("健康园", 20, 60, 30);
    const Image bare = drawn(page_of(140, 90, {item_of(text)}));
    text.halo_color = white;
    text.halo_mm = 6;
    EXPECT_EQ(drawn(page_of(140, 90, {item_of(text)})).rgba, bare.rgba);
}

TEST(Text, TranslucentHaloHasOneColourWhereLettersMeet) {
    draw::Text text = text_of("健康园区", 20, 60, 30);
    text.halo_color = {0, 0, 0, 100};
    text.halo_mm = 6;
    text.color = {0, 0, 0, 0};
    const Image image = drawn(page_of(170, 90, {item_of(text)}));
    double darkest = 0.0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) darkest = std::max(darkest, ink(image, x, y));
    }
    EXPECT_NEAR(darkest, 100 / 255.0, 1.5 / 255);
    // Between the letters the halos overlap: covered all the same, and not twice.
    EXPECT_NEAR(ink(image, 50, 50), 100 / 255.0, 1.5 / 255);
}

TEST(Text, OfHugeSizeIsDrawnFromOutlinesInTheSamePlace) {
    // 250 px comes from the atlas, 260 px from outlines.
    const auto box_of = [](double size_mm) {
        return dark_box(drawn(page_of(330, 330, {item_of(text_of("园", 20, 280, size_mm))})));
    };
    const InkBox small = box_of(250);
    const InkBox large = box_of(260);
    EXPECT_NEAR((large.x0 - 20) / 260.0, (small.x0 - 20) / 250.0, 1 / 250.0);
    EXPECT_NEAR((large.x1 - 20) / 260.0, (small.x1 - 20) / 250.0, 1.5 / 250.0);
    EXPECT_NEAR((large.y0 - 280) / 260.0, (small.y0 - 280) / 250.0, 1.5 / 250.0);
    EXPECT_NEAR((large.y1 - 280) / 260.0, (small.y1 - 280) / 250.0, 1.5 / 250.0);
}

TEST(Text, HugeHaloCoversEachPlaceOnce) {
    draw::Text text = text_of("园", 40, 290, 270, 10);
    text.color = {0, 0, 0, 0};
    text.halo_color = {0, 0, 0, 100};
    text.halo_mm = 8;
    const Image image = drawn(page_of(380, 360, {item_of(text)}));
    double darkest = 0.0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) darkest = std::max(darkest, ink(image, x, y));
    }
    EXPECT_NEAR(darkest, 100 / 255.0, 1.5 / 255);
}

TEST(Text, OnScreenLevelTextSitsOnWholePixelRows) {
    // A fraction of a pixel up or down changes nothing; a quarter to the side does.
    const auto image_at = [](double x, double y) {
        return drawn(page_of(60, 40, {item_of(text_of("三 E", x, y, 16))}));
    };
    EXPECT_EQ(image_at(10, 30.3).rgba, image_at(10, 29.8).rgba);
    EXPECT_NE(image_at(10.25, 30).rgba, image_at(10, 30).rgba);
}

TEST(Text, InMapSpaceMovesWithTheMap) {
    draw::DrawList list =
        page_of(100, 60, {item_of(text_of("园", 500000, 3300000, 20), draw::Space::map)});
    list.groups[0].view = {{0, 0, 100, 60}, {500000, 3300000}, 1000};
    const InkBox here = dark_box(drawn(list));
    list.groups[0].view.centre.x_m -= 20;  // 1:1000 at 1 px/mm: 20 px to the right
    const InkBox there = dark_box(drawn(list));
    EXPECT_EQ(there.x0, here.x0 + 20);
    EXPECT_EQ(there.y0, here.y0);
}

TEST(Text, ManySizesAndAnglesOverflowTheAtlasWithoutHarm) {
    // Some 250 pictures of 250 px a side: more pages than the atlas keeps between frames.
    std::vector<draw::Item> items;
    for (int i = 0; i < 250; ++i) {
        items.push_back(item_of(text_of("园", 20 + i % 5, 240, 200 + i * 0.2, i * 0.1)));
    }
    const draw::DrawList list = page_of(260, 260, std::move(items));
    const Image first = drawn(list);
    EXPECT_EQ(drawn(list).rgba, first.rgba);
    drawn(page_of(10, 10, {}));
    EXPECT_EQ(drawn(list).rgba, first.rgba);
}

}  // namespace
}  // namespace parkatlas::render
