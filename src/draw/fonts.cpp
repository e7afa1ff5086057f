#include "draw/fonts.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/messages_errors.h"
#include "base/parallel.h"
#include "draw/font_face.h"
#include "draw/font_finder.h"
#include "draw/utf8.h"

namespace parkatlas::draw {

namespace {

constexpr std::array all_typefaces{Typeface::sans, Typeface::sans_bold, Typeface::serif,
                                   Typeface::serif_bold};

/// Runs shaped at em size 1 mm. Labels are asked for again and again while a map is laid out; when
/// the young half is full it becomes the old one, and what was not used since is forgotten.
class RunCache {
  public:
    [[nodiscard]] GlyphRunPtr find(const std::string& key) {
        if (const auto hit = young_.find(key); hit != young_.end()) return hit->second;
        const auto hit = old_.find(key);
        if (hit == old_.end()) return nullptr;
        GlyphRunPtr run = hit->second;
        insert(key, run);
        return run;
    }
    void insert(const std::string& key, GlyphRunPtr run) {
        constexpr std::size_t half = 4096;
        if (young_.size() >= half) {
            old_ = std::move(young_);
            young_.clear();
        }
        young_.insert_or_assign(key, std::move(run));
    }

  private:
    std::unordered_map<std::string, GlyphRunPtr> young_, old_;
};

}  // namespace

struct FontSet::Impl {
    explicit Impl(FontFinder found) : finder{std::move(found)} {}

    std::shared_ptr<FontLibrary> library;
    FontFinder finder;
    std::vector<std::unique_ptr<FontFace>> faces;  ///< grows; an index stays valid
    std::array<std::uint32_t, all_typefaces.size()> main_face{};
    /// Which face draws a character that the typeface's own font lacks.
    std::array<std::unordered_map<char32_t, std::uint32_t>, all_typefaces.size()> fallback;
    std::set<char32_t> missing;
    RunCache cache;

    /// The face of a file, opened if it is not yet; none if it cannot be opened.
    std::optional<std::uint32_t> face_of(const FontFile& file) {
        for (std::size_t i = 0; i < faces.size(); ++i) {
            if (faces[i]->file() == file) return static_cast<std::uint32_t>(i);
        }
        std::unique_ptr<FontFace> face = FontFace::open(library, file);
        if (face == nullptr) return std::nullopt;
        faces.push_back(std::move(face));
        return static_cast<std::uint32_t>(faces.size() - 1);
    }

    std::uint32_t face_for(char32_t c, Typeface typeface) {
        const auto slot = static_cast<std::size_t>(typeface);
        const std::uint32_t main = main_face[slot];
        if (faces[main]->has(c)) return main;
        if (const auto known = fallback[slot].find(c); known != fallback[slot].end()) {
            return known->second;
        }
        std::optional<std::uint32_t> found;
        for (const FontFile& file : finder.fonts_with(c, typeface)) {
            const std::optional<std::uint32_t> face = face_of(file);
            if (face && faces[*face]->has(c)) {
                found = face;
                break;
            }
        }
        if (!found) missing.insert(c);
        return fallback[slot].emplace(c, found.value_or(main)).first->second;
    }

    /// A face for every character. Marks go with the character before them where its font has them,
    /// invisible ones always: a sequence split between fonts would not combine.
    std::vector<std::uint32_t> faces_for(const std::u32string& line, Typeface typeface) {
        std::vector<std::uint32_t> result;
        result.reserve(line.size());
        for (const char32_t c : line) {
            const bool invisible = is_invisible(c);
            const std::uint32_t before =
                result.empty() ? main_face[static_cast<std::size_t>(typeface)] : result.back();
            const bool joins = invisible || (is_mark(c) && faces[before]->has(c));
            result.push_back(joins ? before : face_for(c, typeface));
        }
        return result;
    }

