#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>

#include <gdal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "export/vector.h"
#include "pages.h"
#include "support/png_chunks.h"
#include "support/temporary_folder.h"
#include "tools.h"

namespace parkatlas::exporting {
namespace {

using test::curved_run;
using test::drawn_by_others;
using test::file_bytes;
using test::fonts;
using test::on_paper;
using test::output_of;
using test::path_of;
using test::rectangle;
using test::small_page;
using test::spaced_run;
using test::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::Not;

#define NEEDS_POPPLER() \
    if (!output_of("pdftotext -v")) GTEST_SKIP() << "poppler-utils is not installed"

Result<void> write(const std::filesystem::path& path, const draw::DrawList& list,
                   std::optional<MapPlace> place = {}) {
    const PdfPage page{&list, std::move(place), {}};
    return write_pdf(path, {&page, 1}, fonts(), {"园图"});
}

std::string words_of(const std::filesystem::path& pdf) {
    return output_of("pdftotext '" + pdf.string() + "' -").value_or("");
}

draw::Text text(draw::GlyphRunPtr run, geo::XY origin) {
    return {std::move(run), origin, 0.0, {20, 20, 20, 255}, {255, 255, 255, 215}, 0.4};
}

TEST(WritePdf, ThePageIsExactlyAsLargeAsItsMillimetres) {
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    draw::DrawList a3;
    a3.width_mm = 420;
    a3.height_mm = 297;
    ASSERT_TRUE(write(path, a3));
    // 420 / 25.4 * 72 and 297 / 25.4 * 72.
    EXPECT_THAT(file_bytes(path), HasSubstr("1190.551181 841.889764"));
    EXPECT_THAT(*output_of("pdfinfo '" + path.string() + "'"), HasSubstr("(A3)"));
}

TEST(WritePdf, FontsAreEmbeddedSubsets) {
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    ASSERT_TRUE(write(
        path,
        small_page({on_paper(text(
            fonts().shape("宁波市ABC，3.5平方公里", draw::Typeface::serif_bold, 3), {5, 10}))})));
    const std::string listed = output_of("pdffonts '" + path.string() + "'").value_or("");
    const std::regex line{"[A-Z]{6}\\+\\S+ +[\\w ]+ +Identity-H +yes yes yes"};
    EXPECT_TRUE(std::regex_search(listed, line)) << listed;
    EXPECT_LT(std::filesystem::file_size(path), 300'000U);
}

TEST(WritePdf, ALabelIsOneString) {
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    ASSERT_TRUE(
        write(path, small_page({on_paper(text(
                        fonts().shape("鄞州大健康产业园", draw::Typeface::sans, 3), {5, 10}))})));
    EXPECT_EQ(words_of(path), "鄞州大健康产业园\n\n\f");
}

TEST(WritePdf, ALetterSpacedLabelIsOneString) {
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    ASSERT_TRUE(write(path, small_page({on_paper(text(spaced_run("杭州湾", 3, 1.5), {5, 10}))})));
    EXPECT_THAT(words_of(path), HasSubstr("杭州湾"));
}

TEST(WritePdf, ALabelAlongACurveIsOneString) {
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    ASSERT_TRUE(write(
        path, small_page({on_paper(text(curved_run("西部山林康养旅游产业带", 3), {5, 30}))})));
    EXPECT_THAT(words_of(path), HasSubstr("西部山林康养旅游产业带"));
}

TEST(WritePdf, AnIdeographIsNotTakenForTheRadicalOfTheSameShape) {
    // In Noto CJK U+4E00 and the radical U+2F00 share a glyph.
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    ASSERT_TRUE(write(
        path, small_page({on_paper(text(fonts().shape("一", draw::Typeface::sans, 3), {5, 10}))})));
    EXPECT_THAT(words_of(path), HasSubstr("一"));
}

TEST(WritePdf, TwoRunsGiveTheSameBytesWithoutADate) {
    const TemporaryFolder folder;
    const draw::DrawList list = small_page({on_paper(text(spaced_run("宁波", 3, 0.2), {5, 10}))});
    ::unsetenv("SOURCE_DATE_EPOCH");
    ASSERT_TRUE(write(folder.path() / "a.pdf", list));
    ASSERT_TRUE(write(folder.path() / "b.pdf", list));
    const std::string bytes = file_bytes(folder.path() / "a.pdf");
    EXPECT_EQ(bytes, file_bytes(folder.path() / "b.pdf"));
    EXPECT_THAT(bytes, Not(HasSubstr("Date")));
}

TEST(WritePdf, SourceDateEpochSetsTheDate) {
    const TemporaryFolder folder;
    ::setenv("SOURCE_DATE_EPOCH", "86400", 1);
    ASSERT_TRUE(write(folder.path() / "a.pdf", small_page({})));
    ::unsetenv("SOURCE_DATE_EPOCH");
    EXPECT_THAT(file_bytes(folder.path() / "a.pdf"),
                HasSubstr("/CreationDate (D:19700102000000Z)"));
}

TEST(WritePdf, AnEmptyPageIsWhite) {
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    ASSERT_TRUE(write(folder.path() / "a.pdf", small_page({})));
    const auto image = drawn_by_others(folder.path() / "a.pdf", 60, 40);
    ASSERT_TRUE(image);
    EXPECT_THAT(image->rgba, ::testing::Each(255));
}

TEST(WritePdf, ATranslucentStrokeCoversItsCrossingsOnce) {
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    const auto cross = path_of({{10, 20}, {50, 20}, {50, 35}, {30, 35}, {30, 5}}, false);
    for (const std::vector<double>& dashes : {std::vector<double>{}, {100.0, 1.0}}) {
        draw::DrawList list = small_page({on_paper(
            draw::Stroke{cross, {0, 0, 0, 128}, 4.0, draw::Join::miter, draw::Cap::butt, dashes})});
        ASSERT_TRUE(write(folder.path() / "a.pdf", list));
        const auto image = drawn_by_others(folder.path() / "a.pdf", 60, 40);
        ASSERT_TRUE(image);
        EXPECT_NEAR(image->pixel(20, 20)[0], 127, 2);
        EXPECT_NEAR(image->pixel(30, 20)[0], 127, 2);
    }
}

TEST(WritePdf, NothingIsDrawnOutsideAGroupsClip) {
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    draw::DrawList list =
        small_page({on_paper(draw::Fill{rectangle(0, 0, 60, 40), {0, 0, 0, 255}, {}})});
    list.groups[0].clip = draw::RectMm{20, 10, 20, 20};
    ASSERT_TRUE(write(folder.path() / "a.pdf", list));
    const auto image = drawn_by_others(folder.path() / "a.pdf", 60, 40);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->pixel(30, 20)[0], 0);
    EXPECT_EQ(image->pixel(18, 20)[0], 255);
    EXPECT_EQ(image->pixel(30, 8)[0], 255);
}

TEST(WritePdf, AViewportPlacesTheMapFrame) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    const draw::MapView view{{10, 5, 40, 20}, {500000, 3300000}, 100000};
    ASSERT_TRUE(write(path, small_page({}), MapPlace{view, geo::Crs::gauss_kruger_120()}));
    const std::string bytes = file_bytes(path);
    // Left 10 mm, bottom 40 - 25 mm, right 50 mm, top 40 - 5 mm, in points.
    EXPECT_THAT(bytes, HasSubstr("/BBox [ 28.346457 42.519685 141.732283 99.212598 ]"));
    EXPECT_THAT(bytes, HasSubstr("/EPSG 4549"));
    EXPECT_THAT(bytes, HasSubstr("/WKT (PROJCS[\"CGCS2000_3_Degree_GK_CM_120E\""));
    // The frame is 4 km by 2 km about the central meridian: both lower corners on one parallel,
    // latitude first, symmetric about 120 degrees.
    std::smatch found;
    ASSERT_TRUE(std::regex_search(
        bytes, found, std::regex{"/GPTS \\[ (\\S+) (\\S+) \\S+ \\S+ \\S+ \\S+ (\\S+) (\\S+) \\]"}));
    EXPECT_EQ(found[1], found[3]);
    EXPECT_NEAR(std::stod(found[2]) + std::stod(found[4]), 240.0, 1e-8);
    EXPECT_NEAR(std::stod(found[1]), 29.8, 0.1);
}

TEST(WritePdf, GdalReadsTheCrsTheExtentAndTheNeatLine) {
    GDALAllRegister();
    if (GDALGetDriverByName("PDF") == nullptr) GTEST_SKIP() << "GDAL is built without PDF";
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    const draw::MapView view{{10, 5, 40, 20}, {500000, 3300000}, 100000};
    ASSERT_TRUE(write(path, small_page({}), MapPlace{view, geo::Crs::gauss_kruger_120()}));
    GDALDatasetH pdf = GDALOpen(path.c_str(), GA_ReadOnly);
    ASSERT_NE(pdf, nullptr);
    EXPECT_STREQ(OSRGetAuthorityCode(GDALGetSpatialRef(pdf), nullptr), "4549");
    double transform[6];
    ASSERT_EQ(GDALGetGeoTransform(pdf, transform), CE_None);
    // The page's corner lies 10 mm left of and 5 mm above the frame, which spans 4 km by 2 km.
    EXPECT_NEAR(transform[0], 498000 - 1000, 0.01);
    EXPECT_NEAR(transform[3], 3301000 + 500, 0.01);
    EXPECT_NEAR(transform[1] * GDALGetRasterXSize(pdf), 6000, 6);
    const char* line = GDALGetMetadataItem(pdf, "NEATLINE", nullptr);
    ASSERT_NE(line, nullptr);
    OGRGeometryH shape = nullptr;
    std::string text{line};
    char* at = text.data();
    ASSERT_EQ(OGR_G_CreateFromWkt(&at, nullptr, &shape), OGRERR_NONE);
    OGREnvelope box;
    OGR_G_GetEnvelope(shape, &box);
    OGR_G_DestroyGeometry(shape);
    GDALClose(pdf);
    EXPECT_NEAR(box.MinX, 498000, 0.01);
    EXPECT_NEAR(box.MaxX, 502000, 0.01);
    EXPECT_NEAR(box.MinY, 3299000, 0.01);
    EXPECT_NEAR(box.MaxY, 3301000, 0.01);
}

TEST(WritePdf, PagesKeepTheirSizesAndBookmarks) {
    NEEDS_POPPLER();
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    const draw::DrawList first = small_page({});
    draw::DrawList second = small_page({});
    second.width_mm = 100;
    const draw::MapView view{{10, 5, 40, 20}, {500000, 3300000}, 100000};
    const PdfPage pages[] = {{&first, {}, "目录"},
                             {&second, MapPlace{view, geo::Crs::gauss_kruger_120()}, "甲园"}};
    ASSERT_TRUE(write_pdf(path, pages, fonts(), {}));
    const std::string info = output_of("pdfinfo -l 2 '" + path.string() + "'").value_or("");
    EXPECT_TRUE(std::regex_search(info, std::regex{"Page +1 size: +170.079 x 113.386"})) << info;
    EXPECT_TRUE(std::regex_search(info, std::regex{"Page +2 size: +283.465 x 113.386"})) << info;
    EXPECT_THAT(file_bytes(path), HasSubstr("/Outlines"));
}

TEST(WritePdf, AFullDiskIsAnOutputError) {
    const Result<void> written = write("/dev/full", small_page({}));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
    EXPECT_THAT(written.error().what, HasSubstr("No space left"));
}

TEST(WritePdf, AMissingFolderIsAnOutputError) {
    const TemporaryFolder folder;
    const Result<void> written = write(folder.path() / "none" / "a.pdf", small_page({}));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::output_failed);
}

}  // namespace
}  // namespace parkatlas::exporting
