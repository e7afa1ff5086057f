// A picture that was rasterised on the processor, put in its place texel by pixel.
//
// Fed by render::detail::FillVertex (src/render/detail/vertices.h), without its colour:
//   a_position_px  framebuffer pixels from the picture's top left corner, y down; whole numbers
//   u_corner       where the image's first texel lies, the same pixels
layout(location = 0) in vec2 a_position_px;

#include "common/page.glsl"

uniform vec2 u_corner;

out vec2 v_texel;

void main() {
    v_texel = a_position_px - u_corner;
    gl_Position = clip_position(a_position_px);
}
