#include "draw/field_raster.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

#include "base/parallel.h"
#include "draw/coverage.h"

namespace parkatlas::draw {

namespace {

constexpr int tile_width_px = 256;
constexpr int tile_height_px = 128;

/// A polygon within one pixel adds its area there, which is exact. One that straddles pixels is
/// spread over its box if that is no larger than this; being off by some of it is not seen.
constexpr double speck_px = 0.25;
/// Thinner lines are drawn this wide and paler instead, as the renderer does with strokes.
constexpr double thinnest_px = 0.7;
/// Outlines fade in from the first to the second of these, sides of the polygon in outline widths.
constexpr double outline_from = 2.0;
constexpr double outline_to = 7.0;
constexpr double least_strength = 0.02;

struct Straight {
    float r, g, b;
};
Straight straight(Color c) {
    return {static_cast<float>(c.r) / 255.0F, static_cast<float>(c.g) / 255.0F,
            static_cast<float>(c.b) / 255.0F};
}

/// Colour gathered so far, premultiplied, one value a pixel.
struct ColorPlane {
    std::vector<float> r, g, b, a;
    void reset(std::size_t size) {
        for (auto* plane : {&r, &g, &b, &a}) plane->assign(size, 0.0F);
    }
};

/// Memory of one worker.
struct Scratch {
    detail::CoveragePlane fill;
    detail::LinePlane line;
    ColorPlane fills;  ///< sums of all classes
    ColorPlane lines;  ///< one class over the other
    std::vector<detail::PixelXY> points;
    std::vector<std::uint32_t> chunks;
};

/// One tile's work: the field's steps to the tile's pixels.
class TilePainter {
  public:
    TilePainter(const Polygons& polygons, const FieldPlacement& placement, Scratch& scratch)
        : item_{polygons}, field_{*polygons.field}, placement_{placement}, s_{scratch} {
        px_per_step_ = placement.px_per_m * field_.step_m();
    }

    /// False if nothing shows.
    bool paint(const FieldTarget& target, int left, int top, int width, int height);

  private:
    void find_chunks();
    bool gather(std::size_t class_number, const PolygonStyle& style);
    void add_polygon(const PolygonField::Chunk& chunk, std::size_t i, const PolygonStyle& style);
    void to_pixels(std::span<const PolygonField::Step> ring);
    void add_class_to_planes(const PolygonStyle& style);
    void write_one_class(const FieldTarget& target, const PolygonStyle& style) const;
    void write_planes(const FieldTarget& target) const;
    [[nodiscard]] std::uint8_t* out(const FieldTarget& target, int y) const {
        const auto row = static_cast<std::size_t>(top_ - target.top_px + y);
        return target.rgba +
               4 * (row * target.stride_px + static_cast<std::size_t>(left_ - target.left_px));
    }
    [[nodiscard]] double x_px(std::int32_t step) const { return at_x_ + step * px_per_step_; }
    [[nodiscard]] double y_px(std::int32_t step) const { return at_y_ - step * px_per_step_; }

