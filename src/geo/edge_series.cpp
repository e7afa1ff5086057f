// The coefficients follow from two laws of the squared length 2E(t, u, v) of a geodesic and the
// strip u B(t, u, v) below it, when the edge's second end moves along the geodesic:
//
//   Hamilton-Jacobi   G E_2^2 + E_u^2 = 2 P^2 E         transport   G E_2 uB_2 + E_u (uB)_u = S E_u
//
// where P is the radius of the parallel, M that of the meridian, G = P^2 / M^2 and S the strip
// below the second end, all at its latitude t + v/2, and _2 = 1/2 d/dt + d/dv differentiates by it.
// Seen by powers of (u, v) the highest unknown stands alone, times 2 P^2 (n - 1) and P^2 (n + 1).
// Hence no formula of the series' terms is needed: the laws are solved power by power, here with
// numbers. tests/property/edge_series_test.cpp holds the outcome against PROJ.

#include "geo/edge_series.h"

#include <cmath>
#include <cstddef>

namespace parkatlas::geo::detail {

namespace {

constexpr std::size_t degree = 7;  ///< of t, u and v together; more is cut off

/// Polynomial in t, v and w = u^2.
class Series {
  public:
    /// Factor of t^i v^j u^2k.
    double& at(std::size_t i, std::size_t j, std::size_t k) { return terms_[index(i, j, k)]; }
    [[nodiscard]] double at(std::size_t i, std::size_t j, std::size_t k) const {
        return terms_[index(i, j, k)];
    }

    template <typename Visit>
    static void each(const Visit& visit) {
        for (std::size_t k = 0; 2 * k <= degree; ++k) {
            for (std::size_t j = 0; j + 2 * k <= degree; ++j) {
                for (std::size_t i = 0; i + j + 2 * k <= degree; ++i) visit(i, j, k);
            }
        }
    }

    friend Series operator*(const Series& a, const Series& b) {
        Series out;
        each([&](std::size_t i, std::size_t j, std::size_t k) {
            const double factor = a.at(i, j, k);
            if (factor == 0.0) return;
            for (std::size_t n = 0; i + j + 2 * (k + n) <= degree; ++n) {
                for (std::size_t m = 0; i + j + m + 2 * (k + n) <= degree; ++m) {
                    for (std::size_t l = 0; i + l + j + m + 2 * (k + n) <= degree; ++l) {
                        out.at(i + l, j + m, k + n) += factor * b.at(l, m, n);
                    }
                }
            }
        });
        return out;
    }
    friend Series operator*(double factor, Series a) {
        for (double& term : a.terms_) term *= factor;
        return a;
    }
    friend Series operator+(Series a, const Series& b) {
        for (std::size_t i = 0; i < a.terms_.size(); ++i) a.terms_[i] += b.terms_[i];
        return a;
    }
    friend Series operator-(const Series& a, const Series& b) { return a + -1.0 * b; }

    [[nodiscard]] Series by_second_latitude() const {
        Series out;
        each([&](std::size_t i, std::size_t j, std::size_t k) {
            const double term = at(i, j, k);
            if (i > 0) out.at(i - 1, j, k) += 0.5 * static_cast<double>(i) * term;
            if (j > 0) out.at(i, j - 1, k) += static_cast<double>(j) * term;
        });
        return out;
    }
    [[nodiscard]] Series by_w() const {
        Series out;
        each([&](std::size_t i, std::size_t j, std::size_t k) {
            if (k > 0) out.at(i, j, k - 1) = static_cast<double>(k) * at(i, j, k);
        });
        return out;
    }
    [[nodiscard]] Series times_w() const {
        Series out;
        each([&](std::size_t i, std::size_t j, std::size_t k) {
            if (k > 0) out.at(i, j, k) = at(i, j, k - 1);
        });
        return out;
    }
    /// Of a series in t alone: t + v/2 in place of t.
    [[nodiscard]] Series at_second_end() const {
        Series out;
        for (std::size_t i = 0; i <= degree; ++i) {
            double binomial = at(i, 0, 0);
            for (std::size_t j = 0; j <= i; ++j) {
                out.at(i - j, j, 0) = binomial;
                binomial *= 0.5 * static_cast<double>(i - j) / static_cast<double>(j + 1);
            }
        }
        return out;
    }
    /// The terms of v^j u^2k with j + 2k = n.
    [[nodiscard]] Series part(std::size_t n) const {
        Series out;
        each([&](std::size_t i, std::size_t j, std::size_t k) {
            if (j + 2 * k == n) out.at(i, j, k) = at(i, j, k);
        });
        return out;
    }

