#include "geo/exact_side.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace parkatlas::geo::detail {

namespace {

/// A sum of doubles that do not overlap, smallest first: its value is exact, its sign that of the
/// last one.
class ExactSum {
  public:
    void add(double value) {
        double carry = value;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            const double sum = carry + parts_[i];
            const double back = sum - carry;
            const double error = (carry - (sum - back)) + (parts_[i] - back);
            carry = sum;
            if (error != 0.0) parts_[kept++] = error;
        }
        if (carry != 0.0) parts_[kept++] = carry;
        count_ = kept;
    }
    void add_product(double a, double b) {
        const double product = a * b;
        add(std::fma(a, b, -product));
        add(product);
    }
    [[nodiscard]] int sign() const {
        if (count_ == 0) return 0;
        return parts_[count_ - 1] > 0.0 ? 1 : -1;
    }

  private:
    std::array<double, 13> parts_{};
    std::size_t count_ = 0;
};

}  // namespace

int exact_side(XY p, XY q, XY r) {
    const double up = (q.x - p.x) * (r.y - p.y);
    const double down = (q.y - p.y) * (r.x - p.x);
    const double doubt =
        4 * std::numeric_limits<double>::epsilon() * (std::abs(up) + std::abs(down)) +
        std::numeric_limits<double>::min();
    const double cross = up - down;
    if (cross > doubt) return 1;
    if (cross < -doubt) return -1;
    // Commonest of all: edges along the axes.
    if ((q.x == p.x || r.y == p.y) && (q.y == p.y || r.x == p.x)) return 0;
    // The determinant written out; the product p.x p.y stands in it twice with opposite signs.
    ExactSum sum;
    sum.add_product(q.x, r.y);
    sum.add_product(-q.x, p.y);
    sum.add_product(-p.x, r.y);
    sum.add_product(-q.y, r.x);
    sum.add_product(q.y, p.x);
    sum.add_product(p.y, r.x);
    return sum.sign();
}

bool is_strictly_between(XY p, XY q, XY r) {
    if (p.x != q.x) return r.x > std::min(p.x, q.x) && r.x < std::max(p.x, q.x);
    return r.y > std::min(p.y, q.y) && r.y < std::max(p.y, q.y);
}

}  // namespace parkatlas::geo::detail
