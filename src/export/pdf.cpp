#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <future>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/safe_file.h"
#include "base/source_date.h"
#include "draw/utf8.h"
#include "export/detail/field_figures.h"
#include "export/detail/page_path.h"
#include "export/detail/pdf_assembly.h"
#include "export/detail/pdf_plan.h"
#include "export/vector.h"

namespace parkatlas::exporting {

namespace {

constexpr double points_per_mm = 72.0 / 25.4;

template <auto Function>
struct Call {
    template <typename T>
    void operator()(T* handle) const {
        Function(handle);
    }
};
using SurfaceOwner = std::unique_ptr<cairo_surface_t, Call<cairo_surface_destroy>>;
using CairoOwner = std::unique_ptr<cairo_t, Call<cairo_destroy>>;
using PathOwner = std::unique_ptr<cairo_path_t, Call<cairo_path_destroy>>;
using FontFaceOwner = std::unique_ptr<cairo_font_face_t, Call<cairo_font_face_destroy>>;
using PatternOwner = std::unique_ptr<FcPattern, Call<FcPatternDestroy>>;
using FontOptionsOwner = std::unique_ptr<cairo_font_options_t, Call<cairo_font_options_destroy>>;

cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
    try {
        static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    } catch (const std::exception&) {
        return CAIRO_STATUS_NO_MEMORY;
    }
    return CAIRO_STATUS_SUCCESS;
}

/// The files behind a font set's faces, opened for Cairo when first drawn with.
///
/// Letters of alphabets and ideographs come as two faces of one file. Cairo 1.16 follows a
/// subroutine of a CFF font once only; in Noto Sans CJK "F", "I" and "L" share one that leaves a
/// number behind, upon which it gives up and embeds the subroutines of all ideographs, 0.9 MB, if
/// they are in the same subset.
class CairoFonts {
  public:
    explicit CairoFonts(const draw::FontSet& fonts) : fonts_{&fonts} {}

    [[nodiscard]] cairo_font_face_t* face(const draw::Glyph& glyph) {
        const bool is_ideograph = glyph.character >= first_ideograph;
        FontFaceOwner& found = faces_[{glyph.face, is_ideograph}];
        if (found == nullptr) {
            const draw::FontSet::File file = fonts_->face_file(glyph.face);
            // The order of a screen's subpixels means nothing here but makes it another face.
            const PatternOwner pattern{FcPatternBuild(
                nullptr, FC_FILE, FcTypeString, reinterpret_cast<const FcChar8*>(file.path.c_str()),
                FC_INDEX, FcTypeInteger, file.index, FC_RGBA, FcTypeInteger,
                is_ideograph ? FC_RGBA_NONE : FC_RGBA_RGB, nullptr)};
            found.reset(cairo_ft_font_face_create_for_pattern(pattern.get()));
        }
        return found.get();
    }

  private:
    static constexpr char32_t first_ideograph = 0x2E80;  // CJK radicals

