#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "draw/draw_list.h"
#include "render/detail/placement.h"

namespace parkatlas::render::detail {

struct StrokeVertex {
    float x_px, y_px;
    float offset_x_px, offset_y_px;  ///< from the middle line, joint or cap; see line.vert
};

struct StrokeMesh {
    std::vector<StrokeVertex> vertices;
    std::vector<std::uint32_t> indices;

    void clear() {
        vertices.clear();
        indices.clear();
    }
};

struct StrokeShape {
    double half_width_px = 0.5;
    draw::Join join = draw::Join::round;
    draw::Cap cap = draw::Cap::butt;
    /// True: the mesh reaches past the edge and the shader fades it by distance. False: the mesh
    /// ends at the edge, for strokes that multisampling smooths.
    bool faded = true;
    /// How far a hard edge may lie from where it should, beyond what every stroke may be off.
    double slack_px = 0.0;
};

/// A miter longer than this many line widths becomes a bevel.
inline constexpr double miter_limit = 4.0;

/// Widens one chain of points to triangles. Consecutive points must differ by more than 1e-3 px. A
/// chain of two equal points is a dash of no length: a dot if the caps are round or square.
/// `direction` turns a square dot; others do not need it.
void widen(std::span<const PointPx> chain, bool closed, const StrokeShape& shape, StrokeMesh& mesh,
           PointPx direction = {1.0, 0.0});

}  // namespace parkatlas::render::detail
