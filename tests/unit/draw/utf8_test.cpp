#include "draw/utf8.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace parkatlas::draw {
namespace {

TEST(Utf8, ReadsOneToFourBytes) {
    EXPECT_EQ(decode_utf8("A\u00e9\u56ed\U00020bb7"), U"A\u00e9\u56ed\U00020bb7");
}

TEST(Utf8, OutAndBackIsTheSame) {
    // The first and last code point of every length, and both sides of the surrogates.
    const std::u32string text{U'\0',  U'\x7f', U'\x80', U'\u07ff', U'\u0800',
                              0xD7FF, 0xE000,  0xFFFF,  0x10000,   0x10FFFF};
    EXPECT_EQ(decode_utf8(encode_utf8(text)), text);
}

TEST(Utf8, IllFormedPartsBecomeOneReplacementEach) {
    // The Unicode Standard 15.0, table 3-8: 61 F1 80 80 E1 80 C2 62 80 63 80 BF 64.
    EXPECT_EQ(decode_utf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"),
              U"a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
}

TEST(Utf8, OverlongFormsAreIllFormed) {
    // Table 3-9: C0 AF E0 80 BF F0 81 82 41 gives one replacement a byte.
    EXPECT_EQ(decode_utf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
              U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
}

TEST(Utf8, SurrogatesAndBeyondUnicodeAreIllFormed) {
    EXPECT_EQ(decode_utf8("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(decode_utf8("\xF4\x90\x80\x80"), U"\uFFFD\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(decode_utf8("\xFF"), U"\uFFFD");
}

TEST(Utf8, ATruncatedEndIsOneReplacement) {
    const std::string_view park{"\xe5\x9b\xad"};  // 园
    EXPECT_EQ(decode_utf8(park.substr(0, 2)), U"\uFFFD");
    EXPECT_EQ(decode_utf8(park.substr(0, 1)), U"\uFFFD");
}

TEST(Utf8, ControlsAreWhatALineCannotShow) {
    for (const char32_t c : {U'\0', U'\t', U'\n', U'\r', U'\x1b', U'\x7f', U'\x85', U'\u2028'}) {
        EXPECT_TRUE(is_control(c)) << static_cast<unsigned>(c);
    }
    for (const char32_t c : {U' ', U'\u00a0', U'\u3000', U'园', U'\ufffd'}) {
        EXPECT_FALSE(is_control(c)) << static_cast<unsigned>(c);
    }
}

}  // namespace
}  // namespace parkatlas::draw
