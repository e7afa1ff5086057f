// Opaque strokes; see line.vert. Coverage falls from 1 to 0 over the pixel that straddles the edge.
//
//   v_offset_px      pixels from the middle line, or from the middle of a joint or cap
//   v_half_width_px  half the width of the stroke in pixels
//   v_color          sRGB, straight alpha
in vec2 v_offset_px;
flat in float v_half_width_px;
flat in vec4 v_color;

#include "common/clip.glsl"
#include "common/color.glsl"

out vec4 frag_color;

void main() {
    float coverage = clamp(v_half_width_px + 0.5 - length(v_offset_px), 0.0, 1.0);
    frag_color = premultiplied(v_color, coverage * inside_clip());
}
