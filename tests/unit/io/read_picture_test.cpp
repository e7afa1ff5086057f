#include "io/read_picture.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>

#include <gdal.h>
#include <gtest/gtest.h>

#include "io/lossy_picture.h"
#include "support/png_chunks.h"
#include "support/temporary_folder.h"

namespace parkatlas::io {
namespace {

using test::file_bytes;
using test::TemporaryFolder;

constexpr std::size_t plenty = 1'000'000;

// Left half blue, right half red; a green band below both.
Image flag(int width, int height) {
    Image image{width, height, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool low = y >= height / 2;
            const bool left = x < width / 2;
            image.rgba.insert(image.rgba.end(),
                              {static_cast<std::uint8_t>(low || left ? 0 : 255),
                               static_cast<std::uint8_t>(low ? 255 : 0),
                               static_cast<std::uint8_t>(low || !left ? 0 : 255), 255});
        }
    }
    return image;
}

bool is_close(const Image& image, int x, int y, std::array<int, 3> color) {
    for (std::size_t c = 0; c < 3; ++c) {
        if (std::abs(image.pixel(x, y)[c] - color[c]) > 24) return false;
    }
    return image.pixel(x, y)[3] == 255;
}

// An APP1 segment that says nothing but the orientation (EXIF 2.32, 4.5.4 and 4.6.5.1.A).
std::string with_orientation(const std::string& jpeg, char number) {
    std::string segment{
        "\xff\xe1\x00\x22"
        "Exif\0\0"
        "II*\0\x08\0\0\0"
        "\x01\0"
        "\x12\x01\x03\0\x01\0\0\0?\0\0\0"
        "\0\0\0\0",
        36};
    segment[segment.find('?')] = number;
    return jpeg.substr(0, 2) + segment + jpeg.substr(2);
}

TEST(ReadPicture, JpegAndWebpComeBackCloseToWhatWasWritten) {
    const TemporaryFolder folder;
    for (const auto& [name, coding] :
         {std::pair{"a.jpg", LossyCoding::jpeg}, {"a.webp", LossyCoding::webp}}) {
        const auto path = folder.path() / name;
        ASSERT_TRUE(write_lossy(path, flag(80, 40), coding, 96.0));
        const Result<Image> read = read_picture(path, plenty);
        ASSERT_TRUE(read) << error_line(read.error());
        EXPECT_EQ(read->width, 80);
        EXPECT_EQ(read->height, 40);
        EXPECT_TRUE(is_close(*read, 16, 8, {0, 0, 255})) << name;
        EXPECT_TRUE(is_close(*read, 64, 8, {255, 0, 0})) << name;
        EXPECT_TRUE(is_close(*read, 40, 32, {0, 255, 0})) << name;
    }
}

TEST(ReadPicture, TheNameDoesNotMatter) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write_lossy(folder.path() / "a.jpg", flag(8, 8), LossyCoding::jpeg, 96.0));
    std::filesystem::rename(folder.path() / "a.jpg", folder.path() / "logo");
    EXPECT_TRUE(read_picture(folder.path() / "logo", plenty));
}

TEST(ReadPicture, APhotoOfATurnedCameraStandsUpright) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write_lossy(folder.path() / "a.jpg", flag(80, 40), LossyCoding::jpeg, 96.0));
    const std::string plain = file_bytes(folder.path() / "a.jpg");
    // Where the middle of the blue quarter lies then, worked out by hand from the table of EXIF.
    const struct {
        char number;
        int width, x, y;
    } cases[] = {{1, 80, 16, 8}, {2, 80, 63, 8},  {3, 80, 63, 31}, {4, 80, 16, 31},
                 {5, 40, 8, 16}, {6, 40, 31, 16}, {7, 40, 31, 63}, {8, 40, 8, 63}};
    for (const auto& one : cases) {
        const auto path = folder.path() / "turned.jpg";
        std::ofstream{path, std::ios::binary} << with_orientation(plain, one.number);
        const Result<Image> read = read_picture(path, plenty);
        ASSERT_TRUE(read) << error_line(read.error());
        EXPECT_EQ(read->width, one.width) << int{one.number};
        EXPECT_EQ(read->width * read->height, 80 * 40);
        EXPECT_TRUE(is_close(*read, one.x, one.y, {0, 0, 255})) << int{one.number};
    }
}

TEST(ReadPicture, PalettesAndGreysBecomeColours) {
    const TemporaryFolder folder;
    GDALAllRegister();
    GDALDatasetH memory = GDALCreate(GDALGetDriverByName("MEM"), "", 4, 2, 1, GDT_Byte, nullptr);
    std::uint8_t values[] = {0, 1, 1, 1, 1, 1, 1, 1};
    ASSERT_EQ(GDALRasterIO(GDALGetRasterBand(memory, 1), GF_Write, 0, 0, 4, 2, values, 4, 2,
                           GDT_Byte, 0, 0),
              CE_None);
    const auto grey = folder.path() / "grey.bmp";
    GDALClose(GDALCreateCopy(GDALGetDriverByName("BMP"), grey.c_str(), memory, FALSE, nullptr,
                             nullptr, nullptr));
    GDALColorTableH table = GDALCreateColorTable(GPI_RGB);
    const GDALColorEntry orange{255, 128, 0, 255};
    const GDALColorEntry navy{0, 0, 128, 255};
    GDALSetColorEntry(table, 0, &orange);
    GDALSetColorEntry(table, 1, &navy);
    GDALSetRasterColorTable(GDALGetRasterBand(memory, 1), table);
    GDALDestroyColorTable(table);
    const auto colors = folder.path() / "colors.gif";
    GDALClose(GDALCreateCopy(GDALGetDriverByName("GIF"), colors.c_str(), memory, FALSE, nullptr,
                             nullptr, nullptr));
    GDALClose(memory);
    const Result<Image> read = read_picture(colors, plenty);
    ASSERT_TRUE(read) << error_line(read.error());
    EXPECT_EQ(read->rgba[0], 255);
    EXPECT_EQ(read->rgba[1], 128);
    EXPECT_EQ(read->rgba[4 + 2], 128);
    const Result<Image> plain = read_picture(grey, plenty);
    ASSERT_TRUE(plain) << error_line(plain.error());
    EXPECT_EQ(plain->rgba[4], 1);
    EXPECT_EQ(plain->rgba[5], 1);
    EXPECT_EQ(plain->rgba[7], 255);
}

TEST(ReadPicture, ALargeOneIsReadSmallerByAWholeFactor) {
    const TemporaryFolder folder;
    ASSERT_TRUE(write_lossy(folder.path() / "a.jpg", flag(90, 60), LossyCoding::jpeg, 96.0));
    const Result<Image> read = read_picture(folder.path() / "a.jpg", 90 * 60 / 4);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->width, 45);
    EXPECT_EQ(read->height, 30);
}

TEST(ReadPicture, WhatIsNoPictureIsAnError) {
    const TemporaryFolder folder;
    std::ofstream{folder.path() / "a.jpg"} << "not a picture";
    std::ofstream{folder.path() / "empty.jpg"};

    for (const char* name : {"a.jpg", "empty.jpg", "gone.jpg"}) {
        const Result<Image> read = read_picture(folder.path() / name, plenty);
        ASSERT_FALSE(read) << name;
        EXPECT_EQ(read.error().code, ErrorCode::input_malformed) << name;
    }
}

}  // namespace
}  // namespace parkatlas::io
