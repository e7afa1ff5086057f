#include "cartography/vertical_text.h"

#include <gtest/gtest.h>

#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

VerticalText column(const char* words) {
    return vertical_text(words, draw::Typeface::sans, 4.0, test::fonts());
}

TEST(VerticalText, ChineseCharactersStandUprightOneEmBelowTheOther) {
    const VerticalText set = column("东海之滨");
    ASSERT_EQ(set.run->glyphs.size(), 4U);
    EXPECT_NEAR(set.height_mm, 16.0, 1e-9);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(set.run->glyphs[i].angle_deg, 0.0);
        EXPECT_NEAR(set.run->glyphs[i].x_mm, -2.0, 0.05);  // half a full-width character
        EXPECT_NEAR(set.run->glyphs[i].y_mm, 4.0 * (0.88 + static_cast<double>(i)), 1e-9);
    }
}

TEST(VerticalText, PunctuationTakesItsVerticalForm) {
    // What is drawn for the horizontal form is what the vertical form is drawn as (GB/T 15834-2011:
    // double quotation marks become ﹃﹄).
    for (const auto& [flat, upright] :
         std::vector<std::pair<const char*, const char*>>{{"，", "︐"},
                                                          {"。", "︒"},
                                                          {"（", "︵"},
                                                          {"）", "︶"},
                                                          {"《", "︽"},
                                                          {"“", "﹃"},
                                                          {"”", "﹄"},
                                                          {"‘", "﹁"},
                                                          {"…", "︙"},
                                                          {"—", "︱"}}) {
        const VerticalText set = column(flat);
        const auto expected = test::fonts().shape(upright, draw::Typeface::sans, 4.0);
        ASSERT_EQ(set.run->glyphs.size(), 1U) << flat;
        EXPECT_EQ(set.run->glyphs[0].glyph, expected->glyphs[0].glyph) << flat;
        EXPECT_EQ(set.run->glyphs[0].angle_deg, 0.0) << flat;
    }
}

TEST(VerticalText, LatinWordsAndLongNumbersAreTurnedAndShortNumbersStand) {
    for (const draw::Glyph& glyph : column("GDP").run->glyphs) EXPECT_EQ(glyph.angle_deg, 90.0);
    for (const draw::Glyph& glyph : column("2025").run->glyphs) EXPECT_EQ(glyph.angle_deg, 90.0);
    const VerticalText short_number = column("十四五25年");
    ASSERT_EQ(short_number.run->glyphs.size(), 6U);
    for (const draw::Glyph& glyph : short_number.run->glyphs) EXPECT_EQ(glyph.angle_deg, 0.0);
    EXPECT_NEAR(short_number.height_mm, 5 * 4.0, 1e-9);
}

TEST(VerticalText, KeepsItsWordsForSearching) {
    EXPECT_EQ(column("（示范）“A区”").run->text, "（示范）“A区”");
    EXPECT_TRUE(column("").run->glyphs.empty());
}

}  // namespace
}  // namespace parkatlas::cartography
