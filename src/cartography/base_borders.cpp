// Borders of the base map from the edges that neighbouring units share.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

#include "cartography/base_map.h"
#include "cartography/geometry.h"

namespace parkatlas::cartography {
namespace {

/// Gives places numbers, the same one to the same place: open addressing over the list of them.
class PlaceNumbers {
  public:
    PlaceNumbers(std::vector<geo::XY>& places, std::size_t most) : places_{places} {
        std::size_t size = 16;
        while (size < most * 2) size *= 2;
        slots_.assign(size, nobody);
    }

    std::uint32_t number(geo::XY p) {
        std::size_t at = hash(p) & (slots_.size() - 1);
        while (slots_[at] != nobody && !(places_[slots_[at]] == p)) {
            at = (at + 1) & (slots_.size() - 1);
        }
        if (slots_[at] == nobody) {
            slots_[at] = static_cast<std::uint32_t>(places_.size());
            places_.push_back(p);
        }
        return slots_[at];
    }

  private:
    static constexpr std::uint32_t nobody = 0xFFFFFFFF;

    static std::size_t hash(geo::XY p) {
        std::uint64_t x = 0;
        std::uint64_t y = 0;
        std::memcpy(&x, &p.x, sizeof x);
        std::memcpy(&y, &p.y, sizeof y);
        const std::uint64_t mixed = (x * 0x9E3779B97F4A7C15ULL) ^ (y + (x >> 29U));
        return static_cast<std::size_t>(mixed * 0xD6E8FEB86659FD93ULL >> 32U);
    }

