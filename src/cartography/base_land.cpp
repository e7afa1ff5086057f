// Land and coast of the base map.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "cartography/base_map.h"
#include "cartography/geometry.h"
#include "draw/polygon_field.h"

namespace parkatlas::cartography {
namespace {

/// A side of the box along which the data is cut.
struct CutSide {
    double geo::XY::*across;  ///< constant along the side
    double geo::XY::*along;
    double at;
    double outwards_deg;
};

constexpr double on_cut_deg = 1e-6;
constexpr double beyond_deg = 3.0;
constexpr double open_sea_deg = 2.5;
constexpr int fog_rings = 12;
constexpr double fog_step_deg = 0.02;
constexpr double fog_inside_deg = 0.22;  // the last ring, which is opaque, begins at the cut

bool lies_on(const CutSide& side, geo::XY p) {
    return std::abs(p.*side.across - side.at) <= on_cut_deg;
}

/// A vertex of the cut has a neighbour on the same side of the box: the easternmost rock of all
/// touches the box too, but with one vertex.
bool is_cut_vertex(const CutSide& side, std::span<const geo::XY> ring, std::size_t i) {
    if (!lies_on(side, ring[i])) return false;
    const std::size_t n = ring.size();
    // A closing vertex repeats the first, so neighbours are sought beyond it.
    for (const std::size_t j : {(i + 1) % n, (i + 2) % n, (i + n - 1) % n, (i + n - 2) % n}) {
        if (!(ring[j] == ring[i]) && lies_on(side, ring[j])) return true;
    }
    return false;
}

template <typename Visit>
void for_each_ring(const geo::Shapes& shapes, const Visit& visit) {
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        for (std::size_t part = 0; part < shapes[i].part_count(); ++part) {
            const auto view = shapes[i].part(part);
            if (view.kind != geo::PartKind::polygon) continue;
            for (std::size_t r = 0; r < view.ring_count; ++r) visit(view.ring(r));
        }
    }
}

/// The strip of land beyond a side, from the first to the last place where land meets the cut.
/// Inlets between are closed: what they become beyond the data is not known.
std::vector<geo::XY> strip_beyond(const CutSide& side, std::vector<geo::XY> met, double west) {
    std::sort(met.begin(), met.end(),
              [&](geo::XY a, geo::XY b) { return a.*side.along < b.*side.along; });
    met.erase(std::unique(met.begin(), met.end()), met.end());
    if (met.size() < 2) return {};
    // Beyond north and south the strip also fills the corner with the one in the west.
    if (side.across == &geo::XY::y && met.front().x <= west + on_cut_deg) {
        met.insert(met.begin(), {west - beyond_deg, side.at});
    }
    geo::XY last = met.back();
    geo::XY first = met.front();
    last.*side.across += side.outwards_deg;
    first.*side.across += side.outwards_deg;
    met.push_back(last);
    met.push_back(first);
    return met;
}

}  // namespace

Result<void> BaseMap::add_land(const model::Layer& land, const geo::Crs& map_crs) {
    // The data is cut along a box of degrees, and the map may show what lies beyond: there the land
    // is continued, and the cut is no coast. To the east there is only sea.
    model::Layer widened = land;
    std::vector<bool> at_cut(land.shapes.vertices().size(), false);
    if (land.crs.is_geographic()) {
        const geo::Box cut = land.shapes.bounds();
        const std::array<CutSide, 3> sides{{{&geo::XY::x, &geo::XY::y, cut.min_x, -beyond_deg},
                                            {&geo::XY::y, &geo::XY::x, cut.min_y, -beyond_deg},
                                            {&geo::XY::y, &geo::XY::x, cut.max_y, beyond_deg}}};
        const geo::XY* first_vertex = land.shapes.vertices().data();
        for (const CutSide& side : sides) {
            std::vector<geo::XY> met;
            for_each_ring(land.shapes, [&](std::span<const geo::XY> ring) {
                const auto start = static_cast<std::size_t>(ring.data() - first_vertex);
                for (std::size_t i = 0; i < ring.size(); ++i) {
                    if (!is_cut_vertex(side, ring, i)) continue;
                    at_cut[start + i] = true;
                    met.push_back(ring[i]);
                }
            });
            const auto strip = strip_beyond(side, std::move(met), cut.min_x);
            if (strip.empty()) continue;
            widened.shapes.append_polygon({strip});
            widened.ids.push_back(std::string_view{"beyond"});
            widened.names.push_back(std::nullopt);
        }
    }
    auto projected = project(widened, map_crs);
    if (!projected) return tl::unexpected(projected.error());
    left_out_.insert(left_out_.end(), projected->left_out.begin(), projected->left_out.end());
    if (!projected->left_out.empty()) at_cut.clear();          // the vertices no longer correspond
    at_cut.resize(projected->shapes.vertices().size(), true);  // strips have no coast

    auto all = std::make_shared<draw::Path>();
    auto coast = std::make_shared<draw::Path>();
    coast->closed = false;
    const geo::XY* first_vertex = projected->shapes.vertices().data();
    for_each_ring(projected->shapes, [&](std::span<const geo::XY> ring) {
        add_land_ring(ring, at_cut, static_cast<std::size_t>(ring.data() - first_vertex), *all,
                      *coast);
    });
    if (all->points.empty()) return {};
    land_path_ = all;
    coast_box_ = box_of(*coast);
    coast_ = Levels{std::move(coast)};
    land_places_ = PointLocator{*all};
    auto mask = std::make_shared<draw::Path>(*all);
    const geo::Box box = box_of(*all);
    const double reach = 2'000'000.0;
    mask->move_to({box.min_x - reach, box.min_y - reach});
    mask->line_to({box.max_x + reach, box.min_y - reach});
    mask->line_to({box.max_x + reach, box.max_y + reach});
    mask->line_to({box.min_x - reach, box.max_y + reach});
    sea_mask_ = std::move(mask);
    if (land.crs.is_geographic()) {
        geo::Box known = land.shapes.bounds();
        known.max_x += open_sea_deg;  // no land there says where the data ends
        add_fog(known, map_crs);
    }
    fill_coast_cells();
    return {};
}

