#pragma once

#include <string>

#include "base/image.h"
#include "base/result.h"

namespace parkatlas::exporting::detail {

/// A picture with its transparency as the bytes of a PNG file; the same on every run.
[[nodiscard]] Result<std::string> png_with_alpha(const Image& image);

}  // namespace parkatlas::exporting::detail
