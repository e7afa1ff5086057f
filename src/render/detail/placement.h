#pragma once

#include <algorithm>
#include <cmath>
#include <stop_token>

#include "draw/draw_list.h"
#include "geo/coords.h"

namespace parkatlas::render::detail {

/// Framebuffer pixels from the picture's top left corner, y down; pixel (0, 0) spans [0, 1).
struct PointPx {
    double x = 0.0;
    double y = 0.0;
    bool operator==(const PointPx&) const = default;
};

inline PointPx operator+(PointPx a, PointPx b) {
    return {a.x + b.x, a.y + b.y};
}
inline PointPx operator-(PointPx a, PointPx b) {
    return {a.x - b.x, a.y - b.y};
}
inline PointPx operator*(PointPx a, double s) {
    return {a.x * s, a.y * s};
}
inline double dot(PointPx a, PointPx b) {
    return a.x * b.x + a.y * b.y;
}
inline double cross(PointPx a, PointPx b) {
    return a.x * b.y - a.y * b.x;
}

/// The nearest 256th of a pixel, which is what rasterisers keep. Rounded here, in double, a point
/// is at the same place whatever path it belongs to and whatever tile it is drawn in. Adding 1.5 *
/// 2^44 leaves eight binary places.
inline PointPx snapped(PointPx p) {
    constexpr double shift = 1.5 * 17592186044416.0;
    return {(p.x + shift) - shift, (p.y + shift) - shift};
}

struct BoxPx {
    double min_x = 0.0, min_y = 0.0, max_x = 0.0, max_y = 0.0;

    [[nodiscard]] bool intersects(const BoxPx& other) const {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y &&
               other.min_y <= max_y;
    }
    [[nodiscard]] bool contains(const BoxPx& other) const {
        return min_x <= other.min_x && other.max_x <= max_x && min_y <= other.min_y &&
               other.max_y <= max_y;
    }
    [[nodiscard]] BoxPx grown(double by) const {
        return {min_x - by, min_y - by, max_x + by, max_y + by};
    }
};

/// Pixels [x0, x1) by [y0, y1) of the framebuffer, y down from the picture's top.
struct PixelRect {
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    [[nodiscard]] bool is_empty() const { return x0 >= x1 || y0 >= y1; }
    [[nodiscard]] BoxPx box() const {
        return {static_cast<double>(x0), static_cast<double>(y0), static_cast<double>(x1),
                static_cast<double>(y1)};
    }
    bool operator==(const PixelRect&) const = default;
};

/// The part of a page that one framebuffer shows.
struct PageView {
    double px_per_mm = 1.0;
    double offset_x_px = 0.0;  ///< page pixel in the framebuffer's top left corner
    double offset_y_px = 0.0;
    int width_px = 0;
    int height_px = 0;
    std::stop_token stop = {};  ///< the picture is no longer wanted

    [[nodiscard]] PointPx to_px(draw::PaperMm p) const {
        return {p.x_mm * px_per_mm - offset_x_px, p.y_mm * px_per_mm - offset_y_px};
    }
};

/// How the coordinates of an item land on the framebuffer: origin + scale * (point - reference).
/// The subtraction comes first and in double: near a northing of 3 300 000 m nothing is lost.
struct Placement {
    geo::XY reference;
    PointPx origin;
    double scale_x = 1.0;
    double scale_y = 1.0;  ///< negative for map space, where y points north

    [[nodiscard]] PointPx apply(geo::XY p) const {
        return {origin.x + (p.x - reference.x) * scale_x, origin.y + (p.y - reference.y) * scale_y};
    }
    [[nodiscard]] BoxPx apply(const geo::Box& box) const {
        const PointPx a = apply(geo::XY{box.min_x, box.min_y});
        const PointPx b = apply(geo::XY{box.max_x, box.max_y});
        return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
    }
};

/// The pixels of the picture that a group may touch.
[[nodiscard]] inline PixelRect clip_of(const draw::Group& group, const PageView& page) {
    if (!group.clip) return {0, 0, page.width_px, page.height_px};
    const auto to_edge = [](double px, int limit) {
        return static_cast<int>(std::lround(std::clamp(px, 0.0, static_cast<double>(limit))));
    };
    const PointPx a = page.to_px({group.clip->x_mm, group.clip->y_mm});
    const PointPx b = page.to_px({group.clip->right_mm(), group.clip->bottom_mm()});
    return {to_edge(a.x, page.width_px), to_edge(a.y, page.height_px), to_edge(b.x, page.width_px),
            to_edge(b.y, page.height_px)};
}

[[nodiscard]] inline Placement placement_of(const draw::Item& item, const draw::MapView& map,
                                            const PageView& page) {
    const auto map_placement = [&] {
        const double scale = map.mm_per_metre() * page.px_per_mm;
        return Placement{
            {map.centre.x_m, map.centre.y_m}, page.to_px(map.frame.centre()), scale, -scale};
    };
    switch (item.space) {
        case draw::Space::map:
            return map_placement();
        case draw::Space::anchored:
            return {{0.0, 0.0},
                    map_placement().apply(geo::XY{item.anchor.x_m, item.anchor.y_m}),
                    page.px_per_mm,
                    page.px_per_mm};
        case draw::Space::paper:
            break;
    }
    return {{0.0, 0.0}, page.to_px({0.0, 0.0}), page.px_per_mm, page.px_per_mm};
}

}  // namespace parkatlas::render::detail
