#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/progress.h"
#include "draw/draw_list.h"
#include "draw/polygon_field.h"

namespace parkatlas::draw {

/// How map metres become pixels of a picture: x_px = at_x_px + (x_m - reference.x_m) * px_per_m,
/// and y the other way round, down.
struct FieldPlacement {
    geo::MapXY reference;
    double at_x_px = 0.0;
    double at_y_px = 0.0;
    double px_per_m = 1.0;
    double px_per_mm = 96.0 / 25.4;
};

/// Pixels of a picture to fill: premultiplied RGBA, rows of `stride_px` pixels.
struct FieldTarget {
    std::uint8_t* rgba = nullptr;
    std::size_t stride_px = 0;
    int left_px = 0, top_px = 0;  ///< of the first pixel, in the picture
    int width_px = 0, height_px = 0;
};

/// Fills the target with what the item shows of its field, on all threads; the same bytes for any
/// number of them, and within one step of 255 for any cut into targets. False: nothing is to be
/// seen there, and the target was left alone.
///
/// Fills are exact areas. A polygon whose box is smaller than a pixel is spread over its box.
/// Asked to stop, it leaves the target as far as it has come.
bool rasterize(const Polygons& polygons, const FieldPlacement& placement, const FieldTarget& target,
               const Work& work = {});

/// How far a polygon of this size on paper is on its way from a speck (0) to a figure with an
/// outline (1).
[[nodiscard]] double outline_strength(double side_mm, double outline_width_mm);

}  // namespace parkatlas::draw
