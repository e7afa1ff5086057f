#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "draw/fonts.h"

namespace parkatlas::draw {
namespace {

class GlyphRaster : public ::testing::Test {
  protected:
    void SetUp() override {
        Result<FontSet> loaded = FontSet::load();
        ASSERT_TRUE(loaded) << error_line(loaded.error());
        fonts_.emplace(std::move(*loaded));
    }
    [[nodiscard]] const FontSet& fonts() const { return *fonts_; }
    [[nodiscard]] GlyphRequest request(const char* character, double size_px,
                                       Typeface typeface = Typeface::sans) const {
        const Glyph glyph = fonts().shape(character, typeface, 1.0)->glyphs.at(0);
        GlyphRequest result;
        result.face = glyph.face;
        result.glyph = glyph.glyph;
        result.size_px = size_px;
        return result;
    }

  private:
    std::optional<FontSet> fonts_;
};

/// Ink in pixels and its centre relative to the origin, y down.
struct Ink {
    double area = 0.0, x = 0.0, y = 0.0;
};

Ink ink_of(const GlyphBitmap& bitmap) {
    Ink ink;
    for (int row = 0; row < bitmap.height_px; ++row) {
        for (int column = 0; column < bitmap.width_px; ++column) {
            const double value =
                bitmap.coverage[static_cast<std::size_t>(row * bitmap.width_px + column)] / 255.0;
            ink.area += value;
            ink.x += value * (bitmap.left_px + column + 0.5);
            ink.y += value * (-bitmap.top_px + row + 0.5);
        }
    }
    ink.x /= ink.area;
    ink.y /= ink.area;
    return ink;
}

/// Coverage at a pixel relative to the origin, y down; 0 outside the bitmap.
int coverage_at(const GlyphBitmap& bitmap, int x, int y) {
    const int column = x - bitmap.left_px;
    const int row = y + bitmap.top_px;
    if (column < 0 || row < 0 || column >= bitmap.width_px || row >= bitmap.height_px) return 0;
    return bitmap.coverage[static_cast<std::size_t>(row * bitmap.width_px + column)];
}

double signed_area(const Path& path) {
    double twice = 0.0;
    std::size_t begin = 0;
    for (const std::uint32_t end : path.ring_ends) {
        for (std::size_t i = begin; i < end; ++i) {
            const geo::XY a = path.points[i];
            const geo::XY b = path.points[i + 1 < end ? i + 1 : begin];
            twice += a.x * b.y - b.x * a.y;
        }
        begin = end;
    }
    return twice / 2;
}

TEST_F(GlyphRaster, TheBitmapHoldsAsManyBytesAsPixels) {
    const GlyphBitmap bitmap = fonts().rasterize(request("园", 37.5));
    EXPECT_GT(bitmap.width_px, 30);
    EXPECT_GT(bitmap.height_px, 30);
    EXPECT_EQ(bitmap.coverage.size(), static_cast<std::size_t>(bitmap.width_px) *
                                          static_cast<std::size_t>(bitmap.height_px));
}

TEST_F(GlyphRaster, InkIsTheAreaOfTheOutline) {
    // FreeType fills the font's curves, `outline` gives chords of them: two ways to one area.
    for (const Typeface typeface : {Typeface::sans, Typeface::serif_bold}) {
        for (const char* character : {"园", "圆", "囊", "B", "8", "@"}) {
            const GlyphRequest wanted = request(character, 100, typeface);
            const double area = std::abs(signed_area(fonts().outline(wanted.face, wanted.glyph)));
            EXPECT_NEAR(ink_of(fonts().rasterize(wanted)).area / 1e4, area, 0.004 * area)
                << character;
        }
    }
}

TEST_F(GlyphRaster, OutlinesStandOnTheBaselineWithYDown) {
    const GlyphRequest wanted = request("H", 10);
    const Path path = fonts().outline(wanted.face, wanted.glyph);
    const auto [top, bottom] = std::minmax_element(path.points.begin(), path.points.end(),
                                                   [](geo::XY a, geo::XY b) { return a.y < b.y; });
    EXPECT_NEAR(bottom->y, 0.0, 1e-9);
    EXPECT_NEAR(top->y, -0.733, 0.002);  // cap height of Noto Sans CJK: OS/2 sCapHeight 733
}

TEST_F(GlyphRaster, ASpaceHasNoInk) {
    EXPECT_EQ(fonts().rasterize(request(" ", 20)).width_px, 0);
    EXPECT_TRUE(fonts().outline(request(" ", 20).face, request(" ", 20).glyph).points.empty());
}

TEST_F(GlyphRaster, AShiftMovesTheInk) {
    GlyphRequest wanted = request("港", 16);
    const Ink before = ink_of(fonts().rasterize(wanted));
    wanted.shift_x_px = 0.25;
    wanted.shift_y_px = 0.75;
    const Ink after = ink_of(fonts().rasterize(wanted));
    EXPECT_NEAR(after.x - before.x, 0.25, 0.02);
    EXPECT_NEAR(after.y - before.y, 0.75, 0.02);
    EXPECT_NEAR(after.area, before.area, 0.01 * before.area);
}

TEST_F(GlyphRaster, AQuarterTurnSwapsWidthAndHeight) {
    GlyphRequest wanted = request("1", 64);
    const GlyphBitmap upright = fonts().rasterize(wanted);
    ASSERT_GT(upright.height_px, upright.width_px);
    wanted.angle_deg = 90;
    const GlyphBitmap turned = fonts().rasterize(wanted);
    EXPECT_NEAR(turned.width_px, upright.height_px, 1);
    EXPECT_NEAR(turned.height_px, upright.width_px, 1);
}

TEST_F(GlyphRaster, ATurnIsClockwiseAboutTheOrigin) {
    // Clockwise by 90 degrees with y down takes (x, y) to (-y, x).
    GlyphRequest wanted = request("F", 64);
    const Ink upright = ink_of(fonts().rasterize(wanted));
    wanted.angle_deg = 90;
    const Ink turned = ink_of(fonts().rasterize(wanted));
    EXPECT_NEAR(turned.x, -upright.y, 0.1);
    EXPECT_NEAR(turned.y, upright.x, 0.1);
}

TEST_F(GlyphRaster, AHaloIsLargerByItsWidthOnEverySide) {
    GlyphRequest wanted = request("园", 40);
    const GlyphBitmap plain = fonts().rasterize(wanted);
    wanted.halo_px = 3;
    const GlyphBitmap halo = fonts().rasterize(wanted);
    EXPECT_NEAR(halo.left_px, plain.left_px - 3, 1);
    EXPECT_NEAR(halo.top_px, plain.top_px + 3, 1);
    EXPECT_NEAR(halo.width_px, plain.width_px + 6, 2);
    EXPECT_NEAR(halo.height_px, plain.height_px + 6, 2);
}

TEST_F(GlyphRaster, AHaloCoversEveryPlaceWithinItsWidthAndNoneBeyond) {
    // Brute force: the distance of every pixel to the nearest inked one. Dense characters have
    // counters narrower than the halo, where a stroked outline folds over itself.
    for (const Typeface typeface : {Typeface::sans, Typeface::sans_bold, Typeface::serif_bold}) {
        for (const char* character : {"镶", "囊", "鬱", "园", "鄞", "8", "@", "g"}) {
            GlyphRequest wanted = request(character, 40, typeface);
            const GlyphBitmap plain = fonts().rasterize(wanted);
            wanted.halo_px = 4;
            const GlyphBitmap halo = fonts().rasterize(wanted);
            const int reach = 6;
            for (int y = -plain.top_px - reach; y < plain.height_px - plain.top_px + reach; ++y) {
                for (int x = plain.left_px - reach; x < plain.left_px + plain.width_px + reach;
                     ++x) {
                    double to_full = 1e9;
                    double to_any = 1e9;
                    for (int v = y - reach; v <= y + reach; ++v) {
                        for (int u = x - reach; u <= x + reach; ++u) {
                            const int value = coverage_at(plain, u, v);
                            const double distance = std::hypot(u - x, v - y);
                            if (value > 200) to_full = std::min(to_full, distance);
                            if (value > 0) to_any = std::min(to_any, distance);
                        }
                    }
                    const int value = coverage_at(halo, x, y);
                    const bool inside = to_full < 4 - 1.0;
                    const bool outside = to_any > 4 + 1.5;
                    EXPECT_TRUE(!inside || value > 250) << character << x << ',' << y;
                    EXPECT_TRUE(!outside || value < 5) << character << x << ',' << y;
                }
            }
        }
    }
}

TEST_F(GlyphRaster, AFaceOrGlyphThatIsNotThereIsEmpty) {
    EXPECT_EQ(fonts().rasterize({999, 1, 16}).width_px, 0);
    EXPECT_EQ(fonts().rasterize({0, 0xFFFFFF, 16}).width_px, 0);
    EXPECT_TRUE(fonts().outline(999, 1).points.empty());
    EXPECT_TRUE(fonts().outline(0, 0xFFFFFF).points.empty());
}

TEST_F(GlyphRaster, SizesWithoutSenseAreEmpty) {
    EXPECT_EQ(fonts().rasterize(request("园", 0)).width_px, 0);
    EXPECT_EQ(fonts().rasterize(request("园", -5)).width_px, 0);
    EXPECT_EQ(fonts().rasterize(request("园", 1e6)).width_px, 0);
}

}  // namespace
}  // namespace parkatlas::draw
