#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/image.h"
#include "base/result.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::exporting {

/// Pixels of the page through an offscreen OpenGL context.
/// Fails with graphics_unavailable where none can be had (says what was tried).
[[nodiscard]] Result<Image> rasterize(const draw::DrawList& list, const draw::FontSet& fonts,
                                      double dpi);
[[nodiscard]] Result<Image> rasterize_sized(const draw::DrawList& list, const draw::FontSet& fonts,
                                            int width_px, int height_px);

/// The same for many pages: one context and renderer for all of them. Belongs to no thread, but
/// takes one at a time.
class Rasterizer {
  public:
    /// Does all that need not be done again for every page (a driver of some 100 MB is loaded, its
    /// programs are translated), so that it can go on beside other work.
    /// Fails with graphics_unavailable.
    [[nodiscard]] static Result<Rasterizer> create();
    Rasterizer(Rasterizer&&) noexcept;
    Rasterizer& operator=(Rasterizer&&) noexcept;
    ~Rasterizer();
    [[nodiscard]] Result<Image> draw(const draw::DrawList& list, const draw::FontSet& fonts,
                                     double dpi) const;
    [[nodiscard]] Result<Image> draw_sized(const draw::DrawList& list, const draw::FontSet& fonts,
                                           int width_px, int height_px) const;

  private:
    struct Studio;
    explicit Rasterizer(std::unique_ptr<Studio> studio);
    std::unique_ptr<Studio> studio_;
};

struct PngOptions {
    double dpi = 96.0;                                       ///< goes into pHYs
    std::vector<std::pair<std::string, std::string>> texts;  ///< keyword (Latin-1), UTF-8 text
    bool palette = false;  ///< 8 bits a pixel; beyond 256 colours the nearest of 256 good ones
};

/// Writes an opaque RGB PNG with sRGB, pHYs and iTXt chunks; complete or absent; the same bytes on
/// every run. Fails with output_failed.
[[nodiscard]] Result<void> write_png(const std::filesystem::path& path, const Image& image,
                                     const PngOptions& options);

/// Fails with input_unreadable, input_malformed, and with unsupported beyond `most_pixels` (by
/// default an A0 page at 450 dpi).
[[nodiscard]] Result<Image> read_png(const std::filesystem::path& path,
                                     std::size_t most_pixels = std::size_t{1} << 29U);

}  // namespace parkatlas::exporting
