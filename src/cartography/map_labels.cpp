#include "cartography/map_labels.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "cartography/label_text.h"
#include "cartography/palette.h"
#include "cartography/role_symbols.h"
#include "cartography/scene_unions.h"

namespace parkatlas::cartography {
namespace {

using model::Role;

draw::RectMm square(draw::PaperMm middle, double radius_mm) {
    return {middle.x_mm - radius_mm, middle.y_mm - radius_mm, 2 * radius_mm, 2 * radius_mm};
}

draw::RectMm around(const Badge& badge) {
    draw::RectMm box = square(badge.middle, badge.radius_mm * 1.1);
    if (badge.is_pin) box.h_mm = badge.tip.y_mm + badge.radius_mm * 0.35 - box.y_mm;
    return box;
}

/// In a crowd a name may touch a neighbour, but not cover two of the usual size (3 mm on an A3).
constexpr double crowd_obstacle_cost = 60.0;
constexpr double crowd_most_cost = 8.0;

/// A name across the coast against one so many places farther from the middle of its ground.
constexpr double coast_cost = 7.0;
/// The same for a name that stands on its neighbour's ground wholly.
constexpr double border_cost = 6.0;

/// Where the dot of a place along a belt may also stand, before the place goes without a name.
constexpr double hair_aside_mm = 1.2;
constexpr double hair_aside_cost = 8.0;

/// A plate's name upon another plate tells the wrong thing: dearer than any leader.
constexpr double wrong_plate_cost = 24.0;

double mm_of(double metres, const draw::MapView& view) {
    return metres * view.mm_per_metre();
}

}  // namespace

MapLabels::MapLabels(const draw::MapView& view, const draw::FontSet& fonts,
                     const MapOptions& options, const std::vector<draw::RectMm>& obstacles)
    : view_{view}, fonts_{fonts}, options_{options}, f_{size_factor(view)} {
    field_.frame = view.frame.grown(-1.2);
    field_.gap_mm = 0.9 * f_;
    for (const draw::RectMm& box : obstacles) field_.obstacles.push_back({box, std::nullopt, -1});
}

MapLabels::Style MapLabels::style_of(const SceneFeature& feature,
                                     const model::LayoutFeature& told) const {
    using draw::Typeface;
    const draw::Color dark = palette::darker(role_color(told, feature.number), 0.32);
    switch (told.role) {
        case Role::core:
            return {4.7 * f_, 2.9 * f_, Typeface::sans_bold, palette::darker(palette::core, 0.12),
                    100};
        case Role::belt:
        case Role::axis:
        case Role::corridor:
            return {4.4 * f_, 2.8 * f_, Typeface::sans_bold, dark, 90};
        case Role::pole:
            return {4.2 * f_, 2.8 * f_, Typeface::sans_bold, palette::darker(palette::pole, 0.2),
                    85};
        case Role::sector:
            return {3.1 * f_, 2.5 * f_, Typeface::sans_bold, palette::darker(palette::core, 0.35),
                    80};
        case Role::zone:
        case Role::cluster:
            return {3.6 * f_, 2.6 * f_, Typeface::sans_bold, dark, 75};
        case Role::park:
        case Role::phase:
            return {3.4 * f_, 2.5 * f_, Typeface::sans_bold, palette::darker(palette::park, 0.25),
                    70};
        case Role::plate:
            return {3.4 * f_, 2.5 * f_, Typeface::sans_bold, palette::ink, 66};
        case Role::platform:
            return {2.8 * f_, 2.4 * f_, Typeface::sans_bold, dark, 62};
        case Role::town:
            return {2.8 * f_, 2.4 * f_, Typeface::sans, dark, 60};
        case Role::node:
            return {2.8 * f_, 2.4 * f_, Typeface::sans, dark, 58};
        case Role::plot:
            return {2.8 * f_, 2.4 * f_, Typeface::sans, palette::ink, 50};
        case Role::other:
            break;
    }
    return {2.7 * f_, 2.4 * f_, Typeface::sans, palette::ink, 40};
}

std::vector<TextBlock> MapLabels::blocks_for(const std::string& name, const std::string& area,
                                             const Style& style) const {
    std::vector<TextBlock> blocks;
    for (const std::size_t lines : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
        // A third line is for long names only.
        if (lines == 3 && blocks.back().width_mm() < 26 * f_) break;
        const std::vector<std::string> broken = balanced_lines(name, lines);
        if (broken.size() < lines) break;
        TextBlock block;
        for (const std::string& line : broken) {
            block.add(fonts_.shape(line, style.face, style.size_mm), style.color);
        }
        if (!area.empty() && options_.areas_on_labels) {
            block.add(fonts_.shape(area, draw::Typeface::sans, style.area_size_mm),
                      palette::ink_soft);
        }
        blocks.push_back(std::move(block));
    }
    return blocks;
}

void MapLabels::add_symbol_obstacles(const SceneFeature& feature, const model::LayoutFeature& told,
                                     int owner) {
    if (has_badge(told)) {
        for (std::size_t i = 0; i < std::max<std::size_t>(1, feature.pieces.size()); ++i) {
            const draw::RectMm box = around(badge_of(feature, i, view_, plan_));
            field_.obstacles.push_back({box, std::nullopt, owner});
            // A foreign name close by would be read as this one's.
            field_.obstacles.push_back({box.grown(3.2 * f_), 9.0, owner});
        }
        for (std::size_t i = 1; i < feature.pieces.size(); ++i) {
            const Chain link{{feature.pieces[0].centre, feature.pieces[i].centre}};
            const double step_m = 3.0 / view_.mm_per_metre();
            for (double along = step_m; along < link.length(); along += step_m) {
                const geo::XY p = link.at(along).at;
                field_.obstacles.push_back({square(view_.to_paper({p.x, p.y}), 1.5), 5.0, owner});
            }
        }
        for (const Piece& piece : feature.pieces) {
            const draw::PaperMm at = view_.to_paper({piece.centre.x, piece.centre.y});
            field_.obstacles.push_back(
                {square(at, std::min(8.0, mm_of(piece.radius_m, view_) + 0.5)), 7.0, owner});
        }
        return;
    }
    if (is_ribbon(told.role) && !is_union(told)) {
        const Chain line{paper_centreline(feature, view_)};
        const double step = 5.0 * f_;
        for (double along = 0; along < line.length(); along += step) {
            const geo::XY p = line.at(along).at;
            field_.obstacles.push_back({square({p.x, p.y}, step * 0.6), 3.0, owner});
        }
        return;
    }
    if (const auto rings = core_rings(feature, told, view_)) {
        // Strips instead of the square around: its corners are free ground.
        constexpr int strips = 8;
        const double r = rings->radius_mm;
        for (int i = 0; i < strips; ++i) {
            const double top = -r + 2 * r * i / strips;
            const double y = std::max(std::abs(top), std::abs(top + 2 * r / strips));
            const double half = std::sqrt(std::max(0.0, r * r - y * y));
            field_.obstacles.push_back(
                {{rings->middle.x_mm - half, rings->middle.y_mm + top, 2 * half, 2 * r / strips},
                 34.0,
                 owner});
        }
    }
    if (told.role == Role::plot || told.role == Role::phase) {
        for (const Piece& piece : feature.pieces) {
            const draw::PaperMm at = view_.to_paper({piece.box.min_x, piece.box.max_y});
            field_.obstacles.push_back({{at.x_mm, at.y_mm, mm_of(piece.box.width(), view_),
                                         mm_of(piece.box.height(), view_)},
                                        16.0,
                                        owner});
        }
    }
    if (told.role == Role::sector) {
        for (const Piece& piece : feature.pieces) {
            const draw::PaperMm at = view_.to_paper({piece.centre.x, piece.centre.y});
            field_.obstacles.push_back(
                {square(at, mm_of(piece.radius_m, view_) + 1.0), 16.0, owner});
        }
    }
    if (told.role == Role::pole) {
        const draw::PaperMm at = view_.to_paper({feature.centre.x, feature.centre.y});
        field_.obstacles.push_back({square(at, 3.2 * f_), std::nullopt, owner});
        return;
    }
    for (std::size_t i = 0; i < feature.points.size(); ++i) {
        field_.obstacles.push_back(
            {square(symbol_place(feature, i), 1.9 * f_), std::nullopt, owner});
    }
}

void MapLabels::add(const SceneFeature& feature, const model::LayoutFeature& told,
                    std::optional<double> measured_area_m2) {
    const int owner = static_cast<int>(feature.tag);
    add_symbol_obstacles(feature, told, owner);
    const Style style = style_of(feature, told);
    Pending label;
    label.feature = told.id;
    label.name = told.name.in(options_.lang);
    if (label.name.empty()) return;
    label.color = style.color;
    label.leader_color = palette::darker(style.color, 0.0);
    label.request.priority = style.priority;
    label.request.owner = owner;
    label.halo_mm = 0.75 * f_;
    const bool area_wanted = told.role == Role::park || told.role == Role::phase ||
                             told.role == Role::plate || told.role == Role::pole ||
                             told.role == Role::core || told.role == Role::zone;
    label.blocks = blocks_for(
        label.name, area_wanted ? area_line(told, measured_area_m2, options_.lang) : "", style);

    label.curve_halo = palette::lighter(role_color(told, feature.number), 0.86).with_alpha(215);
    if (is_ribbon(told.role)) add_along(label, feature, told, style);
    if (is_union(told) || told.role == Role::plate) add_inside_region(label, feature);
    if (told.role == Role::core && !feature.pieces.empty()) {
        if (const auto rings = core_rings(feature, told, view_)) {
            add_around(label, square(rings->middle, rings->radius_mm), 36 * f_, 0);
        } else {
            const draw::PaperMm at = view_.to_paper({feature.centre.x, feature.centre.y});
            add_inside(label, feature, false);
            add_around(label, square(at, 2.6 * f_), 40 * f_, 4);
        }
    } else if (has_badge(told)) {
        add_inside(label, feature, true);
        add_at_link(label, feature);
        add_around(label, around(badge_of(feature, 0, view_, plan_)), 34 * f_, 1);
    } else if (told.role == Role::pole) {
        const draw::PaperMm at = view_.to_paper({feature.centre.x, feature.centre.y});
        add_around(label, square(at, 3.2 * f_), 34 * f_, is_union(told) ? 5 : 0);
    } else {
        if (!is_ribbon(told.role)) {
            add_inside(label, feature, false);
            // In the middle of a phase may stand the number of its park.
            if (told.role == Role::phase) add_inside(label, feature, true);
            add_beside(label, feature);
        }
        const draw::PaperMm at = feature.area || feature.points.empty()
                                     ? view_.to_paper({feature.centre.x, feature.centre.y})
                                     : symbol_place(feature, 0);
        const double radius = feature.area ? 0.5 * f_ : 1.9 * f_;
        if (is_ribbon(told.role) && feature.centreline.size() > 1) {
            // Where no name runs along it, one stands beside it, near its middle.
            const Chain line{paper_centreline(feature, view_)};
            const double reach = std::max(0.5 * f_, ribbon_half_width_mm(feature, view_));
            for (const double share : {0.5, 0.4, 0.6, 0.3, 0.7}) {
                const geo::XY p = line.at(line.length() * share).at;
                add_around(label, square({p.x, p.y}, reach), 12 * f_,
                           17 + std::abs(share - 0.5) * 8);
            }
        }
        add_around(label, square(at, radius), 38 * f_,
                   is_ribbon(told.role) ? 20
                   : feature.area       ? 8
                                        : 0);
    }
    fix(label, feature, style);
    if (told.role == Role::plate && !feature.pieces.empty()) {
        plates_.emplace_back(labels_.size(), PointLocator{*feature.pieces.front().path});
    }
    labels_.push_back(std::move(label));
    add_parts(feature, told, owner);
    add_waypoints(feature, told);
}

draw::PaperMm MapLabels::symbol_place(const SceneFeature& feature, std::size_t point) const {
    const geo::XY place = point < feature.points.size() ? feature.points[point] : feature.centre;
    const draw::PaperMm at = view_.to_paper({place.x, place.y});
    const geo::XY shift = plan_.shift_mm(feature.tag, point);
    return {at.x_mm + shift.x, at.y_mm + shift.y};
}

void MapLabels::note_symbols(const SceneFeature& feature, const std::string& name) {
    for (std::size_t i = 0; i < feature.points.size(); ++i) {
        named_symbols_.emplace_back(symbol_place(feature, i), name);
    }
}

std::vector<MapLabels::DotPlace> MapLabels::waypoint_places(geo::XY place,
                                                            const std::string& name) const {
    const draw::PaperMm at = view_.to_paper({place.x, place.y});
    const auto is_near = [this](draw::PaperMm a, draw::PaperMm b) {
        return std::hypot(a.x_mm - b.x_mm, a.y_mm - b.y_mm) < 2.6 * f_;
    };
    bool is_taken = false;
    for (const auto& [symbol, told] : named_symbols_) {
        if (!is_near(symbol, at)) continue;
        if (told.find(name) != std::string::npos) return {};
        is_taken = true;
    }
    if (!is_taken) {
        // A hair aside, so that a name which just meets the dot does not cost the place its own.
        std::vector<DotPlace> places{{at, 0.0}};
        for (const geo::XY d : {geo::XY{0, 1}, geo::XY{0, -1}, geo::XY{-1, 0}, geo::XY{1, 0}}) {
            const draw::PaperMm aside{at.x_mm + hair_aside_mm * f_ * d.x,
                                      at.y_mm + hair_aside_mm * f_ * d.y};
            places.push_back({aside, hair_aside_cost});
        }
        return places;
    }
    // Aside by less than the places along a belt are known to: 3 mm on an A3.
    constexpr std::array<geo::XY, 16> directions{{{-1, 0},
                                                  {1, 0},
                                                  {0, 1},
                                                  {0, -1},
                                                  {-0.7, 0.7},
                                                  {0.7, 0.7},
                                                  {-0.7, -0.7},
                                                  {0.7, -0.7},
                                                  {0.92, 0.38},
                                                  {-0.92, 0.38},
                                                  {0.92, -0.38},
                                                  {-0.92, -0.38},
                                                  {0.38, 0.92},
                                                  {-0.38, 0.92},
                                                  {0.38, -0.92},
                                                  {-0.38, -0.92}}};
    std::vector<DotPlace> places;
    for (const geo::XY d : directions) {
        const draw::PaperMm aside{at.x_mm + 3.0 * f_ * d.x, at.y_mm + 3.0 * f_ * d.y};
        const auto is_free = [&](const auto& symbol) { return !is_near(symbol.first, aside); };
        if (field_.frame.contains(aside) && std::ranges::all_of(named_symbols_, is_free)) {
            places.push_back({aside, static_cast<double>(places.size())});
        }
    }
    if (places.empty()) places.push_back({at, 0.0});  // and is listed as dropped
    return places;
}

/// Places that the plan names along a belt: a dot and a small name, or neither.
void MapLabels::add_waypoints(const SceneFeature& feature, const model::LayoutFeature& told) {
    for (std::size_t i = 0; i < told.waypoints.size() && i < feature.waypoints.size(); ++i) {
        const std::string& name = told.waypoints[i].name.in(options_.lang);
        if (name.empty() || own_names_.contains(name)) continue;
        const std::vector<DotPlace> places = waypoint_places(feature.waypoints[i], name);
        if (places.empty() || !field_.frame.contains(places.front().at)) continue;
        const draw::Color dark = palette::darker(role_color(told, feature.number), 0.42);
        const Style style{2.45 * f_, 2.2 * f_, draw::Typeface::sans, dark, 24};
        Pending label;
        label.feature = told.id;
        label.name = name;
        label.color = style.color;
        label.leader_color = style.color;
        label.request.priority = style.priority;
        label.request.owner = static_cast<int>(feature.tag);
        label.halo_mm = 0.55 * f_;
        label.is_part = true;
        label.blocks = blocks_for(name, {}, style);
        label.blocks.resize(std::min<std::size_t>(label.blocks.size(), 1));
        for (const DotPlace& place : places) {
            const std::size_t first = label.request.candidates.size();
            add_around(label, square(place.at, 0.9 * f_), 13 * f_, place.cost);
            // The dot needs its place as much as the name does.
            for (std::size_t c = first; c < label.request.candidates.size(); ++c) {
                label.request.candidates[c].dot = square(place.at, 0.6 * f_);
            }
        }
        labels_.push_back(std::move(label));
        field_.obstacles.push_back({square(places.front().at, 0.9 * f_), 0.8, -1});
    }
}

void MapLabels::add_parts(const SceneFeature& feature, const model::LayoutFeature& told,
                          int owner) {
    // Names of parts only where there is room between the pieces.
    if (feature.pieces.size() < 2) return;
    for (std::size_t i = 0; i < told.parts.size() && i < feature.part_places.size(); ++i) {
        const model::FeaturePart& part = told.parts[i];
        const std::string& name = part.name.in(options_.lang);
        if (name.empty() || own_names_.contains(name)) continue;
        const geo::XY place = feature.part_places[i];
        std::size_t nearest = 0;
        double least = 0.0;
        for (std::size_t p = 0; p < feature.pieces.size(); ++p) {
            const geo::XY c = feature.pieces[p].centre;
            const double distance = std::hypot(c.x - place.x, c.y - place.y);
            if (p == 0 || distance < least) {
                least = distance;
                nearest = p;
            }
        }
        const Style style{2.5 * f_, 2.25 * f_, draw::Typeface::sans,
                          palette::darker(palette::park, 0.15), 45};
        Pending label;
        label.is_part = true;
        label.feature = told.id;
        label.name = name;
        label.color = style.color;
        label.leader_color = style.color;
        label.request.priority = style.priority;
        label.request.owner = owner;
        label.halo_mm = 0.6 * f_;
        label.blocks = blocks_for(name, area_line(part, options_.lang), style);
        add_around(label, around(badge_of(feature, nearest, view_, plan_)), 22 * f_, 0);
        labels_.push_back(std::move(label));
    }
}

void MapLabels::add_plain(const SceneFeature& feature, const std::string& name,
                          const std::string& id, bool in_crowd) {
    Style style{2.6 * f_, 2.3 * f_, draw::Typeface::sans, palette::ink, 30};
    if (in_crowd) style.size_mm = 2.2 * f_;
    Pending label;
    label.feature = id;
    label.name = name;
    label.color = style.color;
    label.leader_color = palette::ink_soft;
    label.request.priority = style.priority;
    label.halo_mm = 0.6 * f_;
    label.blocks = blocks_for(name, {}, style);
    add_inside(label, feature, false);
    if (in_crowd) {
        const draw::RectMm symbol = box_on_paper(feature);
        label.request.owner = plain_owner_++;
        label.request.may_push = false;
        label.request.most_cost = crowd_most_cost;
        // Another's name upon it would be read as its own.
        if (std::max(symbol.w_mm, symbol.h_mm) < 20 * f_) {
            field_.obstacles.push_back({symbol, crowd_obstacle_cost, label.request.owner});
        }
        add_close_by(label, symbol);
    } else {
        const draw::PaperMm at = view_.to_paper({feature.centre.x, feature.centre.y});
        add_around(label, square(at, feature.area ? 0.4 : 1.1 * f_), 12 * f_, feature.area ? 2 : 0);
    }
    fix(label, feature, style);
    labels_.push_back(std::move(label));
}

/// Whether all places of a name's box, or any, stand on land.
template <typename Quantifier>
bool MapLabels::stands_on_land(const draw::RectMm& box, const BaseMap& base,
                               Quantifier quantifier) const {
    constexpr int steps = 12;
    std::array<geo::XY, 3 * (steps + 1)> places;
    // From the ends inwards: that is where names meet the coast first.
    std::size_t count = 0;
    for (int i = 0; i <= steps; ++i) {
        const int at = i % 2 == 0 ? i / 2 : steps - i / 2;
        for (const double y : {box.y_mm, box.centre().y_mm, box.bottom_mm()}) {
            const geo::MapXY p = view_.to_map({box.x_mm + box.w_mm * at / steps, y});
            places.at(count++) = {p.x_m, p.y_m};
        }
    }
    return quantifier(places, [&](geo::XY p) { return base.is_land(p); });
}

bool MapLabels::is_on_land(const draw::RectMm& box, const BaseMap& base) const {
    return stands_on_land(box, base, std::ranges::all_of);
}

bool MapLabels::meets_land(const draw::RectMm& box, const BaseMap& base) const {
    return stands_on_land(box, base, std::ranges::any_of);
}

/// A name that the coast strikes through reads badly: places a little aside where it does not, and
/// a price on the one where it does.
void MapLabels::keep_off_coast(Pending& label, const BaseName& name, const BaseMap& base) const {
    if (!name.area) return;
    std::vector<LabelCandidate> aside;
    for (LabelCandidate& candidate : label.request.candidates) {
        const draw::RectMm& box = candidate.boxes.front();
        if (is_on_land(box, base)) continue;
        for (const double dx : {-0.5, -0.25, 0.0, 0.25, 0.5}) {
            for (const double dy : {-1.5, -0.75, 0.0, 0.75, 1.5}) {
                draw::RectMm moved = box;
                moved.x_mm += dx * box.w_mm;
                moved.y_mm += dy * box.h_mm;
                if (!is_on_land(moved, base)) continue;
                const geo::MapXY middle = view_.to_map(moved.centre());
                if (!name.ground.contains({middle.x_m, middle.y_m})) continue;
                aside.push_back({{moved},
                                 candidate.cost + std::abs(dx) + 0.3 * std::abs(dy),
                                 std::nullopt,
                                 candidate.form});
            }
        }
        candidate.cost += coast_cost;
    }
    label.request.candidates.insert(label.request.candidates.end(), aside.begin(), aside.end());
}

/// A name that stands across its unit's border is read as its neighbour's, too.
void MapLabels::price_border(Pending& label, const BaseName& name) const {
    constexpr int steps = 6;
    for (LabelCandidate& candidate : label.request.candidates) {
        const draw::RectMm& box = candidate.boxes.front();
        int outside = 0;
        for (int i = 0; i <= steps; ++i) {
            for (const double y : {box.y_mm, box.centre().y_mm, box.bottom_mm()}) {
                const geo::MapXY at = view_.to_map({box.x_mm + box.w_mm * i / steps, y});
                if (!name.ground.contains({at.x_m, at.y_m})) ++outside;
            }
        }
        candidate.cost += border_cost * outside / (3.0 * (steps + 1));
    }
}

void MapLabels::add(const BaseName& name, const BaseMap& base) {
    const std::string& words = name.in(options_.lang);
    if (words.empty() || name.places.empty()) return;
    Pending label;
    label.name = words;
    using Kind = BaseName::Kind;
    struct Look {
        draw::Color color;
        double priority, halo_mm, size_mm, spacing_em;
        draw::Typeface face;
    };
    const Look city_look =
        tinted_ground_
            ? Look{palette::place_name, 15, 0.55, 4.0, 0.45, draw::Typeface::serif_bold}
            : Look{palette::place_name_far, 15, 0.5, 4.6, 0.7, draw::Typeface::serif_bold};
    const Look look = name.kind == Kind::city ? city_look
                      : name.kind == Kind::water
                          ? Look{palette::water_name,
                                 12,
                                 0.0,
                                 name.radius_m > 50'000 ? 5.6 : 3.5,
                                 name.radius_m > 50'000 ? 2.2 : 0.8,
                                 draw::Typeface::serif}
                          : Look{palette::place_name, 20, 0.5, 3.0, 0.22, draw::Typeface::serif};
    label.color = look.color;
    label.request.priority = look.priority;
    label.halo_mm = look.halo_mm * f_;
    // In the ground's own tone: borders stop before the letters, and nothing else is seen of it.
    if (name.kind == Kind::city && !tinted_ground_) {
        label.halo = palette::land_near.with_alpha(235);
    }
    TextBlock block;
    block.add(spaced(fonts_.shape(words, look.face, look.size_mm * f_),
                     has_chinese(words) ? look.spacing_em : 0.06),
              label.color);
    int rank = 0;
    for (const geo::XY place : name.places) {
        const draw::PaperMm at = view_.to_paper({place.x, place.y});
        if (!field_.frame.contains(at)) continue;
        const draw::RectMm box{at.x_mm - block.width_mm() / 2, at.y_mm - block.height_mm() / 2,
                               block.width_mm(), block.height_mm()};
        if (name.kind == Kind::water && meets_land(box, base)) continue;
        // Widely set letters need air to their sides, or a neighbour is read into the name.
        draw::RectMm room = box;
        if (name.kind == Kind::city) {
            room.x_mm -= 1.6 * f_;
            room.w_mm += 3.2 * f_;
        }
        label.request.candidates.push_back({{room}, 0.35 * rank++, std::nullopt, 1});
    }
    if (label.request.candidates.empty()) return;  // only its edge is in the view
    if (name.kind != Kind::water) {
        keep_off_coast(label, name, base);
        price_border(label, name);
    }
    label.blocks.push_back(std::move(block));
    labels_.push_back(std::move(label));
}

void MapLabels::price_foreign_plates() {
    constexpr int steps = 6;
    for (const auto& [own, own_ground] : plates_) {
        for (LabelCandidate& candidate : labels_[own].request.candidates) {
            const draw::RectMm& box = candidate.boxes.front();
            int foreign = 0;
            for (int i = 0; i <= steps; ++i) {
                for (const double y : {box.y_mm, box.centre().y_mm, box.bottom_mm()}) {
                    const geo::MapXY at = view_.to_map({box.x_mm + box.w_mm * i / steps, y});
                    const auto holds = [&](const auto& plate) {
                        return plate.first != own && plate.second.contains({at.x_m, at.y_m});
                    };
                    if (std::ranges::any_of(plates_, holds)) ++foreign;
                }
            }
            candidate.cost += wrong_plate_cost * foreign / (3.0 * (steps + 1));
        }
    }
}

void MapLabels::place() {
    price_foreign_plates();
    std::vector<LabelRequest> requests;
    requests.reserve(labels_.size());
    for (const Pending& label : labels_) requests.push_back(label.request);
    chosen_ = place_labels(requests, field_);
}

}  // namespace parkatlas::cartography
