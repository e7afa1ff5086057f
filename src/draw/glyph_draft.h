#pragma once

// Internal to draw.

#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::draw {

/// A glyph's picture on its way, without its halo. What is left to do needs no font.
struct GlyphDraft {
    GlyphBitmap bitmap;  ///< has room for the halo
    Path outline;        ///< pixels, y down
    double halo_px = 0.0;
};

[[nodiscard]] GlyphBitmap finish_glyph(GlyphDraft draft);

}  // namespace parkatlas::draw
