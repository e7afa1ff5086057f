#include "draw/field_raster.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/parallel.h"
#include "draw/polygon_tile.h"
#include "draw/shape_tiles.h"
#include "draw/tile_planes.h"
#include "draw/wide.h"

namespace parkatlas::draw {

namespace {

using detail::ColorPlane;
using detail::Scratch;
using detail::tile_height_px;
using detail::tile_width_px;
using detail::TileWindow;
using detail::to_byte;

PARKATLAS_WIDE void write_row(const float* r, const float* g, const float* b, const float* a,
                              std::size_t width, std::uint8_t* to) {
    for (std::size_t x = 0; x < width; ++x) {
        to[4 * x] = to_byte(r[x]);
        to[4 * x + 1] = to_byte(g[x]);
        to[4 * x + 2] = to_byte(b[x]);
        to[4 * x + 3] = to_byte(a[x]);
    }
}

/// Premultiplied.
void write_under(detail::TileColors& under, const FieldTarget& target, const FieldTile& tile) {
    const auto row_of = [&](int y) { return target.at(tile.left_px, tile.top_px + y); };
    const auto width = static_cast<std::size_t>(tile.width_px);
    if (under.is_plain()) {
        const detail::Premultiplied& c = under.plain();
        const std::array<std::uint8_t, 4> pixel{to_byte(c.r), to_byte(c.g), to_byte(c.b),
                                                to_byte(c.a)};
        for (std::size_t x = 0; x < width; ++x) std::copy_n(pixel.data(), 4, row_of(0) + 4 * x);
        for (int y = 1; y < tile.height_px; ++y) std::memcpy(row_of(y), row_of(0), 4 * width);
        return;
    }
    const ColorPlane& pixels = under.pixels();
    for (int y = 0; y < tile.height_px; ++y) {
        std::uint8_t* const to = row_of(y);
        const std::size_t at = static_cast<std::size_t>(y) * width;
        write_row(pixels.r.data() + at, pixels.g.data() + at, pixels.b.data() + at,
                  pixels.a.data() + at, width, to);
    }
}

/// Whether a tile that was painted is opaque, and whether it has one colour only.
void note_look(FieldTile& tile, const FieldTarget& target) {
    const auto pixels = 4 * static_cast<std::size_t>(tile.width_px);
    const auto row = [&](int y) { return target.at(tile.left_px, tile.top_px + y); };
    const auto is_opaque = [&](const std::uint8_t* pixel) {
        std::uint8_t least = 255;
        for (std::size_t i = 3; i < pixels; i += 4) least = std::min(least, pixel[i]);
        return least == 255;
    };
    tile.is_opaque = true;
    for (int y = 0; y < tile.height_px && tile.is_opaque; ++y) tile.is_opaque = is_opaque(row(y));
    const std::uint8_t* const first = row(0);
    if (std::memcmp(first, first + 4, pixels - 4) != 0) return;
    for (int y = 1; y < tile.height_px; ++y) {
        if (std::memcmp(first, row(y), pixels) != 0) return;
    }
    tile.is_uniform = true;
    std::copy_n(first, 4, tile.rgba.begin());
}

bool can_show(const PlacedPolygons& item) {
    const Polygons& polygons = item.polygons;
    return polygons.field != nullptr && polygons.field->size() > 0 && !polygons.styles.empty() &&
           item.placement.px_per_m > 0.0;
}

int floor_div(int v, int step) {
    return v >= 0 ? v / step : -((-v + step - 1) / step);
}

/// Tiles lie on a grid of the picture and not of the target, so that cuts do not matter.
std::vector<FieldTile> tiles_of(const FieldTarget& target) {
    const auto floor_to = [](int v, int step) { return floor_div(v, step) * step; };
    std::vector<FieldTile> tiles;
    const int right = target.left_px + target.width_px;
    const int bottom = target.top_px + target.height_px;
    for (int y = floor_to(target.top_px, tile_height_px); y < bottom; y += tile_height_px) {
        for (int x = floor_to(target.left_px, tile_width_px); x < right; x += tile_width_px) {
            FieldTile& tile = tiles.emplace_back();
            tile.left_px = std::max(x, target.left_px);
            tile.top_px = std::max(y, target.top_px);
            tile.width_px = std::min(x + tile_width_px, right) - tile.left_px;
            tile.height_px = std::min(y + tile_height_px, bottom) - tile.top_px;
        }
    }
    return tiles;
}

/// Calls `use(tile, scratch)` for the tiles on all threads.
template <typename Use>
void for_tiles(std::span<FieldTile> tiles, const Work& work, const Use& use) {
    static_cast<void>(
        for_each_piece(tiles.size(), 1, work, [&](IndexRange piece, std::size_t) -> Result<void> {
            // Kept by the thread, some 3 MB: large pictures come in many parts, and fresh memory
            // costs as much as the painting.
            static thread_local Scratch scratch;
            for (std::size_t i = piece.first; i < piece.last; ++i) use(tiles[i], scratch);
            return {};
        }));
}

/// Paints the tiles with `paint(tile, scratch)`; keeps those where something shows.
template <typename Paint>
std::vector<FieldTile> paint_tiles(const FieldTarget& target, const Work& work,
                                   const Paint& paint) {
    std::vector<FieldTile> tiles = tiles_of(target);
    std::vector<std::uint8_t> shows(tiles.size(), 0);
    for_tiles(tiles, work, [&](FieldTile& tile, Scratch& scratch) {
        if (!paint(tile, scratch)) return;
        note_look(tile, target);
        const auto i = static_cast<std::size_t>(&tile - tiles.data());
        shows[i] = !tile.is_uniform || tile.rgba[3] > 0 ? 1 : 0;
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (shows[i] != 0) tiles[kept++] = tiles[i];
    }
    tiles.resize(kept);
    return tiles;
}

std::vector<FieldTile> polygon_tiles(const PlacedPolygons& item, const FieldTarget& target,
                                     const Work& work) {
    if (!can_show(item)) return {};
    return paint_tiles(target, work, [&](const FieldTile& tile, Scratch& scratch) {
        return detail::PolygonTile{item.polygons, item.placement, scratch}.paint(target, tile);
    });
}

using ItemPainter = std::variant<const PlacedPolygons*, detail::LinePainter, detail::AreaPainter,
                                 const PlacedGlyphs*, const PlacedPixels*, Color>;

ItemPainter painter_of(const RasterShape& shape) {
    struct Make {
        ItemPainter operator()(const PlacedPolygons& polygons) const { return &polygons; }
        ItemPainter operator()(const LineChains& line) const { return detail::LinePainter{line}; }
        ItemPainter operator()(const PixelArea& area) const { return detail::AreaPainter{area}; }
        ItemPainter operator()(const PlacedGlyphs& glyphs) const { return &glyphs; }
        ItemPainter operator()(const PlacedPixels& pixels) const { return &pixels; }
        ItemPainter operator()(Color color) const { return color; }
    };
    return std::visit(Make{}, shape);
}

/// Puts items over what `under` of the scratch memory holds.
class OverPainter {
  public:
    OverPainter(const FieldTile& tile, Scratch& scratch) : tile_{tile}, s_{scratch} {
        s_.layer.begin(tile.width_px, tile.height_px);
    }

    void paint(const ItemPainter& painter, const PixelBox& box) {
        const TileWindow window{std::max(box.x0, tile_.left_px) - tile_.left_px,
                                std::max(box.y0, tile_.top_px) - tile_.top_px,
                                std::min(box.x1, tile_.left_px + tile_.width_px) - tile_.left_px,
                                std::min(box.y1, tile_.top_px + tile_.height_px) - tile_.top_px};
        if (window.is_empty()) return;
        if (!std::holds_alternative<detail::AreaPainter>(painter)) settle();
        if (std::visit([&](const auto& of) { return paint(of, window); }, painter)) shows_ = true;
    }

    /// Whether there was anything to see.
    bool finish() {
        settle();
        return shows_;
    }

  private:
    void settle() {
        if (!s_.layer.is_empty()) s_.layer.settle(s_.under.pixels());
    }
    bool paint(const PlacedPolygons* item, const TileWindow& window) {
        return can_show(*item) &&
               detail::PolygonTile{item->polygons, item->placement, s_}.paint_over(tile_, window);
    }
    bool paint(const detail::LinePainter& line, const TileWindow& window) {
        return line.paint_over(tile_, window, s_);
    }
    bool paint(const detail::AreaPainter& area, const TileWindow& window) {
        return area.paint_over(tile_, window, s_);
    }
    bool paint(const PlacedGlyphs* glyphs, const TileWindow& window) {
        return detail::paint_glyphs(*glyphs, tile_, window, s_);
    }
    bool paint(const PlacedPixels* pixels, const TileWindow& window) {
        return detail::paint_pixels(*pixels, tile_, window, s_);
    }
    bool paint(Color color, const TileWindow& window) {
        detail::cover_window(s_.under, tile_.width_px, tile_.height_px, window, color);
        return true;
    }

    const FieldTile& tile_;
    Scratch& s_;
    bool shows_ = false;
};

std::vector<ItemPainter> painters_of(std::span<const RasterItem> items, const Work& work) {
    // Sorting the edges of a coast takes as long as painting it.
    std::vector<ItemPainter> painters(items.size(), Color{});
    static_cast<void>(
        for_each_piece(items.size(), 16, work, [&](IndexRange piece, std::size_t) -> Result<void> {
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                painters[i] = painter_of(items[i].shape);
            }
            return {};
        }));
    return painters;
}

/// For each tile of a grid the items whose boxes reach into it, in their order.
class TileLists {
  public:
    TileLists(std::span<const RasterItem> items, const FieldTarget& target)
        : left_{target.left_px},
          top_{target.top_px},
          right_{target.left_px + target.width_px},
          bottom_{target.top_px + target.height_px},
          columns_{column(right_ - 1) + 1},
          rows_{row(bottom_ - 1) + 1},
          begins_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0) {
        for_tiles(items, [&](std::size_t tile, std::uint32_t) { ++begins_[tile + 1]; });
        for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
        items_.resize(begins_.back());
        std::vector<std::uint32_t> at{begins_};
        for_tiles(items, [&](std::size_t tile, std::uint32_t item) { items_[at[tile]++] = item; });
    }
    [[nodiscard]] std::span<const std::uint32_t> of(const FieldTile& tile) const {
        const std::size_t i =
            static_cast<std::size_t>(row(tile.top_px)) * static_cast<std::size_t>(columns_) +
            static_cast<std::size_t>(column(tile.left_px));
        return std::span{items_}.subspan(begins_[i], begins_[i + 1] - begins_[i]);
    }

