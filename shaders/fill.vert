// Plain triangles: polygon fills and translucent strokes. Edges are smoothed by multisampling.
//
// Fed by render::detail::FillVertex (src/render/detail/vertices.h):
//   a_position_px  framebuffer pixels from the picture's top left corner, y down
//   a_color        sRGB, straight alpha, 0 to 1
layout(location = 0) in vec2 a_position_px;
layout(location = 1) in vec4 a_color;

#include "common/page.glsl"
#include "common/color.glsl"

flat out vec4 v_color;  // premultiplied

void main() {
    v_color = premultiplied(a_color, 1.0);
    gl_Position = clip_position(a_position_px);
}
