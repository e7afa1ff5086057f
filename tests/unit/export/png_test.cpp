#include "export/png.h"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "base/threads.h"
#include "support/picture.h"
#include "support/png_chunks.h"
#include "support/temporary_folder.h"

namespace parkatlas::exporting {
namespace {

using test::file_bytes;
using test::plain_picture;
using test::png_chunks;
using test::PngChunk;
using test::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Image noise_picture(int width, int height) {
    Image image = plain_picture(width, height, 0, 0, 0);
    std::mt19937 random{438};
    for (std::size_t i = 0; i < image.rgba.size(); ++i) {
        if (i % 4 != 3) image.rgba[i] = static_cast<std::uint8_t>(random());
    }
    return image;
}

std::vector<PngChunk> written_chunks(const Image& image, const PngOptions& options) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "sheet.png";
    const Result<void> written = write_png(path, image, options);
    if (!written) {
        ADD_FAILURE() << error_line(written.error());
        return {};
    }
    const auto chunks = png_chunks(file_bytes(path));
    if (!chunks) ADD_FAILURE() << "no valid PNG";
    return chunks.value_or(std::vector<PngChunk>{});
}

PngChunk chunk_of(const std::vector<PngChunk>& chunks, const std::string& type) {
    const auto found = std::find_if(chunks.begin(), chunks.end(),
                                    [&](const PngChunk& c) { return c.type == type; });
    if (found == chunks.end()) {
        ADD_FAILURE() << "no chunk " << type;
        return {type, std::string(16, '\0')};
    }
    return *found;
}

TEST(WritePng, PixelsComeBackAsTheyWere) {
    const TemporaryFolder folder;
    for (const auto& [width, height] : {std::pair{1, 1}, {7, 3}, {333, 211}, {2000, 5}}) {
        const Image image = noise_picture(width, height);
        ASSERT_TRUE(write_png(folder.path() / "a.png", image, {}));
        const Result<Image> back = read_png(folder.path() / "a.png");
        ASSERT_TRUE(back) << error_line(back.error());
        EXPECT_EQ(back->width, width);
        EXPECT_EQ(back->height, height);
        EXPECT_EQ(back->rgba, image.rgba);
    }
}

TEST(WritePng, HeaderSaysEightBitRgb) {
    const PngChunk header = chunk_of(written_chunks(plain_picture(40, 30, 1, 2, 3), {}), "IHDR");
    ASSERT_EQ(header.data.size(), 13U);
    EXPECT_EQ(header.u32(0), 40U);
    EXPECT_EQ(header.u32(4), 30U);
    EXPECT_EQ(header.data[8], 8);   // bits a sample
    EXPECT_EQ(header.data[9], 2);   // truecolour without alpha
    EXPECT_EQ(header.data[12], 0);  // not interlaced
}

TEST(WritePng, ThreeHundredDotsAnInchAre11811AMetre) {
    // 300 / 0.0254 = 11811.02
    const PngChunk size =
        chunk_of(written_chunks(plain_picture(4, 4, 0, 0, 0), {300.0, {}}), "pHYs");
    ASSERT_EQ(size.data.size(), 9U);
    EXPECT_EQ(size.u32(0), 11811U);
    EXPECT_EQ(size.u32(4), 11811U);
    EXPECT_EQ(size.data[8], 1);  // the unit is the metre
}

TEST(WritePng, NinetySixDotsAnInchAre3780AMetre) {
    // 96 / 0.0254 = 3779.53
    EXPECT_EQ(chunk_of(written_chunks(plain_picture(4, 4, 0, 0, 0), {}), "pHYs").u32(0), 3780U);
}

TEST(WritePng, DeclaresSrgbBeforeThePixels) {
    const auto chunks = written_chunks(plain_picture(4, 4, 0, 0, 0), {300.0, {{"Title", "图"}}});
    std::vector<std::string> types;
    for (const PngChunk& chunk : chunks) types.push_back(chunk.type);
    EXPECT_THAT(types, ElementsAre("IHDR", "sRGB", "pHYs", "iTXt", "IDAT", "IEND"));
}

TEST(WritePng, TextsAreUncompressedUtf8) {
    const PngOptions options{300.0,
                             {{"Title", "宁波市健康产业空间布局图"}, {"Source", "甬发改规划"}}};
    std::vector<std::string> texts;
    for (const PngChunk& chunk : written_chunks(plain_picture(4, 4, 0, 0, 0), options)) {
        if (chunk.type == "iTXt") texts.push_back(chunk.data);
    }
    // Keyword, NUL, not compressed, method 0, no language, no translated keyword, text.
    const std::string between{"\0\0\0\0\0", 5};
    EXPECT_THAT(texts, ElementsAre("Title" + between + "宁波市健康产业空间布局图",
                                   "Source" + between + "甬发改规划"));
}

TEST(WritePng, TheSamePictureGivesTheSameBytes) {
    const TemporaryFolder folder;
    const Image image = noise_picture(300, 200);
    const PngOptions options{300.0, {{"Title", "园图"}}};
    ASSERT_TRUE(write_png(folder.path() / "a.png", image, options));
    ASSERT_TRUE(write_png(folder.path() / "b.png", image, options));
    EXPECT_EQ(file_bytes(folder.path() / "a.png"), file_bytes(folder.path() / "b.png"));
}

TEST(WritePng, ManyStripsGiveOneStreamWhateverTheThreads) {
    const TemporaryFolder folder;
    const Image image = noise_picture(1100, 1000);  // 3.3 MB of pixels, packed by the megabyte
    ASSERT_TRUE(write_png(folder.path() / "a.png", image, {}));
    {
        const ThreadLimit one{1};
        ASSERT_TRUE(write_png(folder.path() / "b.png", image, {}));
    }
    EXPECT_EQ(file_bytes(folder.path() / "a.png"), file_bytes(folder.path() / "b.png"));
    const Result<Image> back = read_png(folder.path() / "a.png");
    ASSERT_TRUE(back) << error_line(back.error());
    EXPECT_EQ(back->rgba, image.rgba);
}

TEST(WritePng, APaletteOfFewColoursKeepsThemAll) {
    const TemporaryFolder folder;
    Image image = plain_picture(64, 64, 253, 243, 216);
    for (int i = 0; i < 255; ++i) {
        const auto shade = static_cast<std::uint8_t>(i);
        test::paint_rectangle(image, i % 64, i / 64, 1, 1, shade, 7, 255);
    }
    const PngOptions options{300.0, {}, true};
    ASSERT_TRUE(write_png(folder.path() / "a.png", image, options));
    const auto chunks = png_chunks(file_bytes(folder.path() / "a.png"));
    ASSERT_TRUE(chunks);
    EXPECT_EQ(chunk_of(*chunks, "IHDR").data[9], 3);  // indexed colour
    EXPECT_EQ(chunk_of(*chunks, "PLTE").data.size(), 3 * 256U);
    const Result<Image> back = read_png(folder.path() / "a.png");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->rgba, image.rgba);
}