  private:
    [[nodiscard]] int column(int x) const {
        return floor_div(x, tile_width_px) - floor_div(left_, tile_width_px);
    }
    [[nodiscard]] int row(int y) const {
        return floor_div(y, tile_height_px) - floor_div(top_, tile_height_px);
    }
    template <typename Use>
    void for_tiles(std::span<const RasterItem> items, const Use& use) const {
        for (std::size_t i = 0; i < items.size(); ++i) {
            const PixelBox& box = items[i].box;
            const int x0 = std::max(box.x0, left_);
            const int y0 = std::max(box.y0, top_);
            const int x1 = std::min(box.x1, right_);
            const int y1 = std::min(box.y1, bottom_);
            if (x0 >= x1 || y0 >= y1) continue;
            for (int r = row(y0); r <= row(y1 - 1); ++r) {
                for (int c = column(x0); c <= column(x1 - 1); ++c) {
                    use(static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) +
                            static_cast<std::size_t>(c),
                        static_cast<std::uint32_t>(i));
                }
            }
        }
    }

    int left_, top_, right_, bottom_;
    int columns_, rows_;
    std::vector<std::uint32_t> begins_;
    std::vector<std::uint32_t> items_;
};

}  // namespace

std::vector<FieldTile> rasterize_tiles(std::span<const RasterItem> items, const FieldTarget& target,
                                       const Work& work) {
    if (target.width_px <= 0 || target.height_px <= 0) return {};
    if (items.size() == 1) {
        if (const auto* const alone = std::get_if<PlacedPolygons>(&items[0].shape)) {
            return polygon_tiles(*alone, target, work);
        }
    }
    const std::vector<ItemPainter> painters = painters_of(items, work);
    const TileLists lists{items, target};
    return paint_tiles(target, work, [&](const FieldTile& tile, Scratch& scratch) {
        const std::span<const std::uint32_t> list = lists.of(tile);
        if (list.empty()) return false;
        scratch.under.begin(
            static_cast<std::size_t>(tile.width_px) * static_cast<std::size_t>(tile.height_px), {});
        OverPainter over{tile, scratch};
        for (const std::uint32_t i : list) {
            if (work.stop.stop_requested()) return false;
            over.paint(painters[i], items[i].box);
        }
        const bool shows = over.finish();
        if (shows) write_under(scratch.under, target, tile);
        return shows;
    });
}

