#include "geo/orientation.h"

#include <array>
#include <cstddef>

namespace parkatlas::geo::detail {

namespace {

/// `value` as rounded and what rounding left over; their sum is exact.
struct Exact {
    double value, rest;
};

Exact sum(double a, double b) {
    const double value = a + b;
    const double b_part = value - a;
    const double a_part = value - b_part;
    return {value, (a - a_part) + (b - b_part)};
}

Exact difference(double a, double b) {
    return sum(a, -b);
}

/// Halves of 26 bits, whose products are exact (Dekker).
Exact halves(double a) {
    constexpr double splitter = 134217729.0;  // 2^27 + 1
    const double c = splitter * a;
    const double high = c - (c - a);
    return {high, a - high};
}

Exact product(double a, double b) {
    const double value = a * b;
    const auto [a_high, a_low] = halves(a);
    const auto [b_high, b_low] = halves(b);
    const double rest = value - a_high * b_high - a_low * b_high - a_high * b_low;
    return {value, a_low * b_low - rest};
}

/// An exact sum of doubles that do not overlap, from the smallest to the largest.
class Expansion {
  public:
    void add(double term) {
        std::size_t kept = 0;
        double carry = term;
        for (std::size_t i = 0; i < size_; ++i) {
            const auto [value, rest] = sum(carry, terms_[i]);
            carry = value;
            if (rest != 0.0) terms_[kept++] = rest;
        }
        if (carry != 0.0) terms_[kept++] = carry;
        size_ = kept;
    }
    void add(Exact term) {
        add(term.rest);
        add(term.value);
    }
    void subtract(Exact term) {
        add(-term.rest);
        add(-term.value);
    }
    /// The sign is that of the largest term, which outweighs all others.
    [[nodiscard]] double value() const {
        double all = 0.0;
        for (std::size_t i = 0; i < size_; ++i) all += terms_[i];
        return all;
    }

  private:
    std::array<double, 16> terms_{};
    std::size_t size_ = 0;
};

}  // namespace

double exact_orientation(XY a, XY b, XY c) {
    const Exact ax = difference(a.x, c.x);
    const Exact ay = difference(a.y, c.y);
    const Exact bx = difference(b.x, c.x);
    const Exact by = difference(b.y, c.y);
    Expansion det;
    if (ax.rest != 0.0 || by.rest != 0.0) {
        det.add(product(ax.rest, by.rest));
        det.add(product(ax.rest, by.value));
        det.add(product(ax.value, by.rest));
    }
    if (ay.rest != 0.0 || bx.rest != 0.0) {
        det.subtract(product(ay.rest, bx.rest));
        det.subtract(product(ay.rest, bx.value));
        det.subtract(product(ay.value, bx.rest));
    }
    det.add(product(ax.value, by.value));
    det.subtract(product(ay.value, bx.value));
    return det.value();
}

}  // namespace parkatlas::geo::detail