TEST(WritePng, APaletteOfManyColoursKeepsWhatCoversMuchAndIsCloseElsewhere) {
    const TemporaryFolder folder;
    Image image = plain_picture(300, 200, 253, 243, 216);
    test::paint_rectangle(image, 0, 0, 300, 60, 183, 214, 236);
    for (int i = 0; i < 3000; ++i) {  // 3000 colours of a soft edge
        const auto shade = static_cast<std::uint8_t>(i % 256);
        test::paint_rectangle(image, i % 300, 100 + i / 300, 1, 1, shade,
                              static_cast<std::uint8_t>(255 - i % 251), 90);
    }
    ASSERT_TRUE(write_png(folder.path() / "a.png", image, {300.0, {}, true}));
    const Result<Image> back = read_png(folder.path() / "a.png");
    ASSERT_TRUE(back);
    std::size_t far_off = 0;
    for (int y = 0; y < 200; ++y) {
        for (int x = 0; x < 300; ++x) {
            const std::uint8_t* const now = back->pixel(x, y);
            const std::uint8_t* const was = image.pixel(x, y);
            int off = 0;
            for (int c = 0; c < 3; ++c) off = std::max(off, std::abs(now[c] - was[c]));
            if (y < 100 || y > 111) {
                ASSERT_EQ(off, 0) << x << ' ' << y;
            }
            if (off > 16) ++far_off;
        }
    }
    EXPECT_EQ(far_off, 0U);
}

