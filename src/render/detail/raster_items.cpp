#include "render/detail/raster_items.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "geo/additive_rings.h"

namespace parkatlas::render::detail {

namespace {

int to_edge(double px, int low, int high) {
    return static_cast<int>(std::clamp(px, double{1} * low, double{1} * high));
}

}  // namespace

void RasterItems::begin(const PageView& page) {
    items_.clear();
    page_ = page;
    page_x_ = static_cast<int>(std::lround(page.offset_x_px));
    page_y_ = static_cast<int>(std::lround(page.offset_y_px));
    set_clip({0, 0, page.width_px, page.height_px});
}

void RasterItems::set_clip(const PixelRect& clip) {
    clip_ = clip;
    view_ = clip.box();
}

PixelRect RasterItems::box() const {
    PixelRect all;
    for (const draw::RasterItem& item : items_) {
        const PixelRect box{item.box.x0 - page_x_, item.box.y0 - page_y_, item.box.x1 - page_x_,
                            item.box.y1 - page_y_};
        all = all.is_empty() ? box
                             : PixelRect{std::min(all.x0, box.x0), std::min(all.y0, box.y0),
                                         std::max(all.x1, box.x1), std::max(all.y1, box.y1)};
    }
    return all;
}

void RasterItems::keep(const BoxPx& box, draw::RasterShape shape) {
    const PixelRect seen{to_edge(std::floor(box.min_x), clip_.x0, clip_.x1),
                         to_edge(std::floor(box.min_y), clip_.y0, clip_.y1),
                         to_edge(std::ceil(box.max_x), clip_.x0, clip_.x1),
                         to_edge(std::ceil(box.max_y), clip_.y0, clip_.y1)};
    if (seen.is_empty()) return;
    items_.push_back({std::move(shape), draw::PixelBox{seen.x0 + page_x_, seen.y0 + page_y_,
                                                       seen.x1 + page_x_, seen.y1 + page_y_}});
}

draw::FieldPlacement RasterItems::field_placement(const Placement& placement) const {
    return {{placement.reference.x, placement.reference.y},
            placement.origin.x + page_x_,
            placement.origin.y + page_y_,
            placement.scale_x,
            page_.px_per_mm};
}

void RasterItems::cover(draw::Color color) {
    if (color.a > 0) keep(view_, color);
}

void RasterItems::add(const draw::Polygons& polygons, const Placement& placement) {
    if (polygons.field == nullptr) return;
    // Outlines reach out of the bounds by less than this.
    constexpr double reach_mm = 3.0;
    const BoxPx bounds = placement.apply(polygons.field->bounds());
    keep(bounds.grown(reach_mm * page_.px_per_mm),
         draw::PlacedPolygons{polygons, field_placement(placement)});
}

void RasterItems::add(const draw::Fill& fill, const Placement& placement) {
    if (fill.path == nullptr || fill.color.a == 0) return;
    const PathRecord& record = paths_->record(fill.path);
    if (record.bounds.is_empty()) return;
    const BoxPx bounds = placement.apply(record.bounds);
    if (!view_.intersects(bounds)) return;
    const bool is_map = placement.scale_y < 0.0;
    if (is_map && fill.rule == geo::FillRule::even_odd) {
        const draw::PolygonFieldPtr& field = paths_->area(fill.path);
        if (field == nullptr) return;
        auto area = draw::area_in_pixels(
            *field, field_placement(placement), fill.color,
            {clip_.x0 + page_x_, clip_.y0 + page_y_, clip_.x1 + page_x_, clip_.y1 + page_y_});
        if (area) keep(bounds, std::move(*area));
        return;
    }
    geo::RingSet rings{fill.path->points, fill.path->ring_ends};
    for (geo::XY& p : rings.points) p = on_page(placement.apply(p));
    if (fill.rule == geo::FillRule::even_odd) {
        geo::RingSet borders;
        geo::make_additive(rings, borders);
        if (!borders.ring_ends.empty()) rings = std::move(borders);
    }
    if (rings.ring_ends.empty()) return;
    keep(bounds, draw::PixelArea{std::move(rings.points), std::move(rings.ring_ends), fill.color});
}

void RasterItems::add_triangles(const StrokeMesh& mesh, draw::PixelArea& area) const {
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        PointPx p[3];
        for (std::size_t k = 0; k < 3; ++k) {
            const StrokeVertex& vertex = mesh.vertices[mesh.indices[i + k]];
            p[k] = {double{vertex.x_px}, double{vertex.y_px}};
        }
        const double turn = cross(p[1] - p[0], p[2] - p[0]);
        if (turn == 0.0) continue;
        if (turn > 0.0) std::swap(p[1], p[2]);
        for (const PointPx corner : p) area.points.push_back(on_page(corner));
        area.ring_ends.push_back(static_cast<std::uint32_t>(area.points.size()));
    }
}

