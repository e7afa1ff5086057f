#include "draw/font_face.h"

#include <cstddef>
#include <utility>

#include <ft2build.h>
#include <hb.h>

#include FT_TRUETYPE_TABLES_H

#include "draw/glyph_raster.h"

namespace parkatlas::draw {

namespace {

struct BlobDeleter {
    void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
};
struct HbFaceDeleter {
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
};
struct HbFontDeleter {
    void operator()(hb_font_t* font) const { hb_font_destroy(font); }
};
struct BufferDeleter {
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};

/// Share of the em above the baseline in the ideographs' em box, as the designers of Noto and
/// Source Han set it; for fonts that state nothing usable.
constexpr double usual_ascent_em = 0.88;

double ascent_of(FT_Face face) {
    // The line metrics of a font make room for every script it holds (1.45 em in Noto CJK). Labels
    // are packed by the em box, which CJK fonts state in OS/2.
    const auto* os2 = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(face, FT_SFNT_OS2));
    if (os2 == nullptr || os2->sTypoAscender - os2->sTypoDescender != face->units_per_EM) {
        return usual_ascent_em;
    }
    return static_cast<double>(os2->sTypoAscender) / face->units_per_EM;
}

}  // namespace

struct FontLibrary::Handles {
    FreeTypeLibrary freetype;
};

FontLibrary::FontLibrary() : handles_{std::make_unique<Handles>()} {}
FontLibrary::~FontLibrary() = default;

std::shared_ptr<FontLibrary> FontLibrary::create() {
    FT_Library freetype = nullptr;
    if (FT_Init_FreeType(&freetype) != 0) return nullptr;
    std::shared_ptr<FontLibrary> library{new FontLibrary};
    library->handles_->freetype.reset(freetype);
    return library;
}

struct FontFace::Handles {
    FreeTypeFace freetype;
    std::unique_ptr<hb_font_t, HbFontDeleter> font;
    std::unique_ptr<hb_buffer_t, BufferDeleter> buffer;
    double units_per_em = 1000.0;
    double ascent_em = usual_ascent_em;
};

FontFace::FontFace() : handles_{std::make_unique<Handles>()} {}
FontFace::~FontFace() = default;

std::unique_ptr<FontFace> FontFace::open(std::shared_ptr<FontLibrary> library,
                                         const FontFile& file) {
    FT_Face opened = nullptr;
    if (FT_New_Face(library->handles_->freetype.get(), file.path.c_str(), file.index, &opened) !=
        0) {
        return nullptr;
    }
    FreeTypeFace freetype{opened};
    if (!FT_IS_SCALABLE(opened) || opened->units_per_EM == 0) return nullptr;

    // HarfBuzz reads the tables itself (hb-ot): quicker than asking FreeType glyph by glyph, and
    // unhinted, so that a line measures the same at every size.
    const std::unique_ptr<hb_blob_t, BlobDeleter> blob{
        hb_blob_create_from_file_or_fail(file.path.c_str())};
    if (blob == nullptr) return nullptr;
    const auto index = static_cast<unsigned>(file.index);
    const std::unique_ptr<hb_face_t, HbFaceDeleter> face{
        hb_face_create(blob.get(), index & 0xFFFFU)};
    std::unique_ptr<hb_font_t, HbFontDeleter> font{hb_font_create(face.get())};
    const auto upem = static_cast<int>(hb_face_get_upem(face.get()));
    hb_font_set_scale(font.get(), upem, upem);
    if (const unsigned instance = index >> 16U; instance > 0) {
        hb_font_set_var_named_instance(font.get(), instance - 1);
    }
    std::unique_ptr<FontFace> result{new FontFace};
    result->library_ = std::move(library);
    result->handles_->ascent_em = ascent_of(freetype.get());
    result->handles_->freetype = std::move(freetype);
    result->handles_->font = std::move(font);
    result->handles_->buffer.reset(hb_buffer_create());
    result->handles_->units_per_em = upem;
    result->file_ = file;
    return result;
}

bool FontFace::has(char32_t character) const {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(handles_->font.get(), character, &glyph) != 0 && glyph != 0;
}

double FontFace::ascent_em() const {
    return handles_->ascent_em;
}

void FontFace::shape(std::u32string_view text, std::size_t begin, std::size_t end, double& pen_em,
                     std::vector<Shaped>& out) const {
    hb_buffer_t* buffer = handles_->buffer.get();
    hb_buffer_reset(buffer);
    hb_buffer_add_utf32(buffer, reinterpret_cast<const std::uint32_t*>(text.data()),
                        static_cast<int>(text.size()), static_cast<unsigned>(begin),
                        static_cast<int>(end - begin));
    // The first character with a script of its own decides; digits and punctuation alone are
    // shaped as Chinese text.
    hb_script_t script = HB_SCRIPT_HAN;
    for (std::size_t i = begin; i < end; ++i) {
        if (const std::uint32_t own = script_of(text[i]); own != 0) {
            script = static_cast<hb_script_t>(own);
            break;
        }
    }
    hb_direction_t direction = hb_script_get_horizontal_direction(script);
    if (direction == HB_DIRECTION_INVALID) direction = HB_DIRECTION_LTR;
    hb_buffer_set_script(buffer, script);
    hb_buffer_set_direction(buffer, direction);
    static const hb_language_t chinese = hb_language_from_string("zh-Hans", -1);
    hb_buffer_set_language(buffer, chinese);
    hb_shape(handles_->font.get(), buffer, nullptr, 0);

    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
    const double scale = 1.0 / handles_->units_per_em;
    out.reserve(out.size() + count);
    const bool is_forward = HB_DIRECTION_IS_FORWARD(direction);
    for (unsigned i = 0; i < count; ++i) {
        // A cluster is told by the place of its first character.
        const std::size_t first = infos[i].cluster;
        const std::size_t next = i + 1 < count ? infos[i + 1].cluster : end;
        const bool is_whole =
            is_forward && next == first + 1 && (i == 0 || infos[i - 1].cluster != infos[i].cluster);
        out.push_back({infos[i].codepoint, pen_em + positions[i].x_offset * scale,
                       -positions[i].y_offset * scale, first < end ? text[first] : U'\0',
                       is_whole});
        pen_em += positions[i].x_advance * scale;
    }
}

GlyphBitmap FontFace::rasterize(const GlyphRequest& request) const {
    return rasterize_glyph(library_->handles_->freetype.get(), handles_->freetype.get(), request);
}

GlyphDraft FontFace::draft(const GlyphRequest& request) const {
    return draft_glyph(library_->handles_->freetype.get(), handles_->freetype.get(), request);
}

Path FontFace::outline(std::uint32_t glyph) const {
    return flatten_glyph(handles_->freetype.get(), glyph);
}

std::uint32_t script_of(char32_t character) {
    const hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), character);
    const bool shared = script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED ||
                        script == HB_SCRIPT_UNKNOWN || script == HB_SCRIPT_INVALID;
    return shared ? 0 : static_cast<std::uint32_t>(script);
}

bool is_mark(char32_t character) {
    switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), character)) {
        case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
        case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
        case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
            return true;
        default:
            return false;
    }
}

bool is_invisible(char32_t character) {
    if ((character >= 0xFE00 && character <= 0xFE0F) ||
        (character >= 0xE0000 && character <= 0xE0FFF)) {
        return true;  // variation selectors and tags
    }
    return character == 0xAD ||
           hb_unicode_general_category(hb_unicode_funcs_get_default(), character) ==
               HB_UNICODE_GENERAL_CATEGORY_FORMAT;
}

}  // namespace parkatlas::draw
