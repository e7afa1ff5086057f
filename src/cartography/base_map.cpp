#include "cartography/base_map.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/parallel.h"
#include "cartography/geometry.h"
#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/sheet_layers.h"
#include "geo/grid_transform.h"
#include "geo/overlap.h"

namespace parkatlas::cartography {
namespace {

/// From this scale on (1:N, N smaller) county names are set.
constexpr double county_names_to_scale = 1'600'000.0;
/// A name of a county may stand a little off the deepest point.
constexpr double name_precision = 0.03;
constexpr double tidal_to_scale = 250'000.0;
constexpr std::uint8_t tidal_alpha = 120;

std::string text_of(const model::Layer& layer, std::string_view column, std::size_t index) {
    const model::AttributeColumn* found = layer.column(column);
    return found == nullptr ? std::string{} : model::value_text(found->values[index]);
}

/// True if a stretch of the line may be seen in the box.
bool runs_through(const draw::Path& line, const geo::Box& line_box, const geo::Box& box) {
    if (!line_box.intersects(box)) return false;
    const draw::RectMm seen{box.min_x, box.min_y, box.width(), box.height()};
    for (std::size_t r = 0; r < line.ring_ends.size(); ++r) {
        const auto chain = ring_of(line, r);
        for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
            if (segment_meets(chain[i], chain[i + 1], seen)) return true;
        }
    }
    return false;
}

}  // namespace

void paint_base_line(const Painter& painter, const draw::PathPtr& path, BaseLine line,
                     double size_factor, bool is_own) {
    const double f = size_factor;
    switch (line) {
        case BaseLine::county_border:
            painter.stroke(path, palette::border_county, 0.2 * f,
                           {1.8 * f, 0.6 * f, 0.4 * f, 0.6 * f});
            return;
        case BaseLine::city_border:
            painter.stroke(path, palette::border_city.with_alpha(is_own ? 255 : 130),
                           (is_own ? 0.36 : 0.26) * f, {3.2 * f, 0.7 * f, 0.55 * f, 0.7 * f});
            return;
        case BaseLine::province_border:
            painter.stroke(path, palette::border_city, 0.42 * f,
                           {3.6 * f, 0.7 * f, 0.5 * f, 0.6 * f, 0.5 * f, 0.7 * f});
            return;
        case BaseLine::coast:
            painter.stroke(path, palette::coast, 0.2 * f);
            return;
        case BaseLine::tidal_edge:
            painter.stroke(path, palette::coast.with_alpha(190), 0.28 * f, {0.4 * f, 0.8 * f});
            return;
    }
}

Result<ProjectedLayer> project(const model::Layer& layer, const geo::Crs& map_crs) {
    const auto grid =
        geo::GridTransform::create(layer.crs, map_crs, layer.shapes.vertices(), Work{});
    if (!grid) return tl::unexpected(grid.error());
    return project(layer, map_crs, *grid);
}

Result<ProjectedLayer> project(const model::Layer& layer, const geo::Crs& map_crs,
                               const geo::GridTransform& grid) {
    constexpr std::size_t vertices_per_piece = 8192;
    const auto is_finite = [](geo::XY p) { return std::isfinite(p.x) && std::isfinite(p.y); };
    ProjectedLayer out;
    out.shapes = layer.shapes;
    const std::span<geo::XY> vertices = out.shapes.mutable_vertices();
    std::vector<geo::GridTransform::Hand> hands;
    for (std::size_t i = 0; i < parallel_width(); ++i) hands.emplace_back(grid);
    std::atomic<bool> is_whole = true;
    const auto done = for_each_piece(
        vertices.size(), vertices_per_piece, Work{},
        [&](IndexRange piece, std::size_t worker) -> Result<void> {
            const auto some = vertices.subspan(piece.first, piece.last - piece.first);
            if (!hands[worker].apply(some) || !std::ranges::all_of(some, is_finite)) {
                is_whole = false;
            }
            return {};
        });
    if (!done) return tl::unexpected(done.error());
    if (is_whole) return out;
    // Something cannot be brought over: shape by shape, so that only the culprits are lost.
    auto transform = geo::Transform::between(layer.crs, map_crs);
    if (!transform) return tl::unexpected(transform.error());
    out.shapes = {};
    for (std::size_t i = 0; i < layer.shapes.size(); ++i) {
        geo::Shapes one;
        one.append(layer.shapes[i]);
        if (transform->apply(one.mutable_vertices()) &&
            std::ranges::all_of(one.vertices(), is_finite)) {
            out.shapes.append(one[0]);
        } else {
            out.shapes.begin_shape();
            out.left_out.push_back(layer.feature_label(i));
        }
    }
    return out;
}

