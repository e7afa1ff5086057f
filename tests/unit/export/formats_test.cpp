// The same sheet in every format, through the task that `parkatlas export` runs.

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "support/picture.h"
#include "support/temporary_folder.h"
#include "tasks/export_sheet.h"
#include "tools.h"

namespace parkatlas {
namespace {

using test::drawn_by_others;
using test::output_of;

class Formats : public ::testing::Test {
  protected:
    cartography::Sheet written(const std::string& name, double dpi = 150.0) const {
        const auto opened = tasks::open({"layout:ningbo"}, tasks::BaseMap::load, {});
        if (!opened) throw std::runtime_error{opened.error().what};
        tasks::ExportRequest request;
        request.output = folder_.path() / name;
        request.page = {297.0, 210.0, dpi, {}};
        const auto sheet = tasks::export_sheet(opened->value, request, {});
        if (!sheet) throw std::runtime_error{sheet.error().what};
        return *sheet;
    }

    /// Against the PNG, both at 150 dpi: at most half a per cent of the pixels may have no match
    /// within a pixel of their place. Both are drawn four times as large and averaged: one
    /// program smooths an edge by samples, another by area, a third sets letters on whole pixels,
    /// and none of that is what the files say.
    void expect_agreement(const std::string& name, int channel) const {
        constexpr int finer = 4;
        written("sheet.png", 150.0 * finer);
        written(name);
        auto expected = exporting::read_png(folder_.path() / "sheet.png");
        ASSERT_TRUE(expected);
        const auto actual =
            drawn_by_others(folder_.path() / name, expected->width, expected->height);
        ASSERT_TRUE(actual);
        *expected = test::averaged(*expected, finer);
        const Image reduced = test::averaged(*actual, finer);
        test::PictureTolerance tolerance;
        tolerance.channel = channel;
        tolerance.share = 0.005;
        EXPECT_TRUE(test::same_picture(*expected, reduced, "formats-" + name,
                                       PARKATLAS_BINARY_DIR "/pictures", tolerance));
    }

    test::TemporaryFolder folder_;
};

TEST_F(Formats, ThePdfLooksLikeThePng) {
    if (!output_of("pdftoppm -v")) GTEST_SKIP() << "poppler-utils is not installed";
    // Poppler sets letters on whole pixels, here eighths of the compared ones.
    expect_agreement("sheet.pdf", 32);
}

TEST_F(Formats, TheSvgLooksLikeThePng) {
    if (!output_of("rsvg-convert --version")) GTEST_SKIP() << "librsvg2-bin is not installed";
    expect_agreement("sheet.svg", 16);
}

TEST_F(Formats, TheItemsAreTheSame) {
    const std::string expected = tasks::manifest_json(written("a.png"), 150.0);
    for (const char* name : {"a.pdf", "a.svg", "a.tif", "a.TIFF"}) {
        EXPECT_EQ(tasks::manifest_json(written(name), 150.0), expected) << name;
    }
}

TEST_F(Formats, EveryLabelIsFoundWholeInThePdf) {
    if (!output_of("pdftotext -v")) GTEST_SKIP() << "poppler-utils is not installed";
    const cartography::Sheet sheet = written("a.pdf");
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
    EXPECT_GT(labels, 10);
}

TEST(SheetFormat, AnotherEndingIsAUsageErrorThatListsTheKnownOnes) {
    for (const char* name : {"a.gif", "a", "a.pdfx", ".png/a"}) {
        const auto format = tasks::sheet_format(name);
        ASSERT_FALSE(format) << name;
        EXPECT_EQ(format.error().code, ErrorCode::usage);
        EXPECT_EQ(format.error().remedy, "end the name in .png, .pdf, .svg or .tif");
    }
}

}  // namespace
}  // namespace parkatlas
