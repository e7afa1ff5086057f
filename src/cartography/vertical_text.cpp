#include "cartography/vertical_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "draw/utf8.h"

namespace parkatlas::cartography {
namespace {

// Forms of punctuation for vertical text (Unicode blocks Vertical Forms and CJK Compatibility
// Forms). Quotation marks by GB/T 15834-2011, 5.2: double ones become ﹃﹄, single ones ﹁﹂.
constexpr std::array<std::pair<char32_t, char32_t>, 33> vertical_forms{{
    {U'，', U'︐'}, {U'、', U'︑'}, {U'。', U'︒'}, {U'：', U'︓'}, {U'；', U'︔'}, {U'！', U'︕'},
    {U'？', U'︖'}, {U'〖', U'︗'}, {U'〗', U'︘'}, {U'…', U'︙'},  {U'—', U'︱'},  {U'–', U'︲'},
    {U'（', U'︵'}, {U'）', U'︶'}, {U'｛', U'︷'}, {U'｝', U'︸'}, {U'〔', U'︹'}, {U'〕', U'︺'},
    {U'【', U'︻'}, {U'】', U'︼'}, {U'《', U'︽'}, {U'》', U'︾'}, {U'〈', U'︿'}, {U'〉', U'﹀'},
    {U'「', U'﹁'}, {U'」', U'﹂'}, {U'『', U'﹃'}, {U'』', U'﹄'}, {U'“', U'﹃'},  {U'”', U'﹄'},
    {U'‘', U'﹁'},  {U'’', U'﹂'},  {U'－', U'︱'},
}};

char32_t vertical_form(char32_t c) {
    const auto found =
        std::ranges::find(vertical_forms, c, [](const auto& one) { return one.first; });
    return found == vertical_forms.end() ? c : found->second;
}

/// Characters that stand upright by themselves; all others run along the column, turned.
bool is_upright(char32_t c) {
    return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7AF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE10 && c <= 0xFE1F) ||
           (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) || c >= 0x20000 ||
           (c >= 0x2460 && c <= 0x24FF) || (c >= 0x25A0 && c <= 0x26FF);
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

constexpr double ideograph_ascent_em = 0.88;
/// Half of the height of Latin letters between baseline and the top of small ones with theirs.
constexpr double latin_middle_em = 0.36;

}  // namespace

VerticalText vertical_text(std::string_view utf8, draw::Typeface typeface, double size_mm,
                           const draw::FontSet& fonts) {
    auto out = std::make_shared<draw::GlyphRun>();
    out->text = utf8;
    out->size_mm = size_mm;
    out->width_mm = size_mm;
    double y = 0.0;
    const std::u32string text = draw::decode_utf8(utf8);
    for (std::size_t i = 0; i < text.size();) {
        const char32_t form = vertical_form(text[i]);
        std::size_t end = i + 1;
        if (is_upright(form)) {
            const auto run = fonts.shape(draw::encode_utf8({&form, 1}), typeface, size_mm);
            for (draw::Glyph glyph : run->glyphs) {
                glyph.x_mm -= run->width_mm / 2;
                glyph.y_mm += y + ideograph_ascent_em * size_mm;
                out->glyphs.push_back(glyph);
            }
            y += size_mm;
            i = end;
            continue;
        }
        while (end < text.size() && !is_upright(vertical_form(text[end]))) ++end;
        const std::u32string_view piece{text.data() + i, end - i};
        const auto run = fonts.shape(draw::encode_utf8(piece), typeface, size_mm);
        if (piece.size() <= 2 && std::ranges::all_of(piece, is_digit)) {
            for (draw::Glyph glyph : run->glyphs) {
                glyph.x_mm -= run->width_mm / 2;
                glyph.y_mm += y + ideograph_ascent_em * size_mm;
                out->glyphs.push_back(glyph);
            }
            y += size_mm;
        } else {
            // Turned clockwise: along the column is down, the letters' tops point to the right.
            constexpr double air_em = 0.08;
            y += air_em * size_mm;
            for (draw::Glyph glyph : run->glyphs) {
                const double along = glyph.x_mm;
                glyph.x_mm = -latin_middle_em * size_mm - glyph.y_mm;
                glyph.y_mm = y + along;
                glyph.angle_deg += 90.0;
                out->glyphs.push_back(glyph);
            }
            y += run->width_mm + air_em * size_mm;
        }
        i = end;
    }
    out->ascent_mm = 0.0;
    out->descent_mm = y;
    return {std::move(out), y};
}

}  // namespace parkatlas::cartography