Result<BaseMap> BaseMap::create(const model::Layer* counties, const model::Layer* land,
                                const geo::Crs& map_crs, const std::vector<geo::XY>& anchors) {
    BaseMap base;
    if (land != nullptr) {
        if (auto done = base.add_land(*land, map_crs); !done) return tl::unexpected(done.error());
    }
    if (counties != nullptr) {
        if (auto done = base.add_counties(*counties, map_crs, anchors); !done) {
            return tl::unexpected(done.error());
        }
    }
    if (base.has_land()) base.add_water_names(map_crs);
    return base;
}

Result<void> BaseMap::add_counties(const model::Layer& counties, const geo::Crs& map_crs,
                                   const std::vector<geo::XY>& anchors) {
    auto projected = project(counties, map_crs);
    if (!projected) return tl::unexpected(projected.error());
    left_out_.insert(left_out_.end(), projected->left_out.begin(), projected->left_out.end());

    std::vector<std::size_t> city_of;
    for (std::size_t i = 0; i < counties.size(); ++i) {
        const std::string name = text_of(counties, "municipality", i);
        auto found = std::ranges::find(cities_, name, &City::name);
        if (found == cities_.end()) {
            cities_.push_back({name, text_of(counties, "municipality_en", i), nullptr, {}, false});
            found = cities_.end() - 1;
        }
        city_of.push_back(static_cast<std::size_t>(found - cities_.begin()));
    }
    for (std::size_t unit = 0; unit < counties.size(); ++unit) {
        const geo::ShapeView shape = projected->shapes[unit];
        const geo::Box box = shape.bounds();
        const auto holds = [&](geo::XY p) { return box.contains(p) && geo::contains(shape, p); };
        City& city = cities_[city_of[unit]];
        city.own = city.own || std::ranges::any_of(anchors, holds);
    }
    if (std::ranges::none_of(cities_, &City::own)) {
        for (City& city : cities_) city.own = true;
    }
    for (const auto& name : counties.names) unit_names_.push_back(name.value_or(std::string{}));
    add_borders(projected->shapes, city_of);
    if (auto done = add_names(counties, projected->shapes, city_of); !done) return done;
    for (const City& city : cities_) {
        if (city.own) own_box_.add(city.box);
    }
    return {};
}

