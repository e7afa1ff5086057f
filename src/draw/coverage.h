#pragma once

// Internal to draw, and to its tests: how much of each pixel polygons and lines cover.

#include <cstddef>
#include <span>
#include <vector>

namespace parkatlas::draw::detail {

/// A point in pixels of a tile, y down; double, since it may lie far outside.
struct PixelXY {
    double x = 0.0, y = 0.0;
};

/// Exact coverage of polygons, gathered edge by edge: each edge adds the signed area between itself
/// and the pixel's right side to the pixels it crosses, and a sum along the row makes coverage of
/// that. Rings that run counter-clockwise as seen (y down) add, clockwise ones take away.
///
/// Where polygons touch, their shares of a pixel add up to it; where they overlap, to more than 1.
class CoveragePlane {
  public:
    void reset(int width, int height);

    /// The edges of a closed ring, each weighted. Vertices may lie anywhere.
    void add_ring(std::span<const PixelXY> ring, float weight);
    /// The same for a ring that lies wholly on the tile; quicker.
    void add_ring_inside(std::span<const PixelXY> ring, float weight);
    /// One edge of a ring; in the end all of them must have come that reach into the tile's rows
    /// left of its right side.
    void add_ring_edge(PixelXY a, PixelXY b, float weight) { add_clipped_edge(a, b, weight); }
    /// `area_px` spread evenly over a box not much larger than a pixel; cut at the tile's borders.
    void add_speck(double min_x, double min_y, double max_x, double max_y, double area_px,
                   float weight);

    /// Replaces what was gathered by coverage (not yet cut to 1).
    void finish();
    [[nodiscard]] std::span<const float> row(int y) const {
        return {values_.data() + static_cast<std::size_t>(y) * stride_,
                static_cast<std::size_t>(width_)};
    }
    [[nodiscard]] bool is_empty() const { return first_row_ >= last_row_; }
    [[nodiscard]] int first_row() const { return first_row_; }
    [[nodiscard]] int last_row() const { return last_row_; }  ///< one past the last touched

  private:
    void add_edge(float x0, float y0, float x1, float y1, float weight);
    void add_clipped_edge(PixelXY a, PixelXY b, float weight);
    void touch(int first, int last) {
        if (first < first_row_) first_row_ = first;
        if (last > last_row_) last_row_ = last;
    }

    std::vector<float> values_;  ///< two more columns than the tile: what falls off the right side
    std::size_t stride_ = 0;
    int width_ = 0, height_ = 0;
    int first_row_ = 0, last_row_ = 0;
};

/// Coverage of lines by their distance: 1 within half a width less half a pixel, falling to 0 over
/// a pixel. Of several lines the strongest counts, so a line drawn twice is drawn once.
class LinePlane {
  public:
    void reset(int width, int height);
    /// A closed ring's edges, round at their ends.
    void add_ring(std::span<const PixelXY> ring, double half_width_px, float strength);
    /// One edge, round at its ends but for those that are cut off square.
    void add_segment(PixelXY a, PixelXY b, double half_width_px, bool is_cut_at_a,
                     bool is_cut_at_b);

    [[nodiscard]] std::span<const float> row(int y) const {
        return {values_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_),
                static_cast<std::size_t>(width_)};
    }
    [[nodiscard]] bool is_empty() const { return first_row_ >= last_row_; }
    [[nodiscard]] int first_row() const { return first_row_; }
    [[nodiscard]] int last_row() const { return last_row_; }
    /// All that was drawn lies in columns [first_column, last_column).
    [[nodiscard]] int first_column() const { return first_column_; }
    [[nodiscard]] int last_column() const { return last_column_; }

  private:
    void add_edge(PixelXY a, PixelXY b, double half_width_px, float strength);
    template <typename CoverAt>
    void add_strip(PixelXY a, PixelXY b, double half_width_px, const CoverAt& cover_at);

    std::vector<float> values_;
    int width_ = 0, height_ = 0;
    int first_row_ = 0, last_row_ = 0;
    int first_column_ = 0, last_column_ = 0;
};

}  // namespace parkatlas::draw::detail
