#pragma once

#include <filesystem>

#include "base/image.h"
#include "base/result.h"

namespace parkatlas::io {

enum class LossyCoding { jpeg, webp };

/// Writes RGB (alpha is dropped) in a quality that keeps small type legible: JPEG of 92 with dpi in
/// its head, WebP of 90, which knows none. Complete or absent; the same bytes on every run. Fails
/// with output_failed, also for a picture larger than the format can be (WebP: 16,383 pixels), and
/// with unsupported where GDAL is built without the format.
[[nodiscard]] Result<void> write_lossy(const std::filesystem::path& path, const Image& image,
                                       LossyCoding coding, double dpi);

}  // namespace parkatlas::io
