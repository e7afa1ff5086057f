// Overlaps of parcels with a park and with a county, and the what-if question while a vertex is
// dragged. Parcels are those of docs/performance.md in kind: 6 to 20 vertices, 0.001 to 0.05 km2,
// 100,000 of them over 1.2 by 1.5 degrees.

#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/threads.h"
#include "geo/box_index.h"
#include "geo/overlap.h"
#include "geo/what_if.h"

namespace parkatlas::geo {
namespace {

class Stars {
  public:
    double unit() { return static_cast<double>(random_()) / 4294967296.0; }
    std::vector<XY> star(XY centre, double radius_deg, int vertices) {
        std::vector<XY> ring;
        for (int i = 0; i < vertices; ++i) {
            const double turn = 2.0 * std::numbers::pi * i / vertices;
            // Rough as a coast is: the more vertices, the smaller the teeth.
            const double rough = vertices < 100 ? 0.3 : 30.0 / vertices;
            const double radius = radius_deg * (1.0 - rough / 2 + rough * unit());
            ring.push_back(
                {centre.x + radius * std::cos(turn), centre.y + radius * std::sin(turn)});
        }
        return ring;
    }

  private:
    std::mt19937 random_{20240602};
};

struct Parcels {
    Shapes shapes;
    std::vector<double> areas_m2;
    std::vector<std::uint32_t> classes;
};

const Parcels& parcels() {
    static const Parcels made = [] {
        Stars random;
        Parcels out;
        const auto by = Measurer::create(Method::geodesic, Crs::cgcs2000(), {});
        for (int i = 0; i < 100'000; ++i) {
            const XY centre{121.0 + 1.2 * random.unit(), 28.9 + 1.5 * random.unit()};
            // 0.001 to 0.05 km2, evenly by the logarithm
            const double area_km2 = 0.001 * std::pow(50.0, random.unit());
            const double radius_deg = std::sqrt(area_km2 / std::numbers::pi) / 111.0;
            out.shapes.append_polygon(
                {random.star(centre, radius_deg, 6 + static_cast<int>(14 * random.unit()))});
            out.areas_m2.push_back(
                by ? by->measure(out.shapes[static_cast<std::size_t>(i)])->area_m2 : 0.0);
            out.classes.push_back(static_cast<std::uint32_t>(i % 7));
        }
        return out;
    }();
    return made;
}

Measurer geodesic() {
    return std::move(*Measurer::create(Method::geodesic, Crs::cgcs2000(), {}));
}

void box_index(benchmark::State& state) {
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < parcels().shapes.size(); ++i) {
        boxes.push_back(parcels().shapes[i].bounds());
    }
    for (auto _ : state) benchmark::DoNotOptimize(BoxIndex{boxes});
}
BENCHMARK(box_index)->Unit(benchmark::kMillisecond);

/// All parcels with one polygon; the argument is its number of vertices, the radius 0.3 degrees.
void overlap_with_one(benchmark::State& state) {
    const ThreadLimit one{1};
    Stars random;
    Shapes polygon;
    polygon.append_polygon({random.star({121.6, 29.6}, 0.3, static_cast<int>(state.range(0)))});
    const Measurer by = geodesic();
    std::size_t pairs = 0;
    for (auto _ : state) {
        const auto answer = overlaps(polygon, &parcels().shapes, by, {}, {{}, parcels().areas_m2});
        pairs = answer ? answer->pairs.size() : 0;
    }
    state.counters["pairs"] = static_cast<double>(pairs);
}
BENCHMARK(overlap_with_one)->Arg(60)->Arg(7000)->Arg(60000)->Unit(benchmark::kMillisecond);

/// A park of the argument's area in km2 and 40 vertices; one vertex goes to and fro.
void what_if(benchmark::State& state, bool anew) {
    Stars random;
    const double radius_deg =
        std::sqrt(static_cast<double>(state.range(0)) / std::numbers::pi) / 104.0;
    std::vector<XY> ring = random.star({121.6, 29.6}, radius_deg, 40);
    const auto layer = std::make_shared<const WhatIfLayer>(parcels().shapes, parcels().areas_m2,
                                                           parcels().classes, 7);
    WhatIf asked{layer, geodesic()};
    const XY corner = ring[5];
    std::size_t shares = 0;
    std::size_t looked_at = 0;
    for (int step = 0; auto _ : state) {
        ++step;
        ring[5] = {corner.x + 1e-4 * (step % 10), corner.y - 1e-4 * (step % 7)};
        Shapes polygon;
        if (anew) {  // all vertices have moved: nothing that was known holds
            for (XY& v : ring) v.x += step % 2 == 0 ? 1e-7 : -1e-7;
        }
        polygon.append_polygon({ring});
        const auto answer = asked.update(polygon[0]);
        if (answer) {
            shares = (*answer)->shares.size();
            looked_at = (*answer)->looked_at;
        }
    }
    state.counters["shares"] = static_cast<double>(shares);
    state.counters["looked_at"] = static_cast<double>(looked_at);
}
BENCHMARK_CAPTURE(what_if, vertex_dragged, false)
    ->Arg(1)
    ->Arg(25)
    ->Arg(400)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(what_if, all_moved, true)
    ->Arg(1)
    ->Arg(25)
    ->Arg(400)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace parkatlas::geo
