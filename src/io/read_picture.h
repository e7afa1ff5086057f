#pragma once

#include <cstddef>
#include <filesystem>

#include "base/image.h"
#include "base/result.h"

namespace parkatlas::io {

/// Reads a JPEG, WebP, BMP or GIF picture (its first) by what is in the file, not by its name:
/// grey, colours, palettes and alpha become RGBA. A camera that was held otherwise is made good for
/// (EXIF). A picture of more than `most_pixels` is read smaller by a whole factor. No other file is
/// opened, such as one with the ending .aux.xml or .ovr beside it.
///
/// Fails with input_unreadable; input_malformed if it is none of these or breaks off; unsupported
/// for more than 8 bits a channel or 400 million pixels, or where GDAL lacks the format.
[[nodiscard]] Result<Image> read_picture(const std::filesystem::path& path,
                                         std::size_t most_pixels);

}  // namespace parkatlas::io
