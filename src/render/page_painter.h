#pragma once

#include <memory>
#include <stop_token>

#include "base/image.h"
#include "base/result.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::render {

/// Draws a DrawList on the processor, on all threads, without OpenGL: the same bytes on every
/// machine. Areas by exact coverage, lines by their distance, letters as the GPU gets them
/// (decision 17). Keeps what it made of paths and glyphs from picture to picture and drops what
/// went unused. One object, one thread at a time.
class PagePainter {
  public:
    PagePainter();
    PagePainter(PagePainter&&) noexcept;
    PagePainter& operator=(PagePainter&&) noexcept;
    ~PagePainter();

    /// The whole page, round(mm * dpi / 25.4) pixels wide and high, opaque.
    /// Fails with out_of_range for a picture of no size or too large, graphics_unavailable where
    /// memory is short, stopped.
    [[nodiscard]] Result<Image> draw_image(const draw::DrawList& list, const draw::FontSet& fonts,
                                           double dpi, const std::stop_token& stop = {});
    /// The same with the pixel size given; px_per_mm = width_px / list.width_mm.
    [[nodiscard]] Result<Image> draw_image_sized(const draw::DrawList& list,
                                                 const draw::FontSet& fonts, int width_px,
                                                 int height_px, const std::stop_token& stop = {});

    /// A part of a page.
    struct Part {
        int width_px = 0;
        int height_px = 0;
        double px_per_mm = 96.0 / 25.4;
        double offset_x_mm = 0.0;  ///< page position of the picture's top left corner
        double offset_y_mm = 0.0;
        bool is_bottom_up = false;
    };
    /// Writes over `rgba`, rows of `width_px` pixels without padding, from the top or, as OpenGL
    /// has them, from the bottom up.
    /// Fails with `stopped`, and leaves it as far as it has come.
    [[nodiscard]] Result<void> draw(const draw::DrawList& list, const draw::FontSet& fonts,
                                    const Part& part, std::uint8_t* rgba,
                                    const std::stop_token& stop = {});

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas::render
