#include "cartography/map_scene.h"

#include <algorithm>
#include <cmath>
#include <future>

#include "cartography/base_map.h"
#include "cartography/geometry.h"
#include "cartography/map_labels.h"
#include "cartography/palette.h"
#include "cartography/role_symbols.h"
#include "cartography/scene_access.h"
#include "cartography/scene_features.h"
#include "cartography/scene_layer.h"
#include "cartography/scene_unions.h"
#include "cartography/sheet_layers.h"
#include "cartography/symbol_plan.h"
#include "geo/overlap.h"

namespace parkatlas::cartography {
namespace {

/// The names of a layer that are tried, largest features first: more than an A3 has room for.
constexpr std::size_t most_names_of_a_layer = 1500;
/// Where a layer shows more features than this, names are set smaller and stand in or close by
/// what they name.
constexpr double crowd = 120;

}  // namespace

struct MapScene::Impl {
    MapContent content;
    geo::Crs crs = geo::Crs::gauss_kruger_120();
    std::vector<std::string> left_out;
    BaseMap base;
    SceneUnions unions;
    geo::Shapes layout_shapes;
    std::vector<SceneFeature> layout_features;
    std::vector<SceneLayer> layers;
    geo::Box extent;

    [[nodiscard]] bool is_hidden(std::size_t index, const MapOptions& options) const {
        return options.hidden_features.contains(static_cast<std::uint32_t>(index)) ||
               options.hidden_roles.contains(content.layout->features[index].role);
    }

    [[nodiscard]] std::optional<SceneFeature> find(FeatureRef ref) const {
        if (ref.layer < 0) {
            return ref.index < layout_features.size() ? std::optional{layout_features[ref.index]}
                                                      : std::nullopt;
        }
        const auto layer = static_cast<std::size_t>(ref.layer);
        return layer < layers.size() ? layers[layer].feature(ref.index) : std::nullopt;
    }

    [[nodiscard]] std::uint16_t layer_of(FeatureRef ref) const {
        return ref.layer < 0 ? role_layer(content.layout->features[ref.index].role)
                             : source_layer(static_cast<std::size_t>(ref.layer));
    }

    [[nodiscard]] std::vector<std::size_t> painted(const MapOptions& options,
                                                   const geo::Box& view) const {
        std::vector<std::size_t> order;
        if (!content.layout) return order;
        for (const model::Role role : painting_order()) {
            for (std::size_t i = 0; i < layout_features.size(); ++i) {
                if (content.layout->features[i].role != role || is_hidden(i, options)) continue;
                const SceneFeature& feature = layout_features[i];
                if (!feature.is_empty() && feature.box.intersects(view)) order.push_back(i);
            }
        }
        return order;
    }

    /// Where point symbols and the dots along belts stand.
    [[nodiscard]] std::vector<draw::PaperMm> symbols_on_paper(const draw::MapView& view,
                                                              const std::vector<std::size_t>& order,
                                                              const SymbolPlan& plan) const {
        std::vector<draw::PaperMm> out;
        for (const std::size_t i : order) {
            const SceneFeature& feature = layout_features[i];
            for (std::size_t p = 0; p < feature.points.size(); ++p) {
                const draw::PaperMm at = view.to_paper({feature.points[p].x, feature.points[p].y});
                const geo::XY shift = plan.shift_mm(feature.tag, p);
                out.push_back({at.x_mm + shift.x, at.y_mm + shift.y});
            }
            for (const geo::XY place : feature.waypoints) {
                out.push_back(view.to_paper({place.x, place.y}));
            }
        }
        return out;
    }

