#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>
#include <utility>
#include <vector>

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

/// Four quarters: a blue one of layer 1, a red one of layer 2, a green one of no layer, and a
/// black one of layer 1 within a group of layer 2.
draw::DrawList quarters() {
    draw::DrawList list =
        small_page({on_paper(draw::Fill{rectangle(0, 0, 30, 20), {0, 0, 255, 255}, {}}),
                    on_paper(draw::Fill{rectangle(30, 0, 30, 20), {255, 0, 0, 255}, {}}),
                    on_paper(draw::Fill{rectangle(0, 20, 30, 20), {0, 255, 0, 255}, {}})});
    list.groups[0].items[0].layer = 1;
    list.groups[0].items[1].layer = 2;
    list.groups.push_back(
        small_page({on_paper(draw::Fill{rectangle(30, 20, 30, 20), {0, 0, 0, 255}, {}})})
            .groups[0]);
    list.groups[1].layer = 2;
    list.groups[1].items[0].layer = 1;
    list.layers = {{1, "land", "陆地"}, {2, "belt", "带（东部）"}};
    return list;
}

/// Red, green and blue in the middle of each quarter of the page, as GDAL draws it.
std::vector<std::vector<int>> quarters_of(const std::filesystem::path& pdf, const char* off) {
    const std::string switched = std::string{"LAYERS_OFF="} + off;
    const char* const options[] = {switched.c_str(), nullptr};
    GDALDatasetH opened = GDALOpenEx(pdf.c_str(), GDAL_OF_RASTER, nullptr, options, nullptr);
    if (opened == nullptr) return {};
    const int width = GDALGetRasterXSize(opened);
    const int height = GDALGetRasterYSize(opened);
    std::vector<std::vector<int>> out;
    for (const auto& [x, y] : {std::pair{1, 1}, {3, 1}, {1, 3}, {3, 3}}) {
        std::vector<int> colour;
        for (int band = 1; band <= 3; ++band) {
            std::uint8_t value = 0;
            const CPLErr read =
                GDALRasterIO(GDALGetRasterBand(opened, band), GF_Read, width * x / 4,
                             height * y / 4, 1, 1, &value, 1, 1, GDT_Byte, 0, 0);
            colour.push_back(read == CE_None ? value : -1);
        }
        out.push_back(colour);
    }
    GDALClose(opened);
    return out;
}

TEST(WritePdf, AReaderSwitchesLayersByTheirChineseNames) {
    GDALAllRegister();
    if (GDALGetDriverByName("PDF") == nullptr) GTEST_SKIP() << "GDAL is built without PDF";
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    ASSERT_TRUE(write(path, quarters()));
    GDALDatasetH pdf = GDALOpen(path.c_str(), GA_ReadOnly);
    ASSERT_NE(pdf, nullptr);
    EXPECT_STREQ(GDALGetMetadataItem(pdf, "LAYER_00_NAME", "LAYERS"), "陆地");
    EXPECT_STREQ(GDALGetMetadataItem(pdf, "LAYER_01_NAME", "LAYERS"), "带（东部）");
    EXPECT_EQ(GDALGetMetadataItem(pdf, "LAYER_02_NAME", "LAYERS"), nullptr);
    GDALClose(pdf);
    using Colours = std::vector<std::vector<int>>;
    const std::vector<int> blue{0, 0, 255};
    const std::vector<int> red{255, 0, 0};
    const std::vector<int> green{0, 255, 0};
    const std::vector<int> black{0, 0, 0};
    const std::vector<int> white{255, 255, 255};
    EXPECT_EQ(quarters_of(path, ""), (Colours{blue, red, green, black}));
    EXPECT_EQ(quarters_of(path, "陆地"), (Colours{white, red, green, white}));
    EXPECT_EQ(quarters_of(path, "带（东部）"), (Colours{blue, white, green, white}));
}

TEST(WritePdf, PagesShareTheirLayersAndThoseWithoutHaveNone) {
    const TemporaryFolder folder;
    const draw::DrawList first = quarters();
    const draw::DrawList second = quarters();
    const PdfPage pages[] = {{&first, {}, {}}, {&second, {}, {}}};
    ASSERT_TRUE(write_pdf(folder.path() / "two.pdf", pages, fonts(), {}));
    const std::string both = file_bytes(folder.path() / "two.pdf");
    std::size_t groups = 0;
    for (std::size_t at = both.find("/OCG "); at != std::string::npos; ++groups) {
        at = both.find("/OCG ", at + 1);
    }
    EXPECT_EQ(groups, 2U);
    ASSERT_TRUE(write(folder.path() / "plain.pdf", small_page({})));
    EXPECT_THAT(file_bytes(folder.path() / "plain.pdf"), Not(HasSubstr("/OCProperties")));
}

TEST(WritePdf, ALinkLeadsToItsPage) {
    const TemporaryFolder folder;
    const draw::DrawList first = small_page({});
    const draw::DrawList second = quarters();
    const PdfPage pages[] = {{&first, {}, "目录", {{{10, 5, 20, 8}, 2}, {{10, 15, 20, 8}, 3}}},
                             {&second, {}, "甲"}};
    ASSERT_TRUE(write_pdf(folder.path() / "a.pdf", pages, fonts(), {}));
    const std::string bytes = file_bytes(folder.path() / "a.pdf");
    // 10 mm, 40 - 13 mm, 30 mm, 40 - 5 mm in points; the third page is not there, nor is its link.
    EXPECT_THAT(bytes, HasSubstr("/Rect [ 28.3465 76.5354 85.0394 99.2126 ]"));
    EXPECT_EQ(bytes.find("/Subtype /Link"), bytes.rfind("/Subtype /Link"));
    if (output_of("qpdf --version")) {
        EXPECT_TRUE(output_of("qpdf --check '" + (folder.path() / "a.pdf").string() + "'"));
    }
}

TEST(WritePdf, LettersBesideIdeographsDoNotEmbedTheWholeFont) {
    // "F", "I" and "L" with an ideograph in one subset: 0.9 MB by Cairo 1.16.
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.pdf";
    ASSERT_TRUE(write(
        path,
        small_page({on_paper(text(fonts().shape("FIL 年", draw::Typeface::sans, 3), {5, 10}))})));
    EXPECT_LT(std::filesystem::file_size(path), 150'000U);
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
