// What the processor rasterises: the ground of a map, its borders and large layers. A graphics card
// would draw them as fast; a software rasteriser takes ten times as long for their long and thin or
// tiny triangles. One after the other they become one picture.
#include <algorithm>
#include <cmath>
#include <variant>

#include "render/detail/painter.h"

namespace parkatlas::render::detail {

namespace {

/// A shape of the map with so many vertices, or ground all over, begins a run of what the processor
/// rasterises; what follows joins the run if it can, however small.
constexpr std::size_t many_vertices = 1000;
/// Opaque fills of so many pixels and more.
constexpr double many_pixels = 100'000.0;

int to_pixel_edge(double px, int low, int high) {
    return static_cast<int>(std::clamp(px, double{1} * low, double{1} * high));
}

}  // namespace

bool Painter::is_wide(const draw::Fill& fill, const Placement& placement) {
    const BoxPx bounds = placement.apply(paths_->record(fill.path).bounds);
    return fill.path->points.size() >= many_vertices &&
           (bounds.max_x - bounds.min_x) * (bounds.max_y - bounds.min_y) >= many_pixels;
}

/// An opaque fill of the whole clip: what a map begins with.
bool Painter::is_ground(const draw::Item& item, const Placement& placement) const {
    const auto* const fill = std::get_if<draw::Fill>(&item.shape);
    if (fill == nullptr || fill->path == nullptr || fill->color.a != 255 ||
        item.space != draw::Space::paper || fill->path->ring_ends.size() != 1 ||
        fill->path->points.size() != 4) {
        return false;
    }
    // Four corners of a box, one after the other, that reach out of the clip.
    const std::vector<geo::XY>& p = fill->path->points;
    const bool is_box =
        (p[0].y == p[1].y && p[1].x == p[2].x && p[2].y == p[3].y && p[3].x == p[0].x) ||
        (p[0].x == p[1].x && p[1].y == p[2].y && p[2].x == p[3].x && p[3].y == p[0].y);
    geo::Box box;
    for (const geo::XY corner : p) box.add(corner);
    constexpr double slack = 0.5 + 1e-6;  // the clip lies on whole pixels
    return is_box && placement.apply(box).grown(slack).contains(view_);
}

// Whether that is so must not depend on the part of the page that is seen, so that tiles fit.
bool Painter::is_for_raster(const draw::Item& item, const Placement& placement) {
    if (is_ground(item, placement)) return true;
    if (item.space != draw::Space::map || placement.scale_y >= 0.0) return false;
    if (std::holds_alternative<draw::Polygons>(item.shape)) return true;
    if (const auto* const fill = std::get_if<draw::Fill>(&item.shape)) {
        // Translucent neighbours would show a seam: there each covers pixels apart.
        return fill->path != nullptr && fill->color.a == 255 &&
               fill->rule == geo::FillRule::even_odd &&
               (is_raster_run_ || is_wide(*fill, placement));
    }
    const auto* const stroke = std::get_if<draw::Stroke>(&item.shape);
    return stroke != nullptr && stroke->path != nullptr && stroke->join == draw::Join::round &&
           stroke->cap != draw::Cap::square &&
           (is_raster_run_ || stroke->path->points.size() >= many_vertices);
}

bool Painter::take_for_raster(const draw::Item& item, const Placement& placement) {
    is_raster_run_ = is_for_raster(item, placement);
    if (!is_raster_run_) return false;
    if (const auto* const polygons = std::get_if<draw::Polygons>(&item.shape)) {
        add_to_raster(*polygons, placement);
    } else if (const auto* const fill = std::get_if<draw::Fill>(&item.shape)) {
        if (item.space == draw::Space::paper) {
            keep_for_raster(view_, fill->color);
        } else if (shows(*fill, placement)) {
            add_to_raster(*fill, placement);
        }
    } else {
        add_to_raster(std::get<draw::Stroke>(item.shape), placement);
    }
    return true;
}

draw::FieldPlacement Painter::field_placement(const Placement& placement) const {
    // Tiles of a picture are cut out of one whole: its pixels are the page's, not the tile's.
    return {{placement.reference.x, placement.reference.y},
            placement.origin.x + std::round(page_.offset_x_px),
            placement.origin.y + std::round(page_.offset_y_px),
            placement.scale_x,
            page_.px_per_mm};
}

void Painter::keep_for_raster(const BoxPx& box, draw::RasterItem item) {
    const PixelRect& clip = frame_->clip();
    const PixelRect seen{to_pixel_edge(std::floor(box.min_x), clip.x0, clip.x1),
                         to_pixel_edge(std::floor(box.min_y), clip.y0, clip.y1),
                         to_pixel_edge(std::ceil(box.max_x), clip.x0, clip.x1),
                         to_pixel_edge(std::ceil(box.max_y), clip.y0, clip.y1)};
    if (seen.is_empty()) return;
    raster_box_ =
        raster_.empty()
            ? seen
            : PixelRect{std::min(raster_box_.x0, seen.x0), std::min(raster_box_.y0, seen.y0),
                        std::max(raster_box_.x1, seen.x1), std::max(raster_box_.y1, seen.y1)};
    raster_.push_back(std::move(item));
}

void Painter::add_to_raster(const draw::Polygons& polygons, const Placement& placement) {
    if (polygons.field == nullptr) return;
    // Outlines reach out of the bounds by less than this.
    constexpr double reach_mm = 3.0;
    const BoxPx bounds = placement.apply(polygons.field->bounds());
    keep_for_raster(bounds.grown(reach_mm * page_.px_per_mm),
                    draw::PlacedPolygons{polygons, field_placement(placement)});
}

void Painter::add_to_raster(const draw::Fill& fill, const Placement& placement) {
    draw::PolygonStyle style;
    style.fill = fill.color;
    style.far_alpha = fill.color.a;
    style.outline_width_mm = 0.0;
    keep_for_raster(
        placement.apply(paths_->record(fill.path).bounds),
        draw::PlacedPolygons{{paths_->area(fill.path), {style}}, field_placement(placement)});
}

void Painter::add_to_raster(const draw::Stroke& stroke, const Placement& placement) {
    StrokeShape shape;
    draw::Color color;
    if (!shape_of(stroke, shape, color)) return;
    const PathRecord& record = paths_->record(stroke.path);
    const BoxPx box = placement.apply(record.bounds).grown(shape.half_width_px + 1.0);
    if (!view_.intersects(box)) return;
    draw::LineChains chains;
    chains.half_width_px = shape.half_width_px;
    chains.has_round_ends = shape.cap == draw::Cap::round;
    chains.color = color;
    strokes_.build_chains(*stroke.path, record, placement, shape, dash_px_, view_,
                          static_cast<int>(std::lround(page_.offset_x_px)),
                          static_cast<int>(std::lround(page_.offset_y_px)), chains);
    if (!chains.chains.empty()) keep_for_raster(box, std::move(chains));
}

void Painter::flush_raster() {
    if (raster_.empty()) return;
    const auto page_x = static_cast<int>(std::lround(page_.offset_x_px));
    const auto page_y = static_cast<int>(std::lround(page_.offset_y_px));
    const PixelRect box = raster_box_;
    if (const auto* const color = std::get_if<draw::Color>(&raster_[0]);
        color != nullptr && raster_.size() == 1) {
        add_box(box, *color);
        raster_.clear();
        return;
    }
    const int width = box.x1 - box.x0;
    const int height = box.y1 - box.y0;
    std::vector<std::uint8_t> rgba =
        frame_->take_pixels(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const draw::FieldTarget target{rgba.data(),     static_cast<std::size_t>(width),
                                   box.x0 + page_x, box.y0 + page_y,
                                   width,           height};
    std::vector<PixelRect> opaque;
    std::vector<PixelRect> blended;
    for (const draw::FieldTile& tile :
         draw::rasterize_tiles(raster_, target, Work{nullptr, page_.stop})) {
        const int x = tile.left_px - page_x;
        const int y = tile.top_px - page_y;
        const PixelRect place{x, y, x + tile.width_px, y + tile.height_px};
        if (tile.is_uniform && tile.rgba[3] == 255) {
            add_box(place, {tile.rgba[0], tile.rgba[1], tile.rgba[2], 255});
        } else {
            (tile.is_opaque ? opaque : blended).push_back(place);
        }
    }
    frame_->add_image(box.x0, box.y0, width, height, std::move(rgba), opaque, blended);
    raster_.clear();
}

}  // namespace parkatlas::render::detail
