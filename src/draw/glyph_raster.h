#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>

#include <ft2build.h>
#include FT_FREETYPE_H

#include "draw/fonts.h"
#include "draw/glyph_draft.h"

namespace parkatlas::draw {

struct FreeTypeLibraryDeleter {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FreeTypeFaceDeleter {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using FreeTypeLibrary = std::unique_ptr<std::remove_pointer_t<FT_Library>, FreeTypeLibraryDeleter>;
using FreeTypeFace = std::unique_ptr<std::remove_pointer_t<FT_Face>, FreeTypeFaceDeleter>;

/// Coverage of a glyph of `face` as FontSet::rasterize promises it. Empty for a glyph without ink,
/// one that the face lacks, and one that would be more than 32767 pixels wide or high.
[[nodiscard]] GlyphBitmap rasterize_glyph(FT_Library library, FT_Face face,
                                          const GlyphRequest& request);

/// The part of `rasterize_glyph` that needs the face; finish_glyph does the rest, on any thread.
[[nodiscard]] GlyphDraft draft_glyph(FT_Library library, FT_Face face, const GlyphRequest& request);

/// Outline of a glyph as FontSet::outline promises it.
[[nodiscard]] Path flatten_glyph(FT_Face face, std::uint32_t glyph);

}  // namespace parkatlas::draw
