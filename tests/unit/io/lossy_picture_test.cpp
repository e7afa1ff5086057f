#include "io/lossy_picture.h"

#include <cstdlib>
#include <filesystem>

#include <gdal.h>
#include <gtest/gtest.h>

#include "support/png_chunks.h"
#include "support/temporary_folder.h"

namespace parkatlas::io {
namespace {

using test::file_bytes;
using test::TemporaryFolder;

Image soft_picture(int width, int height) {
    Image image{width, height, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.rgba.insert(image.rgba.end(), {static_cast<std::uint8_t>(x), 200,
                                                 static_cast<std::uint8_t>(255 - y), 255});
        }
    }
    return image;
}

TEST(WriteLossy, PixelsComeBackCloseInBothFormats) {
    const TemporaryFolder folder;
    GDALAllRegister();
    const Image image = soft_picture(200, 100);
    for (const auto& [name, coding] :
         {std::pair{"a.jpg", LossyCoding::jpeg}, {"a.webp", LossyCoding::webp}}) {
        const auto path = folder.path() / name;
        const Result<void> done = write_lossy(path, image, coding, 300.0);
        ASSERT_TRUE(done) << error_line(done.error());
        GDALDatasetH dataset = GDALOpen(path.c_str(), GA_ReadOnly);
        ASSERT_NE(dataset, nullptr) << name;
        EXPECT_EQ(GDALGetRasterXSize(dataset), 200);
        EXPECT_EQ(GDALGetRasterYSize(dataset), 100);
        for (int band = 1; band <= 3; ++band) {
            std::uint8_t value = 0;
            ASSERT_EQ(GDALRasterIO(GDALGetRasterBand(dataset, band), GF_Read, 150, 60, 1, 1, &value,
                                   1, 1, GDT_Byte, 0, 0),
                      CE_None);
            EXPECT_LE(std::abs(value - image.pixel(150, 60)[band - 1]), 8) << name;
        }
        GDALClose(dataset);
    }
}

TEST(WriteLossy, TheHeadOfAJpegTellsDotsAnInch) {
    const TemporaryFolder folder;
    ASSERT_TRUE(
        write_lossy(folder.path() / "a.jpg", soft_picture(20, 20), LossyCoding::jpeg, 300.0));
    const std::string bytes = file_bytes(folder.path() / "a.jpg");
    // JFIF 1.02, page 5: unit 1 is the inch; 300 is 0x012C.
    EXPECT_EQ(bytes.substr(6, 4), "JFIF");
    EXPECT_EQ(bytes.substr(13, 5), std::string("\x01\x01\x2C\x01\x2C", 5));
}

TEST(WriteLossy, TwoRunsGiveTheSameBytesAndAFullDiskIsAnError) {
    const TemporaryFolder folder;
    for (const LossyCoding coding : {LossyCoding::jpeg, LossyCoding::webp}) {
        ASSERT_TRUE(write_lossy(folder.path() / "a", soft_picture(50, 50), coding, 96.0));
        ASSERT_TRUE(write_lossy(folder.path() / "b", soft_picture(50, 50), coding, 96.0));
        EXPECT_EQ(file_bytes(folder.path() / "a"), file_bytes(folder.path() / "b"));
        const Result<void> full = write_lossy("/dev/full", soft_picture(50, 50), coding, 96.0);
        ASSERT_FALSE(full);
        EXPECT_EQ(full.error().code, ErrorCode::output_failed);
    }
}

TEST(WriteLossy, APictureTooLargeForWebpIsAnErrorAndLeavesNothing) {
    const TemporaryFolder folder;
    const Result<void> done =
        write_lossy(folder.path() / "a.webp", soft_picture(16'384, 1), LossyCoding::webp, 96.0);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::output_failed);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace parkatlas::io
