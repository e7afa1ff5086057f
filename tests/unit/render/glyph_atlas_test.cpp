#include "render/detail/glyph_atlas.h"

#include <gtest/gtest.h>

#include "pictures.h"

namespace parkatlas::render::detail {
namespace {

TEST(GlyphAtlas, KeepsPicturesApart) {
    Studio& studio = Studio::instance();
    const draw::GlyphRunPtr run =
        studio.fonts.shape("一核两带五园健康产业布局图宁波前湾梅山", draw::Typeface::sans, 3);
    GlyphAtlas atlas;
    atlas.begin_frame(studio.fonts);
    std::vector<AtlasGlyph> placed;
    for (std::uint32_t size = 8; size < 120; size += 3) {
        for (const draw::Glyph& glyph : run->glyphs) {
            GlyphKey key;
            key.face = glyph.face;
            key.glyph = glyph.glyph;
            key.size_64th_px = size * 64;
            const AtlasGlyph* found = atlas.find(key, studio.fonts);
            ASSERT_NE(found, nullptr);
            placed.push_back(*found);
        }
    }
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const AtlasGlyph& a = placed[i];
        EXPECT_LE(a.texel_x + a.width_px, GlyphAtlas::largest_px());
        EXPECT_LE(a.texel_y + a.height_px, GlyphAtlas::largest_px());
        for (std::size_t k = i + 1; k < placed.size(); ++k) {
            const AtlasGlyph& b = placed[k];
            const bool apart = a.page != b.page || a.texel_x + a.width_px <= b.texel_x ||
                               b.texel_x + b.width_px <= a.texel_x ||
                               a.texel_y + a.height_px <= b.texel_y ||
                               b.texel_y + b.height_px <= a.texel_y;
            ASSERT_TRUE(apart) << i << ", " << k;
        }
    }
}

TEST(GlyphAtlas, GivesTheSamePictureForTheSameKeyUntilCleared) {
    Studio& studio = Studio::instance();
    const draw::GlyphRunPtr run = studio.fonts.shape("园", draw::Typeface::sans, 3);
    GlyphAtlas atlas;
    atlas.begin_frame(studio.fonts);
    GlyphKey key;
    key.face = run->glyphs.at(0).face;
    key.glyph = run->glyphs.at(0).glyph;
    key.size_64th_px = 20 * 64;
    const AtlasGlyph* first = atlas.find(key, studio.fonts);
    EXPECT_EQ(atlas.find(key, studio.fonts), first);
    EXPECT_EQ(atlas.page_count(), 1U);
    atlas.clear();
    EXPECT_EQ(atlas.page_count(), 0U);
}

}  // namespace
}  // namespace parkatlas::render::detail
