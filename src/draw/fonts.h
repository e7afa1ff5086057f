#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "draw/draw_list.h"

namespace parkatlas::draw {

/// The type of the product: two families in two weights.
enum class Typeface : std::uint8_t { sans, sans_bold, serif, serif_bold };

/// Coverage of one glyph, 8 bits a pixel, rows from the top, no padding.
struct GlyphBitmap {
    int left_px = 0;  ///< from the glyph's origin to the left edge
    int top_px = 0;   ///< from the baseline up to the top edge
    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint8_t> coverage;
};

struct GlyphRequest {
    std::uint32_t face = 0;
    std::uint32_t glyph = 0;
    double size_px = 16.0;    ///< em size in pixels
    double angle_deg = 0.0;   ///< clockwise rotation of the outline
    double shift_x_px = 0.0;  ///< subpixel shift in [0, 1)
    double shift_y_px = 0.0;  ///< subpixel shift in [0, 1), down
    double halo_px = 0.0;     ///< > 0: the outline widened by this much all round (round joins)
};

/// Fonts found through fontconfig, shaping through HarfBuzz, glyph pictures through FreeType.
/// Belongs to one thread at a time.
class FontSet {
  public:
    /// Fails with graphics_unavailable if no font with Chinese characters is installed; the remedy
    /// names Debian's package.
    [[nodiscard]] static Result<FontSet> load();
    FontSet(FontSet&&) noexcept;
    FontSet& operator=(FontSet&&) noexcept;
    ~FontSet();

    /// Shapes one line of text. Characters that the typeface lacks come from the next font that
    /// has them (fontconfig's order); those that no installed font has are listed by `missing` and
    /// drawn with the typeface's own sign for them. Bytes that are no UTF-8 become U+FFFD; control
    /// characters are dropped, line breaks and tabs included.
    ///
    /// A full-width character is one em wide. Ascent and descent are those of the ideographs' em
    /// box (0.88 and 0.12 em in Noto CJK), the same for every text, so that lines can be set by
    /// them; letters such as g and p, and brackets, reach below it by up to 0.1 em.
    ///
    /// Cost        some 2 us for a new label, a copy for one that was shaped before at any size.
    [[nodiscard]] GlyphRunPtr shape(std::string_view utf8, Typeface typeface, double size_mm) const;

    /// Advance width in mm without keeping the run.
    [[nodiscard]] double width_mm(std::string_view utf8, Typeface typeface, double size_mm) const;

    /// Unhinted, so that the picture of a text is the same at every place and angle, on screen and
    /// on paper. Empty for a glyph without ink.
    [[nodiscard]] GlyphBitmap rasterize(const GlyphRequest& request) const;

    /// The same for many, their halos on all threads.
    [[nodiscard]] std::vector<GlyphBitmap> rasterize(std::span<const GlyphRequest> requests) const;

    /// Outline of a glyph at em size 1 mm, y down, origin at the pen: for vector files. Closed
    /// rings, to be filled by the nonzero rule; chords stray from the font's curves by at most
    /// 0.0002 em (0.006 mm in letters of 30 mm).
    [[nodiscard]] Path outline(std::uint32_t face, std::uint32_t glyph) const;

    /// Path of the font file behind a typeface and the index of the face in it (for ImGui); the
    /// upper 16 bits number the named instance of a variable font, as FreeType takes it.
    struct File {
        std::string path;
        int index = 0;
    };
    [[nodiscard]] File file(Typeface typeface) const;

    /// The same of a face by its number in a glyph; empty for a number no glyph has.
    [[nodiscard]] File face_file(std::uint32_t face) const;

    /// Characters asked for so far that no installed font has, once each, in code point order.
    [[nodiscard]] std::vector<char32_t> missing() const;

    /// A character that a typeface lacks, and the font that it came from.
    struct StandIn {
        char32_t character = 0;
        std::string font;  ///< name of the file without ending
        bool operator==(const StandIn&) const = default;
    };
    /// Those asked for so far, once each, in code point order.
    [[nodiscard]] std::vector<StandIn> stand_ins() const;

  private:
    struct Impl;
    explicit FontSet(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas::draw