void RasterItems::add(const draw::Stroke& stroke, const Placement& placement) {
    if (!look_of(stroke, page_.px_per_mm, look_)) return;
    const PathRecord& record = paths_->record(stroke.path);
    if (record.bounds.is_empty()) return;
    StrokeShape shape = look_.shape;
    // A miter may poke out.
    const double reach =
        (shape.half_width_px + 1.0) * (shape.join == draw::Join::miter ? miter_limit : 1.5) + 1.0;
    const BoxPx box = placement.apply(record.bounds).grown(reach);
    if (!view_.intersects(box)) return;
    if (shape.join == draw::Join::round && shape.cap != draw::Cap::square) {
        draw::LineChains chains;
        chains.half_width_px = shape.half_width_px;
        chains.has_round_ends = shape.cap == draw::Cap::round;
        chains.color = look_.color;
        strokes_.build_chains(*stroke.path, record, placement, shape, look_.dash_px, view_, page_x_,
                              page_y_, chains);
        if (!chains.chains.empty()) keep(box, std::move(chains));
        return;
    }
    shape.faded = false;
    strokes_.build(*stroke.path, record, placement, shape, look_.dash_px, view_, mesh_);
    draw::PixelArea area;
    area.color = look_.color;
    add_triangles(mesh_, area);
    if (!area.ring_ends.empty()) keep(box, std::move(area));
}

void RasterItems::add(const draw::Picture& picture, const Placement& placement) {
    std::optional<draw::PlacedPixels> pixels =
        resampled(picture, placement, page_.px_per_mm, view_);
    if (!pixels) return;
    const BoxPx box{double{1} * pixels->left_px, double{1} * pixels->top_px,
                    double{1} * (pixels->left_px + pixels->image.width),
                    double{1} * (pixels->top_px + pixels->image.height)};
    pixels->left_px += page_x_;
    pixels->top_px += page_y_;
    keep(box, std::move(*pixels));
}

void RasterItems::add_outlines(const TextPlace& text, const draw::FontSet& fonts) {
    // Letters and what widens them all run the same way round, so that their sum covers once.
    draw::PixelArea halo{{}, {}, text.text->halo_color};
    draw::PixelArea letters{{}, {}, text.text->color};
    const auto add_rings = [&](const draw::Path& path, const Placement& placement,
                               draw::PixelArea& area) {
        double doubled_area = 0.0;
        const std::size_t from = area.points.size();
        std::size_t begin = 0;
        for (const std::uint32_t end : path.ring_ends) {
            for (std::size_t i = begin; i < end; ++i) {
                const PointPx a = placement.apply(path.points[i]);
                doubled_area += cross(a, placement.apply(path.points[i + 1 < end ? i + 1 : begin]));
                area.points.push_back(on_page(a));
            }
            area.ring_ends.push_back(static_cast<std::uint32_t>(area.points.size()));
            begin = end;
        }
        if (doubled_area <= 0.0) return;
        std::size_t first = from;
        for (const std::uint32_t end : area.ring_ends) {
            if (end <= from) continue;
            std::reverse(area.points.begin() + static_cast<std::ptrdiff_t>(first),
                         area.points.begin() + static_cast<std::ptrdiff_t>(end));
            first = end;
        }
    };
    BoxPx box{1e9, 1e9, -1e9, -1e9};
    outlines_.visit(text, fonts, [&](const draw::PathPtr& path, PointPx at) {
        const PathRecord& record = paths_->record(path);
        if (record.bounds.is_empty()) return;
        const Placement placement{{0.0, 0.0}, at, text.size_px(), text.size_px()};
        const BoxPx bounds = placement.apply(record.bounds).grown(text.halo_px + 1.0);
        if (!view_.intersects(bounds)) return;
        box = {std::min(box.min_x, bounds.min_x), std::min(box.min_y, bounds.min_y),
               std::max(box.max_x, bounds.max_x), std::max(box.max_y, bounds.max_y)};
        if (text.text->color.a > 0) add_rings(*path, placement, letters);
        if (text.halo_px > 0.0) {
            add_rings(*path, placement, halo);
            const StrokeShape shape{text.halo_px, draw::Join::round, draw::Cap::round, false};
            strokes_.build(*path, record, placement, shape, {}, view_, mesh_);
            add_triangles(mesh_, halo);
        }
    });
    if (!halo.ring_ends.empty()) keep(box, std::move(halo));
    if (!letters.ring_ends.empty()) keep(box, std::move(letters));
}

void RasterItems::add_glyphs(draw::PlacedGlyphs glyphs) {
    BoxPx box{1e9, 1e9, -1e9, -1e9};
    for (draw::PlacedGlyphs::Glyph& glyph : glyphs.glyphs) {
        const double left = glyph.x_px + glyph.picture->left_px;
        const double top = glyph.y_px - glyph.picture->top_px;
        box = {std::min(box.min_x, left), std::min(box.min_y, top),
               std::max(box.max_x, left + glyph.picture->width_px),
               std::max(box.max_y, top + glyph.picture->height_px)};
        glyph.x_px += page_x_;
        glyph.y_px += page_y_;
    }
    if (!glyphs.glyphs.empty()) keep(box, std::move(glyphs));
}

}  // namespace parkatlas::render::detail
