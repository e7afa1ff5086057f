#pragma once

#include <cstddef>
#include <cstdint>

#include "draw/draw_list.h"

namespace parkatlas::render::detail {

/// What goes to the GPU. Positions are framebuffer pixels from the picture's top left corner, y
/// down, computed in double on the processor and rounded once: the same map point gives the same
/// float whatever path it belongs to, so neighbours that share a border leave no gap.
struct FillVertex {
    float x_px, y_px;
    draw::Color color;
};
static_assert(sizeof(FillVertex) == 12 && offsetof(FillVertex, color) == 8);

struct LineVertex {
    float x_px, y_px;
    float offset_x_px, offset_y_px;
    float half_width_px;
    draw::Color color;
};
static_assert(sizeof(LineVertex) == 24 && offsetof(LineVertex, offset_x_px) == 8 &&
              offsetof(LineVertex, half_width_px) == 16 && offsetof(LineVertex, color) == 20);

struct GlyphVertex {
    float x_px, y_px;
    std::uint16_t texel_x, texel_y, page, unused;
    draw::Color color;
};
static_assert(sizeof(GlyphVertex) == 20 && offsetof(GlyphVertex, texel_x) == 8 &&
              offsetof(GlyphVertex, color) == 16);

}  // namespace parkatlas::render::detail
