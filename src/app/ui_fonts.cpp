#include "app/ui_fonts.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include <backends/imgui_impl_opengl3.h>
#include <fcntl.h>
#include <imgui.h>
#include <imgui_freetype.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/messages.h"
#include "base/text_width.h"

namespace parkatlas::app {
namespace {

constexpr std::size_t code_units = 0x10000;
constexpr char32_t replacement = 0xFFFD;

// Chinese type sets a space of 0.22 em, which all but closes up between English words at the sizes
// of a screen; a quarter of an em is what Latin type of this weight has.
void widen_space(ImFont& font) {
    const float wanted = std::round(0.25F * font.FontSize);
    for (ImFontGlyph& glyph : font.Glyphs) {
        if (glyph.Codepoint != ' ') continue;
        glyph.AdvanceX = std::max(glyph.AdvanceX, wanted);
        font.IndexAdvanceX[' '] = glyph.AdvanceX;
    }
}

// Pairs of first and last for ImGui, 0 at the end.
template <typename Wanted>
std::vector<unsigned short> ranges_of(const Wanted& wanted) {
    std::vector<unsigned short> ranges;
    for (std::size_t first = 0x20; first < code_units; ++first) {
        if (!wanted(first)) continue;
        std::size_t last = first;
        while (last + 1 < code_units && wanted(last + 1)) ++last;
        ranges.push_back(static_cast<unsigned short>(first));
        ranges.push_back(static_cast<unsigned short>(last));
        first = last + 1;
    }
    ranges.push_back(0);
    return ranges;
}

// Of a texture that is about square, as ImGui chooses it for letters of its own.
int texture_width(double area_px) {
    constexpr double filled = 0.7;
    for (const int width : {512, 1024, 2048}) {
        if (area_px < std::pow(filled * 2.0 * width, 2.0)) return width;
    }
    return 4096;
}

}  // namespace

UiFonts::UiFonts(const draw::FontSet& fonts)
    : sans_{map_font(fonts.file(draw::Typeface::sans))},
      sans_bold_{map_font(fonts.file(draw::Typeface::sans_bold))},
      wanted_(code_units, false),
      made_(code_units, false) {
    for (char32_t c = 0x20; c < 0x7F; ++c) need(c);
    for (char32_t c = 0xA0; c < 0x100; ++c) need(c);
    need(replacement);
    need("…·—–−±×°′″²≈～、，。：；（）《》“”‘’％");
    for (const MessageEntry& entry : message_catalogue()) {
        need(entry.zh);
        need(entry.en);
    }
}

void UnmapFont::operator()(void* bytes) const {
    munmap(bytes, size);
}

MappedFont UiFonts::map_font(const draw::FontSet::File& file) {
    MappedFont font{nullptr, file};
    const int handle = open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return font;
    struct stat about {};
    if (fstat(handle, &about) == 0 && about.st_size > 0 &&
        about.st_size < std::numeric_limits<int>::max()) {
        const auto size = static_cast<std::size_t>(about.st_size);
        void* bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, handle, 0);
        if (bytes != MAP_FAILED)
            font.bytes = std::unique_ptr<void, UnmapFont>{bytes, UnmapFont{size}};
    }
    close(handle);
    return font;
}

void UiFonts::need(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) need(next_code_point(utf8, at));
}

void UiFonts::need(char32_t c) {
    if (c >= code_units || c < 0x20 || wanted_[c]) return;
    wanted_[c] = true;
    more_wanted_ = true;
}

bool UiFonts::is_stale(float scale) const {
    return more_wanted_ || scale != built_scale_;
}

std::array<ImFont*, UiFonts::sizes> UiFonts::add_fonts(ImFontAtlas& atlas,
                                                       const std::vector<unsigned short>& ranges,
                                                       float scale) const {
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    const auto add = [&](const MappedFont& font, float size_px) {
        const draw::FontSet::File& file = font.file;
        ImFontConfig config;
        config.FontNo = file.index;
        config.EllipsisChar = 0x2026;
        config.PixelSnapH = true;
        if (font.bytes) {
            config.FontDataOwnedByAtlas = false;
            return atlas.AddFontFromMemoryTTF(font.bytes.get(),
                                              static_cast<int>(font.bytes.get_deleter().size),
                                              std::round(size_px), &config, ranges.data());
        }
        return atlas.AddFontFromFileTTF(file.path.c_str(), std::round(size_px), &config,
                                        ranges.data());
    };
    return {add(sans_, 16.0F * scale), add(sans_bold_, 16.0F * scale),
            add(sans_bold_, 20.0F * scale), add(sans_, 14.0F * scale)};
}

