#include "cartography/scene_unions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "cartography/geometry.h"
#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/role_symbols.h"
#include "cartography/sheet_layers.h"

namespace parkatlas::cartography {
namespace {

using model::Role;

/// Width of one stripe on paper, within the factor of two between its steps.
constexpr double stripe_mm = 1.5;
/// A stripe is drawn as so many lines, so that its ends follow the edge of the ground.
constexpr int lines_a_stripe = 6;
/// Beyond this radius on paper a core is a region and needs no glow to be found.
constexpr double largest_glowing_core_mm = 60.0;

/// Poles are edges and a star: the belts they lie in stay readable.
bool is_filled(Role role) {
    return role != Role::pole;
}

draw::Color tone_of(const model::LayoutFeature& told, int number) {
    const draw::Color color = role_color(told, number);
    return color.with_alpha(told.role == Role::core ? 48 : 78);
}

void append(draw::Path& path, const draw::Path& other) {
    const auto offset = static_cast<std::uint32_t>(path.points.size());
    path.points.insert(path.points.end(), other.points.begin(), other.points.end());
    for (const std::uint32_t end : other.ring_ends) path.ring_ends.push_back(offset + end);
}

}  // namespace

SceneUnions::SceneUnions(const model::Layout& layout, const std::vector<SceneFeature>& features,
                         const BaseMap& base) {
    std::map<std::string, std::vector<std::size_t>> by_unit;
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (!is_union(layout.features[i]) || !features[i].area) continue;
        // Without the units themselves the outline is all there is.
        draw::PathPtr edge = base.inland_outline_of(layout.features[i].units);
        if (edge->points.empty()) edge = features[i].area;
        unions_[i] = {features[i].area, Levels{std::move(edge)}};
        if (!is_filled(layout.features[i].role)) continue;
        const auto& units = layout.features[i].units;
        for (const std::string& unit : std::set<std::string>{units.begin(), units.end()}) {
            by_unit[unit].push_back(i);
        }
    }
    std::map<std::vector<std::size_t>, std::vector<std::string>> groups;
    for (const auto& [unit, sharing] : by_unit) {
        if (sharing.size() > 1) groups[sharing].push_back(unit);
    }
    std::map<std::size_t, std::shared_ptr<draw::Path>> alone;
    for (const auto& [sharing, units] : groups) {
        const draw::PathPtr area = base.outline_of(units);
        if (!area) continue;
        shared_.push_back({sharing, area, box_of(*area), std::make_shared<Stripes>()});
        for (const std::size_t i : sharing) {
            // Even-odd over both outlines leaves what is not shared.
            auto& path = alone[i];
            if (!path) path = std::make_shared<draw::Path>(*features[i].area);
            append(*path, *area);
        }
    }
    for (auto& [i, path] : alone) unions_[i].alone = std::move(path);
}

std::vector<draw::PathPtr> SceneUnions::stripes_of(const Shared& shared, double scale_denominator) {
    const int step = static_cast<int>(std::lround(std::log2(scale_denominator)));
    const std::lock_guard lock{shared.stripes->guard};
    auto& stripes = shared.stripes->by_scale[step];
    if (!stripes.empty()) return stripes;
    const double width_m = stripe_mm * std::exp2(step) / 1000.0;
    const double line_m = width_m / lines_a_stripe;
    const geo::XY along{std::sqrt(0.5), std::sqrt(0.5)};
    const geo::XY across{-along.y, along.x};
    double from = 1e300;
    double to = -1e300;
    for (const geo::XY p : shared.area->points) {
        const double at = p.x * across.x + p.y * across.y;
        from = std::min(from, at);
        to = std::max(to, at);
    }
    std::vector<std::shared_ptr<draw::Path>> paths(shared.features.size());
    for (auto& path : paths) {
        path = std::make_shared<draw::Path>();
        path->closed = false;
    }
    const auto first = static_cast<std::int64_t>(std::floor(from / line_m));
    const auto last = static_cast<std::int64_t>(std::ceil(to / line_m));
    const auto period = static_cast<std::int64_t>(lines_a_stripe * paths.size());
    for (std::int64_t line = first; line <= last; ++line) {
        const std::int64_t place = ((line % period) + period) % period;
        append_line_inside(*shared.area, along, across, (static_cast<double>(line) + 0.5) * line_m,
                           *paths[static_cast<std::size_t>(place / lines_a_stripe)]);
    }
    for (auto& path : paths) stripes.push_back(std::move(path));
    return stripes;
}

