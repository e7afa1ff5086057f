// What a page model switches: elements, margins, table, overview, grid.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "cartography/atlas_contents.h"
#include "cartography/sheet.h"
#include "cartography/sheet_overview.h"
#include "cartography/sheet_parts.h"
#include "cartography/sheet_table.h"
#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

const MapScene& small_scene() {
    static const MapScene scene = test::scene(5, 3);
    return scene;
}

bool has(const Sheet& sheet, ItemKind kind) {
    return std::ranges::any_of(sheet.items,
                               [kind](const SheetItem& item) { return item.kind == kind; });
}

Sheet composed(const SheetSpec& spec) {
    auto sheet = compose_sheet(small_scene(), spec, test::fonts());
    EXPECT_TRUE(sheet) << error_line(sheet.error());
    return std::move(*sheet);
}

void expect_clear(const Sheet& sheet) {
    for (std::size_t i = 0; i < sheet.items.size(); ++i) {
        const SheetItem& item = sheet.items[i];
        EXPECT_GE(item.box.x_mm, 0.0) << item.text;
        EXPECT_GE(item.box.y_mm, 0.0) << item.text;
        EXPECT_LE(item.box.right_mm(), sheet.list.width_mm) << item.text;
        EXPECT_LE(item.box.bottom_mm(), sheet.list.height_mm) << item.text;
        for (std::size_t j = 0; j < i; ++j) {
            EXPECT_FALSE(item.box.intersects(sheet.items[j].box))
                << item.text << " / " << sheet.items[j].text;
        }
    }
}

TEST(SheetElements, WhatIsSwitchedOffIsNotThereAndTheMapTakesItsRoom) {
    const Sheet whole = composed({});
    SheetSpec bare;
    for (const Element element : all_elements) bare.show.set(element, false);
    const Sheet map_only = composed(bare);
    for (const ItemKind kind : {ItemKind::title, ItemKind::legend, ItemKind::scale_bar,
                                ItemKind::north_arrow, ItemKind::source, ItemKind::stamp}) {
        EXPECT_FALSE(has(map_only, kind)) << item_kind_name(kind);
    }
    EXPECT_GT(map_only.view.frame.w_mm, whole.view.frame.w_mm + 60);
    EXPECT_GT(map_only.view.frame.h_mm, whole.view.frame.h_mm + 25);
}

TEST(SheetElements, WithoutAPanelTheScaleStandsInTheMap) {
    SheetSpec spec;
    for (const Element off : {Element::legend, Element::summary}) spec.show.set(off, false);
    const Sheet sheet = composed(spec);
    const auto bar = std::ranges::find(sheet.items, ItemKind::scale_bar, &SheetItem::kind);
    ASSERT_NE(bar, sheet.items.end());
    EXPECT_TRUE(sheet.view.frame.contains({bar->box.x_mm, bar->box.bottom_mm()}));
    EXPECT_NEAR(*bar->bar_mm * sheet.view.scale_denominator / 1000.0, *bar->ground_m, 1e-6);
    expect_clear(sheet);
}

TEST(SheetElements, EverythingAtOnceHasRoomOnPagesOfAnySize) {
    for (const auto& [w, h] : {std::pair{420.0, 297.0},
                               {297.0, 210.0},
                               {1189.0, 841.0},
                               {297.0, 420.0},
                               {841.0, 1189.0}}) {
        SCOPED_TRACE(testing::Message() << w << " x " << h);
        SheetSpec spec;
        spec.width_mm = w;
        spec.height_mm = h;
        spec.drawn_by = "甲";
        spec.checked_by = "乙";
        spec.page_words = "第 3 页";
        spec.extent_map = geo::Box{test::origin_x + 28'000, test::origin_y + 28'000,
                                   test::origin_x + 40'000, test::origin_y + 40'000};
        for (const Element element : all_elements) spec.show.set(element, true);
        const Sheet sheet = composed(spec);
        expect_clear(sheet);
        EXPECT_TRUE(has(sheet, ItemKind::overview));
    }
}

TEST(SheetElements, AMarginIsKept) {
    SheetSpec spec;
    spec.margin_mm = 25.0;
    const Sheet sheet = composed(spec);
    EXPECT_GE(sheet.view.frame.x_mm, 25.0);
    EXPECT_LE(sheet.view.frame.right_mm(), 420.0 - 25.0);
    for (const SheetItem& item : sheet.items) EXPECT_GE(item.box.x_mm, 25.0 - 1e-9) << item.text;
}

