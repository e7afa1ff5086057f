#pragma once

#include "base/image.h"
#include "render/renderer.h"

namespace parkatlas::render::detail {

/// A frame as a window would show it, top row first.
struct WindowShot {
    Image image;
    FrameStats stats;
};

/// Handles for tests that the public interface has no use for.
struct RendererAccess {
    /// What `draw` leaves in a framebuffer, which this makes and reads back, top row first.
    /// `target.framebuffer` is not looked at.
    [[nodiscard]] static Result<WindowShot> draw_and_read(Renderer& renderer,
                                                          const draw::DrawList& list,
                                                          const draw::FontSet& fonts,
                                                          Target target);
};

}  // namespace parkatlas::render::detail
