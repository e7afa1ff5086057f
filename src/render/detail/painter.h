#pragma once

#include <vector>

#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "render/detail/frame.h"
#include "render/detail/glyph_places.h"
#include "render/detail/path_cache.h"
#include "render/detail/placement.h"
#include "render/detail/raster_items.h"
#include "render/detail/stroke_builder.h"
#include "render/detail/stroke_look.h"

namespace parkatlas::render::detail {

/// Goes through a DrawList in painting order and fills a Frame with what shows.
class Painter {
  public:
    Painter(Frame& frame, PathCache& paths, GlyphAtlas& atlas)
        : frame_{&frame}, paths_{&paths}, atlas_{&atlas}, raster_{paths} {}

    /// Paints all groups and flushes the frame.
    void paint(const draw::DrawList& list, const draw::FontSet& fonts, const PageView& page);

  private:
    void paint_group(const draw::Group& group);
    void paint(const draw::Fill& fill, const Placement& placement);
    void paint(const draw::Stroke& stroke, const Placement& placement);
    void paint(const draw::Text& text, const Placement& placement);
    void paint(const draw::Picture& picture, const Placement& placement);

    [[nodiscard]] bool shows(const draw::Fill& fill, const Placement& placement);
    /// Whether a fill is done by exact coverage on the processor instead of by triangles.
    [[nodiscard]] bool is_wide(const draw::Fill& fill, const Placement& placement);
    /// Whether the processor rasterises an item; keeps what shows of it until `flush_raster`.
    bool take_for_raster(const draw::Item& item, const Placement& placement);
    [[nodiscard]] bool is_for_raster(const draw::Item& item, const Placement& placement);
    [[nodiscard]] bool is_ground(const draw::Item& item, const Placement& placement) const;
    /// Rasterises what was kept into one picture.
    void flush_raster();
    /// Level of detail of fills.
    [[nodiscard]] static int level_at(const Placement& placement);
    /// Null if it does not show.
    [[nodiscard]] const FillMesh* mesh_of(const draw::Fill& fill, const Placement& placement);
    void add_mesh(const FillMesh& mesh, const Placement& placement, const BoxPx& bounds,
                  draw::Color color, Cover cover, std::uint8_t number);
    void add_far_triangle(const PointPx* corners, draw::Color color);
    void add_box(const PixelRect& box, draw::Color color);
    void paint_glyphs(const TextPlace& place, bool with_halo, draw::Color color, Cover cover,
                      std::uint8_t number);
    void paint_outlines(const TextPlace& place);

    Frame* frame_;
    PathCache* paths_;
    GlyphAtlas* atlas_;
    const draw::FontSet* fonts_ = nullptr;
    PageView page_;
    BoxPx view_;  ///< the clip in pixels
    StrokeBuilder strokes_;
    StrokeMesh stroke_mesh_;
    RasterItems raster_;
    bool is_raster_run_ = false;
    std::vector<PointPx> mesh_px_;
    std::vector<std::uint32_t> mesh_places_;
    StrokeLook look_;
    LetterOutlines outlines_;
};

}  // namespace parkatlas::render::detail
