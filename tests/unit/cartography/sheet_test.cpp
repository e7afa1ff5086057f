#include "cartography/sheet.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "base/messages.h"
#include "cartography/sheet_legend.h"
#include "cartography/sheet_parts.h"
#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

const SheetItem* first(const Sheet& sheet, ItemKind kind) {
    const auto found = std::ranges::find(sheet.items, kind, &SheetItem::kind);
    return found == sheet.items.end() ? nullptr : &*found;
}

TEST(ScaleBarFor, BarTimesScaleIsTheGroundAndTheGroundIsRound) {
    for (double n = 37.0; n < 5e7; n *= 1.37) {
        for (const double most : {15.0, 40.0, 72.0, 200.0}) {
            const ScaleBar bar = scale_bar_for(n, most);
            EXPECT_NEAR(bar.bar_mm * n / 1000.0, bar.ground_m, 1e-9 * bar.ground_m);
            EXPECT_LE(bar.bar_mm, most * (1 + 1e-9));
            EXPECT_GT(bar.bar_mm, most / 2.5 * (1 - 1e-9));  // the next step is at most 2.5 times
            const double lead =
                bar.ground_m / std::pow(10.0, std::floor(std::log10(bar.ground_m) + 1e-9));
            EXPECT_TRUE(std::abs(lead - 1) < 1e-9 || std::abs(lead - 2) < 1e-9 ||
                        std::abs(lead - 5) < 1e-9)
                << bar.ground_m;
        }
    }
}

