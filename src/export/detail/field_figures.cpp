#include "export/detail/field_figures.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

#include "base/units.h"
#include "draw/field_raster.h"

namespace parkatlas::exporting::detail {

namespace {

/// Opacities between a speck's and a figure's are rounded to so many steps: one path each.
constexpr double opacity_steps = 4.0;

FieldPicture picture_of(const draw::Polygons& polygons, const Placement& placement,
                        const draw::RectMm& window) {
    const double px_per_mm = picture_dpi / millimetres_per_inch;
    FieldPicture picture;
    picture.width_px = std::max(1, static_cast<int>(std::ceil(window.w_mm * px_per_mm)));
    picture.height_px = std::max(1, static_cast<int>(std::ceil(window.h_mm * px_per_mm)));
    picture.box = {window.x_mm, window.y_mm, picture.width_px / px_per_mm,
                   picture.height_px / px_per_mm};
    picture.rgba.resize(4 * static_cast<std::size_t>(picture.width_px) *
                        static_cast<std::size_t>(picture.height_px));
    const draw::FieldPlacement map{{placement.reference.x, placement.reference.y},
                                   (placement.origin_mm.x - window.x_mm) * px_per_mm,
                                   (placement.origin_mm.y - window.y_mm) * px_per_mm,
                                   placement.scale_x * px_per_mm,
                                   px_per_mm};
    const draw::FieldTarget target{picture.rgba.data(), picture.width_px, 0, 0,
                                   picture.width_px,    picture.height_px};
    if (!draw::rasterize(polygons, map, target)) return {};
    return picture;
}

void append(draw::Path& path, const geo::RingSet& rings) {
    std::size_t first = 0;
    for (const std::uint32_t end : rings.ring_ends) {
        for (std::size_t i = first; i < end; ++i) {
            if (i == first) {
                path.move_to(rings.points[i]);
            } else {
                path.line_to(rings.points[i]);
            }
        }
        first = end;
    }
}

/// The polygons that a window shows; false if they are too many for figures.
bool find_seen(const draw::Polygons& polygons, const Placement& placement,
               const draw::RectMm& window, std::vector<draw::PolygonField::Ref>& found) {
    const draw::PolygonField& field = *polygons.field;
    const auto to_map = [&](double x_mm, double y_mm) {
        return geo::XY{placement.reference.x + (x_mm - placement.origin_mm.x) / placement.scale_x,
                       placement.reference.y + (y_mm - placement.origin_mm.y) / placement.scale_y};
    };
    geo::Box seen;
    const draw::RectMm wide = window.grown(1.0);
    seen.add(to_map(wide.x_mm, wide.y_mm));
    seen.add(to_map(wide.right_mm(), wide.bottom_mm()));

    std::size_t vertices = 0;
    bool too_many = false;
    field.visit(seen, [&](draw::PolygonField::Ref ref) {
        const auto& chunk = field.chunks()[ref.chunk];
        if (chunk.classes[ref.polygon] >= polygons.styles.size()) return true;
        found.push_back(ref);
        for (std::size_t r = chunk.outline_begin(ref.polygon);
             r < chunk.first_ring[ref.polygon + 1]; ++r) {
            vertices += chunk.ring(r).size();
        }
        too_many = found.size() > most_figures || vertices > most_figure_vertices;
        return !too_many;
    });
    return !too_many;
}

}  // namespace

Image straight_image(const FieldPicture& picture) {
    Image image;
    image.width = picture.width_px;
    image.height = picture.height_px;
    image.rgba = picture.rgba;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        const unsigned alpha = image.rgba[i + 3];
        if (alpha == 0 || alpha == 255) continue;
        for (std::size_t c = 0; c < 3; ++c) {
            const unsigned full = (image.rgba[i + c] * 255U + alpha / 2) / alpha;
            image.rgba[i + c] = static_cast<std::uint8_t>(std::min(full, 255U));
        }
    }
    return image;
}

bool becomes_picture(const draw::Polygons& polygons, const Placement& placement,
                     const draw::RectMm& window) {
    if (polygons.field == nullptr || !(placement.scale_x > 0.0)) return false;
    std::vector<draw::PolygonField::Ref> found;
    return !find_seen(polygons, placement, window, found);
}

FieldFigures figures_of(const draw::Polygons& polygons, const Placement& placement,
                        const draw::RectMm& window) {
    FieldFigures out;
    if (polygons.field == nullptr || !(placement.scale_x > 0.0)) return out;
    const draw::PolygonField& field = *polygons.field;
    std::vector<draw::PolygonField::Ref> found;
    if (!find_seen(polygons, placement, window, found)) {
        out.picture = picture_of(polygons, placement, window);
        return out;
    }
    // In the layer's order, whatever the order in memory.
    std::ranges::sort(found, {}, [&](const auto& ref) { return field.feature(ref); });

    // Rings of a field are turned, so that many polygons can share a path by the nonzero rule;
    // those that cross themselves go by even-odd, alone.
    using Key = std::pair<std::size_t, int>;  // class, opacity
    std::map<Key, std::shared_ptr<draw::Path>> fills;
    std::map<Key, std::shared_ptr<draw::Path>> lines;
    std::vector<draw::Fill> crossing;
    const auto path_at = [](auto& paths, Key key) -> draw::Path& {
        auto& path = paths[key];
        if (path == nullptr) path = std::make_shared<draw::Path>();
        return *path;
    };
    for (const auto& ref : found) {
        const auto& chunk = field.chunks()[ref.chunk];
        const std::size_t class_number = chunk.classes[ref.polygon];
        const draw::PolygonStyle& style = polygons.styles[class_number];
        double strength = 0.0;
        double alpha = style.far_alpha;
        if (style.outline_width_mm > 0.0) {
            const double area_m2 = std::max(double{chunk.areas_m2[ref.polygon]}, 0.0);
            strength = draw::outline_strength(std::sqrt(area_m2) * placement.scale_x,
                                              style.outline_width_mm);
            strength = std::round(strength * opacity_steps) / opacity_steps;
            alpha += (style.near_alpha - alpha) * strength;
        }
        const int opacity = static_cast<int>(std::lround(alpha));
        const geo::RingSet rings = field.outline(ref);
        if (chunk.outline_begin(ref.polygon) == chunk.first_ring[ref.polygon]) {
            append(path_at(fills, {class_number, opacity}), rings);
        } else {
            auto path = std::make_shared<draw::Path>();
            append(*path, rings);
            crossing.push_back({std::move(path),
                                style.fill.with_alpha(static_cast<std::uint8_t>(opacity)),
                                geo::FillRule::even_odd});
        }
        if (strength > 0.0) {
            const int line_opacity = static_cast<int>(std::lround(style.outline.a * strength));
            append(path_at(lines, {class_number, line_opacity}), rings);
        }
    }
    for (auto& [key, path] : fills) {
        const draw::PolygonStyle& style = polygons.styles[key.first];
        out.shapes.emplace_back(draw::Fill{
            std::move(path), style.fill.with_alpha(static_cast<std::uint8_t>(key.second)),
            geo::FillRule::non_zero});
    }
    for (draw::Fill& fill : crossing) out.shapes.emplace_back(std::move(fill));
    for (auto& [key, path] : lines) {
        const draw::PolygonStyle& style = polygons.styles[key.first];
        out.shapes.emplace_back(
            draw::Stroke{std::move(path),
                         style.outline.with_alpha(static_cast<std::uint8_t>(key.second)),
                         style.outline_width_mm,
                         draw::Join::round,
                         draw::Cap::butt,
                         {}});
    }
    return out;
}

}  // namespace parkatlas::exporting::detail
