#pragma once

#include <cstddef>
#include <cstdint>

#include "draw/fonts.h"

namespace parkatlas::render::detail {

/// Which picture of a glyph: sizes, angles and shifts in exact steps, so that equal keys mean equal
/// pictures.
struct GlyphKey {
    std::uint32_t face = 0;
    std::uint32_t glyph = 0;
    std::uint32_t size_64th_px = 0;
    std::int32_t angle_64th_deg = 0;
    std::uint32_t halo_64th_px = 0;
    std::uint8_t shift_x_4th_px = 0;
    std::uint8_t shift_y_4th_px = 0;
    bool operator==(const GlyphKey&) const = default;

    [[nodiscard]] draw::GlyphRequest request() const;
};

struct GlyphKeyHash {
    std::size_t operator()(const GlyphKey& key) const noexcept;
};

}  // namespace parkatlas::render::detail
