// Glyph pictures from the atlas, one texel to one pixel.
//
// Fed by render::detail::GlyphVertex (src/render/detail/vertices.h):
//   a_position_px  framebuffer pixels from the picture's top left corner, y down; whole numbers
//   a_texel        texels of the atlas page, x right and y down, and the page
//   a_color        sRGB, straight alpha, 0 to 1
layout(location = 0) in vec2 a_position_px;
layout(location = 1) in vec3 a_texel;
layout(location = 2) in vec4 a_color;

#include "common/page.glsl"

out vec2 v_texel;
flat out int v_page;
flat out vec4 v_color;

void main() {
    v_texel = a_texel.xy;
    v_page = int(a_texel.z);
    v_color = a_color;
    gl_Position = clip_position(a_position_px);
}
