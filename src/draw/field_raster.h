#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "base/image.h"
#include "base/progress.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "draw/polygon_field.h"

namespace parkatlas::draw {

/// How map metres become pixels of a picture: x_px = at_x_px + (x_m - reference.x_m) * px_per_m,
/// and y the other way round, down.
struct FieldPlacement {
    geo::MapXY reference;
    double at_x_px = 0.0;
    double at_y_px = 0.0;
    double px_per_m = 1.0;
    double px_per_mm = 96.0 / 25.4;
};

/// Pixels of a picture to fill: premultiplied RGBA. From row to row it is `stride_px` pixels; where
/// that is negative, rows come from the bottom up and `rgba` is the last one in memory.
struct FieldTarget {
    std::uint8_t* rgba = nullptr;
    std::ptrdiff_t stride_px = 0;
    int left_px = 0, top_px = 0;  ///< of the first pixel, in the picture
    int width_px = 0, height_px = 0;

    /// The pixel at a place of the picture.
    [[nodiscard]] std::uint8_t* at(int x_px, int y_px) const {
        return rgba + 4 * ((y_px - top_px) * stride_px + (x_px - left_px));
    }
};

/// A part of a picture that shows something of a field, in the picture's pixels.
struct FieldTile {
    int left_px = 0, top_px = 0, width_px = 0, height_px = 0;
    bool is_opaque = false;                 ///< all its pixels are
    bool is_uniform = false;                ///< all its pixels are `rgba`
    std::array<std::uint8_t, 4> rgba = {};  ///< premultiplied; of a uniform tile
};

/// Chains of points, to be drawn as one line of constant width that covers each place once, round
/// where segments meet.
struct LineChains {
    struct Chain {
        std::size_t end = 0;  ///< one past its last point
        bool is_closed = false;
    };
    std::vector<geo::XY> points;  ///< pixels of the picture, y down
    std::vector<Chain> chains;
    double half_width_px = 0.5;
    bool has_round_ends = false;  ///< of open chains; else they are cut off square
    Color color;
};

struct PlacedPolygons {
    Polygons polygons;
    FieldPlacement placement;
};

/// Rings whose signed areas add up to an area (`geo::make_additive`), or areas that may overlap, as
/// the nonzero rule fills them: a pixel is covered by the sum, whatever its sign, and no more than
/// whole.
struct PixelArea {
    std::vector<geo::XY> points;  ///< pixels of the picture, y down
    std::vector<std::uint32_t> ring_ends;
    Color color;
};

/// Letters in one colour.
struct PlacedGlyphs {
    struct Glyph {
        const GlyphBitmap* picture = nullptr;  ///< of someone who keeps it
        int x_px = 0, y_px = 0;                ///< the glyph's origin, a whole pixel
    };
    std::vector<Glyph> glyphs;
    Color color;
    bool is_once = false;  ///< where several cover a pixel, the strongest counts: translucent halos
};

/// Pixels as they are.
struct PlacedPixels {
    int left_px = 0, top_px = 0;
    Image image;
};

using RasterShape =
    std::variant<PlacedPolygons, LineChains, PixelArea, PlacedGlyphs, PlacedPixels, Color>;

/// Pixels [x0, x1) by [y0, y1) of the picture.
struct PixelBox {
    int x0 = std::numeric_limits<int>::min(), y0 = std::numeric_limits<int>::min();
    int x1 = std::numeric_limits<int>::max(), y1 = std::numeric_limits<int>::max();
    [[nodiscard]] bool is_empty() const { return x0 >= x1 || y0 >= y1; }
};

/// One of what is painted one over the other. A colour covers everything.
struct RasterItem {
    RasterShape shape;
    PixelBox box;  ///< nothing is painted outside

    template <typename Shape>
    requires std::constructible_from<RasterShape, Shape> RasterItem(
        Shape made, PixelBox within = {})  // NOLINT: an item of no bounds is a shape
        : shape{std::move(made)}, box{within} {}
};

/// A polygon of a field in pixels, as `PlacedPolygons` would show its fill. Null where it has none
/// in the box.
[[nodiscard]] std::optional<PixelArea> area_in_pixels(const PolygonField& field,
                                                      const FieldPlacement& placement, Color color,
                                                      const PixelBox& box);

/// What the items show, painted in their order, in tiles: those where nothing is to be seen are
/// left out. Of the target only pixels of tiles that are not uniform are sure to be written; what
/// stood there before does not matter. On all threads; the same bytes for any number of them, and
/// within one step of 255 for any cut into targets. Asked to stop, it leaves tiles out.
[[nodiscard]] std::vector<FieldTile> rasterize_tiles(std::span<const RasterItem> items,
                                                     const FieldTarget& target,
                                                     const Work& work = {});

/// The same over a colour, written to all of the target. Asked to stop, it leaves the target as far
/// as it has come.
void paint_picture(std::span<const RasterItem> items, Color background, const FieldTarget& target,
                   const Work& work = {});

/// Fills the target with what the item shows of its field, on all threads; the same bytes for any
/// number of them, and within one step of 255 for any cut into targets. False: nothing is to be
/// seen there, and the target was left alone.
///
/// Fills are exact areas. A polygon whose box is smaller than a pixel is spread over its box.
/// Asked to stop, it leaves the target as far as it has come.
bool rasterize(const Polygons& polygons, const FieldPlacement& placement, const FieldTarget& target,
               const Work& work = {});

/// How far a polygon of this size on paper is on its way from a speck (0) to a figure with an
/// outline (1).
[[nodiscard]] double outline_strength(double side_mm, double outline_width_mm);

}  // namespace parkatlas::draw