TEST(RoundScaleFrom, GivesTheNextRoundNumber) {
    EXPECT_DOUBLE_EQ(round_scale_from(500'000), 500'000);
    EXPECT_DOUBLE_EQ(round_scale_from(500'001), 600'000);
    EXPECT_DOUBLE_EQ(round_scale_from(683'000), 750'000);
    EXPECT_DOUBLE_EQ(round_scale_from(8'100), 10'000);
}

struct PageCase {
    double w, h;
    Lang lang;
};

TEST(ComposeSheet, EveryBoxLiesOnThePageAndThoseThatMustNotDoNotOverlap) {
    const MapScene scene = test::scene(30, 11);
    for (const PageCase& page :
         {PageCase{297, 210, Lang::zh}, PageCase{420, 297, Lang::zh}, PageCase{297, 420, Lang::en},
          PageCase{210, 297, Lang::zh}, PageCase{1189, 841, Lang::en}, PageCase{254, 143, Lang::zh},
          PageCase{841, 1189, Lang::zh}}) {
        SCOPED_TRACE(testing::Message() << page.w << " x " << page.h);
        SheetSpec spec;
        spec.width_mm = page.w;
        spec.height_mm = page.h;
        spec.lang = page.lang;
        const auto sheet = compose_sheet(scene, spec, test::fonts());
        ASSERT_TRUE(sheet) << error_line(sheet.error());
        for (std::size_t i = 0; i < sheet->items.size(); ++i) {
            const SheetItem& item = sheet->items[i];
            EXPECT_GE(item.box.x_mm, 0.0) << item.text;
            EXPECT_GE(item.box.y_mm, 0.0) << item.text;
            EXPECT_LE(item.box.right_mm(), page.w) << item.text;
            EXPECT_LE(item.box.bottom_mm(), page.h) << item.text;
            for (std::size_t j = 0; j < i; ++j) {
                EXPECT_FALSE(item.box.intersects(sheet->items[j].box))
                    << item.text << " / " << sheet->items[j].text;
            }
        }
        for (const ItemKind kind : {ItemKind::title, ItemKind::legend, ItemKind::scale_bar,
                                    ItemKind::north_arrow, ItemKind::source, ItemKind::stamp}) {
            EXPECT_NE(first(*sheet, kind), nullptr) << item_kind_name(kind);
        }
    }
}

TEST(ComposeSheet, TheScaleBarAgreesWithTheNumericScaleAndTheMap) {
    const MapScene scene = test::scene(5, 1);
    for (const double scale : {333'333.0, 400'000.0, 1'234'567.0}) {
        SheetSpec spec;
        spec.scale_denominator = scale;
        const auto sheet = compose_sheet(scene, spec, test::fonts());
        ASSERT_TRUE(sheet);
        EXPECT_DOUBLE_EQ(sheet->view.scale_denominator, scale);  // kept exactly
        const SheetItem* bar = first(*sheet, ItemKind::scale_bar);
        ASSERT_TRUE(bar->bar_mm && bar->ground_m);
        EXPECT_NEAR(*bar->bar_mm * scale / 1000.0, *bar->ground_m, 1e-6);
        const geo::MapXY a = sheet->view.to_map({100, 100});
        const geo::MapXY b = sheet->view.to_map({100 + *bar->bar_mm, 100});
        EXPECT_NEAR(b.x_m - a.x_m, *bar->ground_m, 1e-6 * *bar->ground_m);
    }
}

TEST(ComposeSheet, ARoundScaleShowsTheWholeExtent) {
    const MapScene scene = test::scene(5, 1);
    for (const auto& [w, h] : {std::pair{420.0, 297.0}, std::pair{210.0, 297.0}}) {
        SheetSpec spec;
        spec.width_mm = w;
        spec.height_mm = h;
        const auto sheet = compose_sheet(scene, spec, test::fonts());
        ASSERT_TRUE(sheet);
        EXPECT_DOUBLE_EQ(round_scale_from(sheet->view.scale_denominator),
                         sheet->view.scale_denominator);
        const geo::Box seen = sheet->view.extent();
        const geo::Box asked = scene.default_extent();
        EXPECT_LE(seen.min_x, asked.min_x);
        EXPECT_LE(seen.min_y, asked.min_y);
        EXPECT_GE(seen.max_x, asked.max_x);
        EXPECT_GE(seen.max_y, asked.max_y);
    }
}

TEST(ComposeSheet, WithoutDecorationsTheMapFillsThePage) {
    const MapScene scene = test::scene(5, 1);
    SheetSpec spec;
    spec.decorations = false;
    const auto sheet = compose_sheet(scene, spec, test::fonts());
    ASSERT_TRUE(sheet);
    EXPECT_EQ(sheet->view.frame, (draw::RectMm{0, 0, 420, 297}));
    for (const SheetItem& item : sheet->items) EXPECT_EQ(item.kind, ItemKind::label);
}

TEST(ComposeSheet, APageTooSmallIsAWrongUsage) {
    const MapScene scene = test::scene(1, 1);
    SheetSpec spec;
    spec.width_mm = 60;
    spec.height_mm = 40;
    const auto sheet = compose_sheet(scene, spec, test::fonts());
    ASSERT_FALSE(sheet);
    EXPECT_EQ(sheet.error().code, ErrorCode::usage);
    spec.width_mm = std::nan("");
    EXPECT_FALSE(compose_sheet(scene, spec, test::fonts()));
}

TEST(ComposeSheet, AScaleThatIsNoPositiveNumberIsAWrongUsage) {
    const MapScene scene = test::scene(1, 1);
    for (const double scale : {0.0, -5.0, std::nan("")}) {
        SheetSpec spec;
        spec.scale_denominator = scale;
        const auto sheet = compose_sheet(scene, spec, test::fonts());
        ASSERT_FALSE(sheet);
        EXPECT_EQ(sheet.error().code, ErrorCode::usage);
    }
}

TEST(ComposeSheet, AnApprovalNumberTakesTheStampsPlace) {
    const MapScene scene = test::scene(1, 1);
    SheetSpec spec;
    EXPECT_EQ(first(*compose_sheet(scene, spec, test::fonts()), ItemKind::stamp)->text, "示意图");
    spec.approval_number = "浙甬S（2022）1号";
    EXPECT_NE(first(*compose_sheet(scene, spec, test::fonts()), ItemKind::stamp)
                  ->text.find("浙甬S（2022）1号"),
              std::string::npos);
}

TEST(ComposeSheet, TheAttributionStandsOnTheSheet) {
    const MapScene scene = test::scene(1, 1);
    const auto sheet = compose_sheet(scene, {}, test::fonts());
    EXPECT_TRUE(std::ranges::any_of(sheet->items, [](const SheetItem& item) {
        return item.kind == ItemKind::source &&
               item.text.find("© OpenStreetMap contributors") != std::string::npos;
    }));
}

TEST(LegendRows, AreWhatTheMapShowsInTheSchemesOrder) {
    const MapScene scene = test::scene(5, 2);
    SheetSpec spec;
    const draw::MapView view =
        fit_view({0, 0, 300, 250}, scene.default_extent(), std::nullopt, true);
    std::vector<std::string> headings;
    std::vector<std::size_t> features;
    for (const LegendRow& row : legend_rows(scene, view, spec)) {
        if (row.kind == LegendRow::Kind::heading) headings.push_back(row.text);
        if (row.kind == LegendRow::Kind::feature) features.push_back(row.index);
    }
    ASSERT_EQ(headings.size(), 4U);
    EXPECT_EQ(headings[0], "一核");
    EXPECT_EQ(headings[1], "两带");
    EXPECT_EQ(headings[2], "五园");
    EXPECT_EQ(features, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(LegendRows, HiddenAndFarFeaturesAreNotListed) {
    const MapScene scene = test::scene(5, 2);
    SheetSpec spec;
    spec.map.hidden_features.insert(4);
    const geo::Box core = scene.feature_extent({-1, 0});
    const draw::MapView whole =
        fit_view({0, 0, 300, 250}, scene.default_extent(), std::nullopt, true);
    for (const LegendRow& row : legend_rows(scene, whole, spec)) {
        if (row.kind != LegendRow::Kind::feature) continue;
        EXPECT_NE(row.index, 4U);
    }
    const draw::MapView close = fit_view({0, 0, 30, 30}, core, 20'000.0, true);
    std::size_t listed = 0;
    for (const LegendRow& row : legend_rows(scene, close, spec)) {
        if (row.kind != LegendRow::Kind::feature) continue;
        ++listed;
        EXPECT_TRUE(scene.feature_extent({-1, static_cast<std::uint32_t>(row.index)})
                        .intersects(close.extent()));
    }
    EXPECT_GE(listed, 1U);
}

TEST(LegendRows, ManyPointsOfARoleAreListedByClassWithTheirCount) {
    auto layout = test::layout(0, 1);
    const auto add_towns = [&](int count, const std::string& grade) {
        for (int i = 0; i < count; ++i) {
            test::add_feature(*layout, model::Role::town, "镇" + std::to_string(i),
                              test::square(1'000.0 + 3'000 * i, 70'000, 500));
            layout->features.back().grade = grade;
        }
    };
    add_towns(4, "命名");
    const auto texts = [&] {
        MapContent content;
        content.layout = layout;
        const MapScene scene = *MapScene::create(content, geo::Crs::gauss_kruger_120());
        std::vector<std::string> out;
        const auto view = fit_view({0, 0, 300, 250}, scene.default_extent(), std::nullopt, true);
        for (const LegendRow& row : legend_rows(scene, view, {})) out.push_back(row.text);
        return out;
    };
    std::vector<std::string> rows = texts();
    EXPECT_NE(std::ranges::find(rows, "镇3"), rows.end());  // four are listed one by one
    add_towns(5, "培育");
    rows = texts();
    EXPECT_EQ(std::ranges::find(rows, "镇3"), rows.end());
    EXPECT_NE(std::ranges::find(rows, "命名（4个）"), rows.end());
    EXPECT_NE(std::ranges::find(rows, "培育（5个）"), rows.end());
}

TEST(Margin, EnglishSheetsHaveTheIssuersEnglishNameAndAnEnglishDate) {
    auto layout = test::layout(0, 1);
    layout->document.issuer = layout->compiled_by = "某市发展和改革委员会";
    layout->document.issuer_en = "Development and Reform Commission of Somewhere";
    MapContent content;
    content.layout = layout;
    const MapScene scene = *MapScene::create(content, geo::Crs::gauss_kruger_120());
    SheetSpec spec;
    EXPECT_EQ(compiled_by_words(scene, spec), "编制单位：某市发展和改革委员会");
    EXPECT_EQ(date_words(scene, spec), "规划印发：2022年8月22日");
    spec.lang = Lang::en;
    EXPECT_EQ(compiled_by_words(scene, spec),
              "Compiled by: Development and Reform Commission of Somewhere");
    EXPECT_EQ(date_words(scene, spec), "Plan issued: 22 August 2022");
    spec.compiled_by = "某设计院";  // asked for: kept as given
    EXPECT_EQ(compiled_by_words(scene, spec), "Compiled by: 某设计院");
}

TEST(LegendPanel, ShortGroupsStandSideBySideBelowAWideMap) {
    SheetSpec spec;
    spec.width_mm = 841;
    spec.height_mm = 1189;
    const MapScene scene = test::scene(2, 5);
    const auto sheet = compose_sheet(scene, spec, test::fonts());
    ASSERT_TRUE(sheet);
    const SheetItem* const legend = first(*sheet, ItemKind::legend);
    ASSERT_NE(legend, nullptr);
    // Headings are as high as the first rows: none of them stands below another.
    std::vector<const draw::Text*> texts;
    for (const draw::Group& group : sheet->list.groups) {
        for (const draw::Item& item : group.items) {
            const auto* const text = std::get_if<draw::Text>(&item.shape);
            if (text == nullptr || item.space != draw::Space::paper) continue;
            if (legend->box.contains({text->origin.x, text->origin.y})) texts.push_back(text);
        }
    }
    const auto size_of = [](const draw::Text* text) { return text->run->size_mm; };
    const double largest = size_of(*std::ranges::max_element(texts, {}, size_of));
    std::set<double> heights;
    std::size_t headings = 0;
    for (const draw::Text* text : texts) {
        if (size_of(text) < largest) continue;
        heights.insert(std::round(text->origin.y * 100) / 100);
        ++headings;
    }
    EXPECT_GE(headings, 3U);
    EXPECT_EQ(heights.size(), 1U);
}

TEST(LegendPanel, FortyClassesFit) {
    const MapScene scene = test::scene(37, 2);
    SheetSpec spec;
    const draw::MapView view =
        fit_view({0, 0, 300, 250}, scene.default_extent(), std::nullopt, true);
    const LegendPanel panel{
        legend_rows(scene, view, spec), scene, spec, test::fonts(), 74, 200, 1, 1.0};
    EXPECT_TRUE(panel.fits());
    EXPECT_LE(panel.height_mm(), 200.0 + 1e-6);
}

TEST(TrueNorth, IsTheConvergenceOfTheGaussKrugerGrid) {
    // At 121.5 E, 30 N in the zone of 120 E: convergence is about 1.5 deg * sin 30 = 0.75 deg; east
    // of the central meridian grid north lies east of true north, so true north lies to the left.
    const auto to_map = geo::Transform::between(geo::Crs::cgcs2000(), geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(to_map);
    const geo::XY p = *to_map->apply(geo::XY{121.5, 30.0});
    EXPECT_NEAR(true_north_deg(geo::Crs::gauss_kruger_120(), {p.x, p.y}), -0.75, 0.01);
    const geo::XY middle = *to_map->apply(geo::XY{120.0, 30.0});
    EXPECT_NEAR(true_north_deg(geo::Crs::gauss_kruger_120(), {middle.x, middle.y}), 0.0, 1e-6);
}

TEST(Messages, EverySheetTextStandsInBothLanguages) {
    std::size_t count = 0;
    for (const MessageEntry& entry : message_catalogue()) {
        if (!entry.key.starts_with("sheet_")) continue;
        ++count;
        EXPECT_FALSE(entry.zh.empty()) << entry.key;
        EXPECT_FALSE(entry.en.empty()) << entry.key;
        EXPECT_EQ(std::ranges::count(entry.zh, '{'), std::ranges::count(entry.en, '{'))
            << entry.key;
    }
    EXPECT_GT(count, 20U);
}

}  // namespace
}  // namespace parkatlas::cartography
