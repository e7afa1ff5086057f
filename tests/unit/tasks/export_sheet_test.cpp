#include "tasks/export_sheet.h"

#include <utility>

#include <gtest/gtest.h>

#include "tasks/sheet_manifest.h"

namespace parkatlas::tasks {
namespace {

TEST(ParsePage, KnowsTheASeriesInLandscape) {
    // ISO 216 sizes.
    EXPECT_EQ(*parse_page("A0"), (std::pair{1189.0, 841.0}));
    EXPECT_EQ(*parse_page("A3"), (std::pair{420.0, 297.0}));
    EXPECT_EQ(*parse_page("a4"), (std::pair{297.0, 210.0}));
}

TEST(ParsePage, TakesMillimetres) {
    EXPECT_EQ(*parse_page("300x200mm"), (std::pair{300.0, 200.0}));
    EXPECT_EQ(*parse_page("160.5x90"), (std::pair{160.5, 90.0}));
}

TEST(ParsePage, RefusesEverythingElse) {
    for (const char* text : {"", "A5x", "B4", "300", "300x", "x200mm", "300x200cm", "-300x200mm",
                             "nanx200mm", "0x0mm", "1e9x200mm", "300x200mm "}) {
        const auto page = parse_page(text);
        ASSERT_FALSE(page) << text;
        EXPECT_EQ(page.error().code, ErrorCode::usage);
    }
}

TEST(ManifestJson, HasTheKeysOfTheContract) {
    cartography::Sheet sheet;
    sheet.list.width_mm = 420;
    sheet.list.height_mm = 297;
    sheet.view.frame = {10, 20, 300, 200};
    sheet.view.centre = {500000, 3300000};
    sheet.view.scale_denominator = 200000;
    sheet.crs = "EPSG:4549";
    sheet.items.push_back(
        {cartography::ItemKind::scale_bar, "0 10 20 km", "", {12, 200, 100, 5}, 100.0, 20000.0});
    sheet.items.push_back(
        {cartography::ItemKind::label, "梅山", "park-meishan", {1, 2, 3, 4}, {}, {}});
    sheet.dropped_labels = {"belt-west"};
    sheet.names_without_place = {"西部产业带"};
    const std::string json = manifest_json(sheet, 300);
    for (const char* piece :
         {"\"page_mm\"", "\"frame_mm\"", "\"crs\": \"EPSG:4549\"", "\"scale_denominator\": 200000",
          "\"kind\": \"scale_bar\"", "\"bar_mm\": 100.0", "\"ground_m\": 20000.0",
          "\"text\": \"梅山\"", "\"feature\": \"park-meishan\"", "\"dropped_labels\"",
          "\"dropped_label_names\": [\n  \"西部产业带\"", "\"feature\": null"}) {
        EXPECT_NE(json.find(piece), std::string::npos) << piece << "\n" << json;
    }
    // 300 mm at 1:200000 are 60 km: 30 km each side of the centre.
    EXPECT_NE(json.find("470000.0"), std::string::npos) << json;
    EXPECT_NE(json.find("530000.0"), std::string::npos) << json;
}

}  // namespace
}  // namespace parkatlas::tasks
