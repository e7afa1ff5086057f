#include "tasks/sheet_settings.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_folder.h"
#include "tasks/sheet_preview.h"
#include "tasks/workspace.h"

namespace parkatlas::tasks {
namespace {

using testing::HasSubstr;

TEST(PageOf, TurnsThePageAndKnowsItsPixels) {
    SheetSettings settings;
    settings.page = "A4";
    settings.portrait = true;
    settings.dpi = 150.0;
    const PageSize page = page_of(settings);
    EXPECT_EQ(page.width_mm, 210.0);
    EXPECT_EQ(page.height_mm, 297.0);
    // 210 mm / 25.4 * 150 = 1240.2, 297 mm: 1753.9
    EXPECT_EQ(page_pixels(page), (std::pair{1240, 1754}));
}

TEST(TakeTemplate, TakesEveryTemplateThatComesWithTheProgram) {
    const auto templates = sheet_templates();
    ASSERT_TRUE(templates.has_value());
    ASSERT_GE(templates->size(), 4U);
    for (const model::SheetTemplate& one : *templates) {
        SheetSettings settings;
        settings.sheet.title = "typed";
        ASSERT_TRUE(take_template(settings, one, Lang::en).has_value()) << one.name.en;
        EXPECT_EQ(settings.template_name, one.name.en);
        EXPECT_EQ(settings.sheet.title, "typed");
        const PageSize page = page_of(settings);
        EXPECT_EQ(page.height_mm > page.width_mm, settings.portrait) << one.name.en;
    }
}

TEST(AsTemplate, UsualSettingsAreNotWorthKeeping) {
    EXPECT_FALSE(as_template(SheetSettings{}));
}

TEST(AsTemplate, GivesTheSettingsBackToFreshOnes) {
    SheetSettings settings;
    settings.template_name = "A4 report figure";
    settings.page = "A1";
    settings.portrait = true;
    settings.dpi = 150.0;
    settings.sheet.title = "宁波";
    settings.sheet.stamp = "内部用图";
    settings.sheet.approval_number = "浙S(2026)1号";
    settings.sheet.scale_denominator = 250'000.0;
    settings.sheet.type_scale = 1.2;
    settings.sheet.show.set(cartography::Element::overview, true);
    settings.sheet.show.set(cartography::Element::summary, false);
    const auto kept = as_template(settings);
    ASSERT_TRUE(kept);
    SheetSettings fresh;
    ASSERT_TRUE(take_template(fresh, *kept, Lang::zh));
    EXPECT_EQ(as_template(fresh), kept);
    EXPECT_EQ(fresh.page, "A1");
    EXPECT_TRUE(fresh.portrait);
    EXPECT_EQ(fresh.sheet.show, settings.sheet.show);
    EXPECT_EQ(fresh.sheet.scale_denominator, 250'000.0);
}

TEST(FileSizeWords, AreShort) {
    EXPECT_EQ(file_size_words(850'400.0), "850 KB");
    EXPECT_EQ(file_size_words(3'440'000.0), "3.4 MB");
}

// What is said beside the export button against what is then written.
class ExportOf : public testing::TestWithParam<const char*> {};

TEST_P(ExportOf, HasAboutTheSizeThatTheWindowSays) {
    const auto opened = open({GetParam()}, BaseMap::load, {});
    ASSERT_TRUE(opened.has_value()) << error_line(opened.error());
    const auto scene = make_scene(opened->value, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene.has_value());
    auto previewer = SheetPreviewer::create();
    if (!previewer) GTEST_SKIP() << error_line(previewer.error());
    const test::TemporaryFolder folder;
    SheetSettings settings;
    settings.page = "A4";
    settings.dpi = 150.0;
    const auto preview = previewer->make(*scene, spec_of(settings), 900, 636);
    ASSERT_TRUE(preview.has_value()) << error_line(preview.error());
    EXPECT_EQ(preview->image.width, 900);
    for (const SheetFormat format : {SheetFormat::png, SheetFormat::geotiff, SheetFormat::jpeg,
                                     SheetFormat::webp, SheetFormat::pdf, SheetFormat::svg}) {
        settings.format = format;
        const std::filesystem::path path =
            folder.path() / ("sheet" + std::string{format_ending(format)});
        const Result<void> written = export_settings(
            opened->value, settings, {}, geo::Crs::gauss_kruger_120(), path.string(), {});
        ASSERT_TRUE(written.has_value()) << error_line(written.error());
        const auto bytes = static_cast<double>(std::filesystem::file_size(path));
        const double said = estimated_bytes(preview->content, format, page_of(settings));
        EXPECT_GT(said, bytes / 2.0) << format_ending(format) << ' ' << bytes << ' ' << said;
        EXPECT_LT(said, bytes * 2.0) << format_ending(format) << ' ' << bytes << ' ' << said;
    }
}

INSTANTIATE_TEST_SUITE_P(Layouts, ExportOf, testing::Values("layout:ningbo", "layout:zhejiang"));

TEST(ExportSettings, LeavesNothingWhenItIsStopped) {
    const auto opened = open({"layout:ningbo"}, BaseMap::none, {});
    ASSERT_TRUE(opened.has_value());
    const test::TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    const Result<void> written =
        export_settings(opened->value, {}, {}, geo::Crs::gauss_kruger_120(),
                        (folder.path() / "a.pdf").string(), Work{nullptr, stop.get_token()});
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().code, ErrorCode::stopped);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace parkatlas::tasks
