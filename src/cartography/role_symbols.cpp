#include "cartography/role_symbols.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/pole_symbol.h"
#include "cartography/scene_unions.h"

namespace parkatlas::cartography {
namespace {

using model::Role;

/// Beyond this size on paper a core is a region, and rings about it would only fill the sheet.
constexpr double largest_ringed_core_mm = 26.0;
constexpr double smallest_readable_mm = 3.0;

draw::PaperMm on_paper(const draw::MapView& view, geo::XY p) {
    return view.to_paper({p.x, p.y});
}

std::size_t index_of(int number) {
    return static_cast<std::size_t>(std::max(0, number - 1));
}

/// Painter whose unit is mm about a place of the map.
Painter about(draw::Group& group, geo::XY place, std::uint32_t tag) {
    return Painter{group, draw::Space::anchored, {place.x, place.y}, tag};
}

void paint_core(draw::Group& group, const SceneFeature& feature, const model::LayoutFeature& told,
                double f) {
    const Painter map{group, draw::Space::map, {}, feature.tag};
    const auto rings = core_rings(feature, told, group.view);
    if (rings) {
        const geo::XY middle = feature.box.centre();
        const Painter here = about(group, middle, feature.tag);
        for (const double share : {1.0, 0.72, 0.45, 0.22}) {
            const double reach = rings->core_mm + (rings->radius_mm - rings->core_mm) * share;
            here.fill(circle_path({0, 0}, reach), palette::core.with_alpha(17));
        }
        const double inner = rings->core_mm + (rings->radius_mm - rings->core_mm) * 0.45;
        here.stroke(circle_path({0, 0}, inner), palette::core.with_alpha(150), 0.3 * f,
                    {1.8 * f, 1.1 * f});
        here.stroke(circle_path({0, 0}, rings->radius_mm), palette::core.with_alpha(90), 0.22 * f,
                    {1.0 * f, 1.2 * f});
    }
    if (feature.area) {
        map.fill(feature.area, palette::core.with_alpha(46));
        map.stroke(feature.area, palette::core.with_alpha(34), 2.2 * f);
        map.stroke(feature.area, palette::paper.with_alpha(200), 1.0 * f);
        map.stroke(feature.area, palette::core, 0.55 * f);
    }
    if (!feature.area || (rings && rings->is_dot)) {
        const Painter at_point = about(group, feature.centre, feature.tag);
        at_point.fill(circle_path({0, 0}, 2.4 * f), palette::paper);
        at_point.stroke(circle_path({0, 0}, 2.4 * f), palette::core, 0.6 * f);
        at_point.fill(circle_path({0, 0}, 1.4 * f), palette::core);
    }
}

void paint_pole(draw::Group& group, const SceneFeature& feature, const model::LayoutFeature& told,
                double f) {
    const Painter map{group, draw::Space::map, {}, feature.tag};
    if (feature.area && !is_union(told)) {
        map.fill(feature.area, palette::pole.with_alpha(20));
        map.stroke(feature.area, palette::pole.with_alpha(60), 2.0 * f);
        map.stroke(feature.area, palette::pole, 0.5 * f);
    }
    const Painter here = about(group, feature.centre, feature.tag);
    here.fill(circle_path({0, 0}, 4.6 * f), palette::pole.with_alpha(40));
    paint_pole_symbol(here, {0, 0}, 3.0 * f, pole_rank(told.grade), palette::pole);
}

void paint_ribbon(draw::Group& group, const SceneFeature& feature, draw::Color color, double f) {
    const Painter map{group, draw::Space::map, {}, feature.tag};
    if (feature.area) {
        map.stroke(feature.area, color.with_alpha(22), 3.2 * f);
        map.stroke(feature.area, color.with_alpha(34), 1.7 * f);
        // Whatever tone lies below (a core, another ribbon), the ribbon keeps its own.
        map.fill(feature.area, palette::paper.with_alpha(150));
        map.fill(feature.area, color.with_alpha(74));
        map.stroke(feature.area, color.with_alpha(200), 0.3 * f);
    }
    if (feature.line)
        map.stroke(feature.line, color.with_alpha(190), 2.2 * f, {}, draw::Cap::round);
}

void paint_sector(draw::Group& group, const SceneFeature& feature, draw::Color color, double f) {
    const Painter map{group, draw::Space::map, {}, feature.tag};
    if (!feature.area) return;
    map.fill(feature.area, color.with_alpha(205));
    map.stroke(feature.area, palette::paper, 0.5 * f);
    map.stroke(feature.area, palette::darker(color, 0.35), 0.2 * f);
}

/// Dashed links from the first piece to the others: one park in several places.
void paint_links(draw::Group& group, const SceneFeature& feature, draw::Color color, double f) {
    for (std::size_t i = 1; i < feature.pieces.size(); ++i) {
        const geo::XY ends[] = {feature.pieces[0].centre, feature.pieces[i].centre};
        const Painter map{group, draw::Space::map, {}, feature.tag};
        map.stroke(chain_path(ends), palette::paper.with_alpha(190), 0.75 * f);
        map.stroke(chain_path(ends), color, 0.3 * f, {1.3 * f, 0.9 * f});
    }
}

void paint_park(draw::Group& group, const SceneFeature& feature, draw::Color color, double f) {
    paint_links(group, feature, color, f);
    const Painter map{group, draw::Space::map, {}, feature.tag};
    if (!feature.area) return;
    map.stroke(feature.area, palette::paper, 1.0 * f);
    map.fill(feature.area, palette::lighter(color, 0.35).with_alpha(225));
    map.stroke(feature.area, palette::darker(color, 0.2), 0.35 * f);
}

draw::Color plot_color(const std::string& status) {
    if (status == "已建") return {150, 156, 170};
    if (status == "在建") return {232, 160, 72};
    if (status == "待改造") return {196, 120, 120};
    if (status == "潜力") return {150, 190, 120};
    return {190, 186, 176};
}

/// The kinds of platforms differ in what stands inside the diamond.
void paint_platform(const Painter& here, int variant, geo::XY at, draw::Color color, double f) {
    const auto diamond = [at](double r) {
        const geo::XY corners[] = {
            {at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}};
        return polygon_path(corners);
    };
    const double r = 1.9 * f;
    here.stroke(diamond(r), palette::paper, 0.9 * f);
    here.fill(diamond(r), color);
    switch (variant % 5) {
        case 1:
            here.fill(diamond(1.15 * f), palette::paper);
            break;
        case 2:
            here.fill(circle_path(at, 0.7 * f), palette::paper);
            break;
        case 3: {
            const geo::XY half[] = {
                {at.x, at.y - 1.3 * f}, {at.x + 1.3 * f, at.y}, {at.x, at.y + 1.3 * f}};
            here.fill(polygon_path(half), palette::paper);
            break;
        }
        case 4:
            here.fill(diamond(1.25 * f), palette::paper);
            here.fill(diamond(0.6 * f), color);
            break;
        default:
            break;
    }
}

void paint_point_symbol(const Painter& here, const model::LayoutFeature& told, int variant,
                        geo::XY at, double f) {
    const Role role = told.role;
    const draw::Color color = role_color(told, 1);
    if (role == Role::platform) {
        paint_platform(here, variant, at, color, f);
        return;
    }
    if (role == Role::town) {
        // The grade shows in the filling: named towns solid, the others more open.
        const double r = 1.6 * f;
        const draw::RectMm box{at.x - r, at.y - r, 2 * r, 2 * r};
        here.fill(rect_path(box.grown(0.3 * f)), palette::paper);
        here.fill(rect_path(box), told.grade == "培育"   ? palette::lighter(color, 0.75)
                                  : told.grade == "创建" ? palette::lighter(color, 0.4)
                                                         : color);
        here.stroke(rect_path(box), color, 0.35 * f);
        return;
    }
    here.fill(circle_path(at, 1.9 * f), palette::paper);
    here.fill(circle_path(at, 1.5 * f), color);
    here.fill(circle_path(at, 0.55 * f), palette::paper);
}

/// From a true place to the symbol that stands beside it.
void paint_tether(const Painter& painter, geo::XY place, geo::XY symbol, draw::Color color,
                  double f) {
    const geo::XY ends[] = {place, symbol};
    painter.stroke(chain_path(ends), palette::paper.with_alpha(220), 0.75 * f);
    painter.stroke(chain_path(ends), color, 0.3 * f);
    painter.fill(circle_path(place, 0.62 * f), palette::paper);
    painter.fill(circle_path(place, 0.42 * f), color);
}

void paint_digits(const Painter& painter, geo::XY middle, double radius, int number,
                  const draw::FontSet& fonts) {
    const auto run = fonts.shape(fmt::format("{}", number), draw::Typeface::sans_bold,
                                 radius * (number < 10 ? 1.45 : 1.15));
    painter.text(run, {middle.x - run->width_mm / 2, middle.y + run->size_mm * 0.365},
                 palette::paper);
}

void paint_badge_at(const Painter& painter, const Badge& badge, geo::XY tip, draw::Color color,
                    int number, const draw::FontSet& fonts) {
    const geo::XY middle{tip.x + badge.middle.x_mm - badge.tip.x_mm,
                         tip.y + badge.middle.y_mm - badge.tip.y_mm};
    if (badge.is_moved) paint_tether(painter, tip, middle, color, badge.radius_mm / 2.3);
    const auto outline = badge.is_pin ? pin_path(tip, badge.radius_mm, tip.y - middle.y)
                                      : circle_path(middle, badge.radius_mm);
    painter.stroke(outline, palette::paper, badge.radius_mm * 0.42);
    painter.fill(outline, color);
    paint_digits(painter, middle, badge.radius_mm, number, fonts);
}

}  // namespace

draw::Color role_color(const model::LayoutFeature& told, int number) {
    switch (told.role) {
        case Role::core:
            return palette::core;
        case Role::pole:
            return palette::pole;
        case Role::belt:
        case Role::axis:
        case Role::corridor:
            return palette::nth(palette::belts, index_of(number));
        case Role::zone:
        case Role::cluster:
        case Role::plate:
            return palette::nth(palette::plates, index_of(number));
        case Role::sector:
            return palette::nth(palette::sectors, index_of(number));
        case Role::phase:
        case Role::park:
            return palette::park;
        case Role::plot:
            return plot_color(told.status);
        case Role::node:
            return palette::node;
        case Role::town:
            return palette::town;
        case Role::platform:
            return palette::platform;
        case Role::other:
            break;
    }
    return palette::other;
}

double size_factor(const draw::MapView& view) {
    const double short_side = std::min(view.frame.w_mm, view.frame.h_mm);
    return std::clamp(std::sqrt(short_side / 240.0), 0.84, 1.9);
}

std::optional<CoreRings> core_rings(const SceneFeature& feature, const model::LayoutFeature& told,
                                    const draw::MapView& view) {
    if (told.role != Role::core || is_union(told)) return std::nullopt;
    const double f = size_factor(view);
    const double radius_mm =
        std::hypot(feature.box.width(), feature.box.height()) / 2 * view.mm_per_metre() * 0.86;
    if (radius_mm > largest_ringed_core_mm) return std::nullopt;
    const geo::XY middle = feature.box.centre();
    const double core_mm = std::max(radius_mm, 3.6 * f);
    return CoreRings{on_paper(view, middle), core_mm, core_mm + 6.2 * f,
                     radius_mm < smallest_readable_mm};
}

bool has_badge(const model::LayoutFeature& told) {
    return told.role == Role::park || (told.role == Role::phase && told.part_of.empty());
}

Badge badge_of(const SceneFeature& feature, std::size_t piece, const draw::MapView& view,
               const SymbolPlan& plan) {
    const double f = size_factor(view);
    Badge badge;
    badge.radius_mm = (piece == 0 ? 2.3 : 1.75) * f;
    if (feature.pieces.empty()) {
        badge.tip = on_paper(view, feature.centre);
        const geo::XY shift = plan.shift_mm(feature.tag, 0);
        badge.middle = {badge.tip.x_mm + shift.x, badge.tip.y_mm + shift.y};
        badge.is_moved = plan.is_moved(feature.tag, 0);
        return badge;
    }
    const Piece& on = feature.pieces[piece];
    badge.tip = on_paper(view, on.centre);
    badge.middle = badge.tip;
    if (on.radius_m * view.mm_per_metre() < 3.4 * f) {
        badge.is_pin = true;
        badge.middle.y_mm -= badge.radius_mm * 1.85;
    }
    return badge;
}

void paint_feature(draw::Group& group, const SceneFeature& feature,
                   const model::LayoutFeature& told, const SymbolPlan& plan) {
    const double f = size_factor(group.view);
    const draw::Color color = role_color(told, feature.number);
    if (is_union(told) && told.role != Role::pole) return;
    switch (told.role) {
        case Role::core:
            paint_core(group, feature, told, f);
            break;
        case Role::pole:
            paint_pole(group, feature, told, f);
            break;
        case Role::belt:
        case Role::corridor:
        case Role::axis:
            paint_ribbon(group, feature, color, f);
            break;
        case Role::sector:
            paint_sector(group, feature, color, f);
            break;
        case Role::park:
        case Role::phase:
            paint_park(group, feature, color, f);
            break;
        case Role::plate:
        case Role::plot:
        case Role::zone:
        case Role::cluster: {
            const Painter map{group, draw::Space::map, {}, feature.tag};
            if (!feature.area) break;
            map.fill(feature.area, color.with_alpha(told.role == Role::zone ? 90 : 215));
            map.stroke(feature.area, palette::darker(color, 0.4), 0.2 * f);
            break;
        }
        default: {
            const Painter map{group, draw::Space::map, {}, feature.tag};
            if (feature.area) {
                map.fill(feature.area, color.with_alpha(110));
                map.stroke(feature.area, color, 0.35 * f);
            }
            if (feature.line) map.stroke(feature.line, color, 0.6 * f);
            break;
        }
    }
    if (told.role == Role::core || told.role == Role::pole || has_badge(told)) return;
    for (std::size_t i = 0; i < feature.points.size(); ++i) {
        const Painter here = about(group, feature.points[i], feature.tag);
        const geo::XY at = plan.shift_mm(feature.tag, i);
        if (plan.is_moved(feature.tag, i)) paint_tether(here, {0, 0}, at, color, f);
        paint_point_symbol(here, told, feature.variant, at, f);
    }
}

void paint_badges(draw::Group& group, const SceneFeature& feature, const model::LayoutFeature& told,
                  const SymbolPlan& plan, const draw::FontSet& fonts) {
    const draw::Color color = role_color(told, feature.number);
    const std::size_t count = std::max<std::size_t>(1, feature.pieces.size());
    for (std::size_t i = count; i-- > 0;) {  // the main one on top
        const Badge badge = badge_of(feature, i, group.view, plan);
        const geo::XY place = feature.pieces.empty() ? feature.centre : feature.pieces[i].centre;
        const Painter here = about(group, place, feature.tag);
        paint_badge_at(here, badge, {0, 0}, color, feature.number, fonts);
    }
}

void paint_plain(draw::Group& group, const SceneFeature& feature, draw::Color color) {
    const double f = size_factor(group.view);
    const Painter map{group, draw::Space::map, {}, feature.tag};
    if (feature.area) {
        map.fill(feature.area, color.with_alpha(static_cast<std::uint8_t>(color.a * 60 / 255)));
        map.stroke(feature.area, color, 0.3 * f);
    }
    if (feature.line) map.stroke(feature.line, color, 0.45 * f);
    for (const geo::XY p : feature.points) {
        const Painter here = about(group, p, feature.tag);
        here.fill(circle_path({0, 0}, 1.15 * f), palette::paper.with_alpha(color.a));
        here.fill(circle_path({0, 0}, 0.9 * f), color);
    }
}

void paint_selection(draw::Group& group, const SceneFeature& feature) {
    const double f = size_factor(group.view);
    const Painter map{group, draw::Space::map, {}, feature.tag};
    for (const auto& path : {feature.area, feature.line}) {
        if (!path) continue;
        map.stroke(path, palette::ink.with_alpha(230), 1.7 * f);
        map.stroke(path, palette::selection, 1.0 * f);
    }
    for (const geo::XY p : feature.points) {
        const Painter here = about(group, p, feature.tag);
        here.stroke(circle_path({0, 0}, 3.0 * f), palette::ink, 1.1 * f);
        here.stroke(circle_path({0, 0}, 3.0 * f), palette::selection, 0.7 * f);
    }
}

void paint_sample(draw::Group& group, const model::LayoutFeature& told, int number,
                  const SceneFeature* feature, const draw::RectMm& box,
                  const draw::FontSet& fonts) {
    const Painter paper{group, draw::Space::paper};
    const draw::Color color = role_color(told, number);
    const geo::XY middle{box.centre().x_mm, box.centre().y_mm};
    const double f = box.h_mm / 4.4;
    switch (told.role) {
        case Role::core:
            if (is_union(told)) {
                const draw::RectMm area{box.x_mm + box.w_mm * 0.1, middle.y - 1.5 * f,
                                        box.w_mm * 0.8, 3.0 * f};
                paper.fill(rect_path(area), color.with_alpha(48));
                paper.stroke(rect_path(area), color, 0.6 * f);
                return;
            }
            paper.fill(circle_path(middle, 2.2 * f), color.with_alpha(40));
            paper.stroke(circle_path(middle, 2.2 * f), color.with_alpha(170), 0.2 * f,
                         {0.9 * f, 0.6 * f});
            paper.fill(circle_path(middle, 1.35 * f), color.with_alpha(90));
            paper.stroke(circle_path(middle, 1.35 * f), color, 0.45 * f);
            return;
        case Role::pole:
            paint_pole_symbol(paper, middle, 2.0 * f, pole_rank(told.grade), color);
            return;
        case Role::belt:
        case Role::axis:
        case Role::corridor: {
            const draw::RectMm band{box.x_mm, middle.y - 1.5 * f, box.w_mm, 3.0 * f};
            paper.fill(rect_path(band), color.with_alpha(100));
            paper.stroke(rect_path(band), color, (is_union(told) ? 0.45 : 0.25) * f);
            if (is_union(told)) return;
            for (const double shift : {-0.9, 1.1}) {
                const geo::XY arms[] = {{middle.x + (shift - 0.6) * f, middle.y - 0.8 * f},
                                        {middle.x + (shift + 0.3) * f, middle.y},
                                        {middle.x + (shift - 0.6) * f, middle.y + 0.8 * f}};
                paper.stroke(chain_path(arms), palette::darker(color, 0.1), 0.45 * f, {},
                             draw::Cap::round);
            }
            return;
        }
        case Role::park:
        case Role::phase: {
            if (!has_badge(told)) break;
            Badge badge;
            badge.tip = badge.middle = {middle.x, middle.y};
            badge.radius_mm = 2.0 * f;
            paint_badge_at(paper, badge, middle, color, number, fonts);
            return;
        }
        default:
            break;
    }
    if (feature != nullptr && feature->area) {
        const draw::RectMm swatch{box.x_mm + box.w_mm * 0.1, middle.y - 1.35 * f, box.w_mm * 0.8,
                                  2.7 * f};
        paper.fill(rect_path(swatch), color.with_alpha(215));
        paper.stroke(rect_path(swatch), palette::darker(color, 0.35), 0.2 * f);
    } else {
        paint_point_symbol(paper, told, feature != nullptr ? feature->variant : 0, middle, f);
    }
}

}  // namespace parkatlas::cartography
