#include "draw/shape_tiles.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::draw::detail {

namespace {

constexpr std::size_t segments_per_run = 32;

/// Rows of tiles, counted from the picture's top.
int band_of(double y_px) {
    constexpr double most = 1e6;
    return static_cast<int>(std::floor(std::clamp(y_px / tile_height_px, -most, most)));
}

/// Puts a pixel over another: `share` of it covered.
void blend(ColorPlane& to, std::size_t at, Straight color, float share) {
    const float rest = 1.0F - share;
    to.r[at] = share * color.r + rest * to.r[at];
    to.g[at] = share * color.g + rest * to.g[at];
    to.b[at] = share * color.b + rest * to.b[at];
    to.a[at] = share + rest * to.a[at];
}

bool is_all_of(const TileWindow& window, const FieldTile& tile) {
    return window.x0 == 0 && window.y0 == 0 && window.x1 == tile.width_px &&
           window.y1 == tile.height_px;
}

/// Whether edges left of a tile, none of which reaches into it, cover it wholly. Before the rows
/// are summed up.
bool is_covered(const CoveragePlane& plane, int height_px) {
    if (plane.first_row() > 0 || plane.last_row() < height_px) return false;
    for (int y = 0; y < height_px; ++y) {
        if (std::abs(plane.row(y)[0]) < whole) return false;
    }
    return true;
}

/// The rows and columns of a box of the picture that lie in the window, in pixels of the tile.
TileWindow part_of(const TileWindow& window, const FieldTile& tile, int left_px, int top_px,
                   int width_px, int height_px) {
    const int left = left_px - tile.left_px;
    const int top = top_px - tile.top_px;
    return {std::max(window.x0, left), std::max(window.y0, top),
            std::min(window.x1, left + width_px), std::min(window.y1, top + height_px)};
}

}  // namespace

LinePainter::LinePainter(const LineChains& line) : line_{&line} {
    const double reach = line.half_width_px + 1.0;
    std::size_t first = 0;
    for (const LineChains::Chain& chain : line.chains) {
        const std::size_t segments = chain.end - first - (chain.is_closed ? 0 : 1);
        for (std::size_t at = 0; at < segments; at += segments_per_run) {
            Run run{first,           chain.end, at, std::min(at + segments_per_run, segments),
                    chain.is_closed, {}};
            for (std::size_t i = run.from; i <= run.to; ++i) run.box.add(point(run, i));
            run.box = {run.box.min_x - reach, run.box.min_y - reach, run.box.max_x + reach,
                       run.box.max_y + reach};
            box_.add(run.box);
            runs_.push_back(run);
        }
        first = chain.end;
    }
}

bool LinePainter::paint_over(const FieldTile& tile, const TileWindow& window,
                             Scratch& scratch) const {
    const geo::Box seen{double{1} * tile.left_px, double{1} * tile.top_px,
                        double{1} * (tile.left_px + tile.width_px),
                        double{1} * (tile.top_px + tile.height_px)};
    if (!box_.intersects(seen)) return false;
    LinePlane& plane = scratch.line;
    plane.reset(tile.width_px, tile.height_px);
    for (const Run& run : runs_) {
        if (!run.box.intersects(seen)) continue;
        for (std::size_t i = run.from; i < run.to; ++i) {
            const geo::XY a = point(run, i);
            const geo::XY b = point(run, i + 1);
            const bool cuts = !run.is_closed && !line_->has_round_ends;
            plane.add_segment({a.x - tile.left_px, a.y - tile.top_px},
                              {b.x - tile.left_px, b.y - tile.top_px}, line_->half_width_px,
                              cuts && i == 0, cuts && run.first + i + 2 == run.end);
        }
    }
    if (plane.is_empty()) return false;
    const Straight color = straight(line_->color);
    const float alpha = static_cast<float>(line_->color.a) / 255.0F;
    for_rows(plane, window, [&](int x, int y, std::span<const float> cover) {
        blend_row(scratch.under.pixels(),
                  static_cast<std::size_t>(y) * static_cast<std::size_t>(tile.width_px) +
                      static_cast<std::size_t>(x),
                  cover, color, alpha);
    });
    return true;
}

AreaPainter::AreaPainter(const PixelArea& area) : color_{area.color} {
    const auto for_edges = [&](const auto& use) {
        std::size_t begin = 0;
        for (const std::uint32_t end : area.ring_ends) {
            if (begin == end) continue;
            geo::XY previous = area.points[end - 1];
            for (; begin < end; ++begin) {
                const geo::XY next = area.points[begin];
                if (next.y != previous.y) {
                    use(PixelXY{previous.x, previous.y}, PixelXY{next.x, next.y},
                        band_of(std::min(previous.y, next.y)),
                        band_of(std::max(previous.y, next.y)));
                }
                previous = next;
            }
        }
    };
    int last_band = std::numeric_limits<int>::min();
    first_band_ = std::numeric_limits<int>::max();
    for_edges([&](PixelXY, PixelXY, int low, int high) {
        first_band_ = std::min(first_band_, low);
        last_band = std::max(last_band, high);
    });
    if (first_band_ > last_band) {
        begins_ = {0};
        return;
    }
    // Counted first, then put in place: each band's edges in the order of the rings.
    begins_.assign(static_cast<std::size_t>(last_band - first_band_) + 2, 0);
    const auto slot = [&](int band) { return static_cast<std::size_t>(band - first_band_); };
    for_edges([&](PixelXY, PixelXY, int low, int high) {
        for (int band = low; band <= high; ++band) ++begins_[slot(band) + 1];
    });
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    edges_.resize(begins_.back());
    std::vector<std::uint32_t> at{begins_};
    for_edges([&](PixelXY a, PixelXY b, int low, int high) {
        for (int band = low; band <= high; ++band) edges_[at[slot(band)]++] = {a, b};
    });
}

