#include "draw/font_finder.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <fontconfig/fontconfig.h>

#include "base/messages_errors.h"

namespace parkatlas::draw {

namespace {

struct ConfigDeleter {
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
struct PatternDeleter {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
struct CharSetDeleter {
    void operator()(FcCharSet* set) const { FcCharSetDestroy(set); }
};
struct FontSetDeleter {
    void operator()(FcFontSet* set) const { FcFontSetDestroy(set); }
};
using ConfigPtr = std::unique_ptr<FcConfig, ConfigDeleter>;
using PatternPtr = std::unique_ptr<FcPattern, PatternDeleter>;
using CharSetPtr = std::unique_ptr<FcCharSet, CharSetDeleter>;
using SortedPtr = std::unique_ptr<FcFontSet, FontSetDeleter>;

constexpr std::size_t typeface_count = 4;

// A font that lacks one of these is no font for a Chinese map. Simplified forms, so that fonts for
// traditional Chinese or Japanese alone do not pass.
constexpr std::u32string_view common_chinese = U"中国图园区业极轴县镇岛湾医药产规划";

const FcChar8* fc_text(const char* text) {
    return reinterpret_cast<const FcChar8*>(text);
}

CharSetPtr charset_of(std::u32string_view characters) {
    CharSetPtr set{FcCharSetCreate()};
    for (const char32_t c : characters) FcCharSetAddChar(set.get(), c);
    return set;
}

bool is_bold(Typeface typeface) {
    return typeface == Typeface::sans_bold || typeface == Typeface::serif_bold;
}

bool is_serif(Typeface typeface) {
    return typeface == Typeface::serif || typeface == Typeface::serif_bold;
}

/// What a typeface asks for, the families in order of preference. Fontconfig ranks covering
/// `characters` above the family, and the family above weight and language.
PatternPtr pattern_for(FcConfig* config, Typeface typeface, std::u32string_view characters) {
    constexpr std::array sans{"Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN",
                              "Noto Sans SC", "sans-serif"};
    constexpr std::array serif{"Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN",
                               "Noto Serif SC", "serif"};
    PatternPtr pattern{FcPatternCreate()};
    for (const char* family : is_serif(typeface) ? serif : sans) {
        FcPatternAddString(pattern.get(), FC_FAMILY, fc_text(family));
    }
    FcPatternAddInteger(pattern.get(), FC_WEIGHT,
                        is_bold(typeface) ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddString(pattern.get(), FC_LANG, fc_text("zh-cn"));
    FcPatternAddBool(pattern.get(), FC_OUTLINE, FcTrue);
    // Named instances rather than the variable pattern: a face index says all there is to say.
    FcPatternAddBool(pattern.get(), FC_VARIABLE, FcFalse);
    if (!characters.empty()) {
        const CharSetPtr set = charset_of(characters);
        FcPatternAddCharSet(pattern.get(), FC_CHARSET, set.get());
    }
    FcConfigSubstitute(config, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    return pattern;
}

bool covers(const FcPattern* font, std::u32string_view characters) {
    FcCharSet* set = nullptr;  // belongs to the font
    if (FcPatternGetCharSet(font, FC_CHARSET, 0, &set) != FcResultMatch) return false;
    for (const char32_t c : characters) {
        if (FcCharSetHasChar(set, c) == FcFalse) return false;
    }
    return true;
}

bool is_outline(const FcPattern* font) {
    FcBool outline = FcFalse;
    return FcPatternGetBool(font, FC_OUTLINE, 0, &outline) == FcResultMatch && outline != FcFalse;
}

bool file_of(const FcPattern* font, FontFile& file) {
    FcChar8* path = nullptr;  // belongs to the font
    if (FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch) return false;
    file.path = reinterpret_cast<const char*>(path);
    if (FcPatternGetInteger(font, FC_INDEX, 0, &file.index) != FcResultMatch) file.index = 0;
    return true;
}

}  // namespace

struct FontFinder::Impl {
    ConfigPtr config;
    std::array<SortedPtr, typeface_count> sorted;  ///< filled when first needed
};

FontFinder::FontFinder(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
FontFinder::FontFinder(FontFinder&&) noexcept = default;
FontFinder& FontFinder::operator=(FontFinder&&) noexcept = default;
FontFinder::~FontFinder() = default;

Result<FontFinder> FontFinder::create() {
    auto impl = std::make_unique<Impl>();
    impl->config.reset(FcInitLoadConfigAndFonts());
    if (impl->config == nullptr) {
        return fail(ErrorCode::graphics_unavailable, "fonts",
                    said(msg::errors_fontconfig_finds_no_usable),
                    said(msg::errors_install_debians_packages_fontconfig));
    }
    return FontFinder{std::move(impl)};
}

Result<FontFile> FontFinder::best(Typeface typeface) const {
    FcConfig* config = impl_->config.get();
    const PatternPtr pattern = pattern_for(config, typeface, common_chinese);
    FcResult outcome = FcResultNoMatch;
    const PatternPtr font{FcFontMatch(config, pattern.get(), &outcome)};
    FontFile file;
    if (font != nullptr && covers(font.get(), common_chinese) && is_outline(font.get()) &&
        file_of(font.get(), file)) {
        return file;
    }
    return fail(ErrorCode::graphics_unavailable, "fonts", said(msg::errors_no_chinese_font),
                said(msg::errors_install_noto));
}

std::vector<FontFile> FontFinder::fonts_with(char32_t character, Typeface typeface) const {
    FcConfig* config = impl_->config.get();
    SortedPtr& sorted = impl_->sorted[static_cast<std::size_t>(typeface)];
    if (sorted == nullptr) {
        const PatternPtr pattern = pattern_for(config, typeface, {});
        FcResult outcome = FcResultNoMatch;
        sorted.reset(FcFontSort(config, pattern.get(), FcFalse, nullptr, &outcome));
    }
    std::vector<FontFile> files;
    if (sorted == nullptr) return files;
    for (int i = 0; i < sorted->nfont; ++i) {
        const FcPattern* font = sorted->fonts[i];
        FontFile file;
        if (is_outline(font) && covers(font, {&character, 1}) && file_of(font, file)) {
            files.push_back(std::move(file));
        }
    }
    return files;
}

}  // namespace parkatlas::draw
