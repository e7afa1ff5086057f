// Opaque strokes, widened on the processor; edges are smoothed by distance from the middle line.
//
// Fed by render::detail::LineVertex (src/render/detail/vertices.h):
//   a_position_px    framebuffer pixels from the picture's top left corner, y down
//   a_offset_px      pixels from the middle line (x only) or from the middle of a joint or cap
//   a_half_width_px  half the width of the stroke in pixels
//   a_color          sRGB, straight alpha, 0 to 1
layout(location = 0) in vec2 a_position_px;
layout(location = 1) in vec2 a_offset_px;
layout(location = 2) in float a_half_width_px;
layout(location = 3) in vec4 a_color;

#include "common/page.glsl"

out vec2 v_offset_px;
flat out float v_half_width_px;
flat out vec4 v_color;

void main() {
    v_offset_px = a_offset_px;
    v_half_width_px = a_half_width_px;
    v_color = a_color;
    gl_Position = clip_position(a_position_px);
}
