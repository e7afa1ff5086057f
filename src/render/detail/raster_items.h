#pragma once

#include <vector>

#include "draw/draw_list.h"
#include "draw/field_raster.h"
#include "draw/fonts.h"
#include "render/detail/glyph_places.h"
#include "render/detail/path_cache.h"
#include "render/detail/placement.h"
#include "render/detail/stroke_builder.h"
#include "render/detail/stroke_look.h"

namespace parkatlas::render::detail {

/// Turns items of a DrawList into what the processor rasterises, in pixels of the page: what a
/// picture of a part of it shows does not depend on the part.
class RasterItems {
  public:
    explicit RasterItems(PathCache& paths) : paths_{&paths} {}

    /// Empty again, for a picture of a page.
    void begin(const PageView& page);
    /// Clip of what follows, pixels of the picture.
    void set_clip(const PixelRect& clip);

    /// One colour all over the clip.
    void cover(draw::Color color);
    void add(const draw::Polygons& polygons, const Placement& placement);
    void add(const draw::Fill& fill, const Placement& placement);
    void add(const draw::Stroke& stroke, const Placement& placement);
    void add(const draw::Picture& picture, const Placement& placement);
    /// Letters as outlines: large ones.
    void add_outlines(const TextPlace& text, const draw::FontSet& fonts);
    void add_glyphs(draw::PlacedGlyphs glyphs);

    [[nodiscard]] const BoxPx& view() const { return view_; }
    [[nodiscard]] const std::vector<draw::RasterItem>& items() const { return items_; }
    /// Of all of them, pixels of the picture.
    [[nodiscard]] PixelRect box() const;

  private:
    void keep(const BoxPx& box, draw::RasterShape shape);
    void add_triangles(const StrokeMesh& mesh, draw::PixelArea& area) const;
    [[nodiscard]] draw::FieldPlacement field_placement(const Placement& placement) const;
    [[nodiscard]] geo::XY on_page(PointPx p) const { return {p.x + page_x_, p.y + page_y_}; }

    PathCache* paths_;
    PageView page_;
    int page_x_ = 0, page_y_ = 0;  ///< page pixel of the picture's first
    PixelRect clip_;
    BoxPx view_;
    StrokeBuilder strokes_;
    StrokeMesh mesh_;
    StrokeLook look_;
    LetterOutlines outlines_;
    std::vector<draw::RasterItem> items_;
};

/// The pixels of a picture, each the mean of what it covers; none where it does not show.
[[nodiscard]] std::optional<draw::PlacedPixels> resampled(const draw::Picture& picture,
                                                          const Placement& placement,
                                                          double px_per_mm, const BoxPx& view);

}  // namespace parkatlas::render::detail
