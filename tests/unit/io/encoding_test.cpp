#include "io/encoding.h"

#include <gtest/gtest.h>

namespace parkatlas::io {
namespace {

// 宁 is C4FE in GBK and U+5B81 (Unihan, kGB0 3694). Unlike some other pairs of GBK it is not also
// valid UTF-8.
constexpr const char* ning_gbk = "\xc4\xfe";
constexpr const char* ning_utf8 = "\xe5\xae\x81";

TEST(DecodeText, PlainUtf8StaysAsItIs) {
    const Result<DecodedText> decoded = decode_text(ning_utf8, "t");
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, ning_utf8);
    EXPECT_EQ(decoded->encoding, "UTF-8");
}

TEST(DecodeText, ByteOrderMarkIsDropped) {
    EXPECT_EQ(decode_text(std::string{"\xef\xbb\xbf"} + ning_utf8, "t")->text, ning_utf8);
}

TEST(DecodeText, GbkIsTakenAsGb18030) {
    const Result<DecodedText> decoded = decode_text(ning_gbk, "t");
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, ning_utf8);
    EXPECT_EQ(decoded->encoding, "GB18030");
}

TEST(DecodeText, Utf16OfEitherOrderIsKnownByItsMarkOrItsBrace) {
    using namespace std::string_literals;
    EXPECT_EQ(decode_text("\xff\xfe\x81\x5b"s, "t")->text, ning_utf8);
    EXPECT_EQ(decode_text("\xfe\xff\x5b\x81"s, "t")->text, ning_utf8);
    EXPECT_EQ(decode_text("{\0}\0"s, "t")->text, "{}");
    EXPECT_EQ(decode_text("\0{\0}"s, "t")->encoding, "UTF-16BE");
}

TEST(DecodeText, BytesThatAreNoTextNameThePlace) {
    const Result<DecodedText> decoded = decode_text("abc\xff\xff", "file.geojson");
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code, ErrorCode::input_malformed);
    EXPECT_NE(decoded.error().what.english().find("byte 3"), std::string::npos);
}

TEST(ToUtf8, LongTextIsConvertedAcrossBlocks) {
    std::string gbk;
    for (int i = 0; i < 100'000; ++i) gbk += ning_gbk;
    const Result<std::string> text = to_utf8(gbk, "GB18030", "t");
    ASSERT_TRUE(text);
    EXPECT_EQ(text->size(), 300'000U);
    EXPECT_TRUE(text->ends_with(ning_utf8));
}

}  // namespace
}  // namespace parkatlas::io
