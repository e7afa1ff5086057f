#include "cartography/sheet_inset.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/messages_sheet.h"
#include "base/units.h"
#include "cartography/geometry.h"
#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/scene_access.h"

namespace parkatlas::cartography {
namespace {

constexpr std::size_t fewest_parts = 6;
/// A name of two lines, with its leader.
constexpr double room_of_a_label_mm2 = 150.0;
/// An inset that enlarges less than this is not worth its frame.
constexpr double least_enlargement = 1.8;
constexpr double widest_share = 0.62;
constexpr double highest_share = 0.84;

// At unit 1, in mm.
constexpr double title_mm = 7.4;
constexpr double margin_x_mm = 15.0;  ///< room for names beside the shapes
constexpr double margin_y_mm = 9.0;
constexpr double from_edge_mm = 4.0;
constexpr double step_mm = 3.0;

/// Indices of what is part of `whole`, at any depth.
std::set<std::uint32_t> parts_of(const model::Layout& layout, std::size_t whole) {
    std::set<std::uint32_t> parts;
    std::set<std::string> ids{layout.features[whole].id};
    for (bool grows = true; grows;) {
        grows = false;
        for (std::uint32_t i = 0; i < layout.features.size(); ++i) {
            const model::LayoutFeature& told = layout.features[i];
            if (told.part_of.empty() || !ids.contains(told.part_of) || i == whole) continue;
            if (!parts.insert(i).second) continue;
            ids.insert(told.id);
            grows = true;
        }
    }
    return parts;
}

/// The feature whose parts have least room, if less than their names need.
std::optional<std::size_t> crammed(const MapScene& scene, const draw::MapView& view,
                                   const MapLegend& shown) {
    const model::Layout& layout = *scene.content().layout;
    std::optional<std::size_t> worst;
    double least = room_of_a_label_mm2;
    for (const auto& entry : shown.features) {
        const SceneFeature& feature = *entry.feature;
        // A whole in several pieces is too wide for one frame: its phases are asked themselves.
        if (feature.pieces.size() != 1) continue;
        std::size_t count = 0;
        const auto parts = parts_of(layout, entry.index);
        for (const auto& other : shown.features) {
            if (parts.contains(static_cast<std::uint32_t>(other.index))) ++count;
        }
        if (count < fewest_parts) continue;
        const draw::RectMm box = on_paper(view, feature.box);
        const double room = box.w_mm * box.h_mm / static_cast<double>(count);
        if (room >= least) continue;
        least = room;
        worst = entry.index;
    }
    return worst;
}

/// What the frame must not cover.
struct Ground {
    std::vector<draw::RectMm> boxes;
    std::vector<const draw::Path*> areas;
};

Ground ground_of(const MapScene& scene, const draw::MapView& view, const MapLegend& shown,
                 const std::set<std::uint32_t>& parts, double unit) {
    Ground ground;
    const double air = 3.0 * unit;
    for (const auto& entry : shown.features) {
        if (parts.contains(static_cast<std::uint32_t>(entry.index))) continue;
        const SceneFeature& feature = *entry.feature;
        for (const Piece& piece : feature.pieces) {
            const draw::RectMm box = on_paper(view, piece.box);
            if (box.w_mm < 40 && box.h_mm < 40) {
                ground.boxes.push_back(box.grown(air));
            } else {
                ground.areas.push_back(piece.outline.at(view.scale_denominator).get());
            }
        }
        for (std::size_t i = 1; i < feature.pieces.size(); ++i) {
            const Chain link{{feature.pieces[0].centre, feature.pieces[i].centre}};
            const double step_m = 3.0 / view.mm_per_metre();
            for (double along = 0; along < link.length(); along += step_m) {
                const geo::XY p = link.at(along).at;
                const draw::PaperMm at = view.to_paper({p.x, p.y});
                ground.boxes.push_back({at.x_mm - 1.5, at.y_mm - 1.5, 3.0, 3.0});
            }
        }
        for (const geo::XY p : feature.points) {
            const draw::PaperMm at = view.to_paper({p.x, p.y});
            ground.boxes.push_back({at.x_mm - 5 * unit, at.y_mm - 5 * unit, 10 * unit, 10 * unit});
        }
    }
    (void)scene;
    return ground;
}

bool is_free(const draw::RectMm& box, const Ground& ground, const std::vector<draw::RectMm>& taken,
             const draw::MapView& view) {
    const auto meets = [&](const draw::RectMm& other) { return other.intersects(box); };
    if (std::ranges::any_of(taken, meets) || std::ranges::any_of(ground.boxes, meets)) return false;
    constexpr int steps = 6;
    for (int i = 0; i <= steps; ++i) {
        for (int j = 0; j <= steps; ++j) {
            const geo::MapXY p =
                view.to_map({box.x_mm + box.w_mm * i / steps, box.y_mm + box.h_mm * j / steps});
            for (const draw::Path* area : ground.areas) {
                if (inside(*area, {p.x_m, p.y_m})) return false;
            }
        }
    }
    return true;
}

/// The free place at an edge of the map that lies nearest to the source.
std::optional<draw::PaperMm> place_for(double w, double h, const draw::RectMm& map,
                                       const draw::RectMm& source, const Ground& ground,
                                       const std::vector<draw::RectMm>& taken,
                                       const draw::MapView& view, double unit) {
    const draw::RectMm room = map.grown(-from_edge_mm * unit);
    if (w > room.w_mm || h > room.h_mm) return std::nullopt;
    std::vector<draw::PaperMm> places;
    for (double x = room.x_mm; x <= room.right_mm() - w; x += step_mm * unit) {
        places.push_back({x, room.y_mm});
        places.push_back({x, room.bottom_mm() - h});
    }
    for (double y = room.y_mm; y <= room.bottom_mm() - h; y += step_mm * unit) {
        places.push_back({room.x_mm, y});
        places.push_back({room.right_mm() - w, y});
    }
    std::optional<draw::PaperMm> best;
    double least = 0.0;
    for (const draw::PaperMm place : places) {
        const double far = std::hypot(place.x_mm + w / 2 - source.centre().x_mm,
                                      place.y_mm + h / 2 - source.centre().y_mm);
        if (best && far >= least - 1e-9) continue;
        if (!is_free({place.x_mm, place.y_mm, w, h}, ground, taken, view)) continue;
        best = place;
        least = far;
    }
    return best;
}

/// From the corners of the source that face the box to the box's own.
std::vector<std::pair<geo::XY, geo::XY>> links_of(const draw::RectMm& source,
                                                  const draw::RectMm& box) {
    const bool beside = box.x_mm >= source.right_mm() || box.right_mm() <= source.x_mm;
    if (beside) {
        const bool right = box.x_mm >= source.right_mm();
        const double from = right ? source.right_mm() : source.x_mm;
        const double to = right ? box.x_mm : box.right_mm();
        return {{{from, source.y_mm}, {to, box.y_mm}},
                {{from, source.bottom_mm()}, {to, box.bottom_mm()}}};
    }
    const bool below = box.y_mm >= source.bottom_mm();
    const double from = below ? source.bottom_mm() : source.y_mm;
    const double to = below ? box.y_mm : box.bottom_mm();
    return {{{source.x_mm, from}, {box.x_mm, to}},
            {{source.right_mm(), from}, {box.right_mm(), to}}};
}

}  // namespace

std::optional<Inset> plan_inset(const MapScene& scene, const PagePlan& plan,
                                const draw::MapView& view, const MapOptions& options,
                                const std::vector<draw::RectMm>& taken) {
    if (!scene.content().layout || !options.labels) return std::nullopt;
    const MapLegend shown = MapLegend::of(scene, view, options);
    const auto feature = crammed(scene, view, shown);
    if (!feature) return std::nullopt;
    const model::Layout& layout = *scene.content().layout;
    const double u = plan.unit;

    Inset inset;
    inset.feature = *feature;
    inset.parts = parts_of(layout, *feature);
    for (std::uint32_t i = 0; i < layout.features.size(); ++i) {
        if (!inset.parts.contains(i)) inset.others.insert(i);
    }
    const geo::Box extent = scene.feature_extent({-1, static_cast<std::uint32_t>(*feature)});
    inset.source = on_paper(view, extent).grown(1.6 * u);
    if (!plan.map.contains({inset.source.x_mm, inset.source.y_mm}) ||
        !plan.map.contains({inset.source.right_mm(), inset.source.bottom_mm()})) {
        return std::nullopt;
    }
    Ground ground = ground_of(scene, view, shown, inset.parts, u);
    ground.boxes.push_back(inset.source.grown(3.0 * u));

    const double most_w = plan.map.w_mm * widest_share;
    const double most_h = plan.map.h_mm * highest_share;
    const double largest = std::max(extent.width() / std::max(1.0, most_w - 2 * margin_x_mm * u),
                                    extent.height() / std::max(1.0, most_h - 2 * margin_y_mm * u)) *
                           1000.0;
    for (double n = round_scale_from(largest); n <= view.scale_denominator / least_enlargement;
         n = round_scale_from(n * 1.001)) {
        const double w = extent.width() * 1000.0 / n + 2 * margin_x_mm * u;
        const double map_h = extent.height() * 1000.0 / n + 2 * margin_y_mm * u;
        const double h = map_h + title_mm * u;
        if (w > most_w || h > most_h) continue;
        const auto at = place_for(w, h, plan.map, inset.source, ground, taken, view, u);
        if (!at) continue;
        inset.box = {at->x_mm, at->y_mm, w, h};
        inset.view.frame = {at->x_mm, at->y_mm + title_mm * u, w, map_h};
        const geo::XY middle = extent.centre();
        inset.view.centre = {middle.x, middle.y};
        inset.view.scale_denominator = n;
        inset.title = fmt::format(fmt::runtime(text(msg::sheet_inset_title, options.lang)),
                                  layout.features[*feature].name.in(options.lang), grouped(n, 0));
        inset.links = links_of(inset.source, inset.box);
        return inset;
    }
    return std::nullopt;
}

std::vector<draw::RectMm> link_boxes(const Inset& inset) {
    std::vector<draw::RectMm> boxes;
    for (const auto& [from, to] : inset.links) {
        const Chain line{{from, to}};
        for (double along = 0; along < line.length(); along += 1.5) {
            const geo::XY p = line.at(along).at;
            boxes.push_back({p.x - 0.8, p.y - 0.8, 1.6, 1.6});
        }
    }
    return boxes;
}

SheetItem paint_inset_frame(draw::Group& group, const Inset& inset, const MapScene& scene,
                            double unit, const draw::FontSet& fonts) {
    const Painter paper{group};
    for (const auto& [from, to] : inset.links) {
        const geo::XY ends[] = {from, to};
        paper.stroke(chain_path(ends), palette::paper.with_alpha(190), 0.7 * unit);
        paper.stroke(chain_path(ends), palette::ink_soft, 0.2 * unit);
    }
    paper.stroke(rect_path(inset.source), palette::ink_soft, 0.3 * unit, {}, draw::Cap::butt,
                 draw::Join::miter);
    const draw::RectMm strip{inset.box.x_mm, inset.box.y_mm, inset.box.w_mm,
                             inset.view.frame.y_mm - inset.box.y_mm};
    paper.fill(rect_path(strip), palette::paper);
    const double size = 3.9 * unit;
    auto run = fonts.shape(inset.title, draw::Typeface::sans_bold, size);
    if (run->width_mm > strip.w_mm - 4 * unit) {
        run = fonts.shape(inset.title, draw::Typeface::sans_bold,
                          size * (strip.w_mm - 4 * unit) / run->width_mm);
    }
    const draw::RectMm words{strip.centre().x_mm - run->width_mm / 2,
                             strip.centre().y_mm - run->size_mm * line_height_em / 2, run->width_mm,
                             run->size_mm * line_height_em};
    paper.text(run, {words.x_mm, words.y_mm + run->size_mm * baseline_em}, palette::ink);
    const geo::XY rule[] = {{strip.x_mm, strip.bottom_mm()}, {strip.right_mm(), strip.bottom_mm()}};
    paper.stroke(chain_path(rule), palette::ink, 0.25 * unit);
    paper.stroke(rect_path(inset.box), palette::ink, 0.5 * unit, {}, draw::Cap::butt,
                 draw::Join::miter);
    const auto& features = scene.content().layout->features;
    return {ItemKind::label, inset.title, features[inset.feature].id, words, {}, {}};
}

}  // namespace parkatlas::cartography
