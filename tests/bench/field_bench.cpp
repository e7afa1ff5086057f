// A field of a million parcels: building it, filling a picture of 1920x1080 at several scales,
// finding the polygon under a point, projecting its vertices.

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "draw/field_raster.h"
#include "draw/polygon_field.h"
#include "geo/grid_transform.h"

namespace parkatlas::draw {
namespace {

constexpr std::size_t parcels = 1'000'000;
constexpr double extent_m = 120'000.0;

/// Twelve-cornered parcels of 30 to 220 m, each from its number alone.
bool parcel(std::size_t number, std::size_t, geo::RingSet& rings) {
    std::mt19937 random{static_cast<std::uint32_t>(number)};
    const auto share = [&] { return static_cast<double>(random()) / 4294967296.0; };
    const double x = 600'000 + extent_m * share();
    const double y = 3'250'000 + extent_m * share();
    const double radius = 15 + 95 * share();
    for (int i = 0; i < 12; ++i) {
        const double angle = 2 * std::numbers::pi * i / 12;
        const double r = radius * (0.8 + 0.2 * share());
        rings.points.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
    }
    rings.ring_ends.push_back(12);
    return true;
}

const PolygonFieldPtr& field() {
    static const PolygonFieldPtr made = *PolygonField::build(parcels, parcel, {}, Work{});
    return made;
}

void fill_1080p(benchmark::State& state) {
    const Polygons item{field(), {PolygonStyle{}}};
    const geo::XY middle = field()->bounds().centre();
    // Metres a pixel; 120 and more show all parcels.
    const double px_per_m = 1.0 / static_cast<double>(state.range(0));
    const FieldPlacement at{{middle.x, middle.y}, 960, 540, px_per_m, 96 / 25.4};
    std::vector<std::uint8_t> rgba(std::size_t{4} * 1920 * 1080);
    const FieldTarget target{rgba.data(), 1920, 0, 0, 1920, 1080};
    for (auto _ : state) {
        benchmark::DoNotOptimize(rasterize(item, at, target));
    }
}
BENCHMARK(fill_1080p)
    ->Arg(1)
    ->Arg(5)
    ->Arg(20)
    ->Arg(60)
    ->Arg(120)
    ->Arg(500)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void find_under_a_point(benchmark::State& state) {
    std::mt19937 random{1};
    const geo::Box& bounds = field()->bounds();
    for (auto _ : state) {
        const geo::XY p{
            bounds.min_x + bounds.width() * static_cast<double>(random()) / 4294967296.0,
            bounds.min_y + bounds.height() * static_cast<double>(random()) / 4294967296.0};
        std::uint32_t found = 0;
        field()->visit({p.x - 50, p.y - 50, p.x + 50, p.y + 50}, [&](PolygonField::Ref ref) {
            if (field()->contains(ref, p)) found = field()->feature(ref);
            return true;
        });
        benchmark::DoNotOptimize(found);
    }
}
BENCHMARK(find_under_a_point)->Unit(benchmark::kMicrosecond);

void project_by_patches(benchmark::State& state) {
    std::mt19937 random{2};
    std::vector<geo::XY> vertices;
    for (int i = 0; i < 1'000'000; ++i) {
        vertices.push_back({121.0 + static_cast<double>(random()) / 4294967296.0,
                            29.0 + static_cast<double>(random()) / 4294967296.0});
    }
    const auto grid = geo::GridTransform::create(geo::Crs::cgcs2000(), geo::Crs::gauss_kruger_120(),
                                                 vertices, Work{});
    geo::GridTransform::Hand hand{*grid};
    std::vector<geo::XY> work(vertices.size());
    for (auto _ : state) {
        work = vertices;
        benchmark::DoNotOptimize(hand.apply(work));
    }
    state.counters["per_vertex"] = benchmark::Counter(
        static_cast<double>(vertices.size()),
        benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(project_by_patches)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace parkatlas::draw