    const draw::FontSet* fonts_;
    std::map<std::pair<std::uint32_t, bool>, FontFaceOwner> faces_;
};

/// Shows each glyph of the pages once with its character. The first use tells a font's map from
/// glyphs to characters; without it Cairo asks the font, and there the radical comes before the
/// ideograph that looks the same. For a page that is thrown away.
void show_alphabet(cairo_t* cairo, CairoFonts& fonts, std::span<const PdfPage> pages) {
    struct Letters {
        std::vector<cairo_glyph_t> glyphs;
        std::vector<cairo_text_cluster_t> clusters;
        std::string text;
    };
    std::map<cairo_font_face_t*, Letters> faces;
    std::vector<cairo_font_face_t*> order;
    std::set<std::pair<cairo_font_face_t*, std::uint32_t>> seen;
    const auto add = [&](const draw::Glyph& glyph) {
        if (!glyph.is_whole || glyph.character < U' ') return;
        cairo_font_face_t* const face = fonts.face(glyph);
        if (!seen.insert({face, glyph.glyph}).second) return;
        if (!faces.contains(face)) order.push_back(face);
        Letters& letters = faces[face];
        const std::string bytes = draw::encode_utf8({&glyph.character, 1});
        letters.glyphs.push_back({glyph.glyph, 10.0, 10.0});
        letters.clusters.push_back({static_cast<int>(bytes.size()), 1});
        letters.text += bytes;
    };
    for (const PdfPage& page : pages) {
        for (const draw::Group& group : page.list->groups) {
            for (const draw::Item& item : group.items) {
                const auto* const text = std::get_if<draw::Text>(&item.shape);
                if (text == nullptr || text->run == nullptr) continue;
                std::ranges::for_each(text->run->glyphs, add);
            }
        }
    }
    for (cairo_font_face_t* const face : order) {
        const Letters& letters = faces.at(face);
        cairo_set_font_face(cairo, face);
        cairo_set_font_size(cairo, 3.0);
        cairo_show_text_glyphs(cairo, letters.text.data(), static_cast<int>(letters.text.size()),
                               letters.glyphs.data(), static_cast<int>(letters.glyphs.size()),
                               letters.clusters.data(), static_cast<int>(letters.clusters.size()),
                               static_cast<cairo_text_cluster_flags_t>(0));
    }
}

/// Paints drawing lists on a Cairo context whose unit is the millimetre.
class PdfPainter {
  public:
    PdfPainter(cairo_t* cairo, CairoFonts& fonts) : cairo_{cairo}, fonts_{&fonts} {}

    /// The page without its groups.
    void paint_background(const draw::DrawList& list) {
        page_ = {0.0, 0.0, list.width_mm, list.height_mm};
        if (list.background.a == 0) return;
        set_color(list.background.with_alpha(255));
        cairo_rectangle(cairo_, 0, 0, list.width_mm, list.height_mm);
        cairo_fill(cairo_);
    }

    void paint(const draw::Group& group, std::span<const draw::Item> items, bool letters_only) {
        letters_only_ = letters_only;
        cairo_save(cairo_);
        window_ = group.clip.value_or(page_);
        if (group.clip) {
            cairo_rectangle(cairo_, window_.x_mm, window_.y_mm, window_.w_mm, window_.h_mm);
            cairo_clip(cairo_);
        }
        for (const draw::Item& item : items) {
            const detail::Placement placement = detail::placement_of(item, group.view);
            std::visit([&](const auto& shape) { paint(shape, placement); }, item.shape);
        }
        cairo_restore(cairo_);
    }

  private:
    void set_color(draw::Color color) {
        cairo_set_source_rgba(cairo_, color.r / 255.0, color.g / 255.0, color.b / 255.0,
                              color.a / 255.0);
    }

    void add(const detail::PageChain& chain) {
        cairo_move_to(cairo_, chain.points[0].x, chain.points[0].y);
        for (std::size_t i = 1; i < chain.points.size(); ++i) {
            cairo_line_to(cairo_, chain.points[i].x, chain.points[i].y);
        }
        if (chain.is_closed) cairo_close_path(cairo_);
    }

    void paint(const draw::Fill& fill, const detail::Placement& placement) {
        if (fill.path == nullptr || fill.color.a == 0) return;
        const auto rings = detail::filled_rings(*fill.path, placement, window_);
        if (rings.empty()) return;
        for (const detail::PageChain& ring : rings) add(ring);
        cairo_set_fill_rule(cairo_, fill.rule == geo::FillRule::even_odd ? CAIRO_FILL_RULE_EVEN_ODD
                                                                         : CAIRO_FILL_RULE_WINDING);
        set_color(fill.color);
        cairo_fill(cairo_);
    }