  private:
    static constexpr std::size_t side = degree + 1;
    static constexpr std::size_t index(std::size_t i, std::size_t j, std::size_t k) {
        return (k * side + j) * side + i;
    }
    std::array<double, side * side*(degree / 2 + 1)> terms_{};
};

/// base^power of a series in t alone with a constant term that is not 0 (Euler's recurrence).
Series power_of(const Series& base, double power) {
    Series out;
    out.at(0, 0, 0) = std::pow(base.at(0, 0, 0), power);
    for (std::size_t i = 1; i <= degree; ++i) {
        double sum = 0.0;
        for (std::size_t j = 1; j <= i; ++j) {
            const double weight = power * static_cast<double>(j) - static_cast<double>(i - j);
            sum += weight * base.at(j, 0, 0) * out.at(i - j, 0, 0);
        }
        out.at(i, 0, 0) = sum / (static_cast<double>(i) * base.at(0, 0, 0));
    }
    return out;
}

/// The radii of the ellipsoid as series in t.
struct Radii {
    Series meridian, parallel, strip;
};

Radii radii(const Ellipsoid& ellipsoid, double latitude_rad) {
    Series sine, cosine;
    const double s = std::sin(latitude_rad);
    const double c = std::cos(latitude_rad);
    const std::array<double, 4> sines{s, c, -s, -c};
    double factorial = 1.0;
    for (std::size_t i = 0; i <= degree; ++i) {
        if (i > 0) factorial *= static_cast<double>(i);
        sine.at(i, 0, 0) = sines.at(i % 4) / factorial;
        cosine.at(i, 0, 0) = sines.at((i + 1) % 4) / factorial;
    }
    const double e2 = ellipsoid.flattening * (2.0 - ellipsoid.flattening);
    Series squash = -e2 * (sine * sine);
    squash.at(0, 0, 0) += 1.0;
    Radii out;
    out.meridian = ellipsoid.semi_major_m * (1.0 - e2) * power_of(squash, -1.5);
    out.parallel = ellipsoid.semi_major_m * (cosine * power_of(squash, -0.5));
    const Series density = out.meridian * out.parallel;
    for (std::size_t i = 1; i <= degree; ++i) {
        out.strip.at(i, 0, 0) = density.at(i - 1, 0, 0) / static_cast<double>(i);
    }
    return out;
}

template <std::size_t N>
std::array<double, N> powers_of_t(const Series& series, std::size_t v, std::size_t w,
                                  double factor) {
    std::array<double, N> out{};
    for (std::size_t i = 0; i < N; ++i) out.at(i) = factor * series.at(i, v, w);
    return out;
}

}  // namespace

EdgeSeries edge_series(const Ellipsoid& ellipsoid, double latitude_rad) {
    const Radii here = radii(ellipsoid, latitude_rad);
    const Series m2 = here.meridian * here.meridian;
    const Series p2 = here.parallel * here.parallel;
    const Series one_over_p2 = power_of(p2, -1.0);
    const Series p2_end = p2.at_second_end();
    const Series g_end = (p2 * power_of(m2, -1.0)).at_second_end();
    const Series strip_end = here.strip.at_second_end();

    Series e;  // half the squared length
    for (std::size_t i = 0; i + 2 <= degree; ++i) {
        e.at(i, 2, 0) = 0.5 * m2.at(i, 0, 0);
        e.at(i, 0, 1) = 0.5 * p2.at(i, 0, 0);
    }
    for (std::size_t n = 4; n <= 6; n += 2) {  // odd parts are 0: reversing an edge changes nothing
        const Series e2 = e.by_second_latitude();
        const Series eu = e.by_w();
        const Series rest = g_end * (e2 * e2) + 4.0 * (eu * eu).times_w() - 2.0 * (p2_end * e);
        e = e - 0.5 / static_cast<double>(n - 1) * (one_over_p2 * rest.part(n));
    }
    const Series flow_v = g_end * e.by_second_latitude();
    const Series flow_u = 2.0 * e.by_w();
    Series b = here.strip;
    for (std::size_t n = 2; n <= 4; n += 2) {
        const Series rest =
            flow_v * b.by_second_latitude() + flow_u * (b + 2.0 * b.by_w().times_w() - strip_end);
        b = b - 1.0 / static_cast<double>(n + 1) * (one_over_p2 * rest.part(n));
    }

    EdgeSeries out{};
    out.strip = powers_of_t<7>(b, 0, 0, 1.0);
    out.strip_v2 = powers_of_t<5>(b, 2, 0, 1.0);
    out.strip_u2 = powers_of_t<5>(b, 0, 1, 1.0);
    out.strip_v4 = powers_of_t<3>(b, 4, 0, 1.0);
    out.strip_v2u2 = powers_of_t<3>(b, 2, 1, 1.0);
    out.strip_u4 = powers_of_t<3>(b, 0, 2, 1.0);
    out.length_v2 = powers_of_t<4>(e, 2, 0, 2.0);
    out.length_u2 = powers_of_t<6>(e, 0, 1, 2.0);
    out.length_v4 = powers_of_t<3>(e, 4, 0, 2.0);
    out.length_v2u2 = powers_of_t<3>(e, 2, 1, 2.0);
    out.length_u4 = powers_of_t<3>(e, 0, 2, 2.0);
    return out;
}

}  // namespace parkatlas::geo::detail
