#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "draw/fonts.h"

struct ImFont;
struct ImFontAtlas;

namespace parkatlas::app {

struct UnmapFont {
    std::size_t size = 0;
    void operator()(void* bytes) const;
};
/// A file of 20 MB is asked for a few letters at a time.
struct MappedFont {
    std::unique_ptr<void, UnmapFont> bytes;  ///< none: ImGui reads the file each time
    draw::FontSet::File file;
};

/// The type of the panels: an ImGui font atlas that holds exactly the characters that may appear.
/// The catalogue and printable Basic Latin are in from the start; other text is announced with
/// `need` before it is shown. ImGui 1.86 as packaged has 16-bit characters: those beyond the Basic
/// Multilingual Plane show as U+FFFD in the panels (the map itself is not affected).
/// A letter is rasterised once for each size: when a table scrolls to names with new characters,
/// only those are made, and the atlas is put together anew from what is there.
class UiFonts {
  public:
    explicit UiFonts(const draw::FontSet& fonts);

    /// Characters of a UTF-8 text that will be shown.
    void need(std::string_view utf8);
    void need(char32_t c);

    /// The atlas has to be built anew, in a new context.
    void leave_context() { built_scale_ = 0.0F; }
    /// True if the atlas lacks something that was asked for, or has another scale.
    [[nodiscard]] bool is_stale(float scale) const;
    /// Builds the atlas of the current ImGui context at this scale and hands it to the OpenGL back
    /// end. Not inside an ImGui frame.
    void build(float scale);

    /// Characters asked for that the typeface does not have: they show as U+FFFD.
    [[nodiscard]] const std::vector<char32_t>& missing() const { return missing_; }

    ImFont* body = nullptr;   ///< 16 px
    ImFont* bold = nullptr;   ///< 16 px
    ImFont* title = nullptr;  ///< 20 px, bold
    ImFont* small = nullptr;  ///< 14 px

  private:
    /// A character of one size, as it stands on the line.
    struct Letter {
        float advance_px = 0.0F, x_px = 0.0F, y_px = 0.0F;
        int width = 0, height = 0;
        std::vector<unsigned char> alpha;  // row by row; none: a space
    };
    using Letters = std::map<unsigned short, Letter>;
    static constexpr std::size_t sizes = 4;

    [[nodiscard]] std::array<ImFont*, sizes> add_fonts(ImFontAtlas& atlas,
                                                       const std::vector<unsigned short>& ranges,
                                                       float scale) const;
    void rasterize_new(float scale);

    [[nodiscard]] static MappedFont map_font(const draw::FontSet::File& file);

    MappedFont sans_, sans_bold_;
    std::vector<bool> wanted_;  // by code unit
    std::vector<bool> made_;    // likewise: in `letters_`, or in no typeface
    std::array<Letters, sizes> letters_;
    std::vector<unsigned short>
        spaces_;  // pairs for ImGui, 0 at the end; lives as long as the atlas
    std::vector<char32_t> missing_;
    bool more_wanted_ = true;
    float built_scale_ = 0.0F;
};

}  // namespace parkatlas::app
