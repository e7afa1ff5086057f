// The same sheet in every format, through the task that `parkatlas export` runs.

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include <gdal.h>
#include <gtest/gtest.h>

#include "support/picture.h"
#include "support/png_chunks.h"
#include "support/temporary_folder.h"
#include "tasks/export_sheet.h"
#include "tasks/sheet_manifest.h"
#include "tools.h"

namespace parkatlas {
namespace {

using test::drawn_by_others;
using test::output_of;

class Formats : public ::testing::Test {
  protected:
    cartography::Sheet written(const std::string& name, double dpi = 150.0,
                               const std::string& source = "layout:ningbo") const {
        const auto opened = tasks::open({source}, tasks::BaseMap::load, {});
        if (!opened) throw std::runtime_error{opened.error().what};
        tasks::ExportRequest request;
        request.output = folder_.path() / name;
        request.page = {297.0, 210.0, dpi, {}};
        const auto sheet = tasks::export_sheet(opened->value, request, {});
        if (!sheet) throw std::runtime_error{sheet.error().what};
        return *sheet;
    }

    /// Against the PNG, both averaged to 150 dpi: at most half a per cent of the pixels
    /// may have no match within a pixel of their place. Both are drawn four times as large: one
    /// program smooths an edge by samples, another by area, a third sets letters on whole pixels,
    /// and none of that is what the files say.
    void expect_agreement(const Image& png, const std::string& source, const std::string& name,
                          int channel) const {
        written(name, 150.0, source);
        const auto actual = drawn_by_others(folder_.path() / name, png.width, png.height);
        ASSERT_TRUE(actual);
        test::PictureTolerance tolerance;
        tolerance.channel = channel;
        tolerance.share = 0.005;
        EXPECT_TRUE(test::same_picture(test::averaged(png, finer), test::averaged(*actual, finer),
                                       source.substr(7) + "-" + name,
                                       PARKATLAS_BINARY_DIR "/pictures", tolerance));
    }

