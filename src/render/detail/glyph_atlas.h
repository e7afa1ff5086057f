#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "draw/fonts.h"
#include "render/detail/gl_objects.h"

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
};

struct GlyphKeyHash {
    std::size_t operator()(const GlyphKey& key) const noexcept;
};

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

    /// Makes the pictures of many, as far as there is room without crowding; keys may repeat.
    void gather(std::span<const GlyphKey> keys, const draw::FontSet& fonts);

    /// A place without a picture; none when the texture cannot take more pages.
    [[nodiscard]] std::optional<AtlasGlyph> blank_glyph();

    void clear();

    /// Brings new pictures to the GPU and leaves the texture bound to unit 0.
    void upload();

    /// Largest picture, either way, that fits.
    [[nodiscard]] static int largest_px();
    [[nodiscard]] std::size_t page_count() const { return pages_.size(); }
    /// So large that it will not be kept for the next frame.
    [[nodiscard]] bool is_crowded() const;

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