void SceneUnions::paint_edge(const Painter& map, const model::LayoutFeature& told,
                             const SceneFeature& feature, const Levels& edge,
                             const draw::MapView& view) {
    if (edge.is_empty()) return;
    const double f = size_factor(view);
    const draw::PathPtr& line = edge.at(view.scale_denominator);
    const draw::Color color = role_color(told, feature.number);
    if (told.role == Role::core) {
        const double radius_mm =
            std::hypot(feature.box.width(), feature.box.height()) / 2 * view.mm_per_metre();
        if (radius_mm < largest_glowing_core_mm) {
            // The glow of a core follows its outline: a circle would take in its neighbours.
            for (const auto& [width, alpha] : {std::pair{7.0, 13}, std::pair{4.6, 18}}) {
                map.stroke(line, color.with_alpha(static_cast<std::uint8_t>(alpha)), width * f);
            }
        }
        map.stroke(line, color.with_alpha(60), 2.4 * f);
        map.stroke(line, palette::paper.with_alpha(210), 1.1 * f);
        map.stroke(line, color, 0.6 * f);
        return;
    }
    if (told.role == Role::pole) {
        map.stroke(line, palette::paper.with_alpha(170), 1.9 * f);
        map.stroke(line, color.with_alpha(90), 1.7 * f);
        map.stroke(line, color, 0.55 * f);
        return;
    }
    map.stroke(line, color.with_alpha(60), 1.9 * f);
    map.stroke(line, palette::darker(color, 0.15), 0.4 * f);
}

void SceneUnions::paint(draw::Group& group, const model::Layout& layout,
                        const std::vector<SceneFeature>& features,
                        const std::vector<std::size_t>& order) const {
    const draw::MapView& view = group.view;
    const auto is_shown = [&](std::size_t i) { return std::ranges::find(order, i) != order.end(); };
    const auto tone = [&](std::size_t i) {
        return tone_of(layout.features[i], features[i].number);
    };
    // Ground is shared only as long as all who share it are shown.
    const auto is_striped = [&](const Shared& shared) {
        return std::ranges::all_of(shared.features, is_shown);
    };
    for (const std::size_t i : order) {
        const auto found = unions_.find(i);
        if (found == unions_.end() || !is_filled(layout.features[i].role)) continue;
        const bool whole = std::ranges::none_of(shared_, [&](const Shared& shared) {
            return std::ranges::find(shared.features, i) != shared.features.end() &&
                   is_striped(shared);
        });
        const Painter map{group, draw::Space::map, {}, features[i].tag};
        in_layer(group, role_layer(layout.features[i].role),
                 [&] { map.fill(whole ? features[i].area : found->second.alone, tone(i)); });
    }
    for (const Shared& shared : shared_) {
        if (!shared.box.intersects(view.extent())) continue;
        if (!is_striped(shared)) {
            for (const std::size_t i : shared.features) {
                const bool is_cut =
                    is_shown(i) && std::ranges::any_of(shared_, [&](const Shared& o) {
                        return std::ranges::find(o.features, i) != o.features.end() &&
                               is_striped(o);
                    });
                // Its fill left this out together with the striped ground.
                if (!is_cut) continue;
                const Painter map{group, draw::Space::map, {}, features[i].tag};
                in_layer(group, role_layer(layout.features[i].role),
                         [&] { map.fill(shared.area, tone(i)); });
            }
            continue;
        }
        const std::vector<draw::PathPtr> stripes = stripes_of(shared, view.scale_denominator);
        const int step = static_cast<int>(std::lround(std::log2(view.scale_denominator)));
        const double width_mm = stripe_mm * std::exp2(step) / view.scale_denominator;
        for (std::size_t k = 0; k < stripes.size(); ++k) {
            const std::size_t i = shared.features[k];
            const Painter map{group, draw::Space::map, {}, features[i].tag};
            // A little wider than their distance, so that no seams show; each place is covered
            // once.
            in_layer(group, role_layer(layout.features[i].role),
                     [&] { map.stroke(stripes[k], tone(i), width_mm / lines_a_stripe * 1.08); });
        }
    }
    for (const std::size_t i : order) {
        const auto found = unions_.find(i);
        if (found == unions_.end()) continue;
        const Painter map{group, draw::Space::map, {}, features[i].tag};
        in_layer(group, role_layer(layout.features[i].role), [&] {
            paint_edge(map, layout.features[i], features[i], found->second.edge, view);
        });
    }
}

void SceneUnions::paint_core_lines(draw::Group& group, const model::Layout& layout,
                                   const std::vector<SceneFeature>& features,
                                   const std::vector<std::size_t>& order) const {
    const double f = size_factor(group.view);
    for (const std::size_t i : order) {
        const model::LayoutFeature& told = layout.features[i];
        const auto found = unions_.find(i);
        if (told.role != Role::core || found == unions_.end() || found->second.edge.is_empty()) {
            continue;
        }
        const bool is_crossed = std::ranges::any_of(order, [&](std::size_t other) {
            return is_ribbon(layout.features[other].role) && !is_union(layout.features[other]) &&
                   features[other].box.intersects(features[i].box);
        });
        if (!is_crossed) continue;
        const Painter map{group, draw::Space::map, {}, features[i].tag};
        in_layer(group, role_layer(told.role), [&] {
            map.stroke(found->second.edge.at(group.view.scale_denominator),
                       role_color(told, features[i].number), 0.6 * f);
        });
    }
}

}  // namespace parkatlas::cartography
