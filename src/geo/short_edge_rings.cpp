#include "geo/short_edge_rings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#if defined(__x86_64__) && defined(__GNUC__)
#define PARKATLAS_X86_KERNELS 1
#endif

namespace parkatlas::geo::detail {

namespace {

constexpr double radians_per_degree = std::numbers::pi / 180.0;
constexpr double parallels_per_degree = 2.0;
constexpr int outermost_parallel =
    static_cast<int>(highest_short_edge_latitude_deg * parallels_per_degree);
constexpr double parallel_gap_rad = radians_per_degree / parallels_per_degree;
/// How far from its parallel a series is used.
constexpr double farthest_rad = 0.5 * radians_per_degree;
/// Less than twice the way through 180 degrees of longitude at 80.75 degrees of latitude: a shorter
/// ring that starts within 360 degrees does not get beyond 540.
constexpr double half_way_round_and_back_m = 6e6;
constexpr std::size_t block_edges = 64;
/// Sums are kept in this many lanes whatever the machine's vectors hold, so that all machines add
/// in the same order.
constexpr std::size_t lanes = 8;

double latitude_deg(int parallel) {
    return parallel / parallels_per_degree;
}

std::optional<int> nearest_parallel(double lat_deg) {
    if (!(std::abs(lat_deg) <= highest_short_edge_latitude_deg)) return std::nullopt;
    const double from_south = lat_deg * parallels_per_degree + outermost_parallel;
    return static_cast<int>(std::lround(from_south)) - outermost_parallel;
}

/// c[0] + c[1] t + c[2] t^2 + … in pairs, which wait for each other less than Horner's rule does.
template <std::size_t N>
[[gnu::always_inline]] inline double polynomial(const std::array<double, N>& c, double t) {
    const double t2 = t * t;
    double sum = N % 2 == 0 ? c[N - 2] + c[N - 1] * t : c[N - 1];
    for (std::size_t i = N - 2 + N % 2; i >= 2; i -= 2) sum = sum * t2 + (c[i - 2] + c[i - 1] * t);
    return sum;
}

/// In pairs, too; the same on every machine.
[[gnu::always_inline]] inline double sum_of(const std::array<double, lanes>& x) {
    return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

[[gnu::always_inline]] inline double largest_of(const std::array<double, lanes>& x) {
    return std::max(std::max(std::max(x[0], x[4]), std::max(x[2], x[6])),
                    std::max(std::max(x[1], x[5]), std::max(x[3], x[7])));
}

struct BlockSums {
    double strip_m2 = 0.0;
    double length_m = 0.0;
    double width_rad = 0.0;           ///< of longitude, first to last vertex
    double longest_squared_m2 = 0.0;  ///< of the edges, first term
    double farthest_lat_rad = 0.0;    ///< from the parallel
};

/// Sums the edges from each vertex of `from` (1 to block_edges of them) to the next, the last one
/// to `end`. `origin` is where longitudes count from and the latitude of the series.
[[gnu::always_inline]] inline BlockSums sum_edges(std::span<const XY> from, XY end, XY origin,
                                                  const EdgeSeries& series) {
    std::array<double, block_edges + lanes> lon, lat;  // radians
    std::array<double, block_edges> strip, length, leading;
    const std::size_t count = from.size();
    const std::size_t padded = (count + lanes - 1) / lanes * lanes;
    for (std::size_t i = 0; i < count; ++i) {
        lon[i] = (from[i].x - origin.x) * radians_per_degree;
        lat[i] = (from[i].y - origin.y) * radians_per_degree;
    }
    for (std::size_t i = count; i <= padded; ++i) {  // edges of no length fill the last lanes
        lon[i] = (end.x - origin.x) * radians_per_degree;
        lat[i] = (end.y - origin.y) * radians_per_degree;
    }
    const EdgeSeries& c = series;
    for (std::size_t i = 0; i < padded; ++i) {
        const double u = lon[i + 1] - lon[i];
        const double v = lat[i + 1] - lat[i];
        const double t = 0.5 * (lat[i + 1] + lat[i]);
        const double u2 = u * u;
        const double v2 = v * v;
        strip[i] = u * (polynomial(c.strip, t) +
                        v2 * (polynomial(c.strip_v2, t) + v2 * polynomial(c.strip_v4, t) +
                              u2 * polynomial(c.strip_v2u2, t)) +
                        u2 * (polynomial(c.strip_u2, t) + u2 * polynomial(c.strip_u4, t)));
        const double first = v2 * polynomial(c.length_v2, t) + u2 * polynomial(c.length_u2, t);
        leading[i] = first;
        length[i] = std::sqrt(
            first + (v2 * (v2 * polynomial(c.length_v4, t) + u2 * polynomial(c.length_v2u2, t)) +
                     u2 * u2 * polynomial(c.length_u4, t)));
    }
    std::array<double, lanes> strips{}, lengths{}, longest{}, north{};
    for (std::size_t i = 0; i < padded; i += lanes) {
        for (std::size_t k = 0; k < lanes; ++k) {
            strips[k] += strip[i + k];
            lengths[k] += length[i + k];
            longest[k] = std::max(longest[k], leading[i + k]);
            north[k] = std::max(north[k], std::abs(lat[i + k]));
        }
    }
    BlockSums sums;
    sums.strip_m2 = sum_of(strips);
    sums.length_m = sum_of(lengths);
    sums.width_rad = lon[count] - lon[0];
    sums.longest_squared_m2 = largest_of(longest);
    sums.farthest_lat_rad = std::max(largest_of(north), std::abs(lat[count]));
    return sums;
}

}  // namespace

struct ShortEdgeRings::Sums : BlockSums {};

ShortEdgeRings::Sums ShortEdgeRings::sum_block_plain(std::span<const XY> from, XY end, XY origin,
                                                     const EdgeSeries& series) {
    return {sum_edges(from, end, origin, series)};
}

#ifdef PARKATLAS_X86_KERNELS

[[gnu::target("avx2")]] ShortEdgeRings::Sums ShortEdgeRings::sum_block_avx2(
    std::span<const XY> from, XY end, XY origin, const EdgeSeries& series) {
    return {sum_edges(from, end, origin, series)};
}

[[gnu::target("avx512f,prefer-vector-width=512")]] ShortEdgeRings::Sums
ShortEdgeRings::sum_block_avx512(std::span<const XY> from, XY end, XY origin,
                                 const EdgeSeries& series) {
    return {sum_edges(from, end, origin, series)};
}

Simd best_simd() {
    if (__builtin_cpu_supports("avx512f") != 0) return Simd::avx512;
    if (__builtin_cpu_supports("avx2") != 0) return Simd::avx2;
    return Simd::plain;
}

#else

ShortEdgeRings::Sums ShortEdgeRings::sum_block_avx2(std::span<const XY> from, XY end, XY origin,
                                                    const EdgeSeries& series) {
    return sum_block_plain(from, end, origin, series);
}

ShortEdgeRings::Sums ShortEdgeRings::sum_block_avx512(std::span<const XY> from, XY end, XY origin,
                                                      const EdgeSeries& series) {
    return sum_block_plain(from, end, origin, series);
}

Simd best_simd() {
    return Simd::plain;
}

#endif

ShortEdgeRings::ShortEdgeRings(const Ellipsoid& ellipsoid, Simd simd)
    : ellipsoid_{ellipsoid},
      sum_block_{simd == Simd::avx512 ? sum_block_avx512
                 : simd == Simd::avx2 ? sum_block_avx2
                                      : sum_block_plain},
      series_(2 * outermost_parallel + 1) {}

const EdgeSeries& ShortEdgeRings::series_of(int parallel) {
    const int row = parallel + outermost_parallel;
    std::unique_ptr<EdgeSeries>& place = series_[static_cast<std::size_t>(row)];
    if (!place) {
        place = std::make_unique<EdgeSeries>(
            edge_series(ellipsoid_, latitude_deg(parallel) * radians_per_degree));
    }
    return *place;
}

double ShortEdgeRings::strip_between(int from, int to) {
    if (to < from) return -strip_between(to, from);
    double strip = 0.0;
    for (int parallel = from; parallel < to; ++parallel) {
        strip += polynomial(series_of(parallel).strip, 0.5 * parallel_gap_rad) -
                 polynomial(series_of(parallel + 1).strip, -0.5 * parallel_gap_rad);
    }
    return strip;
}

std::optional<RingMeasure> ShortEdgeRings::measure(std::span<const XY> ring) {
    constexpr double longest_squared_m2 = longest_short_edge_m * longest_short_edge_m;
    if (ring.empty() || !(std::abs(ring[0].x) <= 360.0)) return std::nullopt;
    const std::optional<int> base = nearest_parallel(ring[0].y);
    if (!base) return std::nullopt;
    double area_m2 = 0.0;
    double perimeter_m = 0.0;
    std::size_t most = block_edges;
    for (std::size_t first = 0; first < ring.size();) {
        const std::size_t count = std::min(most, ring.size() - first);
        const std::optional<int> parallel = nearest_parallel(ring[first].y);
        if (!parallel) return std::nullopt;
        const XY end = first + count < ring.size() ? ring[first + count] : ring[0];
        const Sums sums = sum_block_(ring.subspan(first, count), end,
                                     {ring[0].x, latitude_deg(*parallel)}, series_of(*parallel));
        if (!(sums.farthest_lat_rad <= farthest_rad)) {
            if (count == 1) return std::nullopt;
            most = count / 2;
            continue;
        }
        if (!(sums.longest_squared_m2 <= longest_squared_m2)) return std::nullopt;
        area_m2 += sums.strip_m2;
        if (*parallel != *base) area_m2 += strip_between(*base, *parallel) * sums.width_rad;
        perimeter_m += sums.length_m;
        first += count;
    }
    if (!std::isfinite(area_m2) || !std::isfinite(perimeter_m)) return std::nullopt;
    const auto on_globe = [](XY vertex) { return std::abs(vertex.x) <= 540.0; };
    if (perimeter_m > half_way_round_and_back_m && !std::ranges::all_of(ring, on_globe)) {
        return std::nullopt;
    }
    return RingMeasure{std::abs(area_m2), perimeter_m};
}

}  // namespace parkatlas::geo::detail
