#include "io/geotiff.h"

#include <filesystem>

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_srs_api.h>

#include "support/png_chunks.h"
#include "support/temporary_folder.h"

namespace parkatlas::io {
namespace {

using test::file_bytes;
using test::TemporaryFolder;
using ::testing::HasSubstr;

/// Red grows to the right, green downwards, blue is 7.
Image ramp(int width, int height) {
    Image image{width, height, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.rgba.insert(image.rgba.end(), {static_cast<std::uint8_t>(x % 256),
                                                 static_cast<std::uint8_t>(y % 256), 7, 255});
        }
    }
    return image;
}

class WriteGeotiff : public ::testing::Test {
  protected:
    void SetUp() override { GDALAllRegister(); }
    void TearDown() override {
        if (dataset_ != nullptr) GDALClose(dataset_);
    }
    GDALDatasetH written(const Image& image, const GeoTiffOptions& options) {
        const Result<void> done = write_geotiff(path_, image, options);
        EXPECT_TRUE(done) << error_line(done.error());
        dataset_ = GDALOpen(path_.c_str(), GA_ReadOnly);
        return dataset_;
    }

    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_.path() / "a.tif";
    GDALDatasetH dataset_ = nullptr;
    GeoTiffOptions options_{geo::Crs::gauss_kruger_120(), {500000, 3300000}, 12.5, 300, "园图"};
};

TEST_F(WriteGeotiff, TheTopLeftCornerIsTheOuterCornerOfTheFirstPixel) {
    GDALDatasetH dataset = written(ramp(30, 20), options_);
    ASSERT_NE(dataset, nullptr);
    double transform[6];
    ASSERT_EQ(GDALGetGeoTransform(dataset, transform), CE_None);
    EXPECT_THAT(transform, ::testing::ElementsAre(500000, 12.5, 0, 3300000, 0, -12.5));
    EXPECT_STREQ(GDALGetMetadataItem(dataset, "AREA_OR_POINT", nullptr), "Area");
}

TEST_F(WriteGeotiff, TheCrsComesBack) {
    GDALDatasetH dataset = written(ramp(30, 20), options_);
    ASSERT_NE(dataset, nullptr);
    EXPECT_STREQ(OSRGetAuthorityCode(GDALGetSpatialRef(dataset), nullptr), "4549");
}

TEST_F(WriteGeotiff, PixelsComeBackAsTheyWere) {
    GDALDatasetH dataset = written(ramp(300, 270), options_);
    ASSERT_NE(dataset, nullptr);
    ASSERT_EQ(GDALGetRasterCount(dataset), 3);
    for (const auto& [x, y] : {std::pair{0, 0}, {299, 0}, {17, 269}, {256, 256}}) {
        std::uint8_t rgb[3];
        ASSERT_EQ(GDALDatasetRasterIO(dataset, GF_Read, x, y, 1, 1, rgb, 1, 1, GDT_Byte, 3, nullptr,
                                      3, 3, 1),
                  CE_None);
        EXPECT_THAT(rgb, ::testing::ElementsAre(x % 256, y % 256, 7)) << x << ' ' << y;
    }
}

TEST_F(WriteGeotiff, IsTiledAndHasOverviewsDownToOneTile) {
    GDALDatasetH dataset = written(ramp(1100, 600), options_);
    ASSERT_NE(dataset, nullptr);
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    int width = 0;
    int height = 0;
    GDALGetBlockSize(band, &width, &height);
    EXPECT_EQ(width, 256);
    EXPECT_EQ(height, 256);
    const int overviews = GDALGetOverviewCount(band);
    ASSERT_GE(overviews, 3);  // 550, 275, 138
    EXPECT_LE(GDALGetRasterBandXSize(GDALGetOverview(band, overviews - 1)), 256);
    EXPECT_STREQ(GDALGetMetadataItem(dataset, "COMPRESSION", "IMAGE_STRUCTURE"), "DEFLATE");
}

TEST_F(WriteGeotiff, TagsSayResolutionTitleAndSoftware) {
    GDALDatasetH dataset = written(ramp(30, 20), options_);
    ASSERT_NE(dataset, nullptr);
    EXPECT_STREQ(GDALGetMetadataItem(dataset, "TIFFTAG_XRESOLUTION", nullptr), "300");
    EXPECT_STREQ(GDALGetMetadataItem(dataset, "TIFFTAG_IMAGEDESCRIPTION", nullptr), "园图");
    EXPECT_STREQ(GDALGetMetadataItem(dataset, "TIFFTAG_SOFTWARE", nullptr), "ParkAtlas");
    EXPECT_EQ(GDALGetMetadataItem(dataset, "TIFFTAG_DATETIME", nullptr), nullptr);
}

TEST_F(WriteGeotiff, TwoRunsGiveTheSameBytes) {
    ASSERT_TRUE(write_geotiff(path_, ramp(900, 700), options_));
    ASSERT_TRUE(write_geotiff(folder_.path() / "b.tif", ramp(900, 700), options_));
    EXPECT_EQ(file_bytes(path_), file_bytes(folder_.path() / "b.tif"));
}

TEST_F(WriteGeotiff, AFullDiskIsAnOutputError) {
    const Result<void> done = write_geotiff("/dev/full", ramp(30, 20), options_);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::output_failed);
    EXPECT_THAT(done.error().what, HasSubstr("No space left"));
}

TEST_F(WriteGeotiff, APictureWithoutPixelsIsRefused) {
    EXPECT_FALSE(write_geotiff(path_, Image{}, options_));
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST(EsriWkt, NamesTheSystemInEsrisWords) {
    const Result<std::string> wkt = esri_wkt(geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(wkt) << error_line(wkt.error());
    EXPECT_TRUE(wkt->starts_with("PROJCS[\"CGCS2000_3_Degree_GK_CM_120E\"")) << *wkt;
}

}  // namespace
}  // namespace parkatlas::io
