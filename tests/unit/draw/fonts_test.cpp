#include "draw/fonts.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "draw/font_finder.h"
#include "draw/utf8.h"
#include "support/temporary_folder.h"

namespace parkatlas::draw {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Ne;
using ::testing::SizeIs;

constexpr Typeface all_typefaces[] = {Typeface::sans, Typeface::sans_bold, Typeface::serif,
                                      Typeface::serif_bold};

class Fonts : public ::testing::Test {
  protected:
    void SetUp() override {
        Result<FontSet> loaded = FontSet::load();
        ASSERT_TRUE(loaded) << error_line(loaded.error());
        fonts_.emplace(std::move(*loaded));
    }
    [[nodiscard]] const FontSet& fonts() const { return *fonts_; }
    [[nodiscard]] std::uint32_t main_face(Typeface typeface) const {
        return fonts().shape("园", typeface, 1.0)->glyphs.at(0).face;
    }

  private:
    std::optional<FontSet> fonts_;
};

TEST_F(Fonts, ChineseTextHasOneGlyphPerCharacterAnEmApart) {
    for (const Typeface typeface : all_typefaces) {
        const GlyphRunPtr run = fonts().shape("宁波市健康产业空间布局图", typeface, 4.0);
        ASSERT_THAT(run->glyphs, SizeIs(12));
        for (std::size_t i = 0; i < run->glyphs.size(); ++i) {
            EXPECT_NE(run->glyphs[i].glyph, 0U) << i;
            EXPECT_DOUBLE_EQ(run->glyphs[i].x_mm, 4.0 * static_cast<double>(i));
            EXPECT_DOUBLE_EQ(run->glyphs[i].y_mm, 0.0);
        }
        EXPECT_DOUBLE_EQ(run->width_mm, 48.0);
        EXPECT_EQ(run->size_mm, 4.0);
        EXPECT_EQ(run->text, "宁波市健康产业空间布局图");
    }
    EXPECT_THAT(fonts().missing(), IsEmpty());
}

TEST_F(Fonts, FullWidthPunctuationKeepsItsEm) {
    EXPECT_DOUBLE_EQ(fonts().width_mm("（一核、两带、五园）。", Typeface::sans, 1.0), 11.0);
}

TEST_F(Fonts, AscentAndDescentAreTheEmBox) {
    // OS/2 sTypoAscender 880, sTypoDescender -120 of 1000 in Noto CJK (its fonts' design notes).
    const GlyphRunPtr run = fonts().shape("图 gp", Typeface::sans, 10.0);
    EXPECT_NEAR(run->ascent_mm, 8.8, 1e-9);
    EXPECT_NEAR(run->descent_mm, 1.2, 1e-9);
}

TEST_F(Fonts, TwiceTheSizeIsTwiceTheRun) {
    const char* text = "AVA 4.60 km² 前湾";
    const GlyphRunPtr small = fonts().shape(text, Typeface::serif, 3.0);
    const GlyphRunPtr large = fonts().shape(text, Typeface::serif, 6.0);
    ASSERT_EQ(small->glyphs.size(), large->glyphs.size());
    for (std::size_t i = 0; i < small->glyphs.size(); ++i) {
        EXPECT_EQ(small->glyphs[i].glyph, large->glyphs[i].glyph);
        EXPECT_NEAR(2 * small->glyphs[i].x_mm, large->glyphs[i].x_mm, 1e-12);
    }
    EXPECT_NEAR(2 * small->width_mm, large->width_mm, 1e-12);
    EXPECT_NEAR(fonts().width_mm(text, Typeface::serif, 6.0), large->width_mm, 1e-12);
}

TEST_F(Fonts, LatinPairsAreKerned) {
    const double pair = fonts().width_mm("AV", Typeface::sans, 1.0);
    EXPECT_LT(pair, fonts().width_mm("A", Typeface::sans, 1.0) +
                        fonts().width_mm("V", Typeface::sans, 1.0));
}

TEST_F(Fonts, RareCharactersOfTheGeneralTableAreThere) {
    // From the third level of 通用规范汉字表 (2013, 8105 characters): place and personal names,
    // extension A, the late additions of the basic block, extensions B to E.
    const std::u32string rare =
        U"鄞鄮嵊澉箬婺瓯畲㑇㓰䲠鿍鿎鿏鿔𠅤𨙸𫖯𫭟𬒈𬭸𬺈";
    for (const Typeface typeface : {Typeface::sans, Typeface::serif}) {
        const GlyphRunPtr run = fonts().shape(
            "鄞鄮嵊澉箬婺瓯畲㑇㓰䲠鿍鿎鿏鿔𠅤𨙸𫖯𫭟𬒈𬭸𬺈", typeface,
            1.0);
        EXPECT_THAT(run->glyphs, SizeIs(rare.size()));
        EXPECT_THAT(run->glyphs, Each(Field(&Glyph::glyph, Ne(0U))));
    }
    EXPECT_THAT(fonts().missing(), IsEmpty());
}

TEST_F(Fonts, ACharacterBeyondTheBasicPlaneIsOneGlyph) {
    const GlyphRunPtr run = fonts().shape("𠮷野家", Typeface::sans, 1.0);
    ASSERT_THAT(run->glyphs, SizeIs(3));
    EXPECT_NE(run->glyphs[0].glyph, 0U);
    EXPECT_DOUBLE_EQ(run->glyphs[1].x_mm, 1.0);
}

TEST_F(Fonts, ControlCharactersAreDropped) {
    const GlyphRunPtr run = fonts().shape("宁\n\t波\x1b\x7f", Typeface::sans, 1.0);
    EXPECT_THAT(run->glyphs, SizeIs(2));
    EXPECT_EQ(run->text, "宁波");
    EXPECT_THAT(fonts().missing(), IsEmpty());
}

TEST_F(Fonts, BrokenUtf8IsShownAsReplacement) {
    const GlyphRunPtr run = fonts().shape("宁\xff波", Typeface::sans, 1.0);
    EXPECT_EQ(run->text, "宁\uFFFD波");
    EXPECT_THAT(run->glyphs, SizeIs(3));
}

TEST_F(Fonts, AnEmptyTextHasNoGlyphsAndNoWidth) {
    const GlyphRunPtr run = fonts().shape("", Typeface::sans, 3.0);
    EXPECT_THAT(run->glyphs, IsEmpty());
    EXPECT_EQ(run->width_mm, 0.0);
    EXPECT_GT(run->ascent_mm, 0.0);
}

TEST_F(Fonts, WhatTheMainFontLacksComesFromAnother) {
    // Noto CJK has no Hebrew; DejaVu, which Debian's fontconfig brings along, has.
    const GlyphRunPtr run = fonts().shape("港שלום口", Typeface::sans, 1.0);
    ASSERT_THAT(run->glyphs, SizeIs(6));
    EXPECT_THAT(run->glyphs, Each(Field(&Glyph::glyph, Ne(0U))));
    const std::uint32_t main = main_face(Typeface::sans);
    EXPECT_EQ(run->glyphs.front().face, main);
    EXPECT_EQ(run->glyphs.back().face, main);
    for (std::size_t i = 1; i <= 4; ++i) EXPECT_NE(run->glyphs[i].face, main);
    EXPECT_THAT(fonts().missing(), IsEmpty());
    EXPECT_GT(fonts().rasterize({run->glyphs[1].face, run->glyphs[1].glyph, 32}).width_px, 0);
}

/// The 8,105 characters of the 通用规范汉字表, one line after the other.
std::u32string standard_characters() {
    std::ifstream file{PARKATLAS_SOURCE_DIR "/tests/data/characters/tgh_2013.txt"};
    std::u32string all;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with('#')) all += decode_utf8(line);
    }
    return all;
}

