#include <variant>

#include "render/detail/painter.h"

namespace parkatlas::render::detail {

void Painter::paint(const draw::Text& text, const Placement& placement) {
    if (text.run == nullptr || text.run->glyphs.empty()) return;
    const TextPlace place = place_of(text, placement, page_.px_per_mm);
    if (!place.shows_in(view_)) return;
    if (place.is_of_outlines()) {
        paint_outlines(place);
        return;
    }
    // The halo of the whole run first: no halo may cover a neighbour letter.
    if (place.halo_px > 0.0) {
        if (text.halo_color.a == 255) {
            paint_glyphs(place, true, text.halo_color, Cover::freely, 0);
        } else {
            const std::uint8_t number = frame_->next_cover_number();
            paint_glyphs(place, true, text.halo_color, Cover::once_core, number);
            paint_glyphs(place, true, text.halo_color, Cover::once_fringe, number);
        }
    }
    if (text.color.a > 0) paint_glyphs(place, false, text.color, Cover::freely, 0);
}

void Painter::paint_glyphs(const TextPlace& place, bool with_halo, draw::Color color, Cover cover,
                           std::uint8_t number) {
    visit_glyphs(place, with_halo, view_, [&](const GlyphKey& key, int x_px, int y_px) {
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

void Painter::paint_outlines(const TextPlace& place) {
    const draw::Text& text = *place.text;
    const auto paint_run = [&](double widened_px, draw::Color color, Cover cover,
                               std::uint8_t number) {
        outlines_.visit(place, *fonts_, [&](const draw::PathPtr& path, PointPx at) {
            const PathRecord& record = paths_->record(path);
            if (record.bounds.is_empty()) return;
            const Placement placement{{0.0, 0.0}, at, place.size_px(), place.size_px()};
            const BoxPx bounds = placement.apply(record.bounds);
            if (!view_.intersects(bounds.grown(widened_px))) return;
            add_mesh(paths_->fill(path, geo::FillRule::non_zero, full_detail), placement, bounds,
                     color, cover, number);
            if (widened_px > 0.0) {
                const StrokeShape shape{widened_px, draw::Join::round, draw::Cap::round, false};
                strokes_.build(*path, record, placement, shape, {}, view_, stroke_mesh_);
                frame_->add_hard_stroke(stroke_mesh_, color, number);
            }
        });
    };
    if (place.halo_px > 0.0) {
        paint_run(place.halo_px, text.halo_color, Cover::once, frame_->next_cover_number());
    }
    if (text.color.a > 0) paint_run(0.0, text.color, Cover::freely, 0);
}

}  // namespace parkatlas::render::detail
