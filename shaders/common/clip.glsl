// Nothing is drawn outside the clip, to the pixel. The scissor test does the bulk of it, but with
// several samples to a pixel Mesa's software rasteriser (22.3) lets through some samples of the row
// and column before the rectangle.
//
// u_clip  x0, y0, x1, y1 in framebuffer pixels as gl_FragCoord counts them; the last two are the
//         first outside. Set by Frame beside the scissor rectangle.
uniform vec4 u_clip;

float inside_clip() {
    vec2 pixel = gl_FragCoord.xy;
    return all(greaterThan(pixel, u_clip.xy)) && all(lessThan(pixel, u_clip.zw)) ? 1.0 : 0.0;
}
