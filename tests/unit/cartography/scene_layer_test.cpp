#include "cartography/scene_layer.h"

#include <cmath>
#include <limits>
#include <variant>

#include <gtest/gtest.h>

namespace parkatlas::cartography {
namespace {

/// Squares of 60 m every 100 m in the map's own CRS, named a0, a1 …
model::Layer squares(std::size_t count) {
    model::Layer layer;
    layer.crs = geo::Crs::gauss_kruger_120();
    for (std::size_t i = 0; i < count; ++i) {
        const double x = 600'000.0 + 100.0 * static_cast<double>(i % 50);
        const double y = 3'300'000.0 + 100.0 * static_cast<double>(i / 50);
        layer.shapes.append_polygon({{{x, y}, {x + 60, y}, {x + 60, y + 60}, {x, y + 60}, {x, y}}});
        layer.ids.push_back(static_cast<std::int64_t>(i));
        layer.names.push_back("a" + std::to_string(i));
    }
    return layer;
}

void append(model::Layer& layer, const std::string& name) {
    layer.ids.push_back(static_cast<std::int64_t>(layer.ids.size()));
    layer.names.push_back(name);
}

constexpr draw::Color blue{10, 20, 200};

LayerNames names_of(const model::Layer& layer) {
    return {layer, LayerLook{}};
}

SceneLayer made(const model::Layer& layer, std::vector<std::string>& left_out) {
    auto scene = SceneLayer::create(layer, 0, geo::Crs::gauss_kruger_120(), nullptr, left_out);
    EXPECT_TRUE(scene.has_value());
    return std::move(*scene);
}

TEST(SceneLayer, ASmallLayerHasNoFieldAndALargeOneHas) {
    std::vector<std::string> left_out;
    EXPECT_EQ(made(squares(2000), left_out).field(), nullptr);
    const SceneLayer large = made(squares(2001), left_out);
    ASSERT_NE(large.field(), nullptr);
    EXPECT_EQ(large.field()->size(), 2001U);
    EXPECT_TRUE(left_out.empty());
}

TEST(SceneLayer, SmallAndLargeAnswerAlike) {
    std::vector<std::string> left_out;
    const model::Layer few = squares(1000);
    const model::Layer many = squares(3000);
    const SceneLayer small = made(few, left_out);
    const SceneLayer large = made(many, left_out);
    for (const geo::XY at : {geo::XY{600'030, 3'300'030}, geo::XY{600'080, 3'300'030},
                             geo::XY{604'910, 3'301'950}, geo::XY{599'999, 3'299'999}}) {
        EXPECT_EQ(small.pick(at, 0.5), large.pick(at, 0.5)) << at.x << " " << at.y;
    }
    for (const std::uint32_t index : {0U, 57U, 999U}) {
        const auto a = small.feature(index);
        const auto b = large.feature(index);
        ASSERT_TRUE(a && b);
        EXPECT_NEAR(a->box.min_x, b->box.min_x, 0.001);
        EXPECT_NEAR(a->box.max_y, b->box.max_y, 0.001);
        EXPECT_EQ(b->ref, (FeatureRef{0, index}));
        EXPECT_EQ(b->area->points.size(), 4U);
    }
}

// Squares of 60 m every 100 m, fifty in a row, from 600 000, 3 300 000 on.
draw::MapView view_of(geo::Box box) {
    // 1:10 000: 1 mm is 10 m.
    return {{0, 0, box.width() / 10, box.height() / 10}, {box.centre().x, box.centre().y}, 10'000};
}

TEST(SceneLayer, NamesTheLargestAndTellsWhichItLeavesOut) {
    std::vector<std::string> left_out;
    for (const std::size_t count : {std::size_t{1000}, std::size_t{3000}}) {
        model::Layer data = squares(count);
        // The second in the second row is larger than the others.
        for (geo::XY& p : data.shapes.mutable_vertices().subspan(51 * 5, 5)) {
            if (p.x > 600'110) p.x += 20;
        }
        const SceneLayer layer = made(data, left_out);
        const draw::MapView view = view_of({600'000, 3'300'000, 600'150, 3'300'150});
        const auto all = layer.named_in(names_of(data), view, 100, true);
        ASSERT_EQ(all.features.size(), 4U);
        EXPECT_EQ(all.features[0].ref.index, 51U);
        EXPECT_EQ(all.features[1].ref.index, 0U);
        EXPECT_EQ(all.features[3].ref.index, 50U);
        EXPECT_TRUE(all.others.empty());
        const auto some = layer.named_in(names_of(data), view, 2, true);
        ASSERT_EQ(some.features.size(), 2U);
        EXPECT_EQ(some.others, (std::vector<std::uint32_t>{1, 50}));
        EXPECT_TRUE(layer.named_in(names_of(data), view, 2, false).others.empty());
    }
}

TEST(SceneLayer, SpecksInACrowdHaveNoNames) {
    std::vector<std::string> left_out;
    const model::Layer data = squares(3000);
    const SceneLayer layer = made(data, left_out);
    // The whole layer at 1:200 000: 60 m are 0.3 mm.
    const draw::MapView far{{0, 0, 100, 100}, {602'500, 3'303'000}, 200'000};
    const auto named = layer.named_in(names_of(data), far, 100, true);
    EXPECT_TRUE(named.features.empty());
    EXPECT_EQ(named.others.size(), 3000U);
    // A small layer is tried as a whole, however small its features are.
    const model::Layer few = squares(500);
    const auto tried = made(few, left_out).named_in(names_of(few), far, 100, true);
    EXPECT_EQ(tried.features.size(), 100U);
    EXPECT_EQ(tried.others.size(), 400U);
}

TEST(SceneLayer, ACrowdIsOneWhereverTheViewIsMoved) {
    std::vector<std::string> left_out;
    const SceneLayer layer = made(squares(3000), left_out);
    draw::MapView view{{0, 0, 100, 100}, {602'500, 3'303'000}, 20'000};
    const double here = layer.crowd_in(view);
    view.centre = {600'100, 3'300'100};
    EXPECT_DOUBLE_EQ(layer.crowd_in(view), here);
    // 2 km by 2 km of fifty by sixty squares every 100 m, about.
    EXPECT_NEAR(here, 400, 20);
}

TEST(SceneLayer, ALargeLayerIsOneItem) {
    std::vector<std::string> left_out;
    const SceneLayer layer = made(squares(3000), left_out);
    draw::Group group;
    group.view = {{0, 0, 100, 100}, {602'000, 3'302'000}, 20'000};
    layer.paint(group, blue, 1.0);
    ASSERT_EQ(group.items.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<draw::Polygons>(group.items[0].shape));
    draw::Group elsewhere;
    elsewhere.view = {{0, 0, 100, 100}, {700'000, 3'302'000}, 20'000};
    layer.paint(elsewhere, blue, 1.0);
    EXPECT_TRUE(elsewhere.items.empty());
    EXPECT_FALSE(layer.shows_in(elsewhere.view.extent()));
    EXPECT_TRUE(layer.shows_in(group.view.extent()));
}

TEST(SceneLayer, OpacityFadesFillsAndOutlines) {
    std::vector<std::string> left_out;
    const SceneLayer layer = made(squares(3000), left_out);
    draw::Group group;
    group.view = {{0, 0, 100, 100}, {602'000, 3'302'000}, 20'000};
    layer.paint(group, blue, 0.5);
    const draw::PolygonStyle style = std::get<draw::Polygons>(group.items[0].shape).styles[0];
    EXPECT_EQ(style.near_alpha, draw::PolygonStyle{}.near_alpha / 2);
    EXPECT_EQ(style.outline, blue.with_alpha(128));
    draw::Group nothing;
    nothing.view = group.view;
    layer.paint(nothing, blue, 0.0);
    EXPECT_TRUE(nothing.items.empty());
}

TEST(SceneLayer, LinesAndPointsOfALargeLayerAreFeaturesOfTheirOwn) {
    model::Layer layer = squares(2500);
    layer.shapes.append_point({590'000, 3'300'000});
    append(layer, "point");
    layer.shapes.append_line(std::vector<geo::XY>{{580'000, 3'300'000}, {580'000, 3'310'000}});
    append(layer, "line");
    std::vector<std::string> left_out;
    const SceneLayer scene = made(layer, left_out);
    EXPECT_EQ(scene.pick({590'001, 3'300'000}, 5.0), (FeatureRef{0, 2500}));
    EXPECT_EQ(scene.pick({580'001, 3'305'000}, 5.0), (FeatureRef{0, 2501}));
    ASSERT_TRUE(scene.feature(2501));
    EXPECT_NE(scene.feature(2501)->line, nullptr);
    EXPECT_EQ(scene.box().min_x, 580'000.0);
}

TEST(SceneLayer, WhatCannotBeBroughtOverIsNamed) {
    model::Layer layer = squares(2500);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    layer.shapes.append_polygon({{{nan, 0}, {1, 1}, {2, 0}}});
    append(layer, "broken");
    std::vector<std::string> left_out;
    const SceneLayer scene = made(layer, left_out);
    ASSERT_EQ(left_out.size(), 1U);
    EXPECT_EQ(left_out[0], "broken");
    EXPECT_FALSE(scene.feature(2500));
}

TEST(SceneLayer, ASmallPolygonIsCaughtBesideIt) {
    std::vector<std::string> left_out;
    const SceneLayer scene = made(squares(2500), left_out);
    // 10 m off the first square's corner, whose box of 60 m is a dot to a tolerance of 100 m.
    EXPECT_EQ(scene.pick({599'990, 3'299'990}, 100.0), (FeatureRef{0, 0}));
    EXPECT_FALSE(scene.pick({599'990, 3'299'990}, 5.0));
}

/// 3,000 squares, every third of a class that is hatched.
struct Hatched {
    model::Layer layer = squares(3000);
    LayerClasses classes;
    Hatched() {
        classes.field = "state";
        for (const char* name : {"建成", "规划"}) {
            LayerClass one;
            one.name = name;
            classes.classes.push_back(one);
        }
        choose_looks(classes.classes);
        for (std::size_t i = 0; i < layer.size(); ++i) {
            classes.of_feature.push_back(i % 3 == 0 ? 1 : 0);
        }
    }
    [[nodiscard]] draw::Group painted(double scale_denominator) const {
        std::vector<std::string> left_out;
        auto scene = SceneLayer::create(layer, 0, geo::Crs::gauss_kruger_120(), &classes, left_out);
        EXPECT_TRUE(scene.has_value());
        draw::Group group;
        group.view.centre = {602'500, 3'303'000};
        group.view.frame = {0, 0, 400, 300};
        group.view.scale_denominator = scale_denominator;
        scene->paint(group, blue, 1.0);
        return group;
    }
};

TEST(SceneLayer, FiguresOfALargeLayerHaveThePatternsOfTheirClasses) {
    // 1:10,000: a square of 60 m is 6 mm wide, and all but a few of the 5 km by 6 km lie within
    // 4 km by 3 km: 40 columns by 30 rows, a third of them hatched.
    const draw::Group group = Hatched{}.painted(10'000);
    std::size_t hatches = 0;
    std::size_t tones = 0;
    for (const draw::Item& item : group.items) {
        if (const auto* fields = std::get_if<draw::Polygons>(&item.shape)) {
            ASSERT_EQ(fields->styles.size(), 2U);
            EXPECT_GT(fields->styles[0].near_alpha, fields->styles[1].near_alpha);
            ++tones;
        }
        hatches += std::holds_alternative<draw::Stroke>(item.shape) ? 1U : 0U;
    }
    EXPECT_EQ(tones, 1U);
    EXPECT_GT(hatches, 350U);
    EXPECT_LT(hatches, 450U);
}

TEST(SceneLayer, FiguresTooSmallForAPatternHaveATone) {
    // 1:100,000: 0.6 mm.
    const draw::Group group = Hatched{}.painted(100'000);
    ASSERT_EQ(group.items.size(), 1U);
    const auto& fields = std::get<draw::Polygons>(group.items[0].shape);
    EXPECT_EQ(fields.styles[0].near_alpha, fields.styles[1].near_alpha);
}

TEST(SceneLayer, FewFeaturesOfManyVerticesArePaintedFromAField) {
    // Two rings of 30,000 vertices and a line: as paths they would be triangles for every level.
    model::Layer layer;
    layer.crs = geo::Crs::gauss_kruger_120();
    for (int k = 0; k < 2; ++k) {
        std::vector<geo::XY> ring;
        for (int i = 0; i < 30'000; ++i) {
            const double turn = 2.0 * 3.141592653589793 * i / 30'000;
            ring.push_back({600'000.0 + 3'000.0 * k + 1'000.0 * std::cos(turn),
                            3'300'000.0 + 1'000.0 * std::sin(turn)});
        }
        ring.push_back(ring.front());
        layer.shapes.append_polygon({ring});
        append(layer, "circle");
    }
    layer.shapes.begin_shape();
    layer.shapes.begin_part(geo::PartKind::line);
    layer.shapes.begin_ring();
    const std::vector<geo::XY> road{{600'000, 3'300'000}, {603'000, 3'300'000}};
    layer.shapes.add(road);
    append(layer, "road");
    std::vector<std::string> left_out;
    const SceneLayer scene = made(layer, left_out);
    EXPECT_EQ(scene.field(), nullptr);
    draw::Group group;
    group.view.centre = {601'500, 3'300'000};
    group.view.frame = {0, 0, 400, 300};
    group.view.scale_denominator = 20'000;
    scene.paint(group, blue, 1.0);
    ASSERT_EQ(group.items.size(), 2U);
    const auto* areas = std::get_if<draw::Polygons>(&group.items[0].shape);
    ASSERT_NE(areas, nullptr);
    EXPECT_EQ(areas->field->size(), 2U);
    EXPECT_TRUE(std::holds_alternative<draw::Stroke>(group.items[1].shape));
    // What is asked of features is answered by them.
    EXPECT_EQ(scene.pick({603'500, 3'300'500}, 1.0), (FeatureRef{0, 1}));
    ASSERT_TRUE(scene.feature(0));
    EXPECT_NEAR(scene.feature(0)->centre.x, 600'000.0, 50.0);
}

}  // namespace
}  // namespace parkatlas::cartography
