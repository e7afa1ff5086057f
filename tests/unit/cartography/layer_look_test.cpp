#include "cartography/layer_look.h"

#include <gtest/gtest.h>

#include "cartography/map_scene.h"

namespace parkatlas::cartography {
namespace {

using Indices = std::vector<std::size_t>;

TEST(LayerLook, LayersArePaintedAsOpenedUnlessTheOrderIsGiven) {
    MapOptions options;
    EXPECT_EQ(painted_layers(options, 3), (Indices{0, 1, 2}));
    options.layer_order = {2, 0, 1};
    EXPECT_EQ(painted_layers(options, 3), (Indices{2, 0, 1}));
}

TEST(LayerLook, WhatTheOrderDoesNotNameLiesBelow) {
    MapOptions options;
    options.layer_order = {3, 1};
    EXPECT_EQ(painted_layers(options, 4), (Indices{0, 2, 3, 1}));
}

TEST(LayerLook, HiddenLayersAndOnesThatAreNotThereAreNotPainted) {
    MapOptions options;
    options.layer_order = {2, 9, -1, 0};
    options.hidden_layers = {2};
    EXPECT_EQ(painted_layers(options, 3), (Indices{1, 0}));
}

TEST(LayerLook, AColourByHandGoesBeforeThatOfThePlace) {
    MapOptions options;
    const draw::Color first = layer_color(options, 0);
    options.layer_looks.push_back({1.0, draw::Color{1, 2, 3}});
    EXPECT_EQ(layer_color(options, 0), (draw::Color{1, 2, 3}));
    EXPECT_EQ(layer_color(MapOptions{}, 0), first);
    EXPECT_NE(layer_color(options, 1), first);
}

TEST(LayerLook, NamesComeFromTheFieldThatWasChosen) {
    model::Layer layer;
    layer.ids = {std::int64_t{1}, std::int64_t{2}};
    layer.names = {"甲", std::nullopt};
    layer.columns.push_back({"用途", {std::string{"工业"}, std::string{}}});
    layer.columns.push_back({"亩", {std::int64_t{500}, 12.5}});
    LayerLook look;
    EXPECT_EQ(LayerNames(layer, look).of(0), "甲");
    EXPECT_EQ(LayerNames(layer, look).of(1), std::nullopt);
    look.label_field = "用途";
    EXPECT_EQ(LayerNames(layer, look).of(0), "工业");
    EXPECT_EQ(LayerNames(layer, look).of(1), std::nullopt);
    look.label_field = "亩";
    EXPECT_EQ(LayerNames(layer, look).of(0), "500");
    EXPECT_EQ(LayerNames(layer, look).of(1), "12.5");
    look.label_field = "没有这个字段";
    EXPECT_EQ(LayerNames(layer, look).of(0), std::nullopt);
    look = {};
    look.labels = false;
    EXPECT_EQ(LayerNames(layer, look).of(0), std::nullopt);
}

}  // namespace
}  // namespace parkatlas::cartography