    void paint(const draw::Polygons& polygons, const detail::Placement& placement) {
        detail::FieldFigures figures = detail::figures_of(polygons, placement, window_);
        for (const auto& figure : figures.shapes) {
            std::visit([&](const auto& shape) { paint(shape, placement); }, figure);
        }
        detail::FieldPicture& picture = figures.picture;
        if (picture.rgba.empty()) return;
        // Cairo's pixels are native words of ARGB.
        for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
            std::uint8_t* const p = picture.rgba.data() + i;
            const std::uint32_t word = std::uint32_t{p[3]} << 24U | std::uint32_t{p[0]} << 16U |
                                       std::uint32_t{p[1]} << 8U | p[2];
            std::memcpy(p, &word, sizeof word);
        }
        const SurfaceOwner image{cairo_image_surface_create_for_data(
            picture.rgba.data(), CAIRO_FORMAT_ARGB32, picture.width_px, picture.height_px,
            4 * picture.width_px)};
        cairo_save(cairo_);
        cairo_translate(cairo_, picture.box.x_mm, picture.box.y_mm);
        cairo_scale(cairo_, picture.box.w_mm / picture.width_px,
                    picture.box.h_mm / picture.height_px);
        cairo_set_source_surface(cairo_, image.get(), 0.0, 0.0);
        cairo_paint(cairo_);
        cairo_restore(cairo_);
        // The file takes the pixels when the page is done; they must not be borrowed until then.
        cairo_surface_finish(image.get());
    }

    void set_pen(const draw::Stroke& stroke) {
        static constexpr cairo_line_join_t joins[] = {CAIRO_LINE_JOIN_MITER, CAIRO_LINE_JOIN_ROUND,
                                                      CAIRO_LINE_JOIN_BEVEL};
        static constexpr cairo_line_cap_t caps[] = {CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND,
                                                    CAIRO_LINE_CAP_SQUARE};
        cairo_set_line_width(cairo_, stroke.width_mm);
        cairo_set_line_join(cairo_, joins[static_cast<std::size_t>(stroke.join)]);
        cairo_set_line_cap(cairo_, caps[static_cast<std::size_t>(stroke.cap)]);
        cairo_set_miter_limit(cairo_, 4.0);
    }

    void paint(const draw::Stroke& stroke, const detail::Placement& placement) {
        if (stroke.path == nullptr || stroke.color.a == 0 || !(stroke.width_mm > 0.0)) return;
        const auto chains = detail::stroked_chains(*stroke.path, placement, window_, stroke);
        if (chains.empty()) return;
        const std::vector<double> dashes = detail::usable_dashes(stroke.dash_mm);
        set_pen(stroke);
        if (dashes.empty()) {
            // One stroke covers each place once, also where its lines cross.
            cairo_set_dash(cairo_, nullptr, 0, 0.0);
            for (const detail::PageChain& chain : chains) add(chain);
            set_color(stroke.color);
            cairo_stroke(cairo_);
            return;
        }
        once_if_translucent(stroke.color, chains.size() > 1, [&] {
            for (const detail::PageChain& chain : chains) {
                cairo_set_dash(cairo_, dashes.data(), static_cast<int>(dashes.size()),
                               chain.along_mm);
                add(chain);
                cairo_stroke(cairo_);
            }
        });
        cairo_set_dash(cairo_, nullptr, 0, 0.0);
    }

    /// Runs `draw_parts` with the colour as source; parts that overlap do not add up.
    template <typename DrawParts>
    void once_if_translucent(draw::Color color, bool has_parts, const DrawParts& draw_parts) {
        if (color.a == 255 || !has_parts) {
            set_color(color);
            draw_parts();
            return;
        }
        cairo_push_group(cairo_);
        set_color(color.with_alpha(255));
        draw_parts();
        cairo_pop_group_to_source(cairo_);
        cairo_paint_with_alpha(cairo_, color.a / 255.0);
    }

