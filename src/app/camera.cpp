#include "app/camera.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::app {
namespace {

// Half the circumference of the Earth: no projected map of this program reaches further.
constexpr double farthest_m = 20'037'508.0;

double within_limits(double scale_denominator) {
    return std::clamp(scale_denominator, min_scale_denominator, max_scale_denominator);
}

}  // namespace

void Camera::set_frame(draw::RectMm frame) {
    frame.w_mm = std::max(frame.w_mm, 1.0);
    frame.h_mm = std::max(frame.h_mm, 1.0);
    view_.frame = frame;
}

void Camera::pan_mm(double dx_mm, double dy_mm) {
    const double metres_per_mm = 1.0 / view_.mm_per_metre();
    view_.centre.x_m -= dx_mm * metres_per_mm;
    view_.centre.y_m += dy_mm * metres_per_mm;
    keep_finite();
}

void Camera::hold(geo::MapXY point, draw::PaperMm at) {
    const draw::PaperMm now = view_.to_paper(point);
    pan_mm(at.x_mm - now.x_mm, at.y_mm - now.y_mm);
}

void Camera::zoom_about(draw::PaperMm at, double factor) {
    if (!(factor > 0.0) || !std::isfinite(factor)) return;
    const geo::MapXY point = view_.to_map(at);
    view_.scale_denominator = within_limits(view_.scale_denominator / factor);
    hold(point, at);
}

void Camera::set_scale(double scale_denominator) {
    if (!std::isfinite(scale_denominator)) return;
    view_.scale_denominator = within_limits(scale_denominator);
}

void Camera::look(geo::MapXY centre, double scale_denominator) {
    view_.centre = centre;
    set_scale(scale_denominator);
    keep_finite();
}

void Camera::fit(const geo::Box& box, double margin_share) {
    if (box.is_empty()) return;
    const geo::XY middle = box.centre();
    view_.centre = {middle.x, middle.y};
    const double share = std::max(1.0 - 2.0 * margin_share, 0.1);
    const double across_m = box.width() / (view_.frame.w_mm * share / 1000.0);
    const double down_m = box.height() / (view_.frame.h_mm * share / 1000.0);
    const double needed = std::max(across_m, down_m);
    if (needed > 0.0) set_scale(needed);
    keep_finite();
}

void Camera::keep_finite() {
    const auto keep = [](double value_m) {
        return std::isfinite(value_m) ? std::clamp(value_m, -farthest_m, farthest_m) : 0.0;
    };
    view_.centre = {keep(view_.centre.x_m), keep(view_.centre.y_m)};
}

}  // namespace parkatlas::app
