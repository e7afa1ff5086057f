#include "render/detail/glyph_places.h"

#include <algorithm>
#include <memory>
#include <numbers>
#include <utility>

namespace parkatlas::render::detail {

namespace {

/// Larger letters are drawn as outlines; smaller ones than the second are a grey haze at best.
constexpr double largest_glyph_px = 256.0;
constexpr double smallest_glyph_px = 0.5;

}  // namespace

PointPx turned(double x, double y, double angle_deg) {
    const double angle = angle_deg * std::numbers::pi / 180.0;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    return {x * c - y * s, x * s + y * c};
}

std::int32_t angle_steps(double degrees) {
    const double turn = std::remainder(degrees, 360.0);
    const auto steps = static_cast<std::int32_t>(std::lround(turn * 64.0));
    constexpr std::int32_t full_turn = 360 * 64;
    return (steps % full_turn + full_turn) % full_turn;
}

Quarter to_quarter(double px, bool whole_only) {
    if (whole_only) return {static_cast<int>(std::lround(px)), 0};
    const long steps = std::lround(px * 4.0);
    const long whole = steps >= 0 ? steps / 4 : -((3 - steps) / 4);
    return {static_cast<int>(whole), static_cast<std::uint8_t>(steps - whole * 4)};
}

TextPlace place_of(const draw::Text& text, const Placement& placement, double px_per_mm) {
    const double halo_px = text.halo_color.a > 0 ? std::max(text.halo_mm, 0.0) * px_per_mm : 0.0;
    return {&text, placement.apply(text.origin), halo_px, px_per_mm};
}

bool TextPlace::is_of_outlines() const {
    return size_px() > largest_glyph_px || halo_px > largest_glyph_px;
}

bool TextPlace::shows_in(const BoxPx& view) const {
    if (!(size_px() >= smallest_glyph_px) || !std::isfinite(size_px())) return false;
    double reach_mm = 0.0;
    for (const draw::Glyph& glyph : text->run->glyphs) {
        reach_mm = std::max(reach_mm, std::hypot(glyph.x_mm, glyph.y_mm));
    }
    const double reach_px = reach_mm * px_per_mm + 2.0 * size_px() + halo_px + 1.0;
    return view.intersects(BoxPx{origin.x, origin.y, origin.x, origin.y}.grown(reach_px));
}

draw::PathPtr LetterOutlines::find(std::uint32_t face, std::uint32_t glyph, double angle_deg,
                                   const draw::FontSet& fonts) {
    if (of_ != &fonts) outlines_.clear();
    of_ = &fonts;
    const std::int32_t steps = angle_steps(angle_deg);
    draw::PathPtr& found = outlines_[{face, glyph, steps}];
    if (found == nullptr) {
        draw::Path path = fonts.outline(face, glyph);
        if (steps != 0) {
            for (geo::XY& point : path.points) {
                const PointPx p = turned(point.x, point.y, steps / 64.0);
                point = {p.x, p.y};
            }
        }
        found = std::make_shared<const draw::Path>(std::move(path));
    }
    return found;
}

}  // namespace parkatlas::render::detail
