#include <algorithm>
#include <cmath>
#include <numbers>
#include <variant>

#include "render/detail/painter.h"

namespace parkatlas::render::detail {

namespace {

/// Larger letters are drawn as outlines; smaller ones than the second are a grey haze at best.
constexpr double largest_glyph_px = 256.0;
constexpr double smallest_glyph_px = 0.5;

/// Below this resolution a level line of text sits on whole pixel rows, which keeps stems crisp.
constexpr double snapping_below_px_per_mm = 8.0;

double to_radians(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}

PointPx turned(double x, double y, double angle_deg) {
    const double c = std::cos(to_radians(angle_deg));
    const double s = std::sin(to_radians(angle_deg));
    return {x * c - y * s, x * s + y * c};
}

/// In 64ths of a degree, [0, 360).
std::int32_t angle_steps(double degrees) {
    const double turn = std::remainder(degrees, 360.0);
    const auto steps = static_cast<std::int32_t>(std::lround(turn * 64.0));
    constexpr std::int32_t full_turn = 360 * 64;
    return (steps % full_turn + full_turn) % full_turn;
}

/// A whole pixel and quarters of one behind it.
struct Quarter {
    int whole;
    std::uint8_t quarters;
};

Quarter to_quarter(double px, bool whole_only) {
    if (whole_only) return {static_cast<int>(std::lround(px)), 0};
    const long steps = std::lround(px * 4.0);
    const long whole = steps >= 0 ? steps / 4 : -((3 - steps) / 4);
    return {static_cast<int>(whole), static_cast<std::uint8_t>(steps - whole * 4)};
}

double halo_of(const draw::Text& text, double px_per_mm) {
    return text.halo_color.a > 0 ? std::max(text.halo_mm, 0.0) * px_per_mm : 0.0;
}

bool is_drawn_as_outlines(const draw::Text& text, double halo_px, double px_per_mm) {
    return text.run->size_mm * px_per_mm > largest_glyph_px || halo_px > largest_glyph_px;
}

}  // namespace

bool Painter::shows(const draw::Text& text, PointPx origin, double halo_px) const {
    const double size_px = text.run->size_mm * page_.px_per_mm;
    if (!(size_px >= smallest_glyph_px) || !std::isfinite(size_px)) return false;
    double reach_mm = 0.0;
    for (const draw::Glyph& glyph : text.run->glyphs) {
        reach_mm = std::max(reach_mm, std::hypot(glyph.x_mm, glyph.y_mm));
    }
    const double reach_px = reach_mm * page_.px_per_mm + 2.0 * size_px + halo_px + 1.0;
    const BoxPx place{origin.x, origin.y, origin.x, origin.y};
    return view_.intersects(place.grown(reach_px));
}

void Painter::paint(const draw::Text& text, const Placement& placement) {
    if (text.run == nullptr || text.run->glyphs.empty()) return;
    const PointPx origin = placement.apply(text.origin);
    const double halo_px = halo_of(text, page_.px_per_mm);
    if (!shows(text, origin, halo_px)) return;
    if (is_drawn_as_outlines(text, halo_px, page_.px_per_mm)) {
        paint_outlines(text, origin, halo_px);
        return;
    }
    // The halo of the whole run first: no halo may cover a neighbour letter.
    if (halo_px > 0.0) {
        if (text.halo_color.a == 255) {
            paint_glyphs(text, origin, halo_px, text.halo_color, Cover::freely, 0);
        } else {
            const std::uint8_t number = frame_->next_cover_number();
            paint_glyphs(text, origin, halo_px, text.halo_color, Cover::once_core, number);
            paint_glyphs(text, origin, halo_px, text.halo_color, Cover::once_fringe, number);
        }
    }
    if (text.color.a > 0) paint_glyphs(text, origin, 0.0, text.color, Cover::freely, 0);
}

template <typename Use>
void Painter::visit_glyphs(const draw::Text& text, PointPx origin, double halo_px,
                           const Use& use) const {
    const double px_per_mm = page_.px_per_mm;
    const double size_px = text.run->size_mm * px_per_mm;
    const bool is_coarse = px_per_mm < snapping_below_px_per_mm;
    GlyphKey key;
    key.size_64th_px = static_cast<std::uint32_t>(std::lround(size_px * 64.0));
    key.halo_64th_px = static_cast<std::uint32_t>(std::lround(halo_px * 64.0));
    const PointPx along = turned(px_per_mm, 0.0, text.angle_deg);
    const PointPx down{-along.y, along.x};
    for (const draw::Glyph& glyph : text.run->glyphs) {
        const PointPx at = origin + along * glyph.x_mm + down * glyph.y_mm;
        const double reach = 2.0 * size_px + halo_px;
        if (!view_.intersects(BoxPx{at.x, at.y, at.x, at.y}.grown(reach))) continue;
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

void Painter::paint_glyphs(const draw::Text& text, PointPx origin, double halo_px,
                           draw::Color color, Cover cover, std::uint8_t number) {
    visit_glyphs(text, origin, halo_px, [&](const GlyphKey& key, int x_px, int y_px) {
        const AtlasGlyph* picture = atlas_->find(key, *fonts_);
        if (picture == nullptr) {
            // The atlas is full: draw what uses it, then begin it anew.
            frame_->flush();
            atlas_->clear();
            picture = atlas_->find(key, *fonts_);
            if (picture == nullptr) return;
        }
        frame_->add_glyph(*picture, x_px, y_px, color, cover, number);
    });
}

void Painter::gather_glyphs(const draw::DrawList& list, const draw::FontSet& fonts,
                            const PageView& page) {
    fonts_ = &fonts;
    page_ = page;
    std::vector<GlyphKey> keys;
    for (const draw::Group& group : list.groups) {
        view_ = clip_of(group).box();
        for (const draw::Item& item : group.items) {
            const auto* const text = std::get_if<draw::Text>(&item.shape);
            if (text == nullptr || text->run == nullptr) continue;
            const PointPx origin = placement_of(item, group.view, page_).apply(text->origin);
            const double halo_px = halo_of(*text, page_.px_per_mm);
            if (!shows(*text, origin, halo_px) ||
                is_drawn_as_outlines(*text, halo_px, page_.px_per_mm))
                continue;
            const auto gather = [&](const GlyphKey& key, int, int) { keys.push_back(key); };
            if (halo_px > 0.0) visit_glyphs(*text, origin, halo_px, gather);
            if (text->color.a > 0) visit_glyphs(*text, origin, 0.0, gather);
        }
    }
    atlas_->gather(keys, fonts);
}

draw::PathPtr Painter::outline(std::uint32_t face, std::uint32_t glyph, double angle_deg) {
    if (outlines_of_ != fonts_) outlines_.clear();
    outlines_of_ = fonts_;
    const std::int32_t steps = angle_steps(angle_deg);
    draw::PathPtr& found = outlines_[{face, glyph, steps}];
    if (found == nullptr) {
        draw::Path path = fonts_->outline(face, glyph);
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

void Painter::paint_outlines(const draw::Text& text, PointPx origin, double halo_px) {
    const double px_per_mm = page_.px_per_mm;
    const double size_px = text.run->size_mm * px_per_mm;
    const PointPx along = turned(px_per_mm, 0.0, text.angle_deg);
    const PointPx down{-along.y, along.x};
    const auto paint_run = [&](double widened_px, draw::Color color, Cover cover,
                               std::uint8_t number) {
        for (const draw::Glyph& glyph : text.run->glyphs) {
            const draw::PathPtr path =
                outline(glyph.face, glyph.glyph, text.angle_deg + glyph.angle_deg);
            const PathRecord& record = paths_->record(path);
            if (record.bounds.is_empty()) continue;
            const PointPx at = origin + along * glyph.x_mm + down * glyph.y_mm;
            const Placement placement{{0.0, 0.0}, at, size_px, size_px};
            const BoxPx bounds = placement.apply(record.bounds);
            if (!view_.intersects(bounds.grown(widened_px))) continue;
            add_mesh(paths_->fill(path, geo::FillRule::non_zero, full_detail), placement, bounds,
                     color, cover, number);
            if (widened_px > 0.0) {
                const StrokeShape shape{widened_px, draw::Join::round, draw::Cap::round, false};
                strokes_.build(*path, record, placement, shape, {}, view_, stroke_mesh_);
                frame_->add_hard_stroke(stroke_mesh_, color, number);
            }
        }
    };
    if (halo_px > 0.0) {
        paint_run(halo_px, text.halo_color, Cover::once, frame_->next_cover_number());
    }
    if (text.color.a > 0) paint_run(0.0, text.color, Cover::freely, 0);
}

}  // namespace parkatlas::render::detail