/// Names of the sea off Zhejiang, which no layer holds: places in open water read off the coast of
/// the base data, with the breadth of the water there.
void BaseMap::add_water_names(const geo::Crs& map_crs) {
    struct Water {
        const char* zh;
        const char* en;
        double lon, lat, radius_m;
    };
    constexpr std::array<Water, 7> waters{{{"杭州湾", "Hangzhou Bay", 121.33, 30.44, 24'000},
                                           {"东海", "East China Sea", 122.52, 29.20, 90'000},
                                           {"象山港", "Xiangshan Gang", 121.70, 29.56, 4'000},
                                           {"三门湾", "Sanmen Bay", 121.82, 29.00, 9'000},
                                           {"灰鳖洋", "Huibie Yang", 121.80, 30.17, 14'000},
                                           {"台州湾", "Taizhou Bay", 121.66, 28.60, 12'000},
                                           {"温州湾", "Wenzhou Bay", 121.05, 27.83, 16'000}}};
    const auto transform = geo::Transform::between(geo::Crs::cgcs2000(), map_crs);
    if (!transform) return;
    for (const Water& water : waters) {
        const auto at = transform->apply(geo::XY{water.lon, water.lat});
        if (!at || is_land(*at)) continue;
        BaseName name{water.zh, water.en, *at, water.radius_m, BaseName::Kind::water, {}, {}, {}};
        for (const double out : {0.0, 0.25, 0.5}) {
            for (int i = 0; i < (out > 0 ? 8 : 1); ++i) {
                const double angle = i * std::numbers::pi / 4;
                const geo::XY place{at->x + out * water.radius_m * std::cos(angle),
                                    at->y + out * water.radius_m * std::sin(angle)};
                if (!is_land(place)) name.places.push_back(place);
            }
        }
        for (const geo::XY place : name.places) name.box.add(place);
        names_.push_back(std::move(name));
    }
}

namespace {

/// The largest piece of a unit, in which its name stands.
draw::PathPtr largest_piece(const geo::ShapeView& shape) {
    auto path = std::make_shared<draw::Path>();
    double largest = 0.0;
    for (std::size_t part = 0; part < shape.part_count(); ++part) {
        const auto view = shape.part(part);
        if (view.kind != geo::PartKind::polygon) continue;
        const double area = std::abs(signed_area(view.ring(0)));
        if (area <= largest) continue;
        largest = area;
        path = std::make_shared<draw::Path>();
        for (std::size_t r = 0; r < view.ring_count; ++r) {
            bool first = true;
            for (const geo::XY p : view.ring(r)) {
                if (first) {
                    path->move_to(p);
                } else {
                    path->line_to(p);
                }
                first = false;
            }
        }
    }
    return path;
}

}  // namespace

Result<void> BaseMap::add_names(const model::Layer& counties, const geo::Shapes& shapes,
                                const std::vector<std::size_t>& city_of) {
    std::vector<BaseName> names;
    for (std::size_t i = 0; i < counties.size(); ++i) {
        // Counties of other municipalities are not named: they are not what the map is about.
        if (!counties.names.has(i) || !cities_[city_of[i]].own) continue;
        BaseName name{*counties.names[i],
                      text_of(counties, "name_en", i),
                      {},
                      0.0,
                      BaseName::Kind::county,
                      {},
                      largest_piece(shapes[i]),
                      {}};
        if (!name.area->points.empty()) names.push_back(std::move(name));
    }
    for (const City& city : cities_) {
        if (city.name.empty() || !city.area) continue;
        names.push_back(
            {city.name, city.name_en, {}, 0.0, BaseName::Kind::city, {}, city.area, city.box});
    }
    const auto done =
        for_each_piece(names.size(), 1, Work{}, [&](IndexRange piece, std::size_t) -> Result<void> {
            BaseName& name = names[piece.first];
            const VisualCentre centre = visual_centre(*name.area, name_precision);
            name.at = centre.at;
            name.radius_m = centre.radius;
            if (name.box.is_empty()) name.box = box_of(*name.area);
            add_name_places(name);
            return {};
        });
    if (!done) return done;
    names_ = std::move(names);
    return {};
}

/// A grid over the unit; what lies inside it and on land, nearest to its middle first.
void BaseMap::add_name_places(BaseName& name) const {
    constexpr int cells = 9;
    std::vector<std::pair<double, geo::XY>> found;
    name.ground = PointLocator{*name.area};
    const auto consider = [&](geo::XY p) {
        if (!name.ground.contains(p) || !is_land(p)) return;
        found.emplace_back(std::hypot(p.x - name.at.x, p.y - name.at.y), p);
    };
    consider(name.at);
    for (int i = 0; i < cells; ++i) {
        for (int j = 0; j < cells; ++j) {
            consider({name.box.min_x + name.box.width() * (i + 0.5) / cells,
                      name.box.min_y + name.box.height() * (j + 0.5) / cells});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [distance, place] : found) name.places.push_back(place);
}

/// Only where the map is large enough for the coastline's long chords to be seen: at small scales
/// the bays, which belong to the units too, would look like land.
bool BaseMap::shows_tidal(double scale_denominator, const Options& options) const {
    return options.land && options.counties && land_path_ && !cities_.empty() &&
           scale_denominator <= tidal_to_scale;
}

void BaseMap::paint_borders(draw::Group& group, const Options& options, bool tidal) const {
    const Painter map{group, draw::Space::map};
    const geo::Box extent = group.view.extent();
    const double n = group.view.scale_denominator;
    const double f = options.size_factor;
    // The tinted band along the own border, as on Chinese maps of a city.
    for (const Border& border : borders_) {
        if (border.kind == BaseLine::county_border || !border.own) continue;
        if (!border.box.intersects(extent)) continue;
        map.stroke(border.path.at(n), palette::border_tint.with_alpha(70), 3.0 * f);
        map.stroke(border.path.at(n), palette::border_tint.with_alpha(90), 1.5 * f);
    }
    for (const Border& border : borders_) {
        if (!border.box.intersects(extent)) continue;
        if (border.kind == BaseLine::county_border && !border.own) continue;
        const bool is_plain = border.own || border.kind == BaseLine::province_border;
        paint_base_line(map, border.path.at(n), border.kind, f, is_plain);
    }
    if (!tidal) return;
    for (const Border& border : tidal_edges_) {
        if (!border.box.intersects(extent)) continue;
        paint_base_line(map, border.path.at(n), BaseLine::tidal_edge, f);
    }
}

void BaseMap::paint_land(draw::Group& group, const Options& options) const {
    const Painter paper{group, draw::Space::paper};
    const Painter map{group, draw::Space::map};
    const geo::Box extent = group.view.extent();
    const bool with_counties = options.counties && !cities_.empty();
    const bool tidal = shows_tidal(group.view.scale_denominator, options);

    // Land everywhere: the mask brings the sea.
    paper.fill(rect_path(group.view.frame), palette::land_far);
    if (!with_counties) return;
    const auto paint_cities = [&](std::uint8_t alpha) {
        for (const City& city : cities_) {
            if (!city.area || !city.box.intersects(extent)) continue;
            map.fill(city.area,
                     (city.own ? palette::land_own : palette::land_near).with_alpha(alpha));
        }
    };
    paint_cities(255);
    if (tidal) {
        // The same tone once more over the sea: the land keeps its colour, the units' ground beyond
        // the coastline takes one between land and sea.
        map.fill(sea_mask_, palette::sea);
        paint_cities(tidal_alpha);
    }
    in_layer(group, SheetLayer::units, [&] { paint_borders(group, options, tidal); });
}

void BaseMap::paint_sea(draw::Group& group, const Options& options) const {
    if (!options.land || !land_path_) return;
    const Painter map{group, draw::Space::map};
    const geo::Box extent = group.view.extent();
    const double f = options.size_factor;
    const double n = group.view.scale_denominator;
    if (!shows_tidal(n, options)) map.fill(sea_mask_, palette::sea);
    const draw::PathPtr& coast = coast_.at(n);
    if (coast_box_.intersects(extent)) {
        const std::array<std::pair<double, std::uint8_t>, 3> glow{
            {{2.6, 26}, {1.5, 34}, {0.7, 48}}};
        for (const auto& [width, alpha] : glow) {
            map.stroke(coast, palette::sea_edge.with_alpha(alpha), width * f);
        }
        paint_base_line(map, coast, BaseLine::coast, f);
    }
    if (fog_.empty() || (fog_free_.contains({extent.min_x, extent.min_y}) &&
                         fog_free_.contains({extent.max_x, extent.max_y}))) {
        return;
    }
    for (std::size_t ring = 0; ring < fog_.size(); ++ring) {
        draw::PolygonStyle style;
        style.fill = palette::fog;
        // What is left to be seen goes down to nothing in even steps.
        style.far_alpha = static_cast<std::uint8_t>(255 / (fog_.size() - ring));
        style.outline_width_mm = 0.0;
        draw::Polygons polygons{fog_[ring], {style}};
        group.items.push_back({draw::Space::map, {}, 0, std::move(polygons)});
    }
}

std::vector<const BaseName*> BaseMap::names_in(const draw::MapView& view) const {
    const geo::Box extent = view.extent();
    const bool counties = view.scale_denominator <= county_names_to_scale;
    std::vector<const BaseName*> out;
    for (const BaseName& name : names_) {
        if (!name.box.intersects(extent)) continue;
        if (name.kind == BaseName::Kind::water) {
            if (name.radius_m < 0.012 * view.scale_denominator) continue;
        } else if (name.kind == BaseName::Kind::city) {
            const bool own = std::ranges::any_of(
                cities_, [&](const City& city) { return city.own && city.area == name.area; });
            if (own && counties) continue;
        } else if (!counties) {
            continue;
        }
        out.push_back(&name);
    }
    return out;
}

BaseMap::Shown BaseMap::shown_in(const draw::MapView& view, const Options& options) const {
    Shown shown;
    const geo::Box extent = view.extent();
    if (options.counties) {
        for (const Border& border : borders_) {
            if (!runs_through(*border.path.at(view.scale_denominator), border.box, extent))
                continue;
            if (border.kind == BaseLine::province_border) shown.province_border = true;
            if (border.kind == BaseLine::city_border) shown.city_border = true;
            if (border.kind == BaseLine::county_border && border.own) shown.county_border = true;
        }
    }
    if (options.land) {
        shown.coast = !coast_.is_empty() &&
                      runs_through(*coast_.at(view.scale_denominator), coast_box_, extent);
    }
    if (shows_tidal(view.scale_denominator, options)) shown.tidal = tidal_in(extent);
    return shown;
}

/// Looks at places of a grid: ground of a unit that the sea takes.
bool BaseMap::tidal_in(const geo::Box& extent) const {
    constexpr int cells = 24;
    for (const City& city : cities_) {
        if (!city.area || !city.box.intersects(extent)) continue;
        const PointLocator area{*city.area};
        for (int i = 0; i < cells; ++i) {
            for (int j = 0; j < cells; ++j) {
                const geo::XY p{extent.min_x + extent.width() * (i + 0.5) / cells,
                                extent.min_y + extent.height() * (j + 0.5) / cells};
                if (area.contains(p) && !is_land(p)) return true;
            }
        }
    }
    return false;
}

bool BaseMap::is_land(geo::XY p) const {
    return !land_path_ || land_places_.contains(p);
}

}  // namespace parkatlas::cartography
