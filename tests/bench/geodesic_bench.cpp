// Geodesic area and perimeter of one ring: PROJ's polygon routine beside ours. The counter
// per_vertex is what docs/performance.md quotes.

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>
#include <geodesic.h>

#include "geo/measure.h"
#include "geo/short_edge_rings.h"

namespace parkatlas::geo {
namespace {

/// A star near Ningbo, of a parcel's size for few vertices and of a county's for many.
std::vector<XY> star(std::int64_t vertices) {
    std::mt19937 random{static_cast<std::uint32_t>(vertices)};
    const double radius_deg = vertices < 100 ? 0.002 : 0.2;
    std::vector<XY> ring;
    for (std::int64_t i = 0; i < vertices; ++i) {
        const double turn =
            2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(vertices);
        const double noise = static_cast<double>(random()) / 4294967296.0;
        const double radius = radius_deg * (0.9 + 0.2 * noise);
        ring.push_back({121.5 + radius * std::cos(turn), 29.9 + radius * std::sin(turn)});
    }
    return ring;
}

void count_vertices(benchmark::State& state) {
    state.counters["per_vertex"] = benchmark::Counter(
        static_cast<double>(state.range(0)),
        benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void sizes(benchmark::internal::Benchmark* bench) {
    for (const std::int64_t vertices : {8, 14, 60, 1000, 7000}) bench->Arg(vertices);
}

void proj_polygon(benchmark::State& state) {
    const std::vector<XY> ring = star(state.range(0));
    geod_geodesic geodesic;
    geod_init(&geodesic, cgcs2000_ellipsoid.semi_major_m, cgcs2000_ellipsoid.flattening);
    for (auto _ : state) {
        geod_polygon polygon;
        geod_polygon_init(&polygon, 0);
        for (const XY v : ring) geod_polygon_addpoint(&geodesic, &polygon, v.y, v.x);
        double area_m2 = 0.0;
        double perimeter_m = 0.0;
        geod_polygon_compute(&geodesic, &polygon, 0, 1, &area_m2, &perimeter_m);
        benchmark::DoNotOptimize(area_m2);
        benchmark::DoNotOptimize(perimeter_m);
    }
    count_vertices(state);
}
BENCHMARK(proj_polygon)->Apply(sizes);

void short_edge_rings(benchmark::State& state, detail::Simd simd) {
    if (simd > detail::best_simd()) {
        state.SkipWithError("this machine has no such instructions");
        return;
    }
    const std::vector<XY> ring = star(state.range(0));
    detail::ShortEdgeRings rings{cgcs2000_ellipsoid, simd};
    for (auto _ : state) benchmark::DoNotOptimize(rings.measure(ring));
    count_vertices(state);
}
BENCHMARK_CAPTURE(short_edge_rings, plain, detail::Simd::plain)->Apply(sizes);
BENCHMARK_CAPTURE(short_edge_rings, avx2, detail::Simd::avx2)->Apply(sizes);
BENCHMARK_CAPTURE(short_edge_rings, avx512, detail::Simd::avx512)->Apply(sizes);

/// The whole way of a shape of one ring, with all checks.
void measurer(benchmark::State& state) {
    Shapes shapes;
    shapes.append_polygon({star(state.range(0))});
    const auto by = Measurer::create(Method::geodesic, Crs::cgcs2000(), {});
    if (!by) {
        state.SkipWithError("PROJ does not know CGCS2000");
        return;
    }
    for (auto _ : state) benchmark::DoNotOptimize(by->measure(shapes[0]));
    count_vertices(state);
}
BENCHMARK(measurer)->Apply(sizes);

}  // namespace
}  // namespace parkatlas::geo
