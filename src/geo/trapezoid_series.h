#pragma once

// Internal to geo, and to its tests: the series of 图斑椭球面积 (TD/T 1055-2019).

#include <array>
#include <cmath>
#include <cstddef>

#include "geo/ellipsoid.h"

namespace parkatlas::geo::detail {

/// Area between two parallels and two meridians, positive northward; coefficients of the rule, in
/// powers of the first eccentricity squared. Checked against the closed form in
/// tests/unit/geo/measure_official_test.cpp.
class TrapezoidSeries {
  public:
    explicit TrapezoidSeries(const Ellipsoid& ellipsoid) {
        const double f = ellipsoid.flattening;
        const double b = ellipsoid.semi_major_m * (1.0 - f);
        const double e2 = f * (2.0 - f);
        const double e4 = e2 * e2;
        const double e6 = e4 * e2;
        const double e8 = e4 * e4;
        twice_b_squared_ = 2.0 * b * b;
        terms_ = {1.0 + 3.0 / 6 * e2 + 30.0 / 80 * e4 + 35.0 / 112 * e6 + 630.0 / 2304 * e8,
                  -(1.0 / 6 * e2 + 15.0 / 80 * e4 + 21.0 / 112 * e6 + 420.0 / 2304 * e8),
                  3.0 / 80 * e4 + 7.0 / 112 * e6 + 180.0 / 2304 * e8,
                  -(1.0 / 112 * e6 + 45.0 / 2304 * e8), 5.0 / 2304 * e8};
    }

    [[nodiscard]] double area_m2(double half_height_rad, double middle_rad,
                                 double width_rad) const {
        double sum = 0.0;
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            const double n = static_cast<double>(2 * i + 1);
            sum += terms_[i] * std::sin(n * half_height_rad) * std::cos(n * middle_rad);
        }
        return twice_b_squared_ * width_rad * sum;
    }

  private:
    double twice_b_squared_ = 0.0;
    std::array<double, 5> terms_{};
};

}  // namespace parkatlas::geo::detail
