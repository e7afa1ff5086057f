#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "draw/draw_list.h"
#include "draw/field_raster.h"
#include "draw/fonts.h"
#include "render/detail/frame.h"
#include "render/detail/path_cache.h"
#include "render/detail/placement.h"
#include "render/detail/stroke_builder.h"

namespace parkatlas::render::detail {

/// Goes through a DrawList in painting order and fills a Frame with what shows.
class Painter {
  public:
    Painter(Frame& frame, PathCache& paths, GlyphAtlas& atlas)
        : frame_{&frame}, paths_{&paths}, atlas_{&atlas} {}

    /// Paints all groups and flushes the frame.
    void paint(const draw::DrawList& list, const draw::FontSet& fonts, const PageView& page);

    /// Puts the glyphs of the whole page into the atlas, as far as they have room there without
    /// crowding it: to bring them to the GPU between tiles would be to wait for the tile before.
    void gather_glyphs(const draw::DrawList& list, const draw::FontSet& fonts,
                       const PageView& page);

    /// The same for the triangles of fills, on all threads. Needs neither fonts nor atlas.
    void gather_fills(const draw::DrawList& list, const PageView& page);

  private:
    [[nodiscard]] PixelRect clip_of(const draw::Group& group) const;
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
    void add_to_raster(const draw::Fill& fill, const Placement& placement);
    void add_to_raster(const draw::Stroke& stroke, const Placement& placement);
    void add_to_raster(const draw::Polygons& polygons, const Placement& placement);
    [[nodiscard]] bool is_ground(const draw::Item& item, const Placement& placement) const;
    void keep_for_raster(const BoxPx& box, draw::RasterItem item);
    [[nodiscard]] draw::FieldPlacement field_placement(const Placement& placement) const;
    /// Rasterises what was kept into one picture.
    void flush_raster();
    /// A stroke's colour, shape and dashes at this scale; false if nothing of it shows.
    bool shape_of(const draw::Stroke& stroke, StrokeShape& shape, draw::Color& color);
    /// Level of detail of fills.
    [[nodiscard]] static int level_at(const Placement& placement);
    /// Null if it does not show.
    [[nodiscard]] const FillMesh* mesh_of(const draw::Fill& fill, const Placement& placement);
    void add_mesh(const FillMesh& mesh, const Placement& placement, const BoxPx& bounds,
                  draw::Color color, Cover cover, std::uint8_t number);
    void add_far_triangle(const PointPx* corners, draw::Color color);
    void add_box(const PixelRect& box, draw::Color color);
    [[nodiscard]] bool shows(const draw::Text& text, PointPx origin, double halo_px) const;
    template <typename Use>
    void visit_glyphs(const draw::Text& text, PointPx origin, double halo_px, const Use& use) const;
    void paint_glyphs(const draw::Text& text, PointPx origin, double halo_px, draw::Color color,
                      Cover cover, std::uint8_t number);
    void paint_outlines(const draw::Text& text, PointPx origin, double halo_px);
    [[nodiscard]] draw::PathPtr outline(std::uint32_t face, std::uint32_t glyph, double angle_deg);

    Frame* frame_;
    PathCache* paths_;
    GlyphAtlas* atlas_;
    const draw::FontSet* fonts_ = nullptr;
    PageView page_;
    BoxPx view_;  ///< the clip in pixels
    StrokeBuilder strokes_;
    StrokeMesh stroke_mesh_;
    std::vector<draw::RasterItem> raster_;
    PixelRect raster_box_;  ///< of what was kept, pixels of the frame
    bool is_raster_run_ = false;
    std::vector<PointPx> mesh_px_;
    std::vector<std::uint32_t> mesh_places_;
    std::vector<double> dash_px_;
    /// Outlines of letters too large for the atlas: face, glyph, angle in 64ths of a degree.
    std::map<std::tuple<std::uint32_t, std::uint32_t, long>, draw::PathPtr> outlines_;
    const draw::FontSet* outlines_of_ = nullptr;
};

}  // namespace parkatlas::render::detail