TEST(WritePng, FlatColourCompressesWell) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write_png(folder.path() / "a.png", plain_picture(2000, 1000, 253, 243, 216), {}));
    EXPECT_LT(std::filesystem::file_size(folder.path() / "a.png"), 60'000U);  // 6 MB of pixels
}

TEST(WritePng, WhatIsTransparentLiesOverWhite) {
    const TemporaryFolder folder;
    Image image = plain_picture(2, 1, 200, 100, 0);
    image.rgba[3] = 0;
    image.rgba[7] = 51;  // a fifth: 255 + (200 - 255) / 5, 255 + (100 - 255) / 5, 255 - 255 / 5
    ASSERT_TRUE(write_png(folder.path() / "a.png", image, {}));
    const Result<Image> back = read_png(folder.path() / "a.png");
    ASSERT_TRUE(back);
    EXPECT_THAT(back->rgba, ElementsAre(255, 255, 255, 255, 244, 224, 204, 255));
}

TEST(WritePng, AFullDiskIsAnOutputError) {
    const Result<void> written = write_png("/dev/full", plain_picture(64, 64, 9, 9, 9), {});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
    EXPECT_EQ(written.error().where, "/dev/full");
    EXPECT_THAT(written.error().what, HasSubstr("No space left"));
}

TEST(WritePng, AMissingFolderIsAnOutputError) {
    const TemporaryFolder folder;
    const Result<void> written =
        write_png(folder.path() / "none" / "a.png", plain_picture(4, 4, 9, 9, 9), {});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
}

/// While it lives, no file may grow beyond a size: the disk fills up in the middle of a write.
class SmallDisk {
  public:
    explicit SmallDisk(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);  // else the signal ends the process
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    rlimit before_{};
    void (*handler_)(int) = SIG_DFL;
};

TEST(WritePng, AWriteCutOffLeavesTheOldFileIntact) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.png";
    ASSERT_TRUE(write_png(path, plain_picture(4, 4, 9, 9, 9), {}));
    const std::string before = file_bytes(path);
    Result<void> written;
    {
        const SmallDisk disk{1000};
        written = write_png(path, noise_picture(100, 100), {});
    }
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
    EXPECT_EQ(file_bytes(path), before);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 1);
}

TEST(WritePng, AKeywordThatPngForbidsLeavesTheOldFileIntact) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.png";
    ASSERT_TRUE(write_png(path, plain_picture(4, 4, 9, 9, 9), {}));
    const std::string before = file_bytes(path);
    const Result<void> written =
        write_png(path, plain_picture(8, 8, 1, 1, 1), {300.0, {{"", "x"}}});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
    EXPECT_THAT(written.error().what, HasSubstr("keyword"));
    EXPECT_EQ(file_bytes(path), before);
}

TEST(WritePng, APictureWithoutPixelsIsRefused) {
    const TemporaryFolder folder;
    EXPECT_FALSE(write_png(folder.path() / "a.png", Image{}, {}));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ReadPng, AMissingFileIsUnreadable) {
    const TemporaryFolder folder;
    const Result<Image> image = read_png(folder.path() / "none.png");
    ASSERT_FALSE(image);
    EXPECT_EQ(image.error().code, ErrorCode::input_unreadable);
}

TEST(ReadPng, ADirectoryIsUnreadable) {
    const TemporaryFolder folder;
    const Result<Image> image = read_png(folder.path());
    ASSERT_FALSE(image);
    EXPECT_EQ(image.error().code, ErrorCode::input_unreadable);
}

TEST(ReadPng, ATruncatedFileIsMalformed) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.png";
    ASSERT_TRUE(write_png(path, noise_picture(64, 64), {}));
    for (const std::uintmax_t length : {6000U, 100U, 20U, 0U}) {
        std::filesystem::resize_file(path, length);
        const Result<Image> image = read_png(path);
        ASSERT_FALSE(image) << length;
        EXPECT_EQ(image.error().code, ErrorCode::input_malformed) << length;
    }
}

}  // namespace
}  // namespace parkatlas::exporting
