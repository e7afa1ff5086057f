#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <tuple>
#include <variant>

#include "draw/fonts.h"
#include "render/detail/glyph_key.h"
#include "render/detail/placement.h"

namespace parkatlas::render::detail {

/// Below this resolution a level line of text sits on whole pixel rows, which keeps stems crisp.
inline constexpr double snapping_below_px_per_mm = 8.0;

/// (x, y) turned clockwise as seen.
[[nodiscard]] PointPx turned(double x, double y, double angle_deg);

/// In 64ths of a degree, [0, 360).
[[nodiscard]] std::int32_t angle_steps(double degrees);

/// A whole pixel and quarters of one behind it.
struct Quarter {
    int whole;
    std::uint8_t quarters;
};
[[nodiscard]] Quarter to_quarter(double px, bool whole_only);

/// A text on a picture: where it stands, and how large its halo is.
struct TextPlace {
    const draw::Text* text = nullptr;
    PointPx origin;
    double halo_px = 0.0;
    double px_per_mm = 1.0;

    [[nodiscard]] double size_px() const { return text->run->size_mm * px_per_mm; }
    /// So large that letters are drawn as outlines.
    [[nodiscard]] bool is_of_outlines() const;
    [[nodiscard]] bool shows_in(const BoxPx& view) const;
};
/// The text must have a run.
[[nodiscard]] TextPlace place_of(const draw::Text& text, const Placement& placement,
                                 double px_per_mm);

/// Calls `use(key, x_px, y_px)` for the letters that may show in the view, as they are without a
/// halo or with one.
template <typename Use>
void visit_glyphs(const TextPlace& place, bool with_halo, const BoxPx& view, const Use& use) {
    const draw::Text& text = *place.text;
    const double size_px = place.size_px();
    const double halo_px = with_halo ? place.halo_px : 0.0;
    const bool is_coarse = place.px_per_mm < snapping_below_px_per_mm;
    GlyphKey key;
    key.size_64th_px = static_cast<std::uint32_t>(std::lround(size_px * 64.0));
    key.halo_64th_px = static_cast<std::uint32_t>(std::lround(halo_px * 64.0));
    const PointPx along = turned(place.px_per_mm, 0.0, text.angle_deg);
    const PointPx down{-along.y, along.x};
    for (const draw::Glyph& glyph : text.run->glyphs) {
        const PointPx at = place.origin + along * glyph.x_mm + down * glyph.y_mm;
        const double reach = 2.0 * size_px + halo_px;
        if (!view.intersects(BoxPx{at.x, at.y, at.x, at.y}.grown(reach))) continue;
        key.face = glyph.face;
        key.glyph = glyph.glyph;
        key.angle_64th_deg = angle_steps(text.angle_deg + glyph.angle_deg);
        constexpr std::int32_t quarter_turn = 90 * 64;
        const bool is_level = key.angle_64th_deg % (2 * quarter_turn) == 0;
        const bool is_upright = key.angle_64th_deg % (2 * quarter_turn) == quarter_turn;
        const Quarter x = to_quarter(at.x, is_coarse && is_upright);
        const Quarter y = to_quarter(at.y, is_coarse && is_level);
        key.shift_x_4th_px = x.quarters;
        key.shift_y_4th_px = y.quarters;
        use(key, x.whole, y.whole);
    }
}

/// Calls `use(key)` for the letters and halos that a page needs pictures of.
template <typename Use>
void for_glyphs(const draw::DrawList& list, const PageView& page, const Use& use) {
    for (const draw::Group& group : list.groups) {
        const BoxPx view = clip_of(group, page).box();
        for (const draw::Item& item : group.items) {
            const auto* const text = std::get_if<draw::Text>(&item.shape);
            if (text == nullptr || text->run == nullptr) continue;
            const TextPlace place =
                place_of(*text, placement_of(item, group.view, page), page.px_per_mm);
            if (!place.shows_in(view) || place.is_of_outlines()) continue;
            const auto take = [&](const GlyphKey& key, int, int) { use(key); };
            if (place.halo_px > 0.0) visit_glyphs(place, true, view, take);
            if (text->color.a > 0) visit_glyphs(place, false, view, take);
        }
    }
}

/// Calls `use(outline, at)` for the letters of a text as paths of em size 1, turned as they stand.
class LetterOutlines {
  public:
    template <typename Use>
    void visit(const TextPlace& place, const draw::FontSet& fonts, const Use& use) {
        const draw::Text& text = *place.text;
        const PointPx along = turned(place.px_per_mm, 0.0, text.angle_deg);
        const PointPx down{-along.y, along.x};
        for (const draw::Glyph& glyph : text.run->glyphs) {
            use(find(glyph.face, glyph.glyph, text.angle_deg + glyph.angle_deg, fonts),
                place.origin + along * glyph.x_mm + down * glyph.y_mm);
        }
    }

  private:
    [[nodiscard]] draw::PathPtr find(std::uint32_t face, std::uint32_t glyph, double angle_deg,
                                     const draw::FontSet& fonts);

    /// By face, glyph, angle in 64ths of a degree.
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::int32_t>, draw::PathPtr> outlines_;
    const draw::FontSet* of_ = nullptr;
};

}  // namespace parkatlas::render::detail
