#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "draw/font_finder.h"
#include "draw/fonts.h"
#include "draw/glyph_draft.h"

namespace parkatlas::draw {

/// The FreeType library, shared by the faces of one font set.
class FontLibrary {
  public:
    /// Null if FreeType cannot start (out of memory).
    [[nodiscard]] static std::shared_ptr<FontLibrary> create();
    FontLibrary(const FontLibrary&) = delete;
    FontLibrary& operator=(const FontLibrary&) = delete;
    ~FontLibrary();

  private:
    friend class FontFace;
    FontLibrary();
    struct Handles;
    std::unique_ptr<Handles> handles_;
};

/// One face of a font file: HarfBuzz for shaping, FreeType for outlines and pictures.
class FontFace {
  public:
    /// Null if the file cannot be opened as an outline font.
    [[nodiscard]] static std::unique_ptr<FontFace> open(std::shared_ptr<FontLibrary> library,
                                                        const FontFile& file);
    FontFace(const FontFace&) = delete;
    FontFace& operator=(const FontFace&) = delete;
    ~FontFace();

    [[nodiscard]] const FontFile& file() const { return file_; }
    [[nodiscard]] bool has(char32_t character) const;

    /// How much of the ideographs' em box lies above the baseline; the rest lies below.
    [[nodiscard]] double ascent_em() const;

    /// A shaped glyph, em units, y down, relative to the start of what was shaped.
    struct Shaped {
        std::uint32_t glyph = 0;
        double x_em = 0.0;
        double y_em = 0.0;
        char32_t character = 0;
        bool is_whole = false;
    };

    /// Shapes text[begin, end), which is of one script; the rest of `text` is its context. Appends
    /// to `out` from the pen position on and moves the pen. Right-to-left text comes out in the
    /// order it is read off the paper from left to right.
    void shape(std::u32string_view text, std::size_t begin, std::size_t end, double& pen_em,
               std::vector<Shaped>& out) const;

    [[nodiscard]] GlyphBitmap rasterize(const GlyphRequest& request) const;
    [[nodiscard]] GlyphDraft draft(const GlyphRequest& request) const;
    [[nodiscard]] Path outline(std::uint32_t glyph) const;

  private:
    FontFace();
    struct Handles;
    std::shared_ptr<FontLibrary> library_;  // outlives the face: declared first
    std::unique_ptr<Handles> handles_;
    FontFile file_;
};

/// Unicode script of a character as a four-letter tag; 0 for those that go with their neighbours
/// (punctuation, digits, marks).
[[nodiscard]] std::uint32_t script_of(char32_t character);

/// Marks that are drawn with the character before them, and so in its font where that has them.
[[nodiscard]] bool is_mark(char32_t character);

/// Characters that show nothing by themselves, such as joiners and variation selectors.
[[nodiscard]] bool is_invisible(char32_t character);

}  // namespace parkatlas::draw
