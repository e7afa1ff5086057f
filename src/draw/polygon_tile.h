#pragma once

// Internal to draw: the polygons of a field, painted into a tile.

#include <cstdint>
#include <span>
#include <vector>

#include "draw/field_raster.h"
#include "draw/polygon_field.h"
#include "draw/tile_planes.h"

namespace parkatlas::draw::detail {

/// Rings of many vertices are thinned to square cells of 2^bits steps: those that share a cell with
/// their neighbours in the ring become one.
[[nodiscard]] int cell_bits(double px_per_step);

/// How steps of a field become pixels.
struct StepsToPixels {
    double at_x_px = 0.0, at_y_px = 0.0;  ///< the field's origin
    double px_per_step = 1.0;

    [[nodiscard]] double x_px(std::int32_t step) const { return at_x_px + step * px_per_step; }
    [[nodiscard]] double y_px(std::int32_t step) const { return at_y_px - step * px_per_step; }
};

[[nodiscard]] StepsToPixels steps_to_pixels(const PolygonField& field,
                                            const FieldPlacement& placement);

/// The vertices of a ring in pixels, thinned where there are many. This looks at coordinates only,
/// so two polygons that share a border still share it.
void to_pixels(std::span<const PolygonField::Step> ring, const StepsToPixels& steps, int cell_bits,
               std::vector<PixelXY>& points);

/// One tile's work: the field's steps to the tile's pixels.
class PolygonTile {
  public:
    PolygonTile(const Polygons& polygons, const FieldPlacement& placement, Scratch& scratch)
        : item_{polygons},
          field_{*polygons.field},
          placement_{placement},
          s_{scratch},
          px_per_step_{placement.px_per_m * field_.step_m()},
          cell_bits_{cell_bits(px_per_step_)} {}

    /// False if nothing shows.
    bool paint(const FieldTarget& target, const FieldTile& tile);
    /// The same, over what `under` of the scratch memory holds.
    bool paint_over(const FieldTile& tile, const TileWindow& window);

  private:
    void begin(const FieldTile& tile);
    bool gather_classes();
    void find_chunks();
    bool gather(std::size_t class_number, const PolygonStyle& style);
    void add_polygon(const PolygonField::Chunk& chunk, std::size_t i, const PolygonStyle& style);
    void add_class_to_planes(const PolygonStyle& style);
    void write_one_class(const FieldTarget& target, const PolygonStyle& style) const;
    void write_planes(const FieldTarget& target) const;
    void blend_one_class(const PolygonStyle& style, const TileWindow& window);
    void blend_planes(const TileWindow& window);
    [[nodiscard]] std::uint8_t* out(const FieldTarget& target, int y) const {
        return target.at(left_, top_ + y);
    }

    const Polygons& item_;
    const PolygonField& field_;
    const FieldPlacement& placement_;
    Scratch& s_;
    double px_per_step_;
    int cell_bits_;
    StepsToPixels steps_;  ///< to pixels of the tile
    int left_ = 0, top_ = 0, width_ = 0, height_ = 0;
    PolygonField::StepBox seen_;
    double half_width_px_ = 0.0;
    float line_factor_ = 1.0F;
};

}  // namespace parkatlas::draw::detail
