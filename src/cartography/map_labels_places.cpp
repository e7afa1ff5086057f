// Where a label could stand: inside, along a belt, beside, around.
#include <algorithm>
#include <array>
#include <cmath>

#include "cartography/map_labels.h"
#include "cartography/role_symbols.h"
#include "cartography/vertical_text.h"

namespace parkatlas::cartography {
namespace {

draw::RectMm square(draw::PaperMm middle, double radius_mm) {
    return {middle.x_mm - radius_mm, middle.y_mm - radius_mm, 2 * radius_mm, 2 * radius_mm};
}

/// The nearest point of a rectangle to a point outside of it.
geo::XY nearest_on(const draw::RectMm& box, geo::XY p) {
    return {std::clamp(p.x, box.x_mm, box.right_mm()), std::clamp(p.y, box.y_mm, box.bottom_mm())};
}

/// A name along its belt goes before one that lies flat in it.
double region_cost(bool has_curve) {
    return has_curve ? 16.0 : 0.0;
}

double mm_of(double metres, const draw::MapView& view) {
    return metres * view.mm_per_metre();
}

}  // namespace

void MapLabels::fix(Pending& label, const SceneFeature& feature, const Style& style) const {
    const auto fixed =
        std::ranges::find(options_.fixed_labels, label.feature, &FixedLabel::feature);
    if (fixed == options_.fixed_labels.end() || label.blocks.empty()) return;
    label.request.candidates.clear();
    const draw::PaperMm middle = fixed->middle;
    // Cut at the map's edge it would be no label; then it is listed as dropped.
    if (!view_.frame.contains(middle)) return;
    LabelCandidate candidate;
    if (fixed->vertical) {
        const VerticalText column = vertical_text(label.name, style.face, style.size_mm, fonts_);
        CurvedText set;
        set.run = column.run;
        set.origin = {middle.x_mm, middle.y_mm - column.height_mm / 2};
        set.boxes = {
            {middle.x_mm - style.size_mm / 2, set.origin.y_mm, style.size_mm, column.height_mm}};
        candidate.boxes = set.boxes;
        candidate.form = static_cast<int>(3 * label.blocks.size() + label.curved.size());
        label.curve_halo = draw::Color{255, 255, 255, 225};
        label.curved.push_back(std::move(set));
    } else {
        const TextBlock& block = label.blocks.front();
        candidate.boxes = {{middle.x_mm - block.width_mm() / 2, middle.y_mm - block.height_mm() / 2,
                            block.width_mm(), block.height_mm()}};
        candidate.form = 1;
    }
    const draw::PaperMm at = view_.to_paper({feature.centre.x, feature.centre.y});
    const geo::XY symbol{at.x_mm, at.y_mm};
    const geo::XY near = nearest_on(candidate.boxes.front(), symbol);
    const double apart_mm = 4.0 * f_;
    if (fixed->leader && std::hypot(near.x - symbol.x, near.y - symbol.y) > apart_mm) {
        candidate.leader = {symbol, near};
    }
    label.request.candidates.push_back(std::move(candidate));
    label.request.is_fixed = true;
}

void MapLabels::add_inside(Pending& label, const SceneFeature& feature, bool badged) const {
    if (feature.pieces.empty()) return;
    const Piece& piece = feature.pieces.front();
    const Badge badge = badge_of(feature, 0, view_);
    const draw::PaperMm centre = view_.to_paper({piece.centre.x, piece.centre.y});
    for (std::size_t b = 0; b < label.blocks.size(); ++b) {
        const TextBlock& block = label.blocks[b];
        draw::RectMm box{centre.x_mm - block.width_mm() / 2, centre.y_mm - block.height_mm() / 2,
                         block.width_mm(), block.height_mm()};
        if (badged) box.y_mm = centre.y_mm + badge.radius_mm * 1.25;
        bool fits = true;
        for (const double x : {box.x_mm, box.centre().x_mm, box.right_mm()}) {
            for (const double y : {box.y_mm, box.bottom_mm()}) {
                const geo::MapXY p = view_.to_map({x, y});
                if (!inside(*piece.path, {p.x_m, p.y_m})) fits = false;
            }
        }
        if (!fits) continue;
        label.request.candidates.push_back(
            {{box}, static_cast<double>(b) * 0.2, std::nullopt, static_cast<int>(3 * b + 1)});
    }
}

/// Anywhere on the ground of a region, near its middle first.
void MapLabels::add_inside_region(Pending& label, const SceneFeature& feature) const {
    if (feature.pieces.empty()) return;
    const Piece& piece = feature.pieces.front();
    constexpr int cells = 11;
    const PointLocator ground{*piece.outline.at(view_.scale_denominator)};
    const double reach_mm =
        std::hypot(piece.box.width(), piece.box.height()) / 2 * view_.mm_per_metre();
    const auto holds = [&](const draw::RectMm& box) {
        if (!field_.frame.contains({box.x_mm, box.y_mm}) ||
            !field_.frame.contains({box.right_mm(), box.bottom_mm()})) {
            return false;
        }
        for (const double x : {box.centre().x_mm, box.x_mm, box.right_mm()}) {
            for (const double y : {box.y_mm, box.bottom_mm()}) {
                const geo::MapXY p = view_.to_map({x, y});
                if (!ground.contains({p.x_m, p.y_m})) return false;
                if (base_ != nullptr && !base_->is_land({p.x_m, p.y_m})) return false;
            }
        }
        return true;
    };
    const draw::PaperMm middle = view_.to_paper({piece.centre.x, piece.centre.y});
    for (std::size_t b = 0; b < label.blocks.size(); ++b) {
        const TextBlock& block = label.blocks[b];
        if (block.width_mm() > piece.box.width() * view_.mm_per_metre()) continue;
        for (int i = 0; i < cells; ++i) {
            for (int j = 0; j < cells; ++j) {
                const geo::XY at{piece.box.min_x + piece.box.width() * (i + 0.5) / cells,
                                 piece.box.min_y + piece.box.height() * (j + 0.5) / cells};
                const draw::PaperMm c = view_.to_paper({at.x, at.y});
                const draw::RectMm box{c.x_mm - block.width_mm() / 2,
                                       c.y_mm - block.height_mm() / 2, block.width_mm(),
                                       block.height_mm()};
                if (!holds(box)) continue;
                const double away = std::hypot(c.x_mm - middle.x_mm, c.y_mm - middle.y_mm);
                label.request.candidates.push_back({{box},
                                                    away / std::max(1.0, reach_mm) * 6.0 +
                                                        static_cast<double>(b) * 0.4 +
                                                        region_cost(!label.curved.empty()),
                                                    std::nullopt,
                                                    static_cast<int>(3 * b + 1)});
            }
        }
    }
}

void MapLabels::add_around(Pending& label, const draw::RectMm& symbol, double farthest_mm,
                           double near_cost) const {
    // Sixteen directions; right of the symbol is read first, straight above and below last.
    struct Direction {
        double x, y, cost;
        int align;
    };
    static constexpr std::array<Direction, 16> directions{{{1, 0, 0, 0},
                                                           {-1, 0, 0.6, 2},
                                                           {1, -1, 0.8, 0},
                                                           {1, 1, 0.9, 0},
                                                           {-1, -1, 1.2, 2},
                                                           {-1, 1, 1.3, 2},
                                                           {0, -1, 1.5, 1},
                                                           {0, 1, 1.6, 1},
                                                           {1, -0.5, 1.0, 0},
                                                           {1, 0.5, 1.0, 0},
                                                           {-1, -0.5, 1.3, 2},
                                                           {-1, 0.5, 1.3, 2},
                                                           {0.5, -1, 1.6, 1},
                                                           {0.5, 1, 1.6, 1},
                                                           {-0.5, -1, 1.7, 1},
                                                           {-0.5, 1, 1.7, 1}}};
    const geo::XY middle{symbol.centre().x_mm, symbol.centre().y_mm};
    const double radius = std::min(symbol.w_mm, symbol.h_mm) / 2;
    for (std::size_t b = 0; b < label.blocks.size(); ++b) {
        const TextBlock& block = label.blocks[b];
        for (double distance = 0.7 * f_; distance <= farthest_mm;
             distance = distance * 1.45 + 1.1 * f_) {
            for (const Direction& d : directions) {
                const double away = std::hypot(d.x, d.y) > 1.2 ? 0.75 : 1.0;
                const geo::XY c{
                    middle.x + d.x * (symbol.w_mm / 2 + distance * away + block.width_mm() / 2),
                    middle.y + d.y * (symbol.h_mm / 2 + distance * away + block.height_mm() / 2)};
                LabelCandidate candidate;
                candidate.boxes = {{c.x - block.width_mm() / 2, c.y - block.height_mm() / 2,
                                    block.width_mm(), block.height_mm()}};
                candidate.cost =
                    near_cost + distance * 0.55 + d.cost + static_cast<double>(b) * 0.7;
                candidate.form = static_cast<int>(3 * b) + d.align;
                if (distance > 1.6 * f_) {
                    const geo::XY end = nearest_on(candidate.boxes[0].grown(0.3 * f_), middle);
                    const double length = std::hypot(end.x - middle.x, end.y - middle.y);
                    if (length > radius) {
                        const geo::XY start{middle.x + (end.x - middle.x) / length * radius,
                                            middle.y + (end.y - middle.y) / length * radius};
                        candidate.leader = {start, end};
                    }
                }
                label.request.candidates.push_back(std::move(candidate));
            }
        }
    }
}

draw::RectMm MapLabels::box_on_paper(const SceneFeature& feature) const {
    if (feature.pieces.empty()) {
        return square(view_.to_paper({feature.centre.x, feature.centre.y}), 1.1 * f_);
    }
    const geo::Box& box = feature.pieces.front().box;
    const draw::PaperMm top_left = view_.to_paper({box.min_x, box.max_y});
    return {top_left.x_mm, top_left.y_mm, mm_of(box.width(), view_), mm_of(box.height(), view_)};
}

/// Next to a symbol, in one line or two, at the distance that still tells whose name it is.
void MapLabels::add_close_by(Pending& label, const draw::RectMm& symbol) const {
    if (symbol.w_mm > 60.0 * f_ || symbol.h_mm > 60.0 * f_) return;
    struct Side {
        double x, y, cost;
        int align;
    };
    static constexpr std::array<Side, 8> sides{{{1, 0, 0, 0},
                                                {-1, 0, 0.6, 2},
                                                {0, -1, 0.8, 1},
                                                {0, 1, 0.9, 1},
                                                {1, -0.8, 1.0, 0},
                                                {1, 0.8, 1.1, 0},
                                                {-1, -0.8, 1.4, 2},
                                                {-1, 0.8, 1.5, 2}}};
    const draw::PaperMm middle = symbol.centre();
    const double air = 0.5 * f_;
    for (std::size_t b = 0; b < std::min<std::size_t>(label.blocks.size(), 2); ++b) {
        const TextBlock& block = label.blocks[b];
        for (const Side& side : sides) {
            const geo::XY c{middle.x_mm + side.x * (symbol.w_mm / 2 + air + block.width_mm() / 2),
                            middle.y_mm + side.y * (symbol.h_mm / 2 + air + block.height_mm() / 2)};
            label.request.candidates.push_back(
                {{{c.x - block.width_mm() / 2, c.y - block.height_mm() / 2, block.width_mm(),
                   block.height_mm()}},
                 2.0 + side.cost + static_cast<double>(b) * 0.5,
                 std::nullopt,
                 static_cast<int>(3 * b) + side.align});
        }
    }
}

/// Beside the link of two pieces that lie far apart: the name belongs to both.
void MapLabels::add_at_link(Pending& label, const SceneFeature& feature) const {
    if (feature.pieces.size() != 2) return;
    const geo::XY a = feature.pieces[0].centre;
    const geo::XY b = feature.pieces[1].centre;
    if (mm_of(std::hypot(b.x - a.x, b.y - a.y), view_) < 60.0 * f_) return;
    for (const double share : {0.5, 0.4, 0.6}) {
        const draw::PaperMm at =
            view_.to_paper({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
        add_around(label, square(at, 1.6 * f_), 0.8 * f_, std::abs(share - 0.5));
    }
}

/// Next to a polygon that is neither a speck nor half the map.
void MapLabels::add_beside(Pending& label, const SceneFeature& feature) const {
    if (feature.pieces.empty()) return;
    const draw::RectMm symbol = box_on_paper(feature);
    if (symbol.w_mm < 3.0 || symbol.w_mm > 80.0 || symbol.h_mm > 80.0) return;
    add_around(label, symbol, 14 * f_, 6);
}

/// A name along a belt set smaller than this share of its size falls behind its rank.
constexpr double smallest_good_share = 0.7;

/// A name on the belt that stands where one of its places is named costs this place its name; one
/// beside the belt costs less.
constexpr double waypoint_cost = 4.0;
constexpr double beside_cost = 3.0;
/// What stands around a symbol in the room that a name keeps free finds no place itself.
constexpr double symbol_cost = 2.0;
/// Beside a belt that winds or runs askew a name that lies flat reads better, and leaves others the
/// room that one that follows the belt keeps free around it.
constexpr double smallest_beside = 0.85;
constexpr double most_room = 1.8;

bool is_slim(const draw::RectMm& room, const std::vector<draw::RectMm>& letters) {
    double taken = 0.0;
    for (const draw::RectMm& letter : letters) taken += letter.w_mm * letter.h_mm;
    return room.w_mm * room.h_mm <= most_room * taken;
}

std::vector<draw::PaperMm> MapLabels::named_waypoints(const SceneFeature& feature,
                                                      const model::LayoutFeature& told) const {
    std::vector<draw::PaperMm> out;
    for (std::size_t i = 0; i < told.waypoints.size() && i < feature.waypoints.size(); ++i) {
        const std::string& name = told.waypoints[i].name.in(options_.lang);
        if (name.empty() || own_names_.contains(name)) continue;
        out.push_back(view_.to_paper({feature.waypoints[i].x, feature.waypoints[i].y}));
    }
    return out;
}

void MapLabels::add_along(Pending& label, const SceneFeature& feature,
                          const model::LayoutFeature& told, const Style& style) const {
    const std::vector<geo::XY> line = paper_centreline(feature, view_);
    if (line.size() < 2) return;
    const std::vector<draw::PaperMm> places = named_waypoints(feature, told);
    const std::vector<geo::XY> calm = calmed(line, 9.0 * f_);
    add_on_line(label, Chain{line}, Chain{calm}, 0.0, places, style);
    const double away = ribbon_half_width_mm(feature, view_) + 0.75 * style.size_mm;
    for (const double side : {away, -away}) {
        add_on_line(label, Chain{line}, Chain{calmed(shifted(calm, side), 9.0 * f_)}, beside_cost,
                    places, style);
    }
}

void MapLabels::add_on_line(Pending& label, const Chain& own, const Chain& calm, double cost,
                            const std::vector<draw::PaperMm>& places, const Style& style) const {
    const bool is_beside = cost > 0.0;
    for (const double share : {1.0, 0.88, 0.76, 0.64}) {
        const auto run = fonts_.shape(label.name, style.face, style.size_mm * share);
        for (const double spacing : {0.55, 0.3, 0.12, 0.0}) {
            for (const double middle : {0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66, 0.3,
                                        0.7, 0.26, 0.74, 0.22, 0.78}) {
                auto set = set_along(run, calm, calm.length() * middle, spacing);
                if (!set) continue;
                const draw::RectMm room = bounds_of(set->boxes);
                if (is_beside && (share < smallest_beside || !is_slim(room, set->boxes))) continue;
                // Arrows follow the ribbon's own line, which is a little longer.
                const double stretch =
                    is_beside ? 0.0 : own.length() / std::max(1e-9, calm.length());
                set->is_beside = is_beside;
                set->from_mm *= stretch;
                set->to_mm *= stretch;
                LabelCandidate candidate;
                candidate.boxes = set->boxes;
                const auto in_room = [&](const draw::PaperMm& place) {
                    return room.grown(field_.gap_mm).contains(place);
                };
                // A dot is kept off as soon as its edge meets the air around the name.
                const double dot_reach_mm = field_.gap_mm / 2 + 0.6 * f_;
                const auto names = std::ranges::count_if(places, [&](const draw::PaperMm& place) {
                    return room.grown(std::max(field_.gap_mm, dot_reach_mm)).contains(place);
                });
                const auto symbols = std::ranges::count_if(symbols_, in_room);
                candidate.cost = cost + static_cast<double>(names) * waypoint_cost +
                                 static_cast<double>(symbols) * symbol_cost + (1.0 - share) * 20 +
                                 (share < smallest_good_share ? 5.0 : 0.0) + (0.55 - spacing) * 3 +
                                 set->spread_deg * 0.12 + std::abs(middle - 0.5) * 6;
                candidate.form = static_cast<int>(3 * label.blocks.size() + label.curved.size());
                label.curved.push_back(std::move(*set));
                label.request.candidates.push_back(std::move(candidate));
            }
        }
    }
}

}  // namespace parkatlas::cartography
