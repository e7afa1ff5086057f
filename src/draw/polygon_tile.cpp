#include "draw/polygon_tile.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace parkatlas::draw::detail {

namespace {

/// A polygon within one pixel adds its area there, which is exact. One that straddles pixels is
/// spread over its box if that is no larger than this; being off by some of it is not seen.
constexpr double speck_px = 0.25;
/// Thinner lines are drawn this wide and paler instead, as the renderer does with strokes.
constexpr double thinnest_px = 0.7;
/// Outlines fade in from the first to the second of these, sides of the polygon in outline widths.
constexpr double outline_from = 2.0;
constexpr double outline_to = 7.0;
constexpr double least_strength = 0.02;
/// Rings of so many vertices are thinned to cells of this size.
constexpr std::size_t vertices_worth_thinning = 200;
constexpr double thinning_cell_px = 0.3;

}  // namespace

namespace {

/// Vertices that share a cell of a fraction of a pixel with their neighbours in the ring become
/// one, its middle.
void to_pixels_by_cells(std::span<const PolygonField::Step> ring, const StepsToPixels& steps,
                        int bits, std::vector<PixelXY>& points) {
    const auto cell = [bits](PolygonField::Step v) {
        return PolygonField::Step{v.x >> bits, v.y >> bits};
    };
    const auto same = [](PolygonField::Step a, PolygonField::Step b) {
        return a.x == b.x && a.y == b.y;
    };
    // Start where a cell begins, so that a run over the ring's seam is one run.
    const std::size_t n = ring.size();
    std::size_t start = 0;
    const PolygonField::Step last = cell(ring[n - 1]);
    while (start < n && same(cell(ring[start]), last)) ++start;
    points.clear();
    if (start == n) start = 0;  // the whole ring lies within one cell
    const auto at = [&](std::size_t i) { return ring[i < n ? i : i - n]; };
    const double half = std::ldexp(0.5, bits);
    for (std::size_t done = 0; done < n;) {
        const PolygonField::Step first = at(start + done);
        const PolygonField::Step in = cell(first);
        std::size_t run = 1;
        while (done + run < n && same(cell(at(start + done + run)), in)) ++run;
        if (run == 1) {
            points.push_back({steps.x_px(first.x), steps.y_px(first.y)});
        } else {
            const double size = 2.0 * half;
            points.push_back({steps.at_x_px + (in.x * size + half) * steps.px_per_step,
                              steps.at_y_px - (in.y * size + half) * steps.px_per_step});
        }
        done += run;
    }
}

}  // namespace

StepsToPixels steps_to_pixels(const PolygonField& field, const FieldPlacement& placement) {
    return {placement.at_x_px + (field.origin().x_m - placement.reference.x_m) * placement.px_per_m,
            placement.at_y_px - (field.origin().y_m - placement.reference.y_m) * placement.px_per_m,
            placement.px_per_m * field.step_m()};
}

int cell_bits(double px_per_step) {
    const int bits = static_cast<int>(std::floor(std::log2(thinning_cell_px / px_per_step)));
    return std::clamp(bits, 0, 30);
}

void to_pixels(std::span<const PolygonField::Step> ring, const StepsToPixels& steps, int cell_bits,
               std::vector<PixelXY>& points) {
    if (cell_bits > 0 && ring.size() >= vertices_worth_thinning) {
        to_pixels_by_cells(ring, steps, cell_bits, points);
        return;
    }
    points.resize(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
        points[i] = {steps.x_px(ring[i].x), steps.y_px(ring[i].y)};
    }
}

