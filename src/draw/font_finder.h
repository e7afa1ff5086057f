#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "draw/fonts.h"

namespace parkatlas::draw {

/// A face in an installed font file. The upper half of `index` numbers the named instance of a
/// variable font, as in fontconfig and FreeType.
struct FontFile {
    std::string path;
    int index = 0;
    bool operator==(const FontFile&) const = default;
};

/// Asks fontconfig which fonts are installed. Uses a configuration of its own, no global state.
class FontFinder {
  public:
    /// Fails with graphics_unavailable if fontconfig has no usable configuration.
    [[nodiscard]] static Result<FontFinder> create();
    FontFinder(FontFinder&&) noexcept;
    FontFinder& operator=(FontFinder&&) noexcept;
    ~FontFinder();

    /// The font of a typeface: the Noto CJK family of that style, else the installed font that
    /// comes nearest among those with common Chinese characters.
    /// Fails with graphics_unavailable where no font has them; the remedy names Debian's package.
    [[nodiscard]] Result<FontFile> best(Typeface typeface) const;

    /// The outline fonts that have a character, nearest to the typeface first.
    [[nodiscard]] std::vector<FontFile> fonts_with(char32_t character, Typeface typeface) const;

  private:
    struct Impl;
    explicit FontFinder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas::draw