TEST_F(Fonts, EveryStandardCharacterHasAGlyphOfTheTypefaceItself) {
    const std::u32string all = standard_characters();
    ASSERT_EQ(all.size(), 8105U);
    for (const Typeface typeface : all_typefaces) {
        const GlyphRunPtr run = fonts().shape(encode_utf8(all), typeface, 1.0);
        ASSERT_EQ(run->glyphs.size(), all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            EXPECT_EQ(run->glyphs[i].face, main_face(typeface)) << encode_utf8({&all[i], 1});
            EXPECT_NE(run->glyphs[i].glyph, 0U) << encode_utf8({&all[i], 1});
        }
    }
    EXPECT_THAT(fonts().missing(), IsEmpty());
}

TEST_F(Fonts, EachGlyphKnowsItsCharacter) {
    const GlyphRunPtr run = fonts().shape("园A区𠮷", Typeface::sans, 1.0);
    ASSERT_EQ(run->glyphs.size(), 4U);
    const std::u32string expected = U"园A区𠮷";
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(run->glyphs[i].character, expected[i]);
        EXPECT_TRUE(run->glyphs[i].is_whole);
    }
    // A letter and its mark are two characters, whether one glyph or two shows them.
    const GlyphRunPtr accented = fonts().shape("e\u0301", Typeface::sans, 1.0);
    for (const Glyph& glyph : accented->glyphs) {
        EXPECT_FALSE(glyph.is_whole);
        EXPECT_EQ(glyph.character, U'e');
    }
}

