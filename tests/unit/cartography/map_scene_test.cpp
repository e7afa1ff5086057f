#include "cartography/map_scene.h"

#include <algorithm>
#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "cartography/geometry.h"
#include "unit/cartography/small_map.h"

namespace parkatlas::cartography {
namespace {

draw::Group group_at(double scale, double w = 300, double h = 240) {
    draw::Group group;
    group.view.frame = {10, 20, w, h};
    group.view.centre = {test::origin_x + 38'000, test::origin_y + 38'000};
    group.view.scale_denominator = scale;
    group.clip = group.view.frame;
    return group;
}

TEST(MapSceneDraw, LabelsNeverOverlapStayInTheFrameAndAreAllAccountedFor) {
    for (const std::uint32_t seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
        for (const double scale : {250'000.0, 400'000.0, 1'000'000.0}) {
            SCOPED_TRACE(testing::Message() << "seed " << seed << " scale " << scale);
            const MapScene scene = test::scene(60, seed);
            draw::Group group = group_at(scale);
            const draw::RectMm panel{200, 30, 60, 40};
            const Labelling labels = scene.draw(group, test::fonts(), {}, {panel});
            for (std::size_t i = 0; i < labels.placed.size(); ++i) {
                const draw::RectMm& box = labels.placed[i].box;
                EXPECT_FALSE(box.intersects(panel)) << labels.placed[i].text;
                EXPECT_TRUE(group.view.frame.contains({box.x_mm, box.y_mm}));
                EXPECT_TRUE(group.view.frame.contains({box.right_mm(), box.bottom_mm()}));
                for (std::size_t j = 0; j < i; ++j) {
                    EXPECT_FALSE(box.intersects(labels.placed[j].box))
                        << labels.placed[i].text << " / " << labels.placed[j].text;
                }
            }
            for (const model::LayoutFeature& feature : scene.content().layout->features) {
                const geo::Box box = scene.feature_extent(
                    {-1, static_cast<std::uint32_t>(&feature -
                                                    scene.content().layout->features.data())});
                if (!box.intersects(group.view.extent())) continue;
                const bool placed = std::ranges::find(labels.placed, feature.id,
                                                      &PlacedLabel::feature) != labels.placed.end();
                const bool dropped =
                    std::ranges::find(labels.dropped, feature.id) != labels.dropped.end();
                EXPECT_TRUE(placed != dropped) << feature.id;
            }
        }
    }
}

// Named squares of 300 to 700 m, fifty in a row.
MapScene crowded_scene(std::size_t count, double pitch_m) {
    MapContent content;
    auto layer = std::make_shared<model::Layer>(test::empty_layer("crowd"));
    for (std::size_t i = 0; i < count; ++i) {
        const double side = 300.0 + static_cast<double>(i * 7919 % 401);
        layer->shapes.append_polygon({test::square(pitch_m * static_cast<double>(i % 50),
                                                   pitch_m * static_cast<double>(i / 50), side)});
        layer->ids.push_back(static_cast<std::int64_t>(i));
        layer->names.push_back("产业园" + std::to_string(i));
    }
    content.layers = {layer};
    auto scene = MapScene::create(std::move(content), geo::Crs::gauss_kruger_120());
    EXPECT_TRUE(scene.has_value());
    return std::move(*scene);
}

TEST(MapSceneDraw, OfACrowdTheLargestAreNamedAndTheOthersAreListed) {
    for (const std::size_t count : {std::size_t{1800}, std::size_t{2500}}) {
        SCOPED_TRACE(count);
        const MapScene scene = crowded_scene(count, 1'200);
        draw::Group group = group_at(300'000, 300, 260);
        MapOptions options;
        options.list_untried = true;
        const Labelling labels = scene.draw(group, test::fonts(), options, {});
        EXPECT_GT(labels.placed.size(), 50U);
        std::set<std::string> told;
        for (const PlacedLabel& label : labels.placed) told.insert(label.feature);
        for (const std::string& id : labels.dropped) told.insert(id);
        for (const FeatureRef one : labels.untried) told.insert(std::to_string(one.index));
        EXPECT_EQ(told.size(), count);
        EXPECT_EQ(labels.placed.size() + labels.dropped.size() + labels.untried.size(), count);
        for (std::size_t i = 0; i < labels.placed.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                EXPECT_FALSE(labels.placed[i].box.intersects(labels.placed[j].box));
            }
        }
        // In the window the list is not wanted; the names are the same.
        options.list_untried = false;
        draw::Group again = group_at(300'000, 300, 260);
        const Labelling shown = scene.draw(again, test::fonts(), options, {});
        EXPECT_TRUE(shown.untried.empty());
        EXPECT_EQ(shown.dropped, labels.dropped);
    }
}

TEST(MapSceneDraw, NamesOfACrowdMoveWithTheMap) {
    const MapScene scene = crowded_scene(1800, 1'500);
    const draw::RectMm middle = group_at(300'000).view.frame.grown(-45);
    const auto boxes_at = [&](double shift_m) {
        draw::Group group = group_at(300'000);
        group.view.centre.x_m += shift_m;
        std::vector<std::pair<std::string, draw::RectMm>> boxes;
        for (const PlacedLabel& label : scene.draw(group, test::fonts(), {}, {}).placed) {
            draw::RectMm box = label.box;
            box.x_mm += shift_m / 300;  // where it would stand without the shift
            // What stands near the frame's edge may change as it is passed.
            if (middle.contains(box.centre())) boxes.emplace_back(label.feature, box);
        }
        return boxes;
    };
    const auto before = boxes_at(0);
    const auto after = boxes_at(3'000);  // 10 mm
    std::size_t kept = 0;
    for (const auto& [feature, box] : before) {
        kept += static_cast<std::size_t>(std::ranges::count_if(after, [&](const auto& other) {
            return other.first == feature && std::abs(other.second.x_mm - box.x_mm) < 0.01 &&
                   std::abs(other.second.y_mm - box.y_mm) < 0.01;
        }));
    }
    EXPECT_GT(before.size(), 30U);
    EXPECT_GT(static_cast<double>(kept), 0.95 * static_cast<double>(before.size()))
        << kept << " of " << before.size();
}

TEST(MapSceneDraw, TheSameInputGivesTheSameItems) {
    const MapScene scene = test::scene(20, 7);
    draw::Group first = group_at(400'000);
    draw::Group second = group_at(400'000);
    const Labelling a = scene.draw(first, test::fonts(), {}, {});
    const Labelling b = test::scene(20, 7).draw(second, test::fonts(), {}, {});
    ASSERT_EQ(a.placed.size(), b.placed.size());
    for (std::size_t i = 0; i < a.placed.size(); ++i) {
        EXPECT_EQ(a.placed[i].text, b.placed[i].text);
        EXPECT_EQ(a.placed[i].box, b.placed[i].box);
    }
    EXPECT_EQ(a.dropped, b.dropped);
    EXPECT_EQ(first.items.size(), second.items.size());
}

TEST(MapSceneDraw, PathsOfTheMapAreSharedBetweenFrames) {
    const MapScene scene = test::scene(3, 1);
    draw::Group first = group_at(400'000);
    draw::Group second = group_at(300'000);
    scene.draw(first, test::fonts(), {}, {});
    scene.draw(second, test::fonts(), {}, {});
    const auto fills_of_map = [](const draw::Group& group) {
        std::vector<const draw::Path*> paths;
        for (const draw::Item& item : group.items) {
            const auto* fill = std::get_if<draw::Fill>(&item.shape);
            if (fill != nullptr && item.space == draw::Space::map)
                paths.push_back(fill->path.get());
        }
        return paths;
    };
    EXPECT_EQ(fills_of_map(first), fills_of_map(second));
}

TEST(MapSceneDraw, HiddenFeaturesLeaveNeitherItemsNorLabels) {
    const MapScene scene = test::scene(3, 1);
    MapOptions options;
    options.hidden_roles.insert(model::Role::park);
    options.hidden_features.insert(1);
    draw::Group group = group_at(400'000);
    const Labelling labels = scene.draw(group, test::fonts(), options, {});
    for (const draw::Item& item : group.items) {
        EXPECT_NE(item.tag, 2U);  // the belt at index 1
        EXPECT_LT(item.tag, 4U);  // parks begin at index 3
    }
    for (const PlacedLabel& label : labels.placed) EXPECT_FALSE(label.feature.starts_with("park"));
}

TEST(MapSceneDraw, SelectionAddsAnEmphasis) {
    const MapScene scene = test::scene(3, 1);
    draw::Group plain = group_at(400'000);
    draw::Group emphasised = group_at(400'000);
    scene.draw(plain, test::fonts(), {}, {});
    MapOptions options;
    options.selected = FeatureRef{-1, 0};
    scene.draw(emphasised, test::fonts(), options, {});
    EXPECT_GT(emphasised.items.size(), plain.items.size());
}

TEST(MapScenePick, FindsWhatLiesOnTop) {
    auto layout = test::layout(0, 1);
    // A park on the core, a belt around both.
    test::add_feature(*layout, model::Role::park, "园", test::square(33'000, 33'000, 2'000));
    test::add_feature(*layout, model::Role::belt, "带", test::square(20'000, 20'000, 40'000));
    MapContent content;
    content.layout = layout;
    const auto scene = MapScene::create(content, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene);
    const auto at = [&](double x, double y) {
        return scene->pick({test::origin_x + x, test::origin_y + y}, 10.0, {});
    };
    ASSERT_TRUE(at(34'000, 34'000));
    EXPECT_EQ(at(34'000, 34'000)->index, 3U);  // the park
    EXPECT_EQ(at(31'000, 31'000)->index, 0U);  // the core
    EXPECT_EQ(at(22'000, 22'000)->index, 4U);  // the belt
    EXPECT_FALSE(at(1'000, 60'000));
    MapOptions options;
    options.hidden_roles.insert(model::Role::park);
    EXPECT_EQ(scene->pick({test::origin_x + 34'000, test::origin_y + 34'000}, 10.0, options)->index,
              0U);
}

TEST(MapScenePick, CountiesAreGround) {
    MapContent content;
    content.counties = test::counties();
    const auto scene = MapScene::create(content, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene);
    EXPECT_FALSE(scene->pick({test::origin_x + 10'000, test::origin_y + 10'000}, 100.0, {}));
}

TEST(MapSceneCreate, NamesWhatItCannotBringOver) {
    auto layer = std::make_shared<model::Layer>(test::empty_layer("mine"));
    layer->crs = geo::Crs::cgcs2000();
    layer->shapes.append_polygon({{{121, 29}, {121.1, 29}, {121.1, 29.1}, {121, 29}}});
    layer->shapes.append_polygon(
        {{{121, 29}, {std::numeric_limits<double>::infinity(), 29}, {121.1, 29.1}, {121, 29}}});
    layer->ids = {std::int64_t{1}, std::int64_t{2}};
    layer->names = {std::string{"good"}, std::string{"bad"}};
    MapContent content;
    content.layers.push_back(layer);
    const auto scene = MapScene::create(content, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene);
    ASSERT_EQ(scene->left_out().size(), 1U);
    EXPECT_EQ(scene->left_out()[0], layer->feature_label(1));
    EXPECT_FALSE(scene->feature_extent({0, 0}).is_empty());
    EXPECT_TRUE(scene->feature_extent({0, 1}).is_empty());
}

TEST(MapSceneExtent, WithoutAStatedOneHoldsAllFeaturesWithAir) {
    const MapScene scene = test::scene(5, 3);
    const geo::Box extent = scene.default_extent();
    for (std::uint32_t i = 0; i < scene.content().layout->features.size(); ++i) {
        const geo::Box box = scene.feature_extent({-1, i});
        EXPECT_LT(extent.min_x, box.min_x);
        EXPECT_GT(extent.max_y, box.max_y);
    }
}

TEST(MapSceneExtent, OfWhatIsVisibleLeavesOutWhatIsHidden) {
    const MapScene scene = test::scene(5, 3);
    const auto count = static_cast<std::uint32_t>(scene.content().layout->features.size());
    MapOptions options;
    EXPECT_EQ(scene.visible_extent(options).min_x, scene.default_extent().min_x);
    EXPECT_EQ(scene.visible_extent(options).max_y, scene.default_extent().max_y);
    for (std::uint32_t i = 1; i < count; ++i) options.hidden_features.insert(i);
    const geo::Box one = scene.visible_extent(options);
    const geo::Box box = scene.feature_extent({-1, 0});
    EXPECT_LT(one.min_x, box.min_x);
    EXPECT_GT(one.max_y, box.max_y);
    EXPECT_LT(one.width(), scene.default_extent().width());
    options.hidden_features.insert(0);  // nothing is left to be looked at
    EXPECT_EQ(scene.visible_extent(options).min_x, scene.default_extent().min_x);
    EXPECT_EQ(scene.visible_extent(options).max_y, scene.default_extent().max_y);
}

TEST(MapSceneExtent, OfWhatIsVisibleLeavesOutHiddenLayers) {
    MapContent content;
    for (const double lon : {120.0, 125.0}) {
        auto layer = std::make_shared<model::Layer>();
        layer->crs = geo::Crs::cgcs2000();
        layer->shapes.append_polygon({{{lon, 29}, {lon + 0.1, 29}, {lon, 29.1}, {lon, 29}}});
        layer->ids = {std::int64_t{1}};
        layer->names = {std::string{"a"}};
        content.layers.push_back(layer);
    }
    const auto scene = MapScene::create(content, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene);
    MapOptions options;
    options.hidden_layers = {1};
    const geo::Box seen = scene->visible_extent(options);
    EXPECT_TRUE(seen.intersects(scene->layer_extent(0)));
    EXPECT_FALSE(seen.intersects(scene->layer_extent(1)));
}

TEST(MapSceneDraw, AnEmptyMapIsDrawnWithoutHarm) {
    const auto scene = MapScene::create({}, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene);
    draw::Group group = group_at(100'000);
    const Labelling labels = scene->draw(group, test::fonts(), {}, {});
    EXPECT_TRUE(labels.placed.empty());
    EXPECT_TRUE(scene->default_extent().is_empty());
}

TEST(MapSceneDraw, UnionsOfUnitsStripeTheGroundTheyShareAndEndAtTheCoast) {
    // Two belts of whole counties that share 第0县; the land ends at x = 70 km.
    auto layout = test::layout(0, 1);
    for (const auto& [name, side] : {std::pair{"甲带", 40'000.0}, std::pair{"乙带", 20'000.0}}) {
        test::add_feature(*layout, model::Role::belt, name, test::square(0, 0, side));
        layout->features.back().basis = model::Basis::administrative;
        layout->features.back().units = {"第0县"};
    }
    layout->features[3].units = {"第0县", "第1县", "第4县", "第5县"};
    MapContent content;
    content.counties = test::counties();
    content.land = test::land();
    content.layout = layout;
    const auto scene = MapScene::create(content, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene);
    draw::Group group = group_at(400'000);
    scene->draw(group, test::fonts(), {}, {});
    std::size_t last_of_unions = 0;
    std::size_t sea = 0;
    std::set<std::uint32_t> stripes;
    for (std::size_t i = 0; i < group.items.size(); ++i) {
        const draw::Item& item = group.items[i];
        const bool is_union = item.tag == 4 || item.tag == 5;
        if (is_union && item.space == draw::Space::map) last_of_unions = i;
        if (const auto* fill = std::get_if<draw::Fill>(&item.shape)) {
            // The mask reaches far beyond everything else.
            const geo::Box box = box_of(*fill->path);
            if (item.space == draw::Space::map && box.width() > 1e6) sea = i;
        } else if (const auto* stroke = std::get_if<draw::Stroke>(&item.shape)) {
            if (is_union && !stroke->path->closed && stroke->path->ring_ends.size() > 4 &&
                stroke->path->points.size() == 2 * stroke->path->ring_ends.size()) {
                stripes.insert(item.tag);
                // Every stripe lies on the shared county.
                const geo::Box box = box_of(*stroke->path);
                EXPECT_GE(box.min_x, test::origin_x - 1);
                EXPECT_LE(box.max_x, test::origin_x + 20'001);
                EXPECT_LE(box.max_y, test::origin_y + 20'001);
            }
        }
    }
    EXPECT_EQ(stripes, (std::set<std::uint32_t>{4, 5}));
    EXPECT_LT(last_of_unions, sea);
}

TEST(MapSceneDraw, PlacesAlongABeltAreNamedWhereThereIsRoom) {
    auto layout = test::layout(0, 1);
    model::LayoutFeature& belt = layout->features[1];
    const auto to_degrees =
        geo::Transform::between(geo::Crs::gauss_kruger_120(), geo::Crs::cgcs2000());
    const auto at = *to_degrees->apply(geo::XY{test::origin_x + 15'500, test::origin_y + 15'500});
    belt.waypoints.push_back({{"大目湾", "Damu bay"}, {at.x, at.y}});
    MapContent content;
    content.layout = layout;
    const auto scene = MapScene::create(content, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene);
    draw::Group group = group_at(400'000);
    const Labelling labels = scene->draw(group, test::fonts(), {}, {});
    const auto found = std::ranges::find(labels.placed, "大目湾", &PlacedLabel::text);
    ASSERT_NE(found, labels.placed.end());
    EXPECT_EQ(found->feature, belt.id);
}

TEST(MapSceneDraw, APlaceAlongABeltWhoseDotIsJustMetStandsAHairAside) {
    auto layout = test::layout(0, 1);
    const auto to_degrees =
        geo::Transform::between(geo::Crs::gauss_kruger_120(), geo::Crs::cgcs2000());
    const geo::XY place{test::origin_x + 15'500, test::origin_y + 15'500};
    const auto at = *to_degrees->apply(place);
    layout->features[1].waypoints.push_back({{"大目湾", "Damu bay"}, {at.x, at.y}});
    MapContent content;
    content.layout = layout;
    const auto scene = MapScene::create(content, geo::Crs::gauss_kruger_120());
    ASSERT_TRUE(scene);
    draw::Group group = group_at(400'000);
    const draw::PaperMm dot = group.view.to_paper({place.x, place.y});
    const draw::RectMm met{dot.x_mm - 8, dot.y_mm - 8, 16, 8.2};
    const Labelling labels = scene->draw(group, test::fonts(), {}, {met});
    const auto found = std::ranges::find(labels.placed, "大目湾", &PlacedLabel::text);
    ASSERT_NE(found, labels.placed.end());
    EXPECT_FALSE(found->box.intersects(met));
    ASSERT_EQ(labels.dropped.size(), labels.dropped_names.size());
}

TEST(MapSceneDraw, APlaceAlongABeltUnderASymbolStandsAsideUnlessTheSymbolNamesIt) {
    auto layout = test::layout(0, 1);
    const auto to_degrees =
        geo::Transform::between(geo::Crs::gauss_kruger_120(), geo::Crs::cgcs2000());
    const auto at = *to_degrees->apply(geo::XY{test::origin_x + 15'500, test::origin_y + 15'500});
    layout->features[1].waypoints.push_back({{"大目湾", "Damu bay"}, {at.x, at.y}});
    geo::Shapes point;
    point.begin_shape();
    point.begin_part(geo::PartKind::point);
    point.begin_ring();
    point.add(geo::XY{test::origin_x + 15'500, test::origin_y + 15'500});
    for (const auto& [name, is_told] :
         {std::pair{"大目湾产业园", true}, std::pair{"科创小镇", false}}) {
        auto with_symbol = std::make_shared<model::Layout>(*layout);
        with_symbol->layer.shapes.append(point[0]);
        with_symbol->layer.ids.push_back(std::string{"platform-0"});
        with_symbol->layer.names.push_back(name);
        model::LayoutFeature& symbol = with_symbol->features.emplace_back();
        symbol.id = "platform-0";
        symbol.role = model::Role::platform;
        symbol.name.zh = name;
        MapContent content;
        content.layout = with_symbol;
        const auto scene = MapScene::create(content, geo::Crs::gauss_kruger_120());
        ASSERT_TRUE(scene);
        draw::Group group = group_at(400'000);
        const Labelling labels = scene->draw(group, test::fonts(), {}, {});
        const auto found = std::ranges::find(labels.placed, "大目湾", &PlacedLabel::text);
        EXPECT_EQ(found == labels.placed.end(), is_told) << name;
        EXPECT_EQ(std::ranges::count(labels.dropped, "大目湾"), 0) << name;
    }
}

}  // namespace
}  // namespace parkatlas::cartography
