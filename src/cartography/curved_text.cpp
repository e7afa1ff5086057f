#include "cartography/curved_text.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cartography/label_text.h"
#include "cartography/painter.h"

namespace parkatlas::cartography {
namespace {

constexpr double degrees_per_radian = 180.0 / std::numbers::pi;
/// Between neighbouring letters; beyond, letters would fall over each other.
constexpr double sharpest_turn_deg = 32.0;

double advance_of(const draw::GlyphRun& run, std::size_t i) {
    const double next = i + 1 < run.glyphs.size() ? run.glyphs[i + 1].x_mm : run.width_mm;
    return next - run.glyphs[i].x_mm;
}

draw::RectMm box_about(geo::XY middle, double w, double h, double angle_rad) {
    const double c = std::abs(std::cos(angle_rad));
    const double s = std::abs(std::sin(angle_rad));
    const double bw = w * c + h * s;
    const double bh = w * s + h * c;
    return {middle.x - bw / 2, middle.y - bh / 2, bw, bh};
}

}  // namespace

double extent_along_mm(const draw::GlyphRun& shaped, double spacing_em) {
    if (shaped.glyphs.empty()) return 0.0;
    return shaped.width_mm +
           spacing_em * shaped.size_mm * static_cast<double>(shaped.glyphs.size() - 1);
}

std::optional<CurvedText> set_along(const draw::GlyphRunPtr& shaped, const Chain& curve,
                                    double middle_mm, double spacing_em) {
    const double extent = extent_along_mm(*shaped, spacing_em);
    const double from = middle_mm - extent / 2;
    const double to = middle_mm + extent / 2;
    if (extent <= 0.0 || from < 0.0 || to > curve.length()) return std::nullopt;

    const geo::XY first = curve.at(from).at;
    const geo::XY last = curve.at(to).at;
    const double across = last.x - first.x;
    const double down = last.y - first.y;
    const bool upright = std::abs(down) > std::abs(across) && has_chinese(shaped->text);
    const bool backwards = upright ? down < 0 : across < 0;

    CurvedText out;
    out.from_mm = from;
    out.to_mm = to;
    const geo::XY middle = curve.at(middle_mm).at;
    out.origin = {middle.x, middle.y};
    auto run = std::make_shared<draw::GlyphRun>(*shaped);
    run->glyphs.clear();
    const double size = shaped->size_mm;
    std::optional<double> before;
    double least = 0.0;
    double most = 0.0;
    double lean = 0.0;  // of this letter against the first, without jumps by a full turn
    for (std::size_t i = 0; i < shaped->glyphs.size(); ++i) {
        const double advance = advance_of(*shaped, i);
        const double along =
            shaped->glyphs[i].x_mm + advance / 2 + spacing_em * size * static_cast<double>(i);
        const Chain::Place place = curve.at(backwards ? to - along : from + along);
        double angle = std::atan2(place.direction.y, place.direction.x);
        if (backwards) angle += std::numbers::pi;
        if (upright) angle -= std::numbers::pi / 2;
        angle = std::remainder(angle, 2 * std::numbers::pi);
        if (before) {
            const double turn = std::remainder(angle - *before, 2 * std::numbers::pi);
            if (std::abs(turn) * degrees_per_radian > sharpest_turn_deg) return std::nullopt;
            lean += turn;
            least = std::min(least, lean);
            most = std::max(most, lean);
        }
        before = angle;
        // From the letter's middle back to its origin on the baseline, turned with the letter.
        const double dx = -advance / 2;
        const double dy = letter_middle_em * size;
        draw::Glyph glyph = shaped->glyphs[i];
        glyph.x_mm = place.at.x - middle.x + dx * std::cos(angle) - dy * std::sin(angle);
        glyph.y_mm = shaped->glyphs[i].y_mm + place.at.y - middle.y + dx * std::sin(angle) +
                     dy * std::cos(angle);
        glyph.angle_deg = angle * degrees_per_radian;
        run->glyphs.push_back(glyph);
        out.boxes.push_back(box_about(place.at, std::max(advance, size * 0.3), size, angle));
    }
    out.spread_deg = (most - least) * degrees_per_radian;
    out.run = std::move(run);
    return out;
}

}  // namespace parkatlas::cartography
