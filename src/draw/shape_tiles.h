#pragma once

// Internal to draw: shapes that are given in pixels, painted into a tile over what `under` of the
// scratch memory holds.

#include <cstdint>
#include <vector>

#include "draw/field_raster.h"
#include "draw/tile_planes.h"

namespace parkatlas::draw::detail {

/// Runs of segments of a line with their boxes, so that a tile looks at those that reach into it.
class LinePainter {
  public:
    explicit LinePainter(const LineChains& line);
    bool paint_over(const FieldTile& tile, const TileWindow& window, Scratch& scratch) const;

  private:
    struct Run {
        std::size_t first, end;  ///< points of the chain
        std::size_t from, to;    ///< segments, counted from the chain's first
        bool is_closed;
        geo::Box box;
    };
    [[nodiscard]] geo::XY point(const Run& run, std::size_t i) const {
        const std::size_t at = run.first + i;
        return line_->points[at < run.end ? at : at - (run.end - run.first)];
    }

    const LineChains* line_;
    std::vector<Run> runs_;
    geo::Box box_;
};

/// The edges of an area, sorted into the rows of tiles that they reach into.
class AreaPainter {
  public:
    explicit AreaPainter(const PixelArea& area);
    /// Adds to the layer of fills.
    bool paint_over(const FieldTile& tile, const TileWindow& window, Scratch& scratch) const;

  private:
    struct Edge {
        PixelXY a, b;
    };
    Color color_;
    int first_band_ = 0;                 ///< of `tile_height_px` rows
    std::vector<std::uint32_t> begins_;  ///< of each band's edges, and the end of the last
    std::vector<Edge> edges_;
};

bool paint_glyphs(const PlacedGlyphs& glyphs, const FieldTile& tile, const TileWindow& window,
                  Scratch& scratch);
bool paint_pixels(const PlacedPixels& pixels, const FieldTile& tile, const TileWindow& window,
                  Scratch& scratch);

}  // namespace parkatlas::draw::detail