    void paint(const draw::Picture& picture, const detail::Placement& placement) {
        if (picture.image == nullptr || picture.image->width <= 0 || picture.image->height <= 0) {
            return;
        }
        const Image& image = *picture.image;
        const SurfaceOwner surface{
            cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image.width, image.height)};
        if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return;
        unsigned char* const data = cairo_image_surface_get_data(surface.get());
        const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
        for (int y = 0; y < image.height; ++y) {
            for (int x = 0; x < image.width; ++x) {
                const std::uint8_t* const pixel = image.pixel(x, y);
                const unsigned alpha = pixel[3];
                const auto part = [&](unsigned channel) {  // premultiplied
                    return (pixel[channel] * alpha + 127U) / 255U;
                };
                const std::uint32_t argb =
                    (alpha << 24U) | (part(0) << 16U) | (part(1) << 8U) | part(2);
                std::memcpy(
                    data + static_cast<std::size_t>(y) * stride + 4 * static_cast<std::size_t>(x),
                    &argb, sizeof argb);
            }
        }
        cairo_surface_mark_dirty(surface.get());
        const geo::XY corner = placement.apply(picture.top_left);
        cairo_save(cairo_);
        cairo_translate(cairo_, corner.x, corner.y);
        cairo_scale(cairo_, picture.width_mm / image.width, picture.height_mm / image.height);
        cairo_set_source_surface(cairo_, surface.get(), 0.0, 0.0);
        cairo_paint(cairo_);
        cairo_restore(cairo_);
    }

    /// Glyphs of a run that one call can show: same face, same direction.
    struct Stretch {
        cairo_font_face_t* face = nullptr;
        double angle_deg = 0.0;
        std::vector<cairo_glyph_t> glyphs;
    };

    [[nodiscard]] std::vector<Stretch> stretches(const draw::Text& text, geo::XY origin) const {
        const double angle = text.angle_deg * std::numbers::pi / 180.0;
        const double c = std::cos(angle);
        const double s = std::sin(angle);
        std::vector<Stretch> out;
        for (const draw::Glyph& glyph : text.run->glyphs) {
            const double glyph_angle = text.angle_deg + glyph.angle_deg;
            cairo_font_face_t* const face = fonts_->face(glyph);
            if (out.empty() || out.back().face != face || out.back().angle_deg != glyph_angle) {
                out.push_back({face, glyph_angle, {}});
            }
            out.back().glyphs.push_back({glyph.glyph, origin.x + glyph.x_mm * c - glyph.y_mm * s,
                                         origin.y + glyph.x_mm * s + glyph.y_mm * c});
        }
        return out;
    }

    void set_font(const Stretch& stretch, double size_mm) {
        cairo_set_font_face(cairo_, stretch.face);
        cairo_matrix_t matrix;
        cairo_matrix_init_rotate(&matrix, stretch.angle_deg * std::numbers::pi / 180.0);
        cairo_matrix_scale(&matrix, size_mm, size_mm);
        cairo_set_font_matrix(cairo_, &matrix);
    }

    void paint(const draw::Text& text, const detail::Placement& placement) {
        if (text.run == nullptr || text.run->glyphs.empty() || !(text.run->size_mm > 0.0)) return;
        const geo::XY origin = placement.apply(text.origin);
        double reach_mm = text.run->size_mm * 2.0 + std::max(text.halo_mm, 0.0);
        for (const draw::Glyph& glyph : text.run->glyphs) {
            reach_mm = std::max(reach_mm, std::hypot(glyph.x_mm, glyph.y_mm) +
                                              2.0 * text.run->size_mm + text.halo_mm);
        }
        const draw::RectMm place{origin.x - reach_mm, origin.y - reach_mm, 2 * reach_mm,
                                 2 * reach_mm};
        if (!window_.intersects(place)) return;
        const std::vector<Stretch> parts = stretches(text, origin);
        if (!letters_only_ && text.halo_mm > 0.0 && text.halo_color.a > 0) paint_halo(text, parts);
        if (text.color.a > 0) show(text, parts);
    }

    /// Outlines of letters as a broad pen needs them: no curves, and no steps that are a small part
    /// of the pen's width. Half the numbers, which take most of the time of a page full of names.
    void thin_path() {
        constexpr double tolerance_points = 0.05;
        constexpr double least_step_mm = 0.03;
        const double before = cairo_get_tolerance(cairo_);
        cairo_set_tolerance(cairo_, tolerance_points);
        const PathOwner flat{cairo_copy_path_flat(cairo_)};
        cairo_set_tolerance(cairo_, before);
        if (flat->status != CAIRO_STATUS_SUCCESS) return;
        cairo_new_path(cairo_);
        geo::XY last;
        for (int i = 0; i < flat->num_data; i += flat->data[i].header.length) {
            const cairo_path_data_t* const step = flat->data + i;
            if (step->header.type == CAIRO_PATH_CLOSE_PATH) {
                cairo_close_path(cairo_);
                continue;
            }
            const geo::XY p{step[1].point.x, step[1].point.y};
            if (step->header.type == CAIRO_PATH_MOVE_TO) {
                cairo_move_to(cairo_, p.x, p.y);
            } else if (std::hypot(p.x - last.x, p.y - last.y) < least_step_mm) {
                continue;
            } else {
                cairo_line_to(cairo_, p.x, p.y);
            }
            last = p;
        }
    }

    void paint_halo(const draw::Text& text, const std::vector<Stretch>& parts) {
        for (const Stretch& part : parts) {
            set_font(part, text.run->size_mm);
            cairo_glyph_path(cairo_, part.glyphs.data(), static_cast<int>(part.glyphs.size()));
        }
        thin_path();
        cairo_set_line_width(cairo_, 2.0 * text.halo_mm);
        cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
        cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_WINDING);
        if (text.color.a == 255) {
            // The letters themselves cover what lies within the stroke.
            set_color(text.halo_color);
            cairo_stroke(cairo_);
            return;
        }
        once_if_translucent(text.halo_color, true, [&] {
            cairo_fill_preserve(cairo_);
            cairo_stroke(cairo_);
        });
        cairo_new_path(cairo_);
    }

    void show(const draw::Text& text, const std::vector<Stretch>& parts) {
        set_color(text.color);
        // One cluster is one string for a reader of the file; it hangs on the first part.
        std::string words = text.run->text;
        for (const Stretch& part : parts) {
            set_font(part, text.run->size_mm);
            const auto count = static_cast<int>(part.glyphs.size());
            const cairo_text_cluster_t cluster{static_cast<int>(words.size()), count};
            cairo_show_text_glyphs(cairo_, words.c_str(), static_cast<int>(words.size()),
                                   part.glyphs.data(), count, &cluster, 1,
                                   static_cast<cairo_text_cluster_flags_t>(0));
            words.clear();
        }
    }

    cairo_t* cairo_;
    CairoFonts* fonts_;
    draw::RectMm page_, window_;
    bool letters_only_ = false;
};

