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
        raster_.add(*polygons, placement);
    } else if (const auto* const stroke = std::get_if<draw::Stroke>(&item.shape)) {
        raster_.add(*stroke, placement);
    } else if (item.space == draw::Space::paper) {
        raster_.cover(std::get<draw::Fill>(item.shape).color);
    } else {
        raster_.add(std::get<draw::Fill>(item.shape), placement);
    }
    return true;
}

void Painter::flush_raster() {
    const std::vector<draw::RasterItem>& items = raster_.items();
    if (items.empty()) return;
    const auto page_x = static_cast<int>(std::lround(page_.offset_x_px));
    const auto page_y = static_cast<int>(std::lround(page_.offset_y_px));
    const PixelRect box = raster_.box();
    if (const auto* const color = std::get_if<draw::Color>(&items[0].shape);
        color != nullptr && items.size() == 1) {
        add_box(box, *color);
        raster_.begin(page_);
        raster_.set_clip(frame_->clip());
        return;
    }
    const int width = box.x1 - box.x0;
    const int height = box.y1 - box.y0;
    std::vector<std::uint8_t> rgba =
        frame_->take_pixels(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const draw::FieldTarget target{rgba.data(),     width, box.x0 + page_x,
                                   box.y0 + page_y, width, height};
    std::vector<PixelRect> opaque;
    std::vector<PixelRect> blended;
    for (const draw::FieldTile& tile :
         draw::rasterize_tiles(items, target, Work{nullptr, page_.stop})) {
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
    raster_.begin(page_);
    raster_.set_clip(frame_->clip());
}

}  // namespace parkatlas::render::detail
