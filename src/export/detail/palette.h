#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/image.h"

namespace parkatlas::exporting::detail {

/// At most 256 colours for a picture, and which of them each pixel gets.
struct Palettized {
    std::vector<std::array<std::uint8_t, 3>> colours;
    std::vector<std::uint8_t> pixels;
    bool is_exact = true;  ///< the picture had no more colours
};

/// Pictures of up to 256 colours stay as they are; of others each pixel gets the nearest of 256
/// (boxes of colours, split where they err most, then moved to the middle of what they stand for).
/// What covers much of the picture keeps its colour to the bit. No dithering: a map is flat colour.
/// What is transparent lies over white. The same on every run.
[[nodiscard]] Palettized palettized(const Image& image);

}  // namespace parkatlas::exporting::detail
