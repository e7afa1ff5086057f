#pragma once

#include <vector>

#include "draw/draw_list.h"
#include "render/detail/stroke_mesh.h"

namespace parkatlas::render::detail {

/// A stroke's colour, shape and dashes at a scale. Lines too thin for pixels are wider and paler,
/// dashes too short for them a paler line.
struct StrokeLook {
    StrokeShape shape;
    draw::Color color;
    std::vector<double> dash_px;  ///< on, off, …; empty: solid
};

/// False if nothing of it shows. `look` is written over, its memory used again.
[[nodiscard]] bool look_of(const draw::Stroke& stroke, double px_per_mm, StrokeLook& look);

}  // namespace parkatlas::render::detail
