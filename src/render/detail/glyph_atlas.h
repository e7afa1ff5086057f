#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "draw/fonts.h"
#include "render/detail/gl_objects.h"
#include "render/detail/glyph_key.h"

namespace parkatlas::render::detail {

/// Where a glyph's picture is and how it sits about the glyph's origin.
struct AtlasGlyph {
    int left_px = 0;
    int top_px = 0;
    std::uint16_t width_px = 0;
    std::uint16_t height_px = 0;
    std::uint16_t texel_x = 0;
    std::uint16_t texel_y = 0;
    std::uint16_t page = 0;
};

/// Pictures of glyphs on pages of one array texture, packed in shelves. Grows page by page; when it
/// has grown too large it is emptied between frames and fills itself again with what is in use.
class GlyphAtlas {
  public:
    GlyphAtlas();

    /// Empties the atlas if it has grown large, or if the glyph numbers are another font set's.
    void begin_frame(const draw::FontSet& fonts);

    /// Null when the texture cannot take more pages: flush what uses it, `clear`, and ask again.
    [[nodiscard]] const AtlasGlyph* find(const GlyphKey& key, const draw::FontSet& fonts);

    void clear();

    /// Brings new pictures to the GPU and leaves the texture bound to unit 0.
    void upload();

    /// Largest picture, either way, that fits.
    [[nodiscard]] static int largest_px();
    [[nodiscard]] std::size_t page_count() const { return pages_.size(); }

  private:
    struct Shelf {
        int y, height, used;
    };
    struct Page {
        std::vector<std::uint8_t> texels;
        std::vector<Shelf> shelves;
        int used_height = 0;
        int dirty_from = 0;  ///< rows changed since the last upload
        int dirty_to = 0;
    };

    const AtlasGlyph* keep(const GlyphKey& key, const draw::GlyphBitmap& bitmap);
    bool place(int width, int height, AtlasGlyph& glyph);
    static bool place_on(Page& page, int width, int height, AtlasGlyph& glyph);

    Texture texture_;
    std::size_t texture_pages_ = 0;
    std::size_t max_pages_ = 1;
    std::vector<Page> pages_;
    std::unordered_map<GlyphKey, AtlasGlyph, GlyphKeyHash> glyphs_;
    const draw::FontSet* fonts_ = nullptr;
};

}  // namespace parkatlas::render::detail
