#include "app/flight.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::app {
namespace {

constexpr double rho = 1.42;
constexpr double shortest_s = 0.18;
constexpr double longest_s = 0.75;
constexpr double seconds_per_length = 0.22;

double width_m(const draw::MapView& view) {
    return view.frame.w_mm / 1000.0 * view.scale_denominator;
}

// Slow at both ends.
double eased(double share) {
    return share * share * (3.0 - 2.0 * share);
}

}  // namespace

Flight::Flight(const draw::MapView& from, const draw::MapView& to)
    : from_{from}, to_{to}, width0_m_{width_m(from)} {
    to_.frame = from.frame;
    const double w0 = width0_m_;
    const double w1 = width_m(to_);
    distance_m_ = std::hypot(to_.centre.x_m - from_.centre.x_m, to_.centre.y_m - from_.centre.y_m);
    straight_ = distance_m_ < 1e-6 * std::min(w0, w1);
    if (straight_) {
        length_ = std::abs(std::log(w1 / w0)) / rho;
        return;
    }
    const double rho2 = rho * rho;
    const double across = rho2 * rho2 * distance_m_ * distance_m_;
    const double b0 = (w1 * w1 - w0 * w0 + across) / (2.0 * w0 * rho2 * distance_m_);
    const double b1 = (w1 * w1 - w0 * w0 - across) / (2.0 * w1 * rho2 * distance_m_);
    r0_ = -std::asinh(b0);  // ln(-b + sqrt(b^2 + 1))
    const double r1 = -std::asinh(b1);
    length_ = (r1 - r0_) / rho;
}

draw::MapView Flight::at(double share) const {
    if (share <= 0.0) return from_;
    if (share >= 1.0) return to_;
    const double s = eased(share) * length_;
    draw::MapView view = from_;
    if (straight_) {
        const double ratio = to_.scale_denominator / from_.scale_denominator;
        view.scale_denominator = from_.scale_denominator * std::pow(ratio, eased(share));
        return view;
    }
    const double w = width0_m_ * std::cosh(r0_) / std::cosh(rho * s + r0_);
    const double u =
        width0_m_ / (rho * rho) * (std::cosh(r0_) * std::tanh(rho * s + r0_) - std::sinh(r0_));
    const double along = std::clamp(u / distance_m_, 0.0, 1.0);
    view.centre = {std::lerp(from_.centre.x_m, to_.centre.x_m, along),
                   std::lerp(from_.centre.y_m, to_.centre.y_m, along)};
    view.scale_denominator = from_.scale_denominator * w / width0_m_;
    return view;
}

double Flight::duration_s() const {
    return std::clamp(length_ * seconds_per_length, shortest_s, longest_s);
}

}  // namespace parkatlas::app