    [[nodiscard]] Result<void> add_layers(std::vector<std::string>& left_out_of_layers);
    [[nodiscard]] Result<std::vector<geo::XY>> add_layout(const geo::Transform& from_degrees);
    void find_extent(const geo::Transform& from_degrees);
    /// Returns what `Labelling::untried` tells.
    [[nodiscard]] std::vector<FeatureRef> gather_labels(
        MapLabels& labels, const draw::MapView& view, const MapOptions& options,
        const std::vector<std::size_t>& order) const;
};

Result<void> MapScene::Impl::add_layers(std::vector<std::string>& left_out_of_layers) {
    for (std::size_t i = 0; i < content.layers.size(); ++i) {
        auto layer = SceneLayer::create(*content.layers[i], static_cast<int>(i), crs,
                                        content.classes_of(i), left_out_of_layers);
        if (!layer) return tl::unexpected(layer.error());
        layers.push_back(std::move(*layer));
    }
    return {};
}

Result<std::vector<geo::XY>> MapScene::Impl::add_layout(const geo::Transform& from_degrees) {
    std::vector<geo::XY> anchors;
    if (content.layout) {
        auto projected = project(content.layout->layer, crs);
        if (!projected) return tl::unexpected(projected.error());
        left_out.insert(left_out.end(), projected->left_out.begin(), projected->left_out.end());
        layout_features = make_features(projected->shapes, -1, true);
        layout_features.resize(content.layout->features.size());
        layout_shapes = std::move(projected->shapes);
        add_layout_facts(*content.layout, from_degrees, layout_features);
        anchors = anchors_of(*content.layout, from_degrees, layout_features);
    }
    return anchors;
}

namespace {

// Some air around, and no extent of a single point.
geo::Box with_air(geo::Box box) {
    const double air = std::max({0.04 * box.width(), 0.04 * box.height(), 200.0});
    box.add(geo::XY{box.min_x - air, box.min_y - air});
    box.add(geo::XY{box.max_x + air, box.max_y + air});
    return box;
}

}  // namespace

void MapScene::Impl::find_extent(const geo::Transform& from_degrees) {
    if (content.layout && content.layout->extent) {
        extent = geo::box_over(from_degrees, *content.layout->extent);
        if (!extent.is_empty()) return;
    }
    for (const SceneFeature& feature : layout_features) {
        if (!feature.is_empty()) extent.add(feature.box);
    }
    for (const SceneLayer& layer : layers) {
        if (!layer.box().is_empty()) extent.add(layer.box());
    }
    if (!extent.is_empty()) extent = with_air(extent);
}

Result<MapScene> MapScene::create(MapContent content, const geo::Crs& map_crs) {
    auto impl = std::make_unique<Impl>();
    impl->content = std::move(content);
    impl->crs = map_crs;
    impl->content.measured_area_m2.resize(
        impl->content.layout ? impl->content.layout->features.size() : 0);
    auto from_degrees = geo::Transform::between(geo::Crs::cgcs2000(), map_crs);
    if (!from_degrees) return tl::unexpected(from_degrees.error());
    auto anchors = impl->add_layout(*from_degrees);
    if (!anchors) return tl::unexpected(anchors.error());
    // The base map takes one thread a tenth of a second: as long as a large layer takes all.
    auto coming = std::async(std::launch::async, [&] {
        return BaseMap::create(impl->content.counties.get(), impl->content.land.get(), map_crs,
                               *anchors);
    });
    std::vector<std::string> left_out_of_layers;
    const auto added = impl->add_layers(left_out_of_layers);
    auto base = coming.get();
    if (!added) return tl::unexpected(added.error());
    if (!base) return tl::unexpected(base.error());
    impl->left_out.insert(impl->left_out.begin(), left_out_of_layers.begin(),
                          left_out_of_layers.end());
    impl->find_extent(*from_degrees);
    impl->base = std::move(*base);
    impl->left_out.insert(impl->left_out.end(), impl->base.left_out().begin(),
                          impl->base.left_out().end());
    if (impl->content.layout) {
        impl->unions = SceneUnions{*impl->content.layout, impl->layout_features, impl->base};
    }
    if (impl->extent.is_empty()) impl->extent = impl->base.own_box();
    return MapScene{std::move(impl)};
}

MapScene::MapScene(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
MapScene::MapScene(MapScene&&) noexcept = default;
MapScene& MapScene::operator=(MapScene&&) noexcept = default;
MapScene::~MapScene() = default;

const MapContent& MapScene::content() const {
    return impl_->content;
}
const geo::Crs& MapScene::crs() const {
    return impl_->crs;
}
const std::vector<std::string>& MapScene::left_out() const {
    return impl_->left_out;
}
geo::Box MapScene::default_extent() const {
    return impl_->extent;
}

geo::Box MapScene::visible_extent(const MapOptions& options) const {
    bool all = true;
    geo::Box box;
    for (std::size_t i = 0; i < impl_->layout_features.size(); ++i) {
        const SceneFeature& feature = impl_->layout_features[i];
        if (feature.is_empty()) continue;
        const bool hidden = impl_->is_hidden(i, options);
        all = all && !hidden;
        if (!hidden) box.add(feature.box);
    }
    // A plan that says what it shows is shown so, whatever lies on it.
    if (all && impl_->content.layout && impl_->content.layout->extent) return impl_->extent;
    for (std::size_t i = 0; i < impl_->layers.size(); ++i) {
        if (impl_->layers[i].box().is_empty()) continue;
        const bool hidden = options.hidden_layers.contains(static_cast<int>(i));
        all = all && !hidden;
        if (!hidden) box.add(impl_->layers[i].box());
    }
    return all || box.is_empty() ? impl_->extent : with_air(box);
}

geo::Box MapScene::feature_extent(FeatureRef ref) const {
    const auto feature = impl_->find(ref);
    return feature ? feature->box : geo::Box{};
}

geo::Box MapScene::layer_extent(std::size_t layer) const {
    return layer < impl_->layers.size() ? impl_->layers[layer].box() : geo::Box{};
}

geo::MapXY MapScene::feature_centre(FeatureRef ref) const {
    const auto feature = impl_->find(ref);
    return feature ? geo::MapXY{feature->centre.x, feature->centre.y} : geo::MapXY{};
}

std::optional<FeatureRef> MapScene::find(std::string_view id) const {
    const MapContent& content = impl_->content;
    if (content.layout) {
        if (const auto index = content.layout->find(id)) {
            return FeatureRef{-1, static_cast<std::uint32_t>(*index)};
        }
    }
    for (std::size_t l = 0; l < content.layers.size(); ++l) {
        const auto& ids = content.layers[l]->ids;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (model::id_text(ids[i]) == id) {
                return FeatureRef{static_cast<int>(l), static_cast<std::uint32_t>(i)};
            }
        }
    }
    return std::nullopt;
}

std::string MapScene::feature_name(FeatureRef ref, Lang lang) const {
    const MapContent& content = impl_->content;
    if (ref.layer < 0) {
        if (!content.layout || ref.index >= content.layout->features.size()) return {};
        const model::LayoutFeature& told = content.layout->features[ref.index];
        const std::string& name = told.name.in(lang);
        return name.empty() ? told.id : name;
    }
    const auto layer = static_cast<std::size_t>(ref.layer);
    if (layer >= content.layers.size() || ref.index >= content.layers[layer]->size()) return {};
    return content.layers[layer]->feature_label(ref.index);
}

std::vector<FeatureRef> MapScene::Impl::gather_labels(MapLabels& labels, const draw::MapView& view,
                                                      const MapOptions& options,
                                                      const std::vector<std::size_t>& order) const {
    std::set<std::string> own_names;
    for (const std::size_t i : order) {
        own_names.insert(content.layout->features[i].name.in(options.lang));
    }
    labels.set_own_names(std::move(own_names));
    for (const std::size_t i : order) {
        labels.note_symbols(layout_features[i], content.layout->features[i].name.in(options.lang));
    }
    for (const std::size_t i : order) {
        labels.add(layout_features[i], content.layout->features[i], content.measured_area_m2[i]);
    }
    std::vector<std::size_t> shown = painted_layers(options, layers.size());
    std::vector<FeatureRef> untried;
    std::ranges::reverse(shown);  // of names that want one place, the upper layer's goes first
    for (const std::size_t l : shown) {
        const model::Layer& layer = *content.layers[l];
        const LayerNames names{layer, look_of(options, l)};
        const SceneLayer::Named named =
            layers[l].named_in(names, view, most_names_of_a_layer, options.list_untried);
        const bool is_crowd = layers[l].crowd_in(view) > crowd;
        for (const SceneFeature& feature : named.features) {
            const std::uint32_t i = feature.ref.index;
            labels.add_plain(feature, *names.of(i), model::id_text(layer.ids[i]), is_crowd);
        }
        for (const std::uint32_t i : named.others) untried.push_back({static_cast<int>(l), i});
    }
    if (!options.counties) return untried;
    // A pole 宁波都市区 names 宁波 already.
    const auto is_told = [&](const BaseName& name) {
        constexpr std::string_view city = "市";
        if (name.kind != BaseName::Kind::city || !name.zh.ends_with(city)) return false;
        const std::string_view stem{name.zh.data(), name.zh.size() - city.size()};
        return std::ranges::any_of(order, [&](std::size_t i) {
            const model::LayoutFeature& told = content.layout->features[i];
            return (told.role == model::Role::core || told.role == model::Role::pole) &&
                   told.name.zh.starts_with(stem);
        });
    };
    for (const BaseName* name : base.names_in(view)) {
        if (!is_told(*name)) labels.add(*name, base);
    }
    return untried;
}

Labelling MapScene::draw(draw::Group& group, const draw::FontSet& fonts, const MapOptions& options,
                         const std::vector<draw::RectMm>& obstacles) const {
    const Impl& scene = *impl_;
    const geo::Box seen = group.view.extent();
    const BaseMap::Options ground{options.land, options.counties, size_factor(group.view)};
    const std::vector<std::size_t> order = scene.painted(options, seen);
    in_layer(group, SheetLayer::ground, [&] { scene.base.paint_land(group, ground); });
    bool has_tint = false;
    if (scene.content.layout) {
        scene.unions.paint(group, *scene.content.layout, scene.layout_features, order);
        has_tint = std::ranges::any_of(order, [&](std::size_t i) {
            const model::LayoutFeature& told = scene.content.layout->features[i];
            return is_union(told) && is_ribbon(told.role);
        });
    }
    in_layer(group, SheetLayer::ground, [&] { scene.base.paint_sea(group, ground); });

    for (const std::size_t l : painted_layers(options, scene.layers.size())) {
        in_layer(group, source_layer(l), [&] {
            scene.layers[l].paint(group, layer_color(options, l), look_of(options, l).opacity);
        });
    }
    const SymbolPlan plan =
        scene.content.layout
            ? SymbolPlan{*scene.content.layout, scene.layout_features, order, group.view}
            : SymbolPlan{};
    bool lines_done = false;  // over the ribbons, which come first, and under all symbols
    for (const std::size_t i : order) {
        const model::LayoutFeature& told = scene.content.layout->features[i];
        if (!lines_done && !is_ribbon(told.role) && told.role != model::Role::zone) {
            scene.unions.paint_core_lines(group, *scene.content.layout, scene.layout_features,
                                          order);
            lines_done = true;
        }
        in_layer(group, role_layer(told.role),
                 [&] { paint_feature(group, scene.layout_features[i], told, plan); });
    }
    if (options.selected) {
        const auto chosen = scene.find(*options.selected);
        if (chosen && !chosen->is_empty()) {
            in_layer(group, scene.layer_of(*options.selected),
                     [&] { paint_selection(group, *chosen); });
        }
    }

    MapLabels labels{group.view, fonts, options, obstacles};
    labels.set_symbols(plan);
    labels.set_tinted_ground(has_tint);
    if (options.land) labels.set_base(scene.base);
    const std::vector<draw::PaperMm> symbols = scene.symbols_on_paper(group.view, order, plan);
    std::vector<FeatureRef> untried;
    if (options.labels) {
        labels.set_symbol_places(symbols);
        untried = scene.gather_labels(labels, group.view, options, order);
        labels.place();
    }
    for (const std::size_t i : order) {
        const model::LayoutFeature& told = scene.content.layout->features[i];
        if (!is_ribbon(told.role) || is_union(told)) continue;
        in_layer(group, role_layer(told.role), [&] {
            paint_direction(group, scene.layout_features[i], told, labels.stretch_of(told.id),
                            symbols);
        });
    }
    labels.paint_leaders(group);
    for (const std::size_t i : order) {
        const model::LayoutFeature& told = scene.content.layout->features[i];
        if (!has_badge(told)) continue;
        in_layer(group, role_layer(told.role),
                 [&] { paint_badges(group, scene.layout_features[i], told, plan, fonts); });
    }
    labels.paint_texts(group);
    Labelling done = labels.result();
    done.untried = std::move(untried);
    return done;
}

std::optional<FeatureRef> MapScene::pick(geo::MapXY at, double tolerance_m,
                                         const MapOptions& options) const {
    const Impl& scene = *impl_;
    const geo::XY p{at.x_m, at.y_m};
    const geo::Box near{p.x - tolerance_m, p.y - tolerance_m, p.x + tolerance_m, p.y + tolerance_m};
    const auto distance_to_points = [&](const SceneFeature& feature) {
        double least = tolerance_m * 2;
        for (const geo::XY q : feature.points) {
            least = std::min(least, std::hypot(q.x - p.x, q.y - p.y));
        }
        // A small polygon is caught by its place, as its symbol is larger than its shape.
        for (const Piece& piece : feature.pieces) {
            if (piece.radius_m > tolerance_m) continue;
            least = std::min(least, std::hypot(piece.centre.x - p.x, piece.centre.y - p.y));
        }
        return least;
    };
    if (scene.content.layout) {
        const std::vector<std::size_t> order = scene.painted(options, near);
        for (std::size_t k = order.size(); k-- > 0;) {
            const SceneFeature& feature = scene.layout_features[order[k]];
            if (distance_to_points(feature) <= tolerance_m) return feature.ref;
            if (feature.area && geo::contains(scene.layout_shapes[order[k]], p)) {
                return feature.ref;
            }
        }
    }
    const std::vector<std::size_t> layers = painted_layers(options, scene.layers.size());
    for (std::size_t k = layers.size(); k-- > 0;) {
        if (const auto found = scene.layers[layers[k]].pick(p, tolerance_m)) return found;
    }
    return std::nullopt;
}

MapLegend MapLegend::of(const MapScene& scene, const draw::MapView& view,
                        const MapOptions& options) {
    MapLegend out;
    const MapScene::Impl& impl = *scene.impl_;
    const geo::Box seen = view.extent();
    for (const std::size_t i : impl.painted(options, seen)) {
        out.features.push_back({i, &impl.layout_features[i]});
    }
    std::sort(out.features.begin(), out.features.end(),
              [](const auto& a, const auto& b) { return a.index < b.index; });
    for (const std::size_t l : painted_layers(options, impl.layers.size())) {
        if (impl.layers[l].shows_in(seen)) out.layers.push_back(l);
    }
    out.base = impl.base.shown_in(view, {options.land, options.counties, 1.0});
    return out;
}

}  // namespace parkatlas::cartography
