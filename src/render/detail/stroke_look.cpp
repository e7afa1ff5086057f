#include "render/detail/stroke_look.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace parkatlas::render::detail {

namespace {

/// Thinner lines are drawn this wide and paler instead.
constexpr double thinnest_px = 0.7;

/// A repeated pattern shorter than this is a grey line.
constexpr double shortest_dash_period_px = 1.0;

draw::Color faded(draw::Color color, double factor) {
    return color.with_alpha(
        static_cast<std::uint8_t>(std::lround(color.a * std::clamp(factor, 0.0, 1.0))));
}

/// An edge of a pale colour may lie farther off than one of a strong colour for the same difference
/// in a pixel: the glow of a coast is three strokes of some ten per cent.
double unseen_slack_px(draw::Color color) {
    constexpr double of_full_colour_px = 0.06;
    constexpr double most_px = 0.5;
    return std::min(of_full_colour_px * 255.0 / std::max<int>(color.a, 1), most_px);
}

/// On and off lengths in pixels, complete pairs; empty for a solid line.
void dash_lengths(const std::vector<double>& dash_mm, double px_per_mm, std::vector<double>& out) {
    out.clear();
    double sum = 0.0;
    for (const double part : dash_mm) {
        if (!(part >= 0.0) || !std::isfinite(part)) return;
        sum += part;
    }
    if (!(sum > 0.0)) return;
    // An odd list is run through twice, as in SVG.
    const std::size_t rounds = dash_mm.size() % 2 == 0 ? 1 : 2;
    for (std::size_t round = 0; round < rounds; ++round) {
        for (const double part : dash_mm) out.push_back(part * px_per_mm);
    }
}

}  // namespace

bool look_of(const draw::Stroke& stroke, double px_per_mm, StrokeLook& look) {
    if (stroke.path == nullptr || stroke.color.a == 0 || !(stroke.width_mm > 0.0)) return false;
    const double width_px = stroke.width_mm * px_per_mm;
    const double drawn_px = std::max(width_px, thinnest_px);
    look.color = faded(stroke.color, width_px / drawn_px);

    dash_lengths(stroke.dash_mm, px_per_mm, look.dash_px);
    double period_px = 0.0;
    double on_px = 0.0;
    for (std::size_t i = 0; i < look.dash_px.size(); ++i) {
        period_px += look.dash_px[i];
        if (i % 2 == 0) on_px += look.dash_px[i];
    }
    if (!look.dash_px.empty() && (period_px < shortest_dash_period_px || on_px == period_px)) {
        look.color = faded(look.color, on_px / period_px);
        look.dash_px.clear();
    }
    if (look.color.a == 0) return false;
    const bool is_opaque = stroke.color.a == 255;
    look.shape = {drawn_px / 2, stroke.join, stroke.cap, is_opaque,
                  is_opaque ? 0.0 : unseen_slack_px(look.color)};
    return true;
}

}  // namespace parkatlas::render::detail