    const Polygons& item_;
    const PolygonField& field_;
    const FieldPlacement& placement_;
    Scratch& s_;
    double px_per_step_;
    double at_x_ = 0.0, at_y_ = 0.0;  ///< the field's origin, pixels of the tile
    int left_ = 0, top_ = 0, width_ = 0, height_ = 0;
    PolygonField::StepBox seen_;
    double half_width_px_ = 0.0;
    float line_factor_ = 1.0F;
};

void TilePainter::find_chunks() {
    double widest_mm = 0.0;
    for (const PolygonStyle& style : item_.styles) {
        widest_mm = std::max(widest_mm, style.outline_width_mm);
    }
    const double reach = std::max(widest_mm * placement_.px_per_mm, thinnest_px) / 2 + 1.0;
    const double per_m = placement_.px_per_m;
    const double west = placement_.reference.x_m + (left_ - reach - placement_.at_x_px) / per_m;
    const double north = placement_.reference.y_m - (top_ - reach - placement_.at_y_px) / per_m;
    seen_ = field_.to_steps(
        {west, north - (height_ + 2 * reach) / per_m, west + (width_ + 2 * reach) / per_m, north});
    s_.chunks.clear();
    const auto chunks = field_.chunks();
    for (std::uint32_t c = 0; c < chunks.size(); ++c) {
        if (chunks[c].size() > 0 && PolygonField::meet(chunks[c].box, seen_)) {
            s_.chunks.push_back(c);
        }
    }
}

void TilePainter::to_pixels(std::span<const PolygonField::Step> ring) {
    s_.points.resize(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
        s_.points[i] = {x_px(ring[i].x), y_px(ring[i].y)};
    }
}

void TilePainter::add_polygon(const PolygonField::Chunk& chunk, std::size_t i,
                              const PolygonStyle& style) {
    const PolygonField::StepBox& box = chunk.boxes[i];
    const double area_px =
        static_cast<double>(chunk.areas_m2[i]) * placement_.px_per_m * placement_.px_per_m;
    double strength = 0.0;
    double alpha = style.far_alpha;
    if (style.outline_width_mm > 0.0) {
        const double side_mm = std::sqrt(std::max(area_px, 0.0)) / placement_.px_per_mm;
        strength = outline_strength(side_mm, style.outline_width_mm);
        alpha += (style.near_alpha - alpha) * strength;
    }
    const auto weight = static_cast<float>(alpha / 255.0);
    const double left = x_px(box.min_x);
    const double right = x_px(box.max_x);
    const double upper = y_px(box.max_y);
    const double lower = y_px(box.min_y);
    if (right - left <= 1.0 && lower - upper <= 1.0) {
        const bool in_one =
            std::floor(left) == std::floor(right) && std::floor(upper) == std::floor(lower);
        if (in_one || (right - left <= speck_px && lower - upper <= speck_px)) {
            s_.fill.add_speck(left, upper, right, lower, area_px, weight);
            return;
        }
    }
    const bool is_inside = left >= 0.0 && upper >= 0.0 && right <= width_ && lower <= height_;
    const bool has_line = strength > least_strength && style.outline.a > 0;
    const std::uint32_t outline_first = chunk.outline_begin(i);
    const std::uint32_t last = chunk.first_ring[i + 1];
    const std::uint32_t fill_end = chunk.fill_end(i);
    for (std::uint32_t r = chunk.first_ring[i]; r < last; ++r) {
        const bool fills = r < fill_end;
        const bool outlines = has_line && r >= outline_first;
        if (!fills && !outlines) continue;
        to_pixels(chunk.ring(r));
        if (fills) {
            if (is_inside) {
                s_.fill.add_ring_inside(s_.points, weight);
            } else {
                s_.fill.add_ring(s_.points, weight);
            }
        }
        if (outlines) {
            s_.line.add_ring(s_.points, half_width_px_,
                             static_cast<float>(strength) * line_factor_);
        }
    }
}

bool TilePainter::gather(std::size_t class_number, const PolygonStyle& style) {
    s_.fill.reset(width_, height_);
    s_.line.reset(width_, height_);
    const double width_px = style.outline_width_mm * placement_.px_per_mm;
    half_width_px_ = std::max(width_px, thinnest_px) / 2;
    line_factor_ =
        static_cast<float>(std::min(width_px / thinnest_px, 1.0) * style.outline.a / 255.0);
    const auto chunks = field_.chunks();
    const auto wanted = static_cast<std::uint8_t>(class_number);
    for (const std::uint32_t c : s_.chunks) {
        const PolygonField::Chunk& chunk = chunks[c];
        for (std::size_t i = 0; i < chunk.size(); ++i) {
            if (chunk.classes[i] == wanted && PolygonField::meet(chunk.boxes[i], seen_)) {
                add_polygon(chunk, i, style);
            }
        }
    }
    s_.fill.finish();
    return !s_.fill.is_empty() || !s_.line.is_empty();
}

std::uint8_t to_byte(float share) {
    return static_cast<std::uint8_t>(share * 255.0F + 0.5F);
}

void TilePainter::write_one_class(const FieldTarget& target, const PolygonStyle& style) const {
    const Straight fill = straight(style.fill);
    const Straight line = straight(style.outline);
    const int first = std::min(s_.fill.is_empty() ? height_ : s_.fill.first_row(),
                               s_.line.is_empty() ? height_ : s_.line.first_row());
    const int last = std::max(s_.fill.last_row(), s_.line.last_row());
    for (int y = first; y < last; ++y) {
        const std::span<const float> fills = s_.fill.row(y);
        const std::span<const float> lines = s_.line.row(y);
        std::uint8_t* const to = out(target, y);
        for (std::size_t x = 0; x < fills.size(); ++x) {
            const float over = lines[x];
            const float under = std::clamp(fills[x], 0.0F, 1.0F) * (1.0F - over);
            to[4 * x] = to_byte(under * fill.r + over * line.r);
            to[4 * x + 1] = to_byte(under * fill.g + over * line.g);
            to[4 * x + 2] = to_byte(under * fill.b + over * line.b);
            to[4 * x + 3] = to_byte(under + over);
        }
    }
}

void TilePainter::add_class_to_planes(const PolygonStyle& style) {
    const Straight fill = straight(style.fill);
    for (int y = s_.fill.first_row(); y < s_.fill.last_row(); ++y) {
        const std::span<const float> row = s_.fill.row(y);
        const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        for (std::size_t x = 0; x < row.size(); ++x) {
            const float cover = std::max(row[x], 0.0F);
            s_.fills.r[at + x] += cover * fill.r;
            s_.fills.g[at + x] += cover * fill.g;
            s_.fills.b[at + x] += cover * fill.b;
            s_.fills.a[at + x] += cover;
        }
    }
    const Straight line = straight(style.outline);
    for (int y = s_.line.first_row(); y < s_.line.last_row(); ++y) {
        const std::span<const float> row = s_.line.row(y);
        const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        for (std::size_t x = 0; x < row.size(); ++x) {
            const float cover = row[x];
            const float rest = 1.0F - cover;
            s_.lines.r[at + x] = cover * line.r + rest * s_.lines.r[at + x];
            s_.lines.g[at + x] = cover * line.g + rest * s_.lines.g[at + x];
            s_.lines.b[at + x] = cover * line.b + rest * s_.lines.b[at + x];
            s_.lines.a[at + x] = cover + rest * s_.lines.a[at + x];
        }
    }
}

void TilePainter::write_planes(const FieldTarget& target) const {
    for (int y = 0; y < height_; ++y) {
        const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        std::uint8_t* const to = out(target, y);
        for (std::size_t x = 0; x < static_cast<std::size_t>(width_); ++x) {
            const float sum = s_.fills.a[at + x];
            const float over = s_.lines.a[at + x];
            // Where classes overlap so much that the pixel is more than full, in proportion.
            const float under = (1.0F - over) / std::max(sum, 1.0F);
            to[4 * x] = to_byte(under * s_.fills.r[at + x] + s_.lines.r[at + x]);
            to[4 * x + 1] = to_byte(under * s_.fills.g[at + x] + s_.lines.g[at + x]);
            to[4 * x + 2] = to_byte(under * s_.fills.b[at + x] + s_.lines.b[at + x]);
            to[4 * x + 3] = to_byte(under * sum + over);
        }
    }
}

bool TilePainter::paint(const FieldTarget& target, int left, int top, int width, int height) {
    left_ = left;
    top_ = top;
    width_ = width;
    height_ = height;
    at_x_ = placement_.at_x_px - left +
            (field_.origin().x_m - placement_.reference.x_m) * placement_.px_per_m;
    at_y_ = placement_.at_y_px - top -
            (field_.origin().y_m - placement_.reference.y_m) * placement_.px_per_m;
    find_chunks();
    if (s_.chunks.empty()) return false;
    if (item_.styles.size() == 1) {
        if (!gather(0, item_.styles[0])) return false;
        write_one_class(target, item_.styles[0]);
        return true;
    }
    bool shows = false;
    const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    for (std::size_t k = 0; k < item_.styles.size(); ++k) {
        if (!gather(k, item_.styles[k])) continue;
        if (!shows) {
            s_.fills.reset(size);
            s_.lines.reset(size);
        }
        shows = true;
        add_class_to_planes(item_.styles[k]);
    }
    if (shows) write_planes(target);
    return shows;
}

}  // namespace

double outline_strength(double side_mm, double outline_width_mm) {
    const double sides = side_mm / outline_width_mm;
    return std::clamp((sides - outline_from) / (outline_to - outline_from), 0.0, 1.0);
}

bool rasterize(const Polygons& polygons, const FieldPlacement& placement, const FieldTarget& target,
               const Work& work) {
    if (polygons.field == nullptr || polygons.field->size() == 0 || polygons.styles.empty() ||
        target.width_px <= 0 || target.height_px <= 0 || !(placement.px_per_m > 0.0)) {
        return false;
    }
    for (int y = 0; y < target.height_px; ++y) {
        std::fill_n(target.rgba + 4 * static_cast<std::size_t>(y) * target.stride_px,
                    4 * static_cast<std::size_t>(target.width_px), std::uint8_t{0});
    }
    // Tiles lie on a grid of the picture and not of the target, so that cuts do not matter.
    const auto floor_to = [](int v, int step) {
        return v >= 0 ? v / step * step : -((-v + step - 1) / step * step);
    };
    struct Tile {
        int left, top, width, height;
    };
    std::vector<Tile> tiles;
    const int right = target.left_px + target.width_px;
    const int bottom = target.top_px + target.height_px;
    for (int y = floor_to(target.top_px, tile_height_px); y < bottom; y += tile_height_px) {
        for (int x = floor_to(target.left_px, tile_width_px); x < right; x += tile_width_px) {
            const int left = std::max(x, target.left_px);
            const int top = std::max(y, target.top_px);
            tiles.push_back({left, top, std::min(x + tile_width_px, right) - left,
                             std::min(y + tile_height_px, bottom) - top});
        }
    }
    std::vector<Scratch> scratches(parallel_width());
    std::atomic<bool> shows{false};
    static_cast<void>(for_each_piece(
        tiles.size(), 1, work, [&](IndexRange piece, std::size_t worker) -> Result<void> {
            TilePainter painter{polygons, placement, scratches[worker]};
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                const Tile& t = tiles[i];
                if (painter.paint(target, t.left, t.top, t.width, t.height)) shows = true;
            }
            return {};
        }));
    return shows;
}

}  // namespace parkatlas::draw