bool AreaPainter::paint_over(const FieldTile& tile, const TileWindow& window,
                             Scratch& scratch) const {
    const int band = band_of(tile.top_px) - first_band_;
    if (band < 0 || static_cast<std::size_t>(band) + 1 >= begins_.size()) return false;
    CoveragePlane& plane = scratch.fill;
    plane.reset(tile.width_px, tile.height_px);
    bool reaches_in = false;
    const double top = tile.top_px;
    const double bottom = top + tile.height_px;
    for (std::uint32_t i = begins_[static_cast<std::size_t>(band)];
         i < begins_[static_cast<std::size_t>(band) + 1]; ++i) {
        const Edge& edge = edges_[i];
        plane.add_ring_edge({edge.a.x - tile.left_px, edge.a.y - tile.top_px},
                            {edge.b.x - tile.left_px, edge.b.y - tile.top_px}, 1.0F);
        reaches_in = reaches_in ||
                     (std::max(edge.a.x, edge.b.x) > tile.left_px &&
                      std::min(edge.a.x, edge.b.x) < tile.left_px + tile.width_px &&
                      std::max(edge.a.y, edge.b.y) > top && std::min(edge.a.y, edge.b.y) < bottom);
    }
    if (plane.is_empty()) return false;
    if (!reaches_in && is_covered(plane, tile.height_px) && is_all_of(window, tile) &&
        (color_.a == 255 || scratch.layer.is_empty())) {
        scratch.layer.clear();
        scratch.under.cover(color_);
        return true;
    }
    plane.finish();
    const Straight color = straight(color_);
    const float alpha = static_cast<float>(color_.a) / 255.0F;
    for_rows(plane, window, [&](int x, int y, std::span<const float> cover) {
        scratch.layer.add(x, y, cover, color, alpha);
    });
    return true;
}

bool paint_glyphs(const PlacedGlyphs& glyphs, const FieldTile& tile, const TileWindow& window,
                  Scratch& scratch) {
    const Straight color = straight(glyphs.color);
    const float alpha = static_cast<float>(glyphs.color.a) / (255.0F * 255.0F);
    const auto width = static_cast<std::size_t>(tile.width_px);
    bool shows = false;
    /// Calls `use(place in the tile, coverage)` for pixels with ink.
    const auto for_pixels = [&](const auto& use) {
        for (const PlacedGlyphs::Glyph& glyph : glyphs.glyphs) {
            const GlyphBitmap& bitmap = *glyph.picture;
            const int left = glyph.x_px + bitmap.left_px;
            const int top = glyph.y_px - bitmap.top_px;
            const TileWindow part =
                part_of(window, tile, left, top, bitmap.width_px, bitmap.height_px);
            if (part.is_empty()) continue;
            shows = true;
            for (int y = part.y0; y < part.y1; ++y) {
                const std::uint8_t* const row =
                    bitmap.coverage.data() +
                    static_cast<std::ptrdiff_t>(y + tile.top_px - top) * bitmap.width_px +
                    (tile.left_px - left);
                const std::size_t at = static_cast<std::size_t>(y) * width;
                for (int x = part.x0; x < part.x1; ++x) {
                    if (row[x] != 0) use(at + static_cast<std::size_t>(x), row[x]);
                }
            }
        }
    };
    if (!glyphs.is_once) {
        for_pixels([&](std::size_t at, std::uint8_t cover) {
            blend(scratch.under.pixels(), at, color, static_cast<float>(cover) * alpha);
        });
        return shows;
    }
    std::vector<std::uint8_t>& most = scratch.most;
    most.assign(width * static_cast<std::size_t>(tile.height_px), 0);
    for_pixels([&](std::size_t at, std::uint8_t cover) { most[at] = std::max(most[at], cover); });
    if (!shows) return false;
    for (std::size_t i = 0; i < most.size(); ++i) {
        if (most[i] != 0)
            blend(scratch.under.pixels(), i, color, static_cast<float>(most[i]) * alpha);
    }
    return true;
}

bool paint_pixels(const PlacedPixels& pixels, const FieldTile& tile, const TileWindow& window,
                  Scratch& scratch) {
    const TileWindow part = part_of(window, tile, pixels.left_px, pixels.top_px, pixels.image.width,
                                    pixels.image.height);
    if (part.is_empty()) return false;
    for (int y = part.y0; y < part.y1; ++y) {
        for (int x = part.x0; x < part.x1; ++x) {
            const std::uint8_t* const p = pixels.image.pixel(x + tile.left_px - pixels.left_px,
                                                             y + tile.top_px - pixels.top_px);
            blend(scratch.under.pixels(),
                  static_cast<std::size_t>(y) * static_cast<std::size_t>(tile.width_px) +
                      static_cast<std::size_t>(x),
                  straight({p[0], p[1], p[2], 255}), static_cast<float>(p[3]) / 255.0F);
        }
    }
    return true;
}

}  // namespace parkatlas::draw::detail
