#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "cartography/map_scene.h"

/// A made-up map in metres of EPSG:4549: sixteen square counties of two municipalities, land to the
/// west, and a layout of one core, two belts and any number of parks.
namespace parkatlas::cartography::test {

inline constexpr double origin_x = 600'000.0;
inline constexpr double origin_y = 3'200'000.0;

inline std::vector<geo::XY> square(double x, double y, double side) {
    return {{origin_x + x, origin_y + y},
            {origin_x + x + side, origin_y + y},
            {origin_x + x + side, origin_y + y + side},
            {origin_x + x, origin_y + y + side},
            {origin_x + x, origin_y + y}};
}

inline model::Layer empty_layer(const std::string& name) {
    model::Layer layer;
    layer.name = name;
    layer.source = name;
    layer.crs = geo::Crs::gauss_kruger_120();
    return layer;
}

inline std::shared_ptr<model::Layer> counties() {
    auto layer = std::make_shared<model::Layer>(empty_layer("counties"));
    model::AttributeColumn municipality{"municipality", {}};
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 4; ++column) {
            layer->shapes.append_polygon({square(column * 20'000.0, row * 20'000.0, 20'000.0)});
            layer->ids.push_back(std::int64_t{row * 4 + column});
            layer->names.push_back("第" + std::to_string(row * 4 + column) + "县");
            municipality.values.push_back(model::Value{std::string{column < 2 ? "西市" : "东市"}});
        }
    }
    layer->columns.push_back(std::move(municipality));
    return layer;
}

inline std::shared_ptr<model::Layer> land() {
    auto layer = std::make_shared<model::Layer>(empty_layer("land"));
    layer->shapes.append_polygon({square(-50'000.0, -20'000.0, 120'000.0)});
    layer->ids.push_back(std::int64_t{1});
    layer->names.push_back(std::nullopt);
    return layer;
}

inline void add_feature(model::Layout& layout, model::Role role, const std::string& name,
                        std::vector<geo::XY> ring) {
    model::LayoutFeature feature;
    feature.id =
        std::string{model::role_identifier(role)} + "-" + std::to_string(layout.features.size());
    feature.role = role;
    feature.name.zh = name;
    feature.basis = model::Basis::schematic;
    feature.position_accuracy_m = 1000.0;
    layout.layer.shapes.append_polygon({std::move(ring)});
    layout.layer.ids.push_back(feature.id);
    layout.layer.names.push_back(name);
    layout.features.push_back(std::move(feature));
}

inline std::shared_ptr<model::Layout> layout(int parks, std::uint32_t seed) {
    auto out = std::make_shared<model::Layout>();
    out->id = "made-up";
    out->scheme = "一核两带五园";
    out->title = {"虚构布局图", "Made-up layout"};
    out->document.title = {"虚构规划", "Made-up plan"};
    out->document.number = "虚〔2022〕1号";
    out->document.date = "2022-08-22";
    out->compiled_by = "虚构单位";
    out->layer = empty_layer("made-up");
    add_feature(*out, model::Role::core, "中心城区健康产业核", square(30'000, 30'000, 8'000));
    add_feature(*out, model::Role::belt, "西部山林康养带", square(5'000, 5'000, 12'000));
    add_feature(*out, model::Role::belt, "东部海湾休闲带", square(60'000, 10'000, 9'000));
    std::mt19937 random{seed};
    const auto somewhere = [&random] { return static_cast<double>(random() % 74'000); };
    for (int i = 0; i < parks; ++i) {
        const double x = somewhere();
        const double y = somewhere();
        add_feature(*out, model::Role::park, "健康产业园" + std::to_string(i + 1),
                    square(x, y, 1'500));
        out->features.back().stated_area_text = "规划2平方公里";
        out->features.back().stated_area_m2 = 2e6;
    }
    return out;
}

inline MapScene scene(int parks, std::uint32_t seed) {
    MapContent content;
    content.counties = counties();
    content.land = land();
    content.layout = layout(parks, seed);
    return *MapScene::create(std::move(content), geo::Crs::gauss_kruger_120());
}

inline const draw::FontSet& fonts() {
    static const draw::FontSet set = *draw::FontSet::load();
    return set;
}

}  // namespace parkatlas::cartography::test