/// Beyond the box of the data nothing is known. A view from far away fades out there instead of
/// showing a straight cut.
void BaseMap::add_fog(const geo::Box& cut_deg, const geo::Crs& map_crs) {
    const auto transform = geo::Transform::between(geo::Crs::cgcs2000(), map_crs);
    if (!transform) return;
    constexpr int steps_a_side = 12;
    constexpr double reach_m = 3'000'000.0;
    for (int ring = 0; ring < fog_rings; ++ring) {
        const double out = fog_step_deg * ring - fog_inside_deg;
        const geo::Box box{cut_deg.min_x - out, cut_deg.min_y - out, cut_deg.max_x + out,
                           cut_deg.max_y + out};
        std::vector<geo::XY> edge;
        const auto side = [&](geo::XY from, geo::XY to) {
            for (int i = 0; i < steps_a_side; ++i) {
                const double t = static_cast<double>(i) / steps_a_side;
                edge.push_back({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)});
            }
        };
        side({box.min_x, box.min_y}, {box.max_x, box.min_y});
        side({box.max_x, box.min_y}, {box.max_x, box.max_y});
        side({box.max_x, box.max_y}, {box.min_x, box.max_y});
        side({box.min_x, box.max_y}, {box.min_x, box.min_y});
        if (!transform->apply(edge)) return;
        geo::Box around;
        for (const geo::XY p : edge) around.add(p);
        // All but the last end somewhat beyond where that one begins, which is opaque: some 25 km
        // outside the first.
        const double out_m = ring + 1 < fog_rings ? 150'000.0 : reach_m;
        const auto inner = static_cast<std::uint32_t>(edge.size());
        edge.push_back({around.min_x - out_m, around.min_y - out_m});
        edge.push_back({around.max_x + out_m, around.min_y - out_m});
        edge.push_back({around.max_x + out_m, around.max_y + out_m});
        edge.push_back({around.min_x - out_m, around.max_y + out_m});
        const auto rings = [&](std::size_t, std::size_t, geo::RingSet& to) {
            to.points = edge;
            to.ring_ends = {inner, static_cast<std::uint32_t>(edge.size())};
            return true;
        };
        auto field = draw::PolygonField::build(1, rings, {}, {});
        if (!field) return;
        if (ring == 0) {
            // The largest upright box inside the curved one.
            fog_free_ = around;
            for (const geo::XY p : std::span{edge}.first(inner)) {
                const geo::XY c = around.centre();
                if (std::abs(p.y - c.y) / around.height() > std::abs(p.x - c.x) / around.width()) {
                    (p.y > c.y ? fog_free_.max_y : fog_free_.min_y) =
                        p.y > c.y ? std::min(fog_free_.max_y, p.y) : std::max(fog_free_.min_y, p.y);
                } else {
                    (p.x > c.x ? fog_free_.max_x : fog_free_.min_x) =
                        p.x > c.x ? std::min(fog_free_.max_x, p.x) : std::max(fog_free_.min_x, p.x);
                }
            }
        }
        fog_.push_back(std::move(*field));
    }
}

/// The ring as area, and as coast what does not run along a cut.
void BaseMap::add_land_ring(std::span<const geo::XY> ring, const std::vector<bool>& at_cut,
                            std::size_t start, draw::Path& path, draw::Path& coast) {
    std::size_t count = ring.size();
    if (count > 1 && ring.front() == ring.back()) --count;
    if (count < 3) return;
    bool drawing = false;
    for (std::size_t i = 0; i <= count; ++i) {
        const geo::XY p = ring[i % count];
        if (i == 0) {
            path.move_to(p);
        } else if (i < count) {
            path.line_to(p);
        }
        if (i == count) break;
        const std::size_t next = (i + 1) % count;
        if (at_cut[start + i] && at_cut[start + next]) {
            drawing = false;
            continue;
        }
        if (!drawing) coast.move_to(p);
        coast.line_to(ring[next]);
        drawing = true;
    }
}

}  // namespace parkatlas::cartography
