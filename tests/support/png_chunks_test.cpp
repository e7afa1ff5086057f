#include "support/png_chunks.h"

#include <string>

#include <gtest/gtest.h>

namespace parkatlas::test {
namespace {

// The smallest grey picture: one black pixel; bytes as given by the PNG specification's layout,
// check sums by Python's zlib.crc32.
const std::string one_pixel{
    "\x89PNG\r\n\x1a\n"
    "\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55"
    "\x00\x00\x00\x0aIDAT\x78\x9c\x63\x60\x00\x00\x00\x02\x00\x01\x48\xaf\xa4\x71"
    "\x00\x00\x00\x00IEND\xae\x42\x60\x82",
    67};

TEST(PngChunks, TakesAFileApart) {
    const auto chunks = png_chunks(one_pixel);
    ASSERT_TRUE(chunks.has_value());
    ASSERT_EQ(chunks->size(), 3U);
    EXPECT_EQ((*chunks)[0].type, "IHDR");
    EXPECT_EQ((*chunks)[0].u32(0), 1U);
    EXPECT_EQ((*chunks)[2].type, "IEND");
}

TEST(PngChunks, RefusesAWrongCheckSum) {
    std::string bytes = one_pixel;
    bytes[18] = '\x02';
    EXPECT_FALSE(png_chunks(bytes).has_value());
}

TEST(PngChunks, RefusesATruncatedFile) {
    for (std::size_t length = 0; length < one_pixel.size(); ++length) {
        EXPECT_FALSE(png_chunks(std::string_view{one_pixel}.substr(0, length)).has_value())
            << length;
    }
}

TEST(PngChunks, RefusesWhatFollowsTheEnd) {
    EXPECT_FALSE(png_chunks(one_pixel + "x").has_value());
}

}  // namespace
}  // namespace parkatlas::test
