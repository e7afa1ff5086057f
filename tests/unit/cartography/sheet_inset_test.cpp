#include "cartography/sheet_inset.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

/// A phase of 1.2 km with nine plots on a map of 70 km.
std::shared_ptr<model::Layout> crammed_layout(int plots) {
    auto layout = test::layout(3, 5);
    test::add_feature(*layout, model::Role::phase, "一期", test::square(20'000, 50'000, 1'200));
    const std::string phase = layout->features.back().id;
    for (int i = 0; i < plots; ++i) {
        test::add_feature(*layout, model::Role::plot, "地块" + std::to_string(i + 1),
                          test::square(20'050 + (i % 3) * 390, 50'050 + (i / 3) * 390, 330));
        layout->features.back().part_of = phase;
        layout->features.back().status = "在建";
    }
    return layout;
}

MapScene scene_of(std::shared_ptr<model::Layout> layout) {
    MapContent content;
    content.counties = test::counties();
    content.land = test::land();
    content.layout = std::move(layout);
    return *MapScene::create(std::move(content), geo::Crs::gauss_kruger_120());
}

bool is_plot(const SheetItem& item) {
    return item.kind == ItemKind::label && item.feature.starts_with("plot");
}

TEST(Inset, CrammedPartsAreShownLargerEachWithItsName) {
    const MapScene scene = scene_of(crammed_layout(9));
    const auto sheet = compose_sheet(scene, {}, test::fonts());
    ASSERT_TRUE(sheet) << error_line(sheet.error());
    const auto group = std::ranges::find(sheet->list.groups, "inset", &draw::Group::name);
    ASSERT_NE(group, sheet->list.groups.end());
    EXPECT_LE(group->view.scale_denominator, sheet->view.scale_denominator / 1.8);
    EXPECT_DOUBLE_EQ(round_scale_from(group->view.scale_denominator),
                     group->view.scale_denominator);
    EXPECT_EQ(group->clip, group->view.frame);
    // All nine names stand in the inset, none on the main map.
    EXPECT_EQ(std::ranges::count_if(sheet->items, is_plot), 9);
    for (const SheetItem& item : sheet->items) {
        if (!is_plot(item)) continue;
        EXPECT_TRUE(group->view.frame.contains(item.box.centre())) << item.text;
    }
    // The extent of the phase is seen whole.
    const geo::Box seen = group->view.extent();
    const geo::Box phase = scene.feature_extent({-1, 6});
    EXPECT_TRUE(seen.contains({phase.min_x, phase.min_y}));
    EXPECT_TRUE(seen.contains({phase.max_x, phase.max_y}));
}

TEST(Inset, LabelsOfBothMapsAndTheTitleNeverMeet) {
    const auto sheet = compose_sheet(scene_of(crammed_layout(9)), {}, test::fonts());
    ASSERT_TRUE(sheet);
    for (std::size_t i = 0; i < sheet->items.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            EXPECT_FALSE(sheet->items[i].box.intersects(sheet->items[j].box))
                << sheet->items[i].text << " / " << sheet->items[j].text;
        }
    }
}

TEST(Inset, FewPartsOrNoneNeedNoInset) {
    for (const int plots : {0, 3}) {
        const auto sheet = compose_sheet(scene_of(crammed_layout(plots)), {}, test::fonts());
        ASSERT_TRUE(sheet);
        EXPECT_EQ(std::ranges::find(sheet->list.groups, "inset", &draw::Group::name),
                  sheet->list.groups.end());
    }
}

TEST(Inset, PartsWithRoomOfTheirOwnNeedNoInset) {
    const MapScene scene = scene_of(crammed_layout(9));
    SheetSpec spec;
    spec.extent_map = scene.feature_extent({-1, 6});
    const auto sheet = compose_sheet(scene, spec, test::fonts());
    ASSERT_TRUE(sheet);
    EXPECT_EQ(std::ranges::find(sheet->list.groups, "inset", &draw::Group::name),
              sheet->list.groups.end());
}

TEST(Inset, TheFrameCoversNothingThatTheMapShows) {
    const MapScene scene = scene_of(crammed_layout(9));
    const PagePlan plan = *plan_page({}, 0.0);
    const draw::MapView view = fit_view(plan.map, scene.default_extent(), std::nullopt, true);
    const draw::RectMm taken{plan.map.x_mm, plan.map.y_mm, plan.map.w_mm, 60};
    const auto inset = plan_inset(scene, plan, view, {}, {taken});
    ASSERT_TRUE(inset);
    EXPECT_FALSE(inset->box.intersects(taken));
    EXPECT_FALSE(inset->box.intersects(inset->source));
    for (std::uint32_t i = 0; i < scene.content().layout->features.size(); ++i) {
        if (inset->parts.contains(i)) continue;
        const geo::XY middle = scene.feature_extent({-1, i}).centre();
        EXPECT_FALSE(inset->box.contains(view.to_paper({middle.x, middle.y}))) << i;
    }
}

}  // namespace
}  // namespace parkatlas::cartography
