// The Ningbo sheet, whole: its picture as the software rasteriser draws it, and the strings and
// boxes placed on it. With PARKATLAS_UPDATE_GOLDEN set, writes what it sees instead of comparing.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "base/safe_file.h"
#include "export/png.h"
#include "support/picture.h"
#include "tasks/export_sheet.h"

namespace parkatlas {
namespace {

namespace fs = std::filesystem;

const fs::path expected_folder = fs::path{PARKATLAS_SOURCE_DIR} / "tests/golden/expected";

struct Case {
    const char* name;
    const char* layout;
    Lang lang;
};

// A4 at 110 dpi: large enough to see a hairline go missing, small enough for the repo.
constexpr double dpi = 110.0;

class GoldenSheet : public testing::TestWithParam<Case> {};

// One line an item, boxes to the millimetre: fonts may differ by less.
std::string listing(const cartography::Sheet& sheet) {
    std::ostringstream out;
    out << "scale 1:" << sheet.view.scale_denominator << "\n";
    for (const cartography::SheetItem& item : sheet.items) {
        std::string text = item.text;
        for (char& c : text) c = c == '\n' ? '|' : c;
        out << cartography::item_kind_name(item.kind) << " " << item.feature << " [" << text
            << "]\n";
    }
    for (const std::string& label : sheet.dropped_labels) out << "dropped " << label << "\n";
    return out.str();
}

std::string content(const fs::path& path) {
    std::ostringstream all;
    all << std::ifstream{path}.rdbuf();
    return all.str();
}

TEST_P(GoldenSheet, IsAsExpected) {
    const Case& it = GetParam();
    const auto opened = tasks::open({it.layout}, tasks::BaseMap::load, {});
    ASSERT_TRUE(opened) << opened.error().what.english();
    tasks::ExportRequest request;
    request.output = fs::path{PARKATLAS_BINARY_DIR} / (std::string{"golden-"} + it.name + ".png");
    request.page = {297.0, 210.0, dpi, {}};
    request.sheet.lang = it.lang;
    request.sheet.map.lang = it.lang;
    const auto sheet = tasks::export_sheet(opened->value, request, {});
    ASSERT_TRUE(sheet) << sheet.error().what.english();

    const fs::path picture = expected_folder / (std::string{it.name} + ".png");
    const fs::path list = expected_folder / (std::string{it.name} + ".txt");
    if (std::getenv("PARKATLAS_UPDATE_GOLDEN") != nullptr) {
        fs::copy_file(request.output, picture, fs::copy_options::overwrite_existing);
        ASSERT_TRUE(write_file_safely(list, listing(*sheet)));
        return;
    }
    EXPECT_EQ(content(list), listing(*sheet));
    const auto expected = exporting::read_png(picture);
    ASSERT_TRUE(expected) << expected.error().what.english();
    const auto actual = exporting::read_png(request.output);
    ASSERT_TRUE(actual);
    EXPECT_TRUE(test::same_picture(*expected, *actual, it.name,
                                   fs::path{PARKATLAS_BINARY_DIR} / "pictures"));
}

INSTANTIATE_TEST_SUITE_P(Ningbo, GoldenSheet,
                         testing::Values(Case{"ningbo-zh", "layout:ningbo", Lang::zh},
                                         Case{"ningbo-en", "layout:ningbo", Lang::en}),
                         [](const testing::TestParamInfo<Case>& one) {
                             return one.param.lang == Lang::zh ? "Chinese" : "English";
                         });

TEST(GoldenSheet, TheSameSheetGivesTheSameBytes) {
    const auto opened = tasks::open({"layout:ningbo"}, tasks::BaseMap::load, {});
    ASSERT_TRUE(opened);
    std::string bytes[2];
    for (int run = 0; run < 2; ++run) {
        tasks::ExportRequest request;
        request.output =
            fs::path{PARKATLAS_BINARY_DIR} / ("golden-run" + std::to_string(run) + ".png");
        request.page = {297.0, 210.0, 60.0, {}};
        ASSERT_TRUE(tasks::export_sheet(opened->value, request, {}));
        bytes[run] = content(request.output);
        fs::remove(request.output);
    }
    EXPECT_FALSE(bytes[0].empty());
    EXPECT_TRUE(bytes[0] == bytes[1]);
}

}  // namespace
}  // namespace parkatlas
