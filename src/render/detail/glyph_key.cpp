#include "render/detail/glyph_key.h"

namespace parkatlas::render::detail {

draw::GlyphRequest GlyphKey::request() const {
    draw::GlyphRequest request;
    request.face = face;
    request.glyph = glyph;
    request.size_px = size_64th_px / 64.0;
    request.angle_deg = angle_64th_deg / 64.0;
    request.shift_x_px = shift_x_4th_px / 4.0;
    request.shift_y_px = shift_y_4th_px / 4.0;
    request.halo_px = halo_64th_px / 64.0;
    return request;
}

std::size_t GlyphKeyHash::operator()(const GlyphKey& key) const noexcept {
    // FNV-1a over the fields, 32 bits at a time.
    std::uint64_t hash = 14695981039346656037ULL;
    const auto mix = [&](std::uint32_t value) { hash = (hash ^ value) * 1099511628211ULL; };
    mix(key.face);
    mix(key.glyph);
    mix(key.size_64th_px);
    mix(static_cast<std::uint32_t>(key.angle_64th_deg));
    mix(key.halo_64th_px);
    mix(key.shift_x_4th_px * 4U + key.shift_y_4th_px);
    return static_cast<std::size_t>(hash ^ (hash >> 32));
}

}  // namespace parkatlas::render::detail
