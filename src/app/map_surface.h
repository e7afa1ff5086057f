#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace parkatlas::app {

/// A picture in GPU memory that the map is painted on, so that a frame in which only the panels
/// change copies it instead of painting the map again. Needs the window's context current.
class MapSurface {
  public:
    MapSurface() = default;
    MapSurface(MapSurface&& other) noexcept;
    MapSurface& operator=(MapSurface&& other) noexcept;
    ~MapSurface();

    /// Makes it this large; what was on it is lost if the size changes.
    /// Fails with graphics_unavailable if the driver cannot give a picture of this size.
    [[nodiscard]] Result<void> resize(int width_px, int height_px);
    /// Replaces its pixels: four bytes each, rows from the bottom up, without padding.
    void fill(std::span<const std::uint8_t> rgba);
    /// Its pixels, as `fill` takes them.
    [[nodiscard]] std::vector<std::uint8_t> pixels() const;
    [[nodiscard]] unsigned framebuffer() const { return framebuffer_; }
    [[nodiscard]] int width_px() const { return width_px_; }
    [[nodiscard]] int height_px() const { return height_px_; }

    /// Copies it into the window (or another framebuffer), into this rectangle (pixels from the
    /// window's top left corner), stretched where the size differs.
    /// What a scissor test leaves out stays.
    void copy_to_window(int x_px, int y_px, int width_px, int height_px, int window_height_px,
                        unsigned window = 0) const;

  private:
    void release();

    unsigned framebuffer_ = 0;
    unsigned texture_ = 0;
    int width_px_ = 0;
    int height_px_ = 0;
};

/// While it lives, copies into a window change nothing outside these pixels, counted from the lower
/// left corner.
class Scissor {
  public:
    Scissor(int x_px, int y_px, int width_px, int height_px);
    ~Scissor();
    Scissor(const Scissor&) = delete;
    Scissor& operator=(const Scissor&) = delete;
    /// Fills them with water.
    void clear(unsigned window) const;
};

}  // namespace parkatlas::app