/// The plan's sheets that are not figures, each on a page of Cairo's.
Result<std::string> paint_sheets(std::span<const PdfPage> pages, const detail::PdfPlan& plan,
                                 const draw::FontSet& fonts, const PdfOptions& options) {
    std::string bytes;
    CairoFonts cairo_fonts{fonts};
    const draw::DrawList& first = *pages.front().list;
    const SurfaceOwner surface{cairo_pdf_surface_create_for_stream(
        append, &bytes, first.width_mm * points_per_mm, first.height_mm * points_per_mm)};
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, options.title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR,
                                   options.creator.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   source_date_iso().c_str());
    const CairoOwner cairo{cairo_create(surface.get())};
    const FontOptionsOwner font_options{cairo_font_options_create()};
    cairo_font_options_set_hint_style(font_options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(font_options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cairo.get(), font_options.get());
    PdfPainter painter{cairo.get(), cairo_fonts};
    show_alphabet(cairo.get(), cairo_fonts, pages);
    cairo_show_page(cairo.get());
    std::size_t begin = detail::sheets_before;  // on which of Cairo's pages a page begins
    for (const detail::PlannedPage& planned : plan.pages) {
        const PdfPage& page = *planned.page;
        cairo_pdf_surface_set_size(surface.get(), page.list->width_mm * points_per_mm,
                                   page.list->height_mm * points_per_mm);
        if (!page.bookmark.empty()) {
            cairo_pdf_surface_add_outline(surface.get(), CAIRO_PDF_OUTLINE_ROOT,
                                          page.bookmark.c_str(),
                                          fmt::format("page={}", begin + 1).c_str(),
                                          static_cast<cairo_pdf_outline_flags_t>(0));
        }
        begin += planned.cairo_count();
        cairo_save(cairo.get());
        cairo_scale(cairo.get(), points_per_mm, points_per_mm);
        painter.paint_background(*page.list);
        cairo_show_page(cairo.get());
        for (const detail::PlannedSheet& sheet : planned.sheets) {
            if (sheet.figures) continue;
            const detail::LayerRun& run = sheet.run;
            const draw::Group& group = page.list->groups[run.group];
            painter.paint(group, std::span{group.items}.subspan(run.first, run.end - run.first),
                          sheet.letters_only);
            cairo_show_page(cairo.get());
        }
        cairo_restore(cairo.get());
    }
    const cairo_status_t drawn = cairo_status(cairo.get());
    cairo_surface_finish(surface.get());
    const cairo_status_t done = cairo_surface_status(surface.get());
    for (const cairo_status_t status : {drawn, done}) {
        if (status == CAIRO_STATUS_SUCCESS) continue;
        const bool is_font = status == CAIRO_STATUS_FONT_TYPE_MISMATCH ||
                             status == CAIRO_STATUS_FILE_NOT_FOUND ||
                             status == CAIRO_STATUS_FREETYPE_ERROR;
        return fail(is_font ? ErrorCode::graphics_unavailable : ErrorCode::output_failed, "PDF",
                    said(msg::errors_cannot_drawn, cairo_status_to_string(status)));
    }
    return bytes;
}