void paint_picture(std::span<const RasterItem> items, Color background, const FieldTarget& target,
                   const Work& work) {
    if (target.width_px <= 0 || target.height_px <= 0) return;
    const std::vector<ItemPainter> painters = painters_of(items, work);
    const TileLists lists{items, target};
    std::vector<FieldTile> tiles = tiles_of(target);
    for_tiles(tiles, work, [&](FieldTile& tile, Scratch& scratch) {
        scratch.under.begin(
            static_cast<std::size_t>(tile.width_px) * static_cast<std::size_t>(tile.height_px),
            detail::premultiplied(background));
        OverPainter over{tile, scratch};
        for (const std::uint32_t i : lists.of(tile)) {
            if (work.stop.stop_requested()) return;
            over.paint(painters[i], items[i].box);
        }
        static_cast<void>(over.finish());
        write_under(scratch.under, target, tile);
    });
}

std::optional<PixelArea> area_in_pixels(const PolygonField& field, const FieldPlacement& placement,
                                        Color color, const PixelBox& box) {
    const detail::StepsToPixels steps = detail::steps_to_pixels(field, placement);
    const int bits = detail::cell_bits(steps.px_per_step);
    PixelArea area;
    area.color = color;
    std::vector<detail::PixelXY> points;
    for (const PolygonField::Chunk& chunk : field.chunks()) {
        for (std::size_t i = 0; i < chunk.size(); ++i) {
            const std::uint32_t end = chunk.fill_end(i);
            for (std::uint32_t r = chunk.first_ring[i]; r < end; ++r) {
                detail::to_pixels(chunk.ring(r), steps, bits, points);
                geo::Box bounds;
                for (const detail::PixelXY p : points) bounds.add(geo::XY{p.x, p.y});
                // A ring left of the box adds as much as it takes away.
                if (bounds.max_x <= box.x0 || bounds.min_x >= box.x1 || bounds.max_y <= box.y0 ||
                    bounds.min_y >= box.y1) {
                    continue;
                }
                for (const detail::PixelXY p : points) area.points.push_back({p.x, p.y});
                area.ring_ends.push_back(static_cast<std::uint32_t>(area.points.size()));
            }
        }
    }
    if (area.ring_ends.empty()) return std::nullopt;
    return area;
}

bool rasterize(const Polygons& polygons, const FieldPlacement& placement, const FieldTarget& target,
               const Work& work) {
    if (target.width_px <= 0 || target.height_px <= 0) return false;
    for (int y = 0; y < target.height_px; ++y) {
        std::fill_n(target.at(target.left_px, target.top_px + y),
                    4 * static_cast<std::size_t>(target.width_px), std::uint8_t{0});
    }
    return !polygon_tiles({polygons, placement}, target, work).empty();
}

}  // namespace parkatlas::draw
