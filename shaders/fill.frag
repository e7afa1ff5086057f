// Plain triangles of one colour each; see fill.vert.
//
//   v_color  sRGB, premultiplied
flat in vec4 v_color;

#include "common/clip.glsl"

out vec4 frag_color;

void main() {
    frag_color = v_color * inside_clip();
}
