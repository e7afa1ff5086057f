// Glyph pictures from the atlas; see text.vert.
//
//   v_texel         texels of the atlas page; at a pixel's middle always a texel's middle
//   v_page          page (layer) of the atlas
//   v_color         sRGB, straight alpha
//   u_atlas         coverage of the glyphs, one channel, 0 to 1
//   u_min_coverage  pixels covered less than this are left alone
in vec2 v_texel;
flat in int v_page;
flat in vec4 v_color;

#include "common/clip.glsl"
#include "common/color.glsl"

uniform sampler2DArray u_atlas;
uniform float u_min_coverage;

out vec4 frag_color;

void main() {
    float coverage = texelFetch(u_atlas, ivec3(ivec2(v_texel), v_page), 0).r;
    if (coverage < u_min_coverage) discard;
    frag_color = premultiplied(v_color, coverage * inside_clip());
}