    std::vector<geo::XY>& places_;
    std::vector<std::uint32_t> slots_;  ///< a power of two, at most half of them taken
};

}  // namespace

/// Vertices that units share are the same numbers in the file, hence the same after projecting.
void BaseMap::number_edges(const geo::Shapes& shapes) {
    PlaceNumbers places{unit_places_, shapes.vertices().size()};
    unit_edges_.reserve(shapes.vertices().size());
    for (std::uint32_t unit = 0; unit < shapes.size(); ++unit) {
        const geo::ShapeView shape = shapes[unit];
        for (std::size_t p = 0; p < shape.part_count(); ++p) {
            const auto part = shape.part(p);
            if (part.kind != geo::PartKind::polygon) continue;
            for (std::size_t r = 0; r < part.ring_count; ++r) {
                const auto ring = part.ring(r);
                if (ring.size() < 3) continue;
                std::uint32_t before = places.number(ring.back());
                for (const geo::XY place : ring) {
                    const std::uint32_t now = places.number(place);
                    if (now != before) {
                        unit_edges_.push_back({std::min(before, now), std::max(before, now), unit});
                    }
                    before = now;
                }
            }
        }
    }
    std::sort(unit_edges_.begin(), unit_edges_.end());
}

void BaseMap::add_borders(const geo::Shapes& shapes, const std::vector<std::size_t>& city_of) {
    number_edges(shapes);
    constexpr std::uint32_t nobody = 0xFFFFFFFF;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Edge>> between;
    std::vector<std::vector<Edge>> city_edges(cities_.size());
    for (std::size_t i = 0; i < unit_edges_.size();) {
        std::size_t end = i + 1;
        while (end < unit_edges_.size() && unit_edges_[end].a == unit_edges_[i].a &&
               unit_edges_[end].b == unit_edges_[i].b) {
            ++end;
        }
        const Edge edge{unit_edges_[i].a, unit_edges_[i].b};
        const std::uint32_t first = unit_edges_[i].unit;
        const std::uint32_t second = end - i > 1 ? unit_edges_[i + 1].unit : nobody;
        if (first != second) between[{first, second}].push_back(edge);
        // An edge belongs to a municipality's outline if an odd number of its units have it.
        for (std::size_t e = i; e < end; ++e) {
            const std::size_t city = city_of[unit_edges_[e].unit];
            std::size_t count = 0;
            bool is_first = true;
            for (std::size_t o = i; o < end; ++o) {
                if (city_of[unit_edges_[o].unit] != city) continue;
                ++count;
                if (o < e) is_first = false;
            }
            if (is_first && count % 2 == 1) city_edges[city].push_back(edge);
        }
        i = end;
    }
    const auto places_of = [&](const std::vector<std::uint32_t>& chain) {
        std::vector<geo::XY> points;
        points.reserve(chain.size());
        for (const std::uint32_t vertex : chain) points.push_back(unit_places_[vertex]);
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
            path->move_to(unit_places_[chain[0]]);
            for (std::size_t i = 1; i + 1 < chain.size(); ++i) {
                path->line_to(unit_places_[chain[i]]);
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
    std::vector<geo::XY> run;
    bool at_coast = false;
    bool joins = false;  // its first place is the last one of the run before
    const auto close = [&] {
        if (run.size() < 2) return;
        if (at_coast) {
            add_border(run, BaseLine::tidal_edge, false);
            return;
        }
        // Off the coast there are runs over open water too: a border stands on land.
        if (!is_land(run[run.size() / 2])) {
            add_border(run, BaseLine::tidal_edge, false);
            return;
        }
        if (joins) run.erase(run.begin());
        if (run.size() > 8) add_border(run, BaseLine::province_border, false);
    };
    for (const geo::XY p : chain) {
        const bool near = is_near_coast(p);
        if (near != at_coast) {
            close();
            // One edge begins where the other ends, so that no gap opens.
            joins = !run.empty();
            if (joins) run.erase(run.begin(), run.end() - 1);
            at_coast = near;
        }
        run.push_back(p);
    }
    close();
}

namespace {

constexpr double cell_m = 3000.0;

std::int64_t cell_of(double v) {
    return static_cast<std::int64_t>(std::floor(v / cell_m));
}
std::int64_t key_of(std::int64_t x, std::int64_t y) {
    return x * 100'000'007 + y;
}

}  // namespace

void BaseMap::fill_coast_cells() {
    std::int64_t last_x = 0;
    std::int64_t last_y = 0;
    const draw::Path& coast = *coast_.whole();
    for (std::size_t r = 0; r < coast.ring_ends.size(); ++r) {
        const auto line = ring_of(coast, r);
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const geo::XY to{line[i + 1].x - line[i].x, line[i + 1].y - line[i].y};
            const int steps = 1 + static_cast<int>(std::hypot(to.x, to.y) / (cell_m / 2));
            for (int s = 0; s <= steps; ++s) {
                const double t = static_cast<double>(s) / steps;
                const std::int64_t x = cell_of(line[i].x + t * to.x);
                const std::int64_t y = cell_of(line[i].y + t * to.y);
                if (x == last_x && y == last_y) continue;
                last_x = x;
                last_y = y;
                for (std::int64_t dx = -1; dx <= 1; ++dx) {
                    for (std::int64_t dy = -1; dy <= 1; ++dy) {
                        coast_cells_.insert(key_of(x + dx, y + dy));
                    }
                }
            }
        }
    }
}

bool BaseMap::is_near_coast(geo::XY p) const {
    return coast_cells_.contains(key_of(cell_of(p.x), cell_of(p.y)));
}

/// Edges of the named units together: those that an odd number of them have.
template <typename Visit>
void BaseMap::for_each_edge_of(const std::vector<std::string>& units, const Visit& visit) const {
    std::vector<bool> is_member(unit_names_.size(), false);
    for (const std::string& unit : units) {
        const auto found = std::ranges::find(unit_names_, unit);
        if (found != unit_names_.end()) {
            is_member[static_cast<std::size_t>(found - unit_names_.begin())] = true;
        }
    }
    for (std::size_t i = 0; i < unit_edges_.size();) {
        std::size_t end = i;
        std::size_t count = 0;
        while (end < unit_edges_.size() && unit_edges_[end].a == unit_edges_[i].a &&
               unit_edges_[end].b == unit_edges_[i].b) {
            if (is_member[unit_edges_[end].unit]) ++count;
            ++end;
        }
        if (count % 2 == 1) visit(Edge{unit_edges_[i].a, unit_edges_[i].b}, end - i == 1);
        i = end;
    }
}

draw::PathPtr BaseMap::outline_of(const std::vector<std::string>& units) const {
    std::vector<Edge> edges;
    for_each_edge_of(units, [&](Edge edge, bool) { edges.push_back(edge); });
    auto path = std::make_shared<draw::Path>();
    for (const auto& chain : link_edges(edges)) {
        if (chain.size() < 4) continue;
        path->move_to(unit_places_[chain[0]]);
        for (std::size_t i = 1; i + 1 < chain.size(); ++i) path->line_to(unit_places_[chain[i]]);
    }
    if (path->points.empty()) return nullptr;
    return path;
}

draw::PathPtr BaseMap::inland_outline_of(const std::vector<std::string>& units) const {
    std::vector<Edge> edges;
    for_each_edge_of(units, [&](Edge edge, bool is_outer) {
        if (is_outer && is_near_coast(unit_places_[edge.first]) &&
            is_near_coast(unit_places_[edge.second])) {
            return;
        }
        edges.push_back(edge);
    });
    auto path = std::make_shared<draw::Path>();
    path->closed = false;
    for (const auto& chain : link_edges(edges)) {
        for (std::size_t i = 0; i < chain.size(); ++i) {
            if (i == 0) {
                path->move_to(unit_places_[chain[i]]);
            } else {
                path->line_to(unit_places_[chain[i]]);
            }
        }
    }
    return path;
}

void BaseMap::add_border(std::vector<geo::XY> chain, BaseLine kind, bool own) {
    if (chain.size() < 2) return;
    auto path = std::make_shared<draw::Path>();
    path->closed = false;
    path->points = std::move(chain);
    path->ring_ends = {static_cast<std::uint32_t>(path->points.size())};
    const geo::Box box = box_of(*path);
    std::vector<Border>& all = kind == BaseLine::tidal_edge ? tidal_edges_ : borders_;
    all.push_back({Levels{std::move(path)}, box, kind, own});
}

}  // namespace parkatlas::cartography
