#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace parkatlas::render {

/// An OpenGL 3.3 core context without a window or display: EGL, surfaceless (Mesa) or on a device.
/// Current on the thread that made it until released or destroyed; destroy it where it is current,
/// or nowhere. Whoever calls OpenGL in it has a DrawingTurn; the functions here take their own.
class OffscreenContext {
  public:
    /// Fails with graphics_unavailable; the message lists what was tried and what each answered.
    [[nodiscard]] static Result<OffscreenContext> create();
    /// One that stands for a window's, beside those of `create`: on a device's display where there
    /// is one, so that it draws without waiting for its turn. `needs_turn` tells.
    [[nodiscard]] static Result<OffscreenContext> create_apart();
    [[nodiscard]] bool needs_turn() const;
    OffscreenContext(OffscreenContext&&) noexcept;
    OffscreenContext& operator=(OffscreenContext&&) noexcept;
    ~OffscreenContext();

    /// Hands the context on: `release` on the one thread, then `make_current` on the other.
    void release() const;
    [[nodiscard]] Result<void> make_current() const;

    /// "llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5"
    [[nodiscard]] std::string description() const;

  private:
    struct Impl;
    explicit OffscreenContext(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas::render
