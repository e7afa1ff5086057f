// Framebuffer pixels (origin in the picture's top left corner, y down) to clip space.
//
// u_page  xy: clip units per pixel, zw: clip position of pixel (0, 0); set by Programs::set_page.
//         The sign of u_page.y says whether the first row of the framebuffer is the picture's top.
uniform vec4 u_page;

vec4 clip_position(vec2 position_px) {
    return vec4(position_px * u_page.xy + u_page.zw, 0.0, 1.0);
}