Result<std::vector<std::optional<detail::PagePlace>>> places_of(std::span<const PdfPage> pages) {
    std::vector<std::optional<detail::PagePlace>> places;
    for (const PdfPage& page : pages) {
        auto place = detail::place_of(page);
        if (!place) return tl::unexpected{std::move(place.error())};
        places.push_back(std::move(*place));
    }
    return places;
}

Result<std::string> pdf_bytes(std::span<const PdfPage> pages, const draw::FontSet& fonts,
                              const PdfOptions& options) {
    auto places_coming = std::async(std::launch::async, [&] { return places_of(pages); });
    const detail::PdfPlan plan = detail::PdfPlan::of(pages, fonts);
    auto sheets_coming =
        std::async(std::launch::async, [&] { return paint_sheets(pages, plan, fonts, options); });
    const auto figures = plan.write();
    const auto sheets = sheets_coming.get();
    const auto places = places_coming.get();
    if (!figures) return tl::unexpected{figures.error()};
    if (!sheets) return tl::unexpected{sheets.error()};
    if (!places) return tl::unexpected{places.error()};
    return detail::assemble_pdf(*sheets, plan.pages, *figures, *places);
}

}  // namespace

Result<void> write_pdf(const std::filesystem::path& path, std::span<const PdfPage> pages,
                       const draw::FontSet& fonts, const PdfOptions& options) {
    if (pages.empty()) {
        return fail(ErrorCode::output_failed, path.string(), said(msg::errors_there_no_page_write));
    }
    Result<std::string> bytes = pdf_bytes(pages, fonts, options);
    if (!bytes) {
        if (bytes.error().where == "PDF") bytes.error().where = path.string();
        return tl::unexpected{std::move(bytes.error())};
    }
    return write_file_safely(path, *bytes);
}

}  // namespace parkatlas::exporting