TEST_F(Fonts, WhatNoFontHasIsReportedOnceAndDrawnAsMissing) {
    // U+10FFFD is a private character of the last plane, U+0378 is not assigned.
    const GlyphRunPtr run = fonts().shape("园\U0010FFFD园\u0378", Typeface::sans, 1.0);
    (void)fonts().shape("\U0010FFFD", Typeface::serif, 2.0);
    EXPECT_THAT(fonts().missing(), ElementsAre(U'\u0378', U'\U0010FFFD'));
    ASSERT_THAT(run->glyphs, SizeIs(4));
    EXPECT_EQ(run->glyphs[1].glyph, 0U);
    EXPECT_EQ(run->glyphs[1].face, main_face(Typeface::sans));
}

TEST_F(Fonts, ACharacterThatATypefaceLacksNamesTheFontItComesFrom) {
    EXPECT_THAT(fonts().stand_ins(), IsEmpty());
    (void)fonts().shape("园区", Typeface::sans, 1.0);
    EXPECT_THAT(fonts().stand_ins(), IsEmpty());
    // Letters of scripts that Noto CJK does not have; where no other font has them either, they
    // are missing instead.
    const std::u32string others = U"\u0531\u05D0\u0627\u0E01";
    (void)fonts().shape(encode_utf8(others), Typeface::sans, 1.0);
    const auto found = fonts().stand_ins();
    EXPECT_EQ(found.size() + fonts().missing().size(), others.size());
    for (const FontSet::StandIn& one : found) {
        EXPECT_NE(others.find(one.character), std::u32string::npos);
        EXPECT_FALSE(one.font.empty());
        EXPECT_EQ(one.font.find("CJK"), std::string::npos) << one.font;
    }
}

TEST_F(Fonts, InvisibleCharactersAreNotMissing) {
    // Two variation selectors (the last there is, which no font maps), a zero-width joiner, an
    // invisible plus, a byte order mark.
    const GlyphRunPtr run =
        fonts().shape("园\uFE0F\U000E01EF\u200D\u2064\uFEFF区", Typeface::sans, 1.0);
    EXPECT_DOUBLE_EQ(run->width_mm, 2.0);
    EXPECT_THAT(fonts().missing(), IsEmpty());
}

TEST_F(Fonts, AMarkCombinesWithItsLetter) {
    EXPECT_DOUBLE_EQ(fonts().width_mm("e\u0301", Typeface::sans, 1.0),
                     fonts().width_mm("é", Typeface::sans, 1.0));
}

TEST_F(Fonts, TheSameTextGivesTheSameRunAfterManyOthers) {
    const GlyphRunPtr first = fonts().shape("梅山生命健康产业园", Typeface::sans, 3.0);
    for (int i = 0; i < 10'000; ++i) {
        (void)fonts().width_mm("地块" + std::to_string(i), Typeface::sans, 2.0);
    }
    const GlyphRunPtr again = fonts().shape("梅山生命健康产业园", Typeface::sans, 3.0);
    ASSERT_EQ(first->glyphs.size(), again->glyphs.size());
    for (std::size_t i = 0; i < first->glyphs.size(); ++i) {
        EXPECT_EQ(first->glyphs[i].glyph, again->glyphs[i].glyph);
        EXPECT_EQ(first->glyphs[i].x_mm, again->glyphs[i].x_mm);
    }
}

