#pragma once

#include <span>
#include <vector>

#include "draw/draw_list.h"
#include "draw/field_raster.h"
#include "render/detail/path_cache.h"
#include "render/detail/placement.h"
#include "render/detail/stroke_mesh.h"

namespace parkatlas::render::detail {

/// Turns strokes into triangles: leaves out what the view does not show, thins vertices that lie
/// closer than the eye sees, cuts dashes. What it makes of a place does not depend on the view's
/// edges, so tiles fit together.
class StrokeBuilder {
  public:
    /// Replaces the content of `mesh`. `view` in pixels, with no margin; `dash_px` on, off, …
    void build(const draw::Path& path, const PathRecord& record, const Placement& placement,
               const StrokeShape& shape, std::span<const double> dash_px, const BoxPx& view,
               StrokeMesh& mesh);

    /// The same as chains of points for the rasteriser of the processor, in pixels of the picture:
    /// `left_px`, `top_px` are added. Appends.
    void build_chains(const draw::Path& path, const PathRecord& record, const Placement& placement,
                      const StrokeShape& shape, std::span<const double> dash_px, const BoxPx& view,
                      int left_px, int top_px, draw::LineChains& chains);

  private:
    struct Point {
        PointPx at;
        double along_px = 0.0;  ///< from the ring's start; only kept up for dashes
    };

    void walk(const draw::Path& path, const PathRecord& record, const Placement& placement,
              const StrokeShape& shape, std::span<const double> dash_px, const BoxPx& view);
    void put_line(bool is_closed, PointPx direction);
    void walk_ring(const draw::Path& path, const PathRecord& record, const Ring& ring,
                   bool is_closed);
    void append_chunk(const draw::Path& path, const Ring& ring, const Chunk& chunk);
    void finish_chain(bool is_closed);
    void clip_far_segments();
    void emit(std::span<const Point> chain, bool is_closed);
    void emit_dashes(std::span<const Point> chain);
    void emit_dash(std::span<const Point> chain, std::size_t segment, double from_px, double to_px);

    const Placement* placement_ = nullptr;
    const StrokeShape* shape_ = nullptr;
    std::span<const double> dash_px_;
    double dash_period_px_ = 0.0;
    BoxPx view_;
    BoxPx near_;                  ///< beyond this, segments are cut before they go to the GPU
    StrokeMesh* mesh_ = nullptr;  ///< what is built: triangles
    draw::LineChains* chains_ = nullptr;  ///< or chains
    PointPx shift_;                       ///< of the chains' points
    std::vector<Point> chain_;
    std::vector<Point> piece_;
    std::vector<PointPx> points_;
};

}  // namespace parkatlas::render::detail
