#pragma once

#include <memory>
#include <stop_token>

#include "base/result.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::render {

namespace detail {
struct RendererAccess;
}

/// Where a picture goes. Its top row becomes the framebuffer's last row, as windows have it.
struct Target {
    unsigned framebuffer = 0;  ///< GL name; 0 is the window. One sample a pixel, or as many as ours
    int width_px = 0;
    int height_px = 0;
    double px_per_mm = 96.0 / 25.4;
    double offset_x_mm = 0.0;  ///< the page's point that lands in the target's top left corner
    double offset_y_mm = 0.0;
    /// One sample a pixel: half the time on a software rasteriser, at the price of jagged edges of
    /// fills; lines and text stay smooth. For frames while the map moves.
    bool is_fast = false;
    /// The picture is no longer wanted: `draw` then soon fails with `stopped`, and what the target
    /// shows is of no use.
    std::stop_token stop = {};
};

struct FrameStats {
    double prepare_ms = 0.0;  ///< triangles, glyphs, uploads
    double draw_ms = 0.0;     ///< issuing draw calls (and finishing them, where asked)
    std::size_t triangles = 0;
    std::size_t draw_calls = 0;
};

/// Draws a DrawList with OpenGL 3.3 core in whatever context is current; opens no window. Keeps
/// GPU copies of paths and glyphs between frames and drops those that went unused. Belongs to the
/// thread of its context.
class Renderer {
  public:
    /// Fails with graphics_unavailable: context older than 3.3, a shader does not compile (log
    /// given).
    [[nodiscard]] static Result<Renderer> create();
    Renderer(Renderer&&) noexcept;
    Renderer& operator=(Renderer&&) noexcept;
    ~Renderer();

    /// Whether the driver draws on the processor (Mesa's llvmpipe and its like): PagePainter is
    /// quicker there.
    [[nodiscard]] bool is_on_processor() const;

    /// Paints the list over the whole target (background included), antialiased. Leaves the target
    /// bound, with blending, scissor, depth and stencil tests off and no program or array bound.
    /// Fails with graphics_unavailable: out of graphics memory, target larger than the driver
    /// takes; stopped.
    [[nodiscard]] Result<FrameStats> draw(const draw::DrawList& list, const draw::FontSet& fonts,
                                          const Target& target);

  private:
    friend struct detail::RendererAccess;  // render/detail/renderer_access.h, for tests
    struct Impl;
    explicit Renderer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas::render
