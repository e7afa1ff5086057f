#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace parkatlas {

/// Pixels of 8-bit RGBA, not premultiplied, top row first, rows without padding.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;  ///< 4 * width * height bytes

    [[nodiscard]] const std::uint8_t* pixel(int x, int y) const {
        return rgba.data() + 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                  static_cast<std::size_t>(x));
    }
};

}  // namespace parkatlas
