#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "draw/fonts.h"
#include "render/detail/glyph_key.h"

namespace parkatlas::render::detail {

/// Pictures of glyphs in memory, kept from one picture of a page to the next.
class GlyphStore {
  public:
    /// Gives up what is of other fonts, or all if it has become too much.
    void begin_picture(const draw::FontSet& fonts);
    /// Makes those that are not there yet, on all threads.
    void gather(std::span<const GlyphKey> keys);
    /// Stays where it is until the next picture begins.
    [[nodiscard]] const draw::GlyphBitmap& find(const GlyphKey& key);

  private:
    const draw::FontSet* fonts_ = nullptr;
    std::size_t bytes_ = 0;
    std::unordered_map<GlyphKey, draw::GlyphBitmap, GlyphKeyHash> glyphs_;
};

}  // namespace parkatlas::render::detail
