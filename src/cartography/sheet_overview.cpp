#include "cartography/sheet_overview.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/messages_page.h"
#include "cartography/geometry.h"
#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/scene_access.h"

namespace parkatlas::cartography {
namespace {

// At unit 1, in mm.
constexpr double longest_side_mm = 58.0;
constexpr double shortest_side_mm = 26.0;
constexpr double title_mm = 5.4;
constexpr double from_edge_mm = 3.0;
constexpr double smallest_mark_mm = 2.4;
/// A sheet that shows more of the ground than this needs no overview.
constexpr double largest_share = 0.45;
/// Of the map's width and height.
constexpr double most_of_map = 0.3;

/// What a box in the map would hide: shapes of the plan, by the area of their pieces' boxes.
double hidden_by(const draw::RectMm& box, const MapScene& scene, const draw::MapView& view,
                 const MapOptions& options) {
    double hidden = 0.0;
    for (const MapLegend::Entry& entry : MapLegend::of(scene, view, options).features) {
        const SceneFeature& feature = *entry.feature;
        for (const Piece& piece : feature.pieces) {
            // A small shape counts by its symbol and its name.
            hidden += shared_area(box, on_paper(view, piece.box).grown(4.0));
        }
        for (const geo::XY p : feature.points) {
            const draw::PaperMm at = view.to_paper({p.x, p.y});
            hidden += shared_area(box, {at.x_mm - 6, at.y_mm - 4, 12, 8});
        }
    }
    return hidden;
}

}  // namespace

geo::Box units_extent(const MapScene& scene) {
    geo::Box box;
    const auto& counties = scene.content().counties;
    if (!counties) return box;
    const auto to_map = geo::Transform::between(counties->crs, scene.crs());
    if (!to_map) return box;
    const geo::Box own = counties->shapes.bounds();
    constexpr int steps = 8;
    for (int i = 0; i <= steps; ++i) {
        const double x = own.min_x + own.width() * i / steps;
        const double y = own.min_y + own.height() * i / steps;
        for (const geo::XY p : {geo::XY{x, own.min_y}, geo::XY{x, own.max_y}, geo::XY{own.min_x, y},
                                geo::XY{own.max_x, y}}) {
            if (const auto at = to_map->apply(p)) box.add(*at);
        }
    }
    return box;
}

std::optional<Overview> plan_overview(const MapScene& scene, const PagePlan& plan,
                                      const draw::MapView& view, const geo::Box& extent,
                                      const MapOptions& options,
                                      const std::vector<draw::RectMm>& taken) {
    if (extent.is_empty() || !(extent.width() > 0.0) || !(extent.height() > 0.0)) return {};
    const geo::Box seen = view.extent();
    const double ground = extent.width() * extent.height();
    if (seen.width() * seen.height() > largest_share * ground) return {};
    const double u = plan.unit;
    const double long_side = std::min(
        {longest_side_mm * u, plan.map.w_mm * most_of_map, plan.map.h_mm * most_of_map * 1.2});
    const double aspect = std::clamp(extent.width() / extent.height(), 0.5, 2.0);
    const double edge = from_edge_mm * u;
    Overview best;
    double least = 0.0;
    bool found = false;
    // As large as may be where it hides nothing; else small, where it hides least.
    for (const double share : {1.0, 0.82, 0.66}) {
        const double side = long_side * share;
        const double w = aspect >= 1.0 ? side : side * aspect;
        const double h = aspect >= 1.0 ? side / aspect : side;
        if (std::min(w, h) < shortest_side_mm * u * 0.5) break;
        found = false;
        const double full_h = h + title_mm * u;
        // Lower left first: where readers look for it.
        for (const auto& [right, bottom] :
             {std::pair{false, true}, {false, false}, {true, true}, {true, false}}) {
            const draw::RectMm box{
                right ? plan.map.right_mm() - edge - w : plan.map.x_mm + edge,
                bottom ? plan.map.bottom_mm() - edge - full_h : plan.map.y_mm + edge, w, full_h};
            if (std::ranges::any_of(taken,
                                    [&](const draw::RectMm& t) { return t.intersects(box); })) {
                continue;
            }
            const double cost = hidden_by(box, scene, view, options);
            if (found && cost >= least) continue;
            found = true;
            least = cost;
            best.box = box;
        }
        if (found && least == 0.0) break;
    }
    if (!found) return {};
    const double w = best.box.w_mm;
    const double h = best.box.h_mm - title_mm * u;
    best.view.frame = {best.box.x_mm, best.box.y_mm + title_mm * u, w, h};
    constexpr double air = 1.04;
    best.view.centre = {extent.centre().x, extent.centre().y};
    best.view.scale_denominator = std::max(extent.width() / w, extent.height() / h) * 1000.0 * air;
    best.mark = on_paper(best.view, seen);
    const double smallest = smallest_mark_mm * u;
    const draw::PaperMm middle = best.mark.centre();
    best.mark.w_mm = std::max(best.mark.w_mm, smallest);
    best.mark.h_mm = std::max(best.mark.h_mm, smallest);
    best.mark.x_mm = middle.x_mm - best.mark.w_mm / 2;
    best.mark.y_mm = middle.y_mm - best.mark.h_mm / 2;
    return best;
}

SheetItem paint_overview(draw::Group& frame, const Overview& overview, double unit, Lang lang,
                         const draw::FontSet& fonts) {
    const Painter paper{frame};
    const draw::RectMm& box = overview.box;
    paper.fill(rect_path(overview.mark), palette::accent.with_alpha(46));
    paper.stroke(rect_path(overview.mark), palette::accent, 0.5 * unit, {}, draw::Cap::butt,
                 draw::Join::miter);
    const draw::RectMm strip{box.x_mm, box.y_mm, box.w_mm, overview.view.frame.y_mm - box.y_mm};
    paper.fill(rect_path(strip), palette::paper);
    const std::string words{text(msg::sheet_overview, lang)};
    const auto run = fonts.shape(words, draw::Typeface::sans_bold, 2.9 * unit);
    paper.text(run,
               {strip.centre().x_mm - run->width_mm / 2,
                strip.centre().y_mm + 2.9 * unit * letter_middle_em},
               palette::ink);
    const geo::XY rule[] = {{strip.x_mm, strip.bottom_mm()}, {strip.right_mm(), strip.bottom_mm()}};
    paper.stroke(chain_path(rule), palette::ink, 0.2 * unit);
    paper.stroke(rect_path(box), palette::ink, 0.4 * unit, {}, draw::Cap::butt, draw::Join::miter);
    return {ItemKind::overview, words, {}, box, {}, {}};
}

}  // namespace parkatlas::cartography
