#include "app/ui_fonts.h"

#include <algorithm>
#include <cmath>

#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <imgui_freetype.h>

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

}  // namespace

UiFonts::UiFonts(const draw::FontSet& fonts)
    : sans_{fonts.file(draw::Typeface::sans)},
      sans_bold_{fonts.file(draw::Typeface::sans_bold)},
      wanted_(code_units, false) {
    for (char32_t c = 0x20; c < 0x7F; ++c) need(c);
    for (char32_t c = 0xA0; c < 0x100; ++c) need(c);
    need(replacement);
    need("…·—–−±×°′″²≈～、，。：；（）《》“”‘’％");
    for (const MessageEntry& entry : message_catalogue()) {
        need(entry.zh);
        need(entry.en);
    }
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

ImFont* UiFonts::add(const draw::FontSet::File& file, float size_px) {
    ImFontConfig config;
    config.FontNo = file.index;
    config.EllipsisChar = 0x2026;
    config.PixelSnapH = true;
    return ImGui::GetIO().Fonts->AddFontFromFileTTF(file.path.c_str(), std::round(size_px), &config,
                                                    ranges_.data());
}

void UiFonts::build(float scale) {
    ranges_.clear();
    for (std::size_t first = 0x20; first < code_units; ++first) {
        if (!wanted_[first]) continue;
        std::size_t last = first;
        while (last + 1 < code_units && wanted_[last + 1]) ++last;
        ranges_.push_back(static_cast<unsigned short>(first));
        ranges_.push_back(static_cast<unsigned short>(last));
        first = last + 1;
    }
    ranges_.push_back(0);

    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    atlas->Clear();
    atlas->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas->FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    body = add(sans_, 16.0F * scale);
    bold = add(sans_bold_, 16.0F * scale);
    title = add(sans_bold_, 20.0F * scale);
    small = add(sans_, 14.0F * scale);
    atlas->Build();
    for (ImFont* font : {body, bold, title, small}) widen_space(*font);
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
