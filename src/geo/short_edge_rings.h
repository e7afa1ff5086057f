#pragma once

// Internal to geo, and to its tests: the fast way to geodesic area and perimeter.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/coords.h"
#include "geo/edge_series.h"
#include "geo/ellipsoid.h"
#include "geo/measure_method.h"

namespace parkatlas::geo::detail {

/// The longest edge that the series is trusted with.
inline constexpr double longest_short_edge_m = 10e3;
/// Beyond this latitude nothing is summed here; a block of edges may reach 0.75 degrees further.
inline constexpr double highest_short_edge_latitude_deg = 80.0;

/// Instructions that the sums are made with. All give the same bits.
enum class Simd { plain, avx2, avx512 };

/// The best that this machine has.
[[nodiscard]] Simd best_simd();

/// Area and perimeter of rings of short geodesic edges, summed edge by edge with power series round
/// parallels half a degree apart (edge_series.h). Not for two threads at once: series are made when
/// first needed.
///
/// Error of an edge of up to 10 km, whatever its direction, latitudes to 80 degrees: at most 1e-4
/// m2 of area and 1e-10 of its length; the area inside a ring has a share of 1e-14 of error
/// besides. The first terms that the series leave out amount to 5e-5 m2, 8e-11 and 6e-15
/// (docs/decisions/0005-areas-by-series.md says how that is found). PROJ's own routine scatters by
/// up to 3e-4 m2 an edge.
class ShortEdgeRings {
  public:
    explicit ShortEdgeRings(const Ellipsoid& ellipsoid, Simd simd = best_simd());

    /// `ring` is open, of finite degrees. None where an edge is longer than the series is trusted
    /// with, as it is across the antimeridian, or the ring comes near a pole or off the globe.
    [[nodiscard]] std::optional<RingMeasure> measure(std::span<const XY> ring);

  private:
    struct Sums;
    using SumBlock = Sums (*)(std::span<const XY>, XY, XY, const EdgeSeries&);

    static Sums sum_block_plain(std::span<const XY> from, XY end, XY origin,
                                const EdgeSeries& series);
    static Sums sum_block_avx2(std::span<const XY> from, XY end, XY origin,
                               const EdgeSeries& series);
    static Sums sum_block_avx512(std::span<const XY> from, XY end, XY origin,
                                 const EdgeSeries& series);

    [[nodiscard]] const EdgeSeries& series_of(int parallel);
    /// Strip from one parallel to another, m2 per radian of longitude.
    [[nodiscard]] double strip_between(int from, int to);

    Ellipsoid ellipsoid_;
    SumBlock sum_block_;
    std::vector<std::unique_ptr<EdgeSeries>> series_;
};

}  // namespace parkatlas::geo::detail