TEST_F(Fonts, BoldIsBolder) {
    const auto ink = [&](Typeface typeface) {
        const Glyph glyph = fonts().shape("园", typeface, 1.0)->glyphs.at(0);
        const GlyphBitmap bitmap = fonts().rasterize({glyph.face, glyph.glyph, 64});
        double sum = 0;
        for (const std::uint8_t value : bitmap.coverage) sum += value;
        return sum;
    };
    EXPECT_GT(ink(Typeface::sans_bold), 1.2 * ink(Typeface::sans));
    EXPECT_GT(ink(Typeface::serif_bold), 1.2 * ink(Typeface::serif));
}

TEST_F(Fonts, EveryTypefaceHasAFile) {
    for (const Typeface typeface : all_typefaces) {
        EXPECT_TRUE(std::filesystem::is_regular_file(fonts().file(typeface).path));
    }
    EXPECT_NE(fonts().file(Typeface::sans).path, fonts().file(Typeface::serif).path);
}

/// While it lives, fontconfig sees only the given font files.
class OnlyTheseFonts {
  public:
    explicit OnlyTheseFonts(const std::vector<std::string>& files) {
        const std::filesystem::path fonts = folder_.path() / "fonts";
        std::filesystem::create_directory(fonts);
        for (const std::string& file : files) {
            std::filesystem::create_symlink(file, fonts / std::filesystem::path{file}.filename());
        }
        const std::filesystem::path config = folder_.path() / "fonts.conf";
        std::ofstream{config} << "<fontconfig><dir>" << fonts.string() << "</dir><cachedir>"
                              << (folder_.path() / "cache").string()
                              << "</cachedir></fontconfig>\n";
        if (const char* before = std::getenv("FONTCONFIG_FILE")) before_ = before;
        ::setenv("FONTCONFIG_FILE", config.c_str(), 1);
    }
    OnlyTheseFonts(const OnlyTheseFonts&) = delete;
    OnlyTheseFonts& operator=(const OnlyTheseFonts&) = delete;
    ~OnlyTheseFonts() {
        if (before_) {
            ::setenv("FONTCONFIG_FILE", before_->c_str(), 1);
        } else {
            ::unsetenv("FONTCONFIG_FILE");
        }
    }

  private:
    test::TemporaryFolder folder_;
    std::optional<std::string> before_;
};

TEST(FontsInstalled, WithoutAnyFontTheRemedyNamesThePackage) {
    const OnlyTheseFonts none{{}};
    const Result<FontSet> fonts = FontSet::load();
    ASSERT_FALSE(fonts);
    EXPECT_EQ(fonts.error().code, ErrorCode::graphics_unavailable);
    EXPECT_THAT(fonts.error().remedy, HasSubstr("fonts-noto-cjk"));
}

TEST(FontsInstalled, AFontWithoutChineseIsNotTaken) {
    const std::vector<FontFile> hebrew =
        FontFinder::create().value().fonts_with(U'ש', Typeface::sans);
    ASSERT_THAT(hebrew, Not(IsEmpty()));
    const OnlyTheseFonts latin{{hebrew.front().path}};
    const Result<FontSet> fonts = FontSet::load();
    ASSERT_FALSE(fonts);
    EXPECT_EQ(fonts.error().code, ErrorCode::graphics_unavailable);
}

TEST(FontsInstalled, AnyChineseFontStandsInForAllTypefaces) {
    const std::string sans = FontFinder::create().value().best(Typeface::sans).value().path;
    const OnlyTheseFonts one{{sans}};
    const Result<FontSet> fonts = FontSet::load();
    ASSERT_TRUE(fonts) << error_line(fonts.error());
    for (const Typeface typeface : all_typefaces) {
        EXPECT_EQ(std::filesystem::path{fonts->file(typeface).path}.filename(),
                  std::filesystem::path{sans}.filename());
        EXPECT_NE(fonts->shape("园", typeface, 1.0)->glyphs.at(0).glyph, 0U);
    }
}

}  // namespace
}  // namespace parkatlas::draw