void PolygonTile::find_chunks() {
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

void PolygonTile::add_polygon(const PolygonField::Chunk& chunk, std::size_t i,
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
    const double left = steps_.x_px(box.min_x);
    const double right = steps_.x_px(box.max_x);
    const double upper = steps_.y_px(box.max_y);
    const double lower = steps_.y_px(box.min_y);
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
        to_pixels(chunk.ring(r), steps_, cell_bits_, s_.points);
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

bool PolygonTile::gather(std::size_t class_number, const PolygonStyle& style) {
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

void PolygonTile::write_one_class(const FieldTarget& target, const PolygonStyle& style) const {
    const Straight fill = straight(style.fill);
    const Straight line = straight(style.outline);
    const int first = std::min(s_.fill.is_empty() ? height_ : s_.fill.first_row(),
                               s_.line.is_empty() ? height_ : s_.line.first_row());
    const int last = std::max(s_.fill.last_row(), s_.line.last_row());
    for (int y = 0; y < height_; ++y) {
        std::uint8_t* const to = out(target, y);
        if (y < first || y >= last) {
            std::fill_n(to, 4 * static_cast<std::size_t>(width_), std::uint8_t{0});
            continue;
        }
        const std::span<const float> fills = s_.fill.row(y);
        const std::span<const float> lines = s_.line.row(y);
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

void PolygonTile::add_class_to_planes(const PolygonStyle& style) {
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

void PolygonTile::write_planes(const FieldTarget& target) const {
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

void PolygonTile::blend_one_class(const PolygonStyle& style, const TileWindow& window) {
    const auto blend = [&](Straight color) {
        return [this, color](int x, int y, std::span<const float> cover) {
            blend_row(s_.under.pixels(),
                      static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                          static_cast<std::size_t>(x),
                      cover, color, 1.0F);
        };
    };
    for_rows(s_.fill, window, blend(straight(style.fill)));
    for_rows(s_.line, window, blend(straight(style.outline)));
}

void PolygonTile::blend_planes(const TileWindow& window) {
    ColorPlane& to = s_.under.pixels();
    for (int y = window.y0; y < window.y1; ++y) {
        const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        for (std::size_t i = row + static_cast<std::size_t>(window.x0);
             i < row + static_cast<std::size_t>(window.x1); ++i) {
            const float sum = s_.fills.a[i];
            const float over = s_.lines.a[i];
            const float under = (1.0F - over) / std::max(sum, 1.0F);
            const float rest = 1.0F - (under * sum + over);
            to.r[i] = under * s_.fills.r[i] + s_.lines.r[i] + rest * to.r[i];
            to.g[i] = under * s_.fills.g[i] + s_.lines.g[i] + rest * to.g[i];
            to.b[i] = under * s_.fills.b[i] + s_.lines.b[i] + rest * to.b[i];
            to.a[i] = under * sum + over + rest * to.a[i];
        }
    }
}

void PolygonTile::begin(const FieldTile& tile) {
    left_ = tile.left_px;
    top_ = tile.top_px;
    width_ = tile.width_px;
    height_ = tile.height_px;
    steps_ = steps_to_pixels(field_, placement_);
    steps_.at_x_px -= left_;
    steps_.at_y_px -= top_;
    find_chunks();
}

/// All classes into the planes.
bool PolygonTile::gather_classes() {
    bool shows = false;
    const std::size_t size = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
    for (std::size_t k = 0; k < item_.styles.size(); ++k) {
        if (!gather(k, item_.styles[k])) continue;
        if (!shows) {
            s_.fills.reset(size);
            s_.lines.reset(size);
        }
        shows = true;
        add_class_to_planes(item_.styles[k]);
    }
    return shows;
}

bool PolygonTile::paint(const FieldTarget& target, const FieldTile& tile) {
    begin(tile);
    if (s_.chunks.empty()) return false;
    if (item_.styles.size() == 1) {
        if (!gather(0, item_.styles[0])) return false;
        write_one_class(target, item_.styles[0]);
        return true;
    }
    const bool shows = gather_classes();
    if (shows) write_planes(target);
    return shows;
}

bool PolygonTile::paint_over(const FieldTile& tile, const TileWindow& window) {
    begin(tile);
    if (s_.chunks.empty()) return false;
    if (item_.styles.size() == 1) {
        if (!gather(0, item_.styles[0])) return false;
        blend_one_class(item_.styles[0], window);
        return true;
    }
    const bool shows = gather_classes();
    if (shows) blend_planes(window);
    return shows;
}

}  // namespace parkatlas::draw::detail

namespace parkatlas::draw {

double outline_strength(double side_mm, double outline_width_mm) {
    const double sides = side_mm / outline_width_mm;
    return std::clamp((sides - detail::outline_from) / (detail::outline_to - detail::outline_from),
                      0.0, 1.0);
}

}  // namespace parkatlas::draw