TEST(Overview, ItsMarkIsTheSheetsExtentOnTheSmallMap) {
    SheetSpec spec;
    PagePlan plan = *plan_page(spec, 0.0);
    draw::MapView view;
    view.frame = plan.map;
    view.centre = {test::origin_x + 20'000, test::origin_y + 50'000};
    view.scale_denominator = 100'000;
    const geo::Box all{test::origin_x, test::origin_y, test::origin_x + 80'000,
                       test::origin_y + 80'000};
    const auto overview = plan_overview(small_scene(), plan, view, all, {}, {});
    ASSERT_TRUE(overview);
    EXPECT_TRUE(plan.map.contains({overview->box.x_mm, overview->box.y_mm}));
    // A quarter across and five eighths up of 80 km, 1.04 of air about them.
    const double w = overview->view.frame.w_mm / 1.04;
    const draw::PaperMm middle = overview->mark.centre();
    EXPECT_NEAR(middle.x_mm, overview->view.frame.centre().x_mm - 0.25 * w, 1e-6);
    EXPECT_NEAR(middle.y_mm, overview->view.frame.centre().y_mm - 0.125 * w, 1e-6);
    // 1:100 000 shows plan.map.w_mm * 100 m.
    EXPECT_NEAR(overview->mark.w_mm, plan.map.w_mm * 100.0 / 80'000.0 * w, 1e-6);
}

TEST(Overview, IsNotDrawnWhereTheSheetShowsItAll) {
    const PagePlan plan = *plan_page({}, 0.0);
    draw::MapView view;
    view.frame = plan.map;
    view.centre = {test::origin_x + 40'000, test::origin_y + 40'000};
    view.scale_denominator = 500'000;
    const geo::Box all{test::origin_x, test::origin_y, test::origin_x + 80'000,
                       test::origin_y + 80'000};
    EXPECT_FALSE(plan_overview(small_scene(), plan, view, all, {}, {}));
    EXPECT_FALSE(plan_overview(small_scene(), plan, view, geo::Box{}, {}, {}));
}

TEST(KilometreGrid, LinesStandAtRoundCoordinates) {
    const PagePlan plan = *plan_page({}, 0.0);
    for (const double n : {20'000.0, 75'000.0, 500'000.0, 4'000'000.0}) {
        draw::MapView view;
        view.frame = plan.map;
        view.centre = {640'123.0, 3'240'456.0};
        view.scale_denominator = n;
        const auto lines = kilometre_grid(plan, view);
        EXPECT_GE(lines.size(), 6U);
        EXPECT_LE(lines.size(), 30U);
        for (const GridLine& line : lines) {
            const geo::MapXY at = view.to_map({line.is_easting ? line.at_mm : plan.map.x_mm,
                                               line.is_easting ? plan.map.y_mm : line.at_mm});
            const double coordinate = line.is_easting ? at.x_m : at.y_m;
            EXPECT_NEAR(coordinate / 1000.0, line.km, 1e-6);
            EXPECT_TRUE(plan.map.contains(line.words_box.centre()));
        }
    }
}

TEST(AreaTable, NeverMeasuresADrawnShape) {
    const TableContent table = area_table(small_scene(), {0, 3}, Lang::zh);
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0][2], "—");  // the core: schematic
    EXPECT_EQ(table.rows[1][1], "2.000");
    EXPECT_EQ(table.rows[1][2], "—");
}

TEST(ComposeContents, ListsEveryEntryWithItsPageOnAsManyPagesAsItTakes) {
    SheetSpec spec;
    spec.width_mm = 297;
    spec.height_mm = 210;
    spec.title = "图集";
    std::vector<AtlasEntry> entries;
    for (int i = 0; i < 150; ++i) entries.push_back({"园区" + std::to_string(i + 1), "园", i + 9});
    const auto pages = compose_contents(small_scene(), spec, entries, test::fonts());
    ASSERT_TRUE(pages);
    EXPECT_EQ(pages->size(), contents_page_count(spec, entries.size()));
    EXPECT_GT(pages->size(), 1U);
    std::vector<int> linked;
    for (const ContentsPage& page : *pages) {
        expect_clear(page.sheet);
        for (const auto& link : page.links) linked.push_back(link.page);
    }
    ASSERT_EQ(linked.size(), entries.size());
    for (std::size_t i = 0; i < linked.size(); ++i) EXPECT_EQ(linked[i], entries[i].page);
}

}  // namespace
}  // namespace parkatlas::cartography
