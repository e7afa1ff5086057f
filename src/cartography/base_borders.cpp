// Borders of the base map from the edges that neighbouring units share.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <tuple>
#include <unordered_map>

#include "cartography/base_map.h"
#include "cartography/geometry.h"

namespace parkatlas::cartography {
namespace {

struct PlaceHash {
    std::size_t operator()(geo::XY p) const {
        std::uint64_t x = 0;
        std::uint64_t y = 0;
        std::memcpy(&x, &p.x, sizeof x);
        std::memcpy(&y, &p.y, sizeof y);
        return static_cast<std::size_t>((x * 0x9E3779B97F4A7C15ULL) ^ (y + (x >> 29)));
    }
};

/// One edge of one unit, its ends as vertex numbers in ascending order.
struct UnitEdge {
    std::uint32_t a, b, unit;
    bool operator<(const UnitEdge& o) const {
        return std::tie(a, b, unit) < std::tie(o.a, o.b, o.unit);
    }
};

/// Vertices that units share (the same numbers in the file, hence the same after projecting).
struct Coverage {
    std::vector<geo::XY> places;
    std::vector<UnitEdge> edges;  ///< sorted
};

Coverage coverage_of(const geo::Shapes& shapes) {
    Coverage out;
    std::unordered_map<geo::XY, std::uint32_t, PlaceHash> numbers;
    numbers.reserve(shapes.vertices().size());
    const auto number = [&](geo::XY p) {
        const auto [at, is_new] =
            numbers.try_emplace(p, static_cast<std::uint32_t>(out.places.size()));
        if (is_new) out.places.push_back(p);
        return at->second;
    };
    for (std::uint32_t unit = 0; unit < shapes.size(); ++unit) {
        const geo::ShapeView shape = shapes[unit];
        for (std::size_t p = 0; p < shape.part_count(); ++p) {
            const auto part = shape.part(p);
            if (part.kind != geo::PartKind::polygon) continue;
            for (std::size_t r = 0; r < part.ring_count; ++r) {
                const auto ring = part.ring(r);
                if (ring.size() < 3) continue;
                std::uint32_t before = number(ring.back());
                for (const geo::XY place : ring) {
                    const std::uint32_t now = number(place);
                    if (now != before) {
                        out.edges.push_back({std::min(before, now), std::max(before, now), unit});
                    }
                    before = now;
                }
            }
        }
    }
    std::sort(out.edges.begin(), out.edges.end());
    return out;
}

}  // namespace

void BaseMap::add_borders(const geo::Shapes& shapes, const std::vector<std::size_t>& city_of) {
    const Coverage coverage = coverage_of(shapes);
    constexpr std::uint32_t nobody = 0xFFFFFFFF;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Edge>> between;
    std::vector<std::vector<Edge>> city_edges(cities_.size());
    for (std::size_t i = 0; i < coverage.edges.size();) {
        std::size_t end = i + 1;
        while (end < coverage.edges.size() && coverage.edges[end].a == coverage.edges[i].a &&
               coverage.edges[end].b == coverage.edges[i].b) {
            ++end;
        }
        const Edge edge{coverage.edges[i].a, coverage.edges[i].b};
        const std::uint32_t first = coverage.edges[i].unit;
        const std::uint32_t second = end - i > 1 ? coverage.edges[i + 1].unit : nobody;
        if (first != second) between[{first, second}].push_back(edge);
        // An edge belongs to a municipality's outline if an odd number of its units have it.
        std::map<std::size_t, int> uses;
        for (std::size_t e = i; e < end; ++e) ++uses[city_of[coverage.edges[e].unit]];
        for (const auto& [city, count] : uses) {
            if (count % 2 == 1) city_edges[city].push_back(edge);
        }
        i = end;
    }
    const auto places_of = [&](const std::vector<std::uint32_t>& chain) {
        std::vector<geo::XY> points;
        points.reserve(chain.size());
        for (const std::uint32_t vertex : chain) points.push_back(coverage.places[vertex]);
        return points;
    };
    std::vector<Edge> outer;
    std::map<std::pair<std::size_t, std::size_t>, std::vector<Edge>> between_cities;
    for (const auto& [units, edges] : between) {
        if (units.second == nobody) {
            outer.insert(outer.end(), edges.begin(), edges.end());
            continue;
        }
        const std::size_t a = city_of[units.first];
        const std::size_t b = city_of[units.second];
        if (a != b) {
            auto& all = between_cities[{std::min(a, b), std::max(a, b)}];
            all.insert(all.end(), edges.begin(), edges.end());
            continue;
        }
        for (const auto& chain : link_edges(edges)) {
            add_border(places_of(chain), BaseLine::county_border, cities_[a].own);
        }
    }
    for (const auto& [pair, edges] : between_cities) {
        for (const auto& chain : link_edges(edges)) {
            add_border(places_of(chain), BaseLine::city_border,
                       cities_[pair.first].own || cities_[pair.second].own);
        }
    }
    for (const auto& chain : link_edges(outer)) add_outer_border(places_of(chain));

    for (std::size_t city = 0; city < cities_.size(); ++city) {
        auto path = std::make_shared<draw::Path>();
        for (const auto& chain : link_edges(city_edges[city])) {
            if (chain.size() < 4) continue;
            path->move_to(coverage.places[chain[0]]);
            for (std::size_t i = 1; i + 1 < chain.size(); ++i) {
                path->line_to(coverage.places[chain[i]]);
            }
        }
        if (path->points.empty()) continue;
        cities_[city].box = box_of(*path);
        cities_[city].area = std::move(path);
    }
}

/// The outer edge of all units is the province's border on land; along the coast it is the tide
/// line of other data than ours and no border at all.
void BaseMap::add_outer_border(const std::vector<geo::XY>& chain) {
    if (!land_path_) {
        add_border(chain, BaseLine::province_border, false);
        return;
    }
    constexpr double cell_m = 3000.0;
    const auto cell_of = [](double v) { return static_cast<std::int64_t>(std::floor(v / cell_m)); };
    const auto key = [](std::int64_t x, std::int64_t y) { return x * 100'000'007 + y; };
    if (coast_cells_.empty()) {
        for (const LandPiece& piece : land_) {
            for (std::size_t r = 0; r < piece.coast.paths[0]->ring_ends.size(); ++r) {
                const auto line = ring_of(*piece.coast.paths[0], r);
                for (std::size_t i = 0; i + 1 < line.size(); ++i) {
                    const double length =
                        std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
                    const int steps = 1 + static_cast<int>(length / (cell_m / 2));
                    for (int s = 0; s <= steps; ++s) {
                        const double t = static_cast<double>(s) / steps;
                        coast_cells_.insert(
                            key(cell_of(line[i].x + t * (line[i + 1].x - line[i].x)),
                                cell_of(line[i].y + t * (line[i + 1].y - line[i].y))));
                    }
                }
            }
        }
    }
    const auto is_near_coast = [&](geo::XY p) {
        for (std::int64_t dx = -1; dx <= 1; ++dx) {
            for (std::int64_t dy = -1; dy <= 1; ++dy) {
                if (coast_cells_.contains(key(cell_of(p.x) + dx, cell_of(p.y) + dy))) return true;
            }
        }
        return false;
    };
    std::vector<geo::XY> run;
    const auto close = [&] {
        // Off the coast there are runs over open water too: a border stands on land.
        if (run.size() > 8 && is_land(run[run.size() / 2])) {
            add_border(run, BaseLine::province_border, false);
        }
        run.clear();
    };
    for (const geo::XY p : chain) {
        if (is_near_coast(p)) {
            close();
        } else {
            run.push_back(p);
        }
    }
    close();
}

BaseMap::Levels BaseMap::Levels::of(draw::PathPtr path) {
    Levels out;
    for (const auto& [level, tolerance_m] : {std::pair{1, 45.0}, std::pair{2, 170.0}}) {
        auto calmer = std::make_shared<draw::Path>();
        calmer->closed = path->closed;
        for (std::size_t r = 0; r < path->ring_ends.size(); ++r) {
            const auto line = ring_of(*path, r);
            std::vector<geo::XY> points;
            if (line.front() == line.back() && line.size() > 3) {
                // A loop has no ends to hold on to: two halves have.
                const std::size_t half = line.size() / 2;
                points = simplified(line.first(half + 1), tolerance_m);
                const auto rest = simplified(line.subspan(half), tolerance_m);
                points.insert(points.end(), rest.begin() + 1, rest.end());
            } else {
                points = simplified(line, tolerance_m);
            }
            calmer->points.insert(calmer->points.end(), points.begin(), points.end());
            calmer->ring_ends.push_back(static_cast<std::uint32_t>(calmer->points.size()));
        }
        out.paths[static_cast<std::size_t>(level)] = std::move(calmer);
    }
    out.paths[0] = std::move(path);
    return out;
}

const draw::PathPtr& BaseMap::Levels::at(double scale_denominator) const {
    return paths[scale_denominator > 450'000 ? 2 : scale_denominator > 120'000 ? 1 : 0];
}

void BaseMap::add_border(std::vector<geo::XY> chain, BaseLine kind, bool own) {
    if (chain.size() < 2) return;
    auto path = std::make_shared<draw::Path>();
    path->closed = false;
    path->points = std::move(chain);
    path->ring_ends = {static_cast<std::uint32_t>(path->points.size())};
    const geo::Box box = box_of(*path);
    borders_.push_back({Levels::of(std::move(path)), box, kind, own});
}

}  // namespace parkatlas::cartography
