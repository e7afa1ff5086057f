#pragma once

#include <cstddef>

#include "render/renderer.h"

namespace parkatlas::render::detail {

/// What draw_image_sized spent where, in the last call.
struct ImageTimes {
    double prepare_ms = 0.0;  ///< triangles and glyphs
    double issue_ms = 0.0;    ///< sending and drawing, as far as the driver waits
    double read_ms = 0.0;     ///< finishing, resolving samples, reading back
    std::size_t tiles = 0;
};

/// A frame as a window would show it, top row first.
struct WindowShot {
    Image image;
    FrameStats stats;
};

/// Handles for tests that the public interface has no use for.
struct RendererAccess {
    /// No tile of draw_image larger than this, either way; 0: the renderer's own choice.
    static void set_tile_limit(Renderer& renderer, int limit_px);
    [[nodiscard]] static ImageTimes image_times(const Renderer& renderer);
    /// What `draw` leaves in a framebuffer, which this makes and reads back, top row first.
    /// `target.framebuffer` is not looked at.
    [[nodiscard]] static Result<WindowShot> draw_and_read(Renderer& renderer,
                                                          const draw::DrawList& list,
                                                          const draw::FontSet& fonts,
                                                          Target target);
};

}  // namespace parkatlas::render::detail