    GlyphRunPtr shape_unit(std::string_view utf8, Typeface typeface) {
        std::string key;
        key.reserve(utf8.size() + 1);
        key.push_back(static_cast<char>(typeface));
        key.append(utf8);
        if (GlyphRunPtr known = cache.find(key)) return known;

        std::u32string line = decode_utf8(utf8);
        std::erase_if(line, is_control);
        const std::vector<std::uint32_t> chosen = faces_for(line, typeface);
        auto run = std::make_shared<GlyphRun>();
        run->text = encode_utf8(line);
        run->size_mm = 1.0;
        double pen = 0.0;
        std::vector<FontFace::Shaped> shaped;
        for (std::size_t begin = 0; begin < line.size();) {
            // A segment has one face and at most one script; what has no script of its own joins
            // the segment it follows.
            std::uint32_t script = script_of(line[begin]);
            std::size_t end = begin + 1;
            for (; end < line.size() && chosen[end] == chosen[begin]; ++end) {
                const std::uint32_t next = script_of(line[end]);
                if (next != 0 && script != 0 && next != script) break;
                if (script == 0) script = next;
            }
            shaped.clear();
            faces[chosen[begin]]->shape(line, begin, end, pen, shaped);
            for (const FontFace::Shaped& glyph : shaped) {
                run->glyphs.push_back({chosen[begin], glyph.glyph, glyph.x_em, glyph.y_em, 0.0,
                                       glyph.character, glyph.is_whole});
            }
            begin = end;
        }
        const FontFace& main = *faces[main_face[static_cast<std::size_t>(typeface)]];
        run->width_mm = pen;
        run->ascent_mm = main.ascent_em();
        run->descent_mm = 1.0 - main.ascent_em();
        cache.insert(key, run);
        return run;
    }
};

FontSet::FontSet(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
FontSet::FontSet(FontSet&&) noexcept = default;
FontSet& FontSet::operator=(FontSet&&) noexcept = default;
FontSet::~FontSet() = default;

Result<FontSet> FontSet::load() {
    Result<FontFinder> finder = FontFinder::create();
    if (!finder) return tl::unexpected{finder.error()};
    auto impl = std::make_unique<Impl>(std::move(*finder));
    impl->library = FontLibrary::create();
    if (impl->library == nullptr) {
        return fail(ErrorCode::graphics_unavailable, "fonts",
                    said(msg::errors_freetype_does_not_start));
    }
    for (const Typeface typeface : all_typefaces) {
        const Result<FontFile> file = impl->finder.best(typeface);
        if (!file) return tl::unexpected{file.error()};
        const std::optional<std::uint32_t> face = impl->face_of(*file);
        if (!face) {
            return fail(ErrorCode::graphics_unavailable, file->path,
                        said(msg::errors_font_file_cannot_opened),
                        said(msg::errors_reinstall_debians_fonts_noto));
        }
        impl->main_face[static_cast<std::size_t>(typeface)] = *face;
    }
    return FontSet{std::move(impl)};
}

GlyphRunPtr FontSet::shape(std::string_view utf8, Typeface typeface, double size_mm) const {
    const GlyphRunPtr unit = impl_->shape_unit(utf8, typeface);
    auto run = std::make_shared<GlyphRun>(*unit);
    run->size_mm = size_mm;
    run->width_mm *= size_mm;
    run->ascent_mm *= size_mm;
    run->descent_mm *= size_mm;
    for (Glyph& glyph : run->glyphs) {
        glyph.x_mm *= size_mm;
        glyph.y_mm *= size_mm;
    }
    return run;
}

double FontSet::width_mm(std::string_view utf8, Typeface typeface, double size_mm) const {
    return impl_->shape_unit(utf8, typeface)->width_mm * size_mm;
}

GlyphBitmap FontSet::rasterize(const GlyphRequest& request) const {
    if (request.face >= impl_->faces.size()) return {};
    return impl_->faces[request.face]->rasterize(request);
}

std::vector<GlyphBitmap> FontSet::rasterize(std::span<const GlyphRequest> requests) const {
    std::vector<GlyphDraft> drafts(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const std::uint32_t face = requests[i].face;
        if (face < impl_->faces.size()) drafts[i] = impl_->faces[face]->draft(requests[i]);
    }
    constexpr std::size_t at_a_time = 16;
    std::vector<GlyphBitmap> bitmaps(requests.size());
    static_cast<void>(for_each_piece(drafts.size(), at_a_time, {},
                                     [&](IndexRange piece, std::size_t) -> Result<void> {
                                         for (std::size_t i = piece.first; i < piece.last; ++i) {
                                             bitmaps[i] = finish_glyph(std::move(drafts[i]));
                                         }
                                         return {};
                                     }));
    return bitmaps;
}

Path FontSet::outline(std::uint32_t face, std::uint32_t glyph) const {
    if (face >= impl_->faces.size()) return {};
    return impl_->faces[face]->outline(glyph);
}

FontSet::File FontSet::file(Typeface typeface) const {
    const FontFile& file =
        impl_->faces[impl_->main_face[static_cast<std::size_t>(typeface)]]->file();
    return {file.path, file.index};
}

FontSet::File FontSet::face_file(std::uint32_t face) const {
    if (face >= impl_->faces.size()) return {};
    const FontFile& file = impl_->faces[face]->file();
    return {file.path, file.index};
}

std::vector<char32_t> FontSet::missing() const {
    return {impl_->missing.begin(), impl_->missing.end()};
}

std::vector<FontSet::StandIn> FontSet::stand_ins() const {
    std::map<char32_t, std::string> found;
    for (const Typeface typeface : all_typefaces) {
        const auto slot = static_cast<std::size_t>(typeface);
        for (const auto& [character, face] : impl_->fallback[slot]) {
            if (face == impl_->main_face[slot]) continue;  // no font has it
            const std::filesystem::path file{impl_->faces[face]->file().path};
            found.emplace(character, file.stem().string());
        }
    }
    std::vector<StandIn> out;
    for (auto& [character, font] : found) out.push_back({character, std::move(font)});
    return out;
}

}  // namespace parkatlas::draw