    static constexpr int finer = 4;
    test::TemporaryFolder folder_;
};

class FormatsOfLayout : public Formats, public ::testing::WithParamInterface<const char*> {
  protected:
    static std::string source() { return std::string{"layout:"} + GetParam(); }
};

TEST_P(FormatsOfLayout, ThePdfAndTheSvgLookLikeThePng) {
    written("sheet.png", 150.0 * finer, source());
    const auto png = exporting::read_png(folder_.path() / "sheet.png");
    ASSERT_TRUE(png);
    const bool has_poppler = output_of("pdftoppm -v").has_value();
    const bool has_rsvg = output_of("rsvg-convert --version").has_value();
    // Poppler sets letters on whole pixels, here eighths of the compared ones.
    if (has_poppler) expect_agreement(*png, source(), "sheet.pdf", 32);
    if (has_rsvg) expect_agreement(*png, source(), "sheet.svg", 16);
    if (!has_poppler || !has_rsvg) GTEST_SKIP() << "poppler-utils or librsvg2-bin is missing";
}

TEST_P(FormatsOfLayout, TwoRunsGiveTheSameBytes) {
    for (const char* ending : {".png", ".pdf", ".svg", ".tif"}) {
        written(std::string{"a"} + ending, 72.0, source());
        written(std::string{"b"} + ending, 72.0, source());
        EXPECT_EQ(test::file_bytes(folder_.path() / (std::string{"a"} + ending)),
                  test::file_bytes(folder_.path() / (std::string{"b"} + ending)))
            << ending;
    }
}

TEST_P(FormatsOfLayout, TheGeotiffLiesWhereTheManifestSaysWithinAPixel) {
    GDALAllRegister();
    constexpr double dpi = 96.0;
    const cartography::Sheet sheet = written("a.tif", dpi, source());
    GDALDatasetH dataset = GDALOpen((folder_.path() / "a.tif").c_str(), GA_ReadOnly);
    ASSERT_NE(dataset, nullptr);
    double transform[6];
    ASSERT_EQ(GDALGetGeoTransform(dataset, transform), CE_None);
    GDALClose(dataset);
    // The corners of the frame, told in map metres by the manifest, in pixels of the picture.
    const geo::Box extent = sheet.view.extent();
    const draw::RectMm& frame = sheet.view.frame;
    const double px_mm = dpi / 25.4;
    EXPECT_NEAR((extent.min_x - transform[0]) / transform[1], frame.x_mm * px_mm, 1.0);
    EXPECT_NEAR((extent.max_x - transform[0]) / transform[1], frame.right_mm() * px_mm, 1.0);
    EXPECT_NEAR((extent.max_y - transform[3]) / transform[5], frame.y_mm * px_mm, 1.0);
    EXPECT_NEAR((extent.min_y - transform[3]) / transform[5], frame.bottom_mm() * px_mm, 1.0);
}

INSTANTIATE_TEST_SUITE_P(Every, FormatsOfLayout,
                         ::testing::Values("ningbo", "zhejiang", "hangzhou", "digital-health-park",
                                           "cixi"),
                         [](const auto& layout) {
                             std::string name = layout.param;
                             std::erase(name, '-');
                             return name;
                         });

TEST_F(Formats, TheItemsAreTheSame) {
    const std::string expected = tasks::manifest_json(written("a.png"), 150.0);
    for (const char* name : {"a.pdf", "a.svg", "a.tif", "a.TIFF"}) {
        EXPECT_EQ(tasks::manifest_json(written(name), 150.0), expected) << name;
    }
}

TEST_F(Formats, EveryLabelOfEveryLayoutIsFoundWholeInThePdf) {
    if (!output_of("pdftotext -v")) GTEST_SKIP() << "poppler-utils is not installed";
    for (const char* source : {"layout:ningbo", "layout:zhejiang", "layout:hangzhou",
                               "layout:digital-health-park", "layout:cixi"}) {
        SCOPED_TRACE(source);
        const cartography::Sheet sheet = written("a.pdf", 150.0, source);
        const std::string words =
            output_of("pdftotext '" + (folder_.path() / "a.pdf").string() + "' -").value_or("");
        int labels = 0;
        for (const cartography::SheetItem& item : sheet.items) {
            if (item.kind != cartography::ItemKind::label) continue;
            ++labels;
            std::size_t begin = 0;
            while (begin <= item.text.size()) {  // line by line
                const std::size_t end = std::min(item.text.find('\n', begin), item.text.size());
                const std::string line = item.text.substr(begin, end - begin);
                EXPECT_NE(words.find(line), std::string::npos) << line;
                begin = end + 1;
            }
        }
        EXPECT_GE(labels, 10);
    }
}

TEST_F(Formats, EveryItemOfASheetBelongsToALayerWithAName) {
    for (const char* source : {"layout:ningbo", "layout:zhejiang"}) {
        const cartography::Sheet sheet = written("a.svg", 150.0, source);
        std::set<std::uint16_t> named;
        std::set<std::string> names;
        for (const draw::Layer& layer : sheet.list.layers) {
            named.insert(layer.number);
            EXPECT_TRUE(names.insert(layer.name).second) << layer.name;
        }
        for (const draw::Group& group : sheet.list.groups) {
            for (const draw::Item& item : group.items) {
                EXPECT_TRUE(named.contains(group.layer) || named.contains(item.layer))
                    << group.name;
            }
        }
        for (const char* name :
             {"图名", "图例与说明", "规划注记", "地名注记", "核", "带", "行政界线", "海陆底图"}) {
            EXPECT_TRUE(names.contains(name)) << name;
        }
    }
}

/// Part of a picture.
Image cropped(const Image& image, const draw::RectMm& box, double dpi) {
    const auto px = [dpi](double mm) { return static_cast<int>(mm * dpi / 25.4); };
    Image out{px(box.w_mm), px(box.h_mm), {}};
    for (int y = 0; y < out.height; ++y) {
        const std::uint8_t* row = image.pixel(px(box.x_mm), px(box.y_mm) + y);
        out.rgba.insert(out.rgba.end(), row, row + 4 * static_cast<std::ptrdiff_t>(out.width));
    }
    return out;
}

TEST_F(Formats, ReadingMachinesReadTheNamesInThePng) {
    if (output_of("tesseract --list-langs").value_or("").find("chi_sim") == std::string::npos) {
        GTEST_SKIP() << "tesseract-ocr-chi-sim is not installed";
    }
    constexpr double dpi = 300.0;
    const cartography::Sheet sheet = written("sheet.png", dpi);
    const auto image = exporting::read_png(folder_.path() / "sheet.png");
    ASSERT_TRUE(image);
    const auto legend = std::ranges::find(sheet.items, cartography::ItemKind::legend,
                                          &cartography::SheetItem::kind);
    ASSERT_NE(legend, sheet.items.end());
    const std::filesystem::path part = folder_.path() / "legend.png";
    ASSERT_TRUE(exporting::write_png(part, cropped(*image, legend->box, dpi), {dpi, {}}));
    std::string words =
        output_of("OMP_THREAD_LIMIT=1 tesseract '" + part.string() + "' - -l chi_sim --psm 6")
            .value_or("");
    std::erase_if(words, [](char c) { return c == ' ' || c == '\n'; });
    int read = 0;
    constexpr std::array names{"中心城区健康产业创新发展引领核",
                               "三江口健康服务板块",
                               "西部山林康养旅游产业带",
                               "东部海湾运动休闲产业带",
                               "宁波生命医学中心",
                               "前湾生物医药产业园",
                               "宁波生物产业园",
                               "鄞州大健康产业园",
                               "梅山生命健康产业园",
                               "海岸线"};
    for (const char* name : names) {
        if (words.find(name) != std::string::npos) ++read;
    }
    // Machines misread a rare character now and then (鄞, 甬).
    EXPECT_GE(read, 8) << words;
}

TEST(SheetFormat, AnotherEndingIsAUsageErrorThatListsTheKnownOnes) {
    for (const char* name : {"a.gif", "a", "a.pdfx", ".png/a"}) {
        const auto format = tasks::sheet_format(name);
        ASSERT_FALSE(format) << name;
        EXPECT_EQ(format.error().code, ErrorCode::usage);
        EXPECT_EQ(format.error().remedy, "end the name in .png, .pdf, .svg, .tif, .jpg or .webp");
    }
}

}  // namespace
}  // namespace parkatlas
