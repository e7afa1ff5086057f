// Colours come as sRGB with straight alpha and are blended as they are (sRGB space), premultiplied:
// the blend function is ONE, ONE_MINUS_SRC_ALPHA.
vec4 premultiplied(vec4 straight, float coverage) {
    float alpha = straight.a * coverage;
    return vec4(straight.rgb * alpha, alpha);
}
