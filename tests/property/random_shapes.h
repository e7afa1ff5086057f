#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "geo/measure.h"
#include "geo/shapes.h"

namespace parkatlas::test {

using geo::XY;

/// Seeded random numbers with a mapping of their own: std's distributions differ between libraries.
class Random {
  public:
    explicit Random(std::uint32_t seed) : engine_{seed} {}

    /// In [0, 1).
    double unit() { return static_cast<double>(engine_()) / 4294967296.0; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    /// In [low, high].
    int whole(int low, int high) {
        return low + static_cast<int>(unit() * static_cast<double>(high - low + 1));
    }

  private:
    std::mt19937 engine_;
};

/// $PARKATLAS_SEED, else 20240607. Each test prints it, so that a failure can be run again.
[[nodiscard]] std::uint32_t seed();

/// A simple ring: a star about `centre` whose radius varies by half, counter-clockwise.
[[nodiscard]] std::vector<XY> star(Random& random, XY centre, double radius, int vertices);
/// The same somewhere in Zhejiang, of plot to county size.
[[nodiscard]] std::vector<XY> star_in_zhejiang(Random& random);

[[nodiscard]] geo::Shapes polygon_of(const std::vector<XY>& ring);
/// A star with a star-shaped hole.
[[nodiscard]] geo::Shapes holed_star(Random& random, XY centre, double radius);

[[nodiscard]] geo::Measurer measurer_for(geo::Method method, const geo::Crs& crs);
[[nodiscard]] double area_of(const geo::Measurer& by, const geo::Shapes& shapes);

}  // namespace parkatlas::test
