#include "draw/draw_list.h"

namespace parkatlas::draw {

PaperMm MapView::to_paper(geo::MapXY p) const {
    const PaperMm middle = frame.centre();
    return {middle.x_mm + (p.x_m - centre.x_m) * mm_per_metre(),
            middle.y_mm - (p.y_m - centre.y_m) * mm_per_metre()};
}

geo::MapXY MapView::to_map(PaperMm p) const {
    const PaperMm middle = frame.centre();
    return {centre.x_m + (p.x_mm - middle.x_mm) / mm_per_metre(),
            centre.y_m - (p.y_mm - middle.y_mm) / mm_per_metre()};
}

geo::Box MapView::extent() const {
    const double half_w = frame.w_mm / 2 / mm_per_metre();
    const double half_h = frame.h_mm / 2 / mm_per_metre();
    return {centre.x_m - half_w, centre.y_m - half_h, centre.x_m + half_w, centre.y_m + half_h};
}

void Path::move_to(geo::XY p) {
    points.push_back(p);
    ring_ends.push_back(static_cast<std::uint32_t>(points.size()));
}

void Path::line_to(geo::XY p) {
    points.push_back(p);
    ring_ends.back() = static_cast<std::uint32_t>(points.size());
}

}  // namespace parkatlas::draw
