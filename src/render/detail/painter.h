#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "draw/draw_list.h"
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

  private:
    void paint_group(const draw::Group& group);
    void paint(const draw::Fill& fill, const Placement& placement);
    void paint(const draw::Stroke& stroke, const Placement& placement);
    void paint(const draw::Text& text, const Placement& placement);
    void paint(const draw::Picture& picture, const Placement& placement);
    void paint(const draw::Polygons& polygons, const Placement& placement);

    void add_mesh(const FillMesh& mesh, const Placement& placement, const BoxPx& bounds,
                  draw::Color color, Cover cover, std::uint8_t number);
    void add_far_triangle(const PointPx* corners, draw::Color color);
    void add_pixels(int from_x, int to_x, int y, draw::Color color);
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
    std::vector<PointPx> mesh_px_;
    std::vector<std::uint32_t> mesh_places_;
    std::vector<double> dash_px_;
    /// Outlines of letters too large for the atlas: face, glyph, angle in 64ths of a degree.
    std::map<std::tuple<std::uint32_t, std::uint32_t, long>, draw::PathPtr> outlines_;
    const draw::FontSet* outlines_of_ = nullptr;
};

}  // namespace parkatlas::render::detail
