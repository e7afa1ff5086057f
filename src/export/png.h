#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/image.h"
#include "base/result.h"

namespace parkatlas::exporting {

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
