#pragma once

// Internal to draw: memory in which a tile of a picture is painted, and how colours meet there.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "draw/coverage.h"
#include "draw/draw_list.h"
#include "draw/field_raster.h"

namespace parkatlas::draw::detail {

/// Tiles lie on a grid of the picture.
inline constexpr int tile_width_px = 256;
inline constexpr int tile_height_px = 128;

/// Shares of a pixel that are as good as nothing and as good as all: a fifth of a step of 255.
inline constexpr float none = 1.0F / 1275.0F;
inline constexpr float whole = 1.0F - none;

struct Straight {
    float r, g, b;
};
[[nodiscard]] inline Straight straight(Color c) {
    return {static_cast<float>(c.r) / 255.0F, static_cast<float>(c.g) / 255.0F,
            static_cast<float>(c.b) / 255.0F};
}

[[nodiscard]] inline std::uint8_t to_byte(float share) {
    return static_cast<std::uint8_t>(share * 255.0F + 0.5F);
}

/// A colour, premultiplied.
struct Premultiplied {
    float r = 0.0F, g = 0.0F, b = 0.0F, a = 0.0F;
};
[[nodiscard]] inline Premultiplied premultiplied(Color color) {
    const Straight c = straight(color);
    const float alpha = static_cast<float>(color.a) / 255.0F;
    return {c.r * alpha, c.g * alpha, c.b * alpha, alpha};
}

/// Colour gathered so far, premultiplied, one value a pixel.
struct ColorPlane {
    std::vector<float> r, g, b, a;
    void reset(std::size_t size, Premultiplied color = {}) {
        r.assign(size, color.r);
        g.assign(size, color.g);
        b.assign(size, color.b);
        a.assign(size, color.a);
    }
};

/// What a tile shows so far: one colour as long as nothing else is known, then pixels.
class TileColors {
  public:
    void begin(std::size_t size, Premultiplied color) {
        size_ = size;
        plain_ = color;
        is_plain_ = true;
    }
    [[nodiscard]] bool is_plain() const { return is_plain_; }
    [[nodiscard]] const Premultiplied& plain() const { return plain_; }
    /// One colour over all of it.
    void cover(Color color);
    [[nodiscard]] ColorPlane& pixels() {
        if (is_plain_) pixels_.reset(size_, plain_);
        is_plain_ = false;
        return pixels_;
    }

  private:
    std::size_t size_ = 0;
    bool is_plain_ = true;
    Premultiplied plain_;
    ColorPlane pixels_;
};

/// The part of a tile that an item may touch: rows and columns of the tile.
struct TileWindow {
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    [[nodiscard]] bool is_empty() const { return x0 >= x1 || y0 >= y1; }
};

/// Fills that follow one another, before they go over what was painted earlier. As long as they do
/// not fill a pixel, they are taken to lie side by side in it: neighbours that share a border leave
/// no seam, translucent or not. What is more than the pixel lies over the others.
class FillLayer {
  public:
    void begin(int width, int height);
    /// Covers pixels from (x, y) on by shares of them, whatever their sign.
    void add(int x, int y, std::span<const float> cover, Straight color, float alpha);
    [[nodiscard]] bool is_empty() const { return first_row_ >= last_row_; }
    /// Lays all that was added over `under` and is empty again.
    void settle(ColorPlane& under);
    /// Forgets it.
    void clear();

  private:
    void clear_rows();

    ColorPlane color_;
    std::vector<float> cover_;
    int width_ = 0, height_ = 0;
    int first_row_ = 0, last_row_ = 0;
    int first_column_ = 0, last_column_ = 0;
};

/// Memory of one worker.
struct Scratch {
    CoveragePlane fill;
    LinePlane line;
    ColorPlane fills;  ///< sums of all classes of polygons
    ColorPlane lines;  ///< one class over the other
    TileColors under;  ///< what was painted before, where there are several items
    FillLayer layer;
    std::vector<PixelXY> points;
    std::vector<std::uint32_t> chunks;
    std::vector<std::uint8_t> most;  ///< of glyphs that cover each pixel
};

/// Puts pixels of one colour, covered by shares, over what is there.
void blend_row(ColorPlane& to, std::size_t at, std::span<const float> cover, Straight color,
               float alpha);

/// Covers the window by one colour.
void cover_window(TileColors& under, int tile_width, int tile_height, const TileWindow& window,
                  Color color);

/// Calls `use(x, y, cover)` for the rows of a plane in the window, as far as it was touched.
template <typename Plane, typename Use>
void for_rows(const Plane& plane, const TileWindow& window, const Use& use) {
    int left = window.x0;
    int right = window.x1;
    if constexpr (requires { plane.first_column(); }) {
        left = std::max(left, plane.first_column());
        right = std::min(right, plane.last_column());
    }
    if (left >= right) return;
    const int last = std::min(window.y1, plane.last_row());
    for (int y = std::max(window.y0, plane.first_row()); y < last; ++y) {
        use(left, y,
            plane.row(y).subspan(static_cast<std::size_t>(left),
                                 static_cast<std::size_t>(right - left)));
    }
}

}  // namespace parkatlas::draw::detail
