// A picture that was rasterised on the processor; see image.vert.
//
//   v_texel  texels of the image; at a pixel's middle always a texel's middle
//   u_image  sRGB, premultiplied
in vec2 v_texel;

#include "common/clip.glsl"

uniform sampler2D u_image;

out vec4 frag_color;

void main() {
    frag_color = texelFetch(u_image, ivec2(v_texel), 0) * inside_clip();
}