// By ImGui's own builder, in an atlas that is there for these characters only.
void UiFonts::rasterize_new(float scale) {
    if (made_ == wanted_) return;
    // The space is always among them, as ImGui takes a font without any letter for a mistake.
    const std::vector<unsigned short> ranges =
        ranges_of([&](std::size_t c) { return (wanted_[c] && !made_[c]) || c == ' '; });
    made_ = wanted_;
    ImFontAtlas atlas;
    atlas.Flags = ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    const std::array<ImFont*, sizes> fonts = add_fonts(atlas, ranges, scale);
    atlas.Build();
    for (std::size_t i = 0; i < sizes; ++i) {
        for (const ImFontGlyph& glyph : fonts[i]->Glyphs) {
            Letter letter{glyph.AdvanceX, glyph.X0, glyph.Y0, 0, 0, {}};
            if (glyph.Visible) {
                letter.width = static_cast<int>(std::lround(glyph.X1 - glyph.X0));
                letter.height = static_cast<int>(std::lround(glyph.Y1 - glyph.Y0));
                const auto left = std::lround(glyph.U0 * static_cast<float>(atlas.TexWidth));
                const auto top = std::lround(glyph.V0 * static_cast<float>(atlas.TexHeight));
                for (int y = 0; y < letter.height; ++y) {
                    const unsigned char* row =
                        atlas.TexPixelsAlpha8 + (top + y) * atlas.TexWidth + left;
                    letter.alpha.insert(letter.alpha.end(), row, row + letter.width);
                }
            }
            letters_[i].insert_or_assign(static_cast<unsigned short>(glyph.Codepoint),
                                         std::move(letter));
        }
    }
}

void UiFonts::build(float scale) {
    if (scale != built_scale_) {
        for (Letters& letters : letters_) letters.clear();
        made_.assign(code_units, false);
    }
    rasterize_new(scale);
    // ImGui makes what has no picture; all else are pictures of ours.
    spaces_ = ranges_of([&](std::size_t c) {
        const auto found = letters_[0].find(static_cast<unsigned short>(c));
        return found != letters_[0].end() && found->second.alpha.empty();
    });
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    atlas->Clear();
    const std::array<ImFont*, sizes> fonts = add_fonts(*atlas, spaces_, scale);
    std::vector<std::pair<int, const Letter*>> pictures;
    double area = 0.0;
    for (std::size_t i = 0; i < sizes; ++i) {
        for (const auto& [c, letter] : letters_[i]) {
            if (letter.alpha.empty()) continue;
            // Nothing of a neighbour is drawn along: a column and a row of nothing between them.
            const int width = letter.width + 1;
            const int height = letter.height + 1;
            area += static_cast<double>(width) * height;
            pictures.emplace_back(
                atlas->AddCustomRectFontGlyph(fonts[i], c, width, height, letter.advance_px,
                                              {letter.x_px, letter.y_px}),
                &letter);
        }
    }
    atlas->TexDesiredWidth = texture_width(area);
    atlas->Build();
    for (const auto& [number, letter] : pictures) {
        const ImFontAtlasCustomRect* place = atlas->GetCustomRectByIndex(number);
        for (int y = 0; y < letter->height; ++y) {
            std::memcpy(atlas->TexPixelsAlpha8 + (place->Y + y) * atlas->TexWidth + place->X,
                        letter->alpha.data() + static_cast<std::ptrdiff_t>(y) * letter->width,
                        static_cast<std::size_t>(letter->width));
        }
    }
    body = fonts[0];
    bold = fonts[1];
    title = fonts[2];
    small = fonts[3];
    for (ImFont* font : fonts) widen_space(*font);
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    atlas->ClearInputData();
    ImGui::GetIO().FontDefault = body;
    missing_.clear();
    for (std::size_t c = 0x20; c < code_units; ++c) {
        if (wanted_[c] && c != replacement &&
            body->FindGlyphNoFallback(static_cast<ImWchar>(c)) == nullptr) {
            missing_.push_back(static_cast<char32_t>(c));
        }
    }
    more_wanted_ = false;
    built_scale_ = scale;
}

}  // namespace parkatlas::app
