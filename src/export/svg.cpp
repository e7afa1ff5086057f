#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "base/safe_file.h"
#include "base/xml_text.h"
#include "export/detail/field_figures.h"
#include "export/detail/layer_runs.h"
#include "export/detail/page_path.h"
#include "export/detail/png_bytes.h"
#include "export/vector.h"

namespace parkatlas::exporting {

namespace {

/// Glyph outlines are written in whole units of this share of an em, which is what fonts are drawn
/// in; 0.003 mm in letters of 3 mm.
constexpr double units_per_em = 1000.0;

/// RFC 4648, section 4.
std::string base64(std::string_view bytes) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        unsigned triple = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            triple = (triple << 8U) | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            out += k <= count ? letters[(triple >> (18U - 6U * k)) & 63U] : '=';
        }
    }
    return out;
}

/// `thousandths` / 1000 without trailing zeros: 12.5, -.034, 0.
void append_thousandths(std::string& out, std::int64_t thousandths) {
    if (thousandths < 0) out += '-';
    const std::int64_t whole = std::abs(thousandths) / 1000;
    std::int64_t rest = std::abs(thousandths) % 1000;
    std::array<char, 24> digits{};
    if (whole != 0 || rest == 0) {
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), whole);
        out.append(digits.data(), end.ptr);
    }
    if (rest == 0) return;
    out += '.';
    for (std::int64_t place = 100; rest != 0; place /= 10) {
        out += static_cast<char>('0' + rest / place);
        rest %= place;
    }
}

std::int64_t thousandths(double value) {
    return std::llround(value * 1000.0);
}

std::string number(double value) {
    std::string out;
    append_thousandths(out, thousandths(value));
    return out;
}

std::string hex(draw::Color color) {
    return fmt::format("#{:02x}{:02x}{:02x}", color.r, color.g, color.b);
}

/// ` fill="#…"` and its opacity, where it is not full.
std::string paint_attributes(std::string_view name, draw::Color color) {
    std::string out = fmt::format(" {}=\"{}\"", name, hex(color));
    if (color.a != 255) out += fmt::format(" {}-opacity=\"{}\"", name, number(color.a / 255.0));
    return out;
}

/// Path data with steps relative to the point before; rounding does not add up.
class PathData {
  public:
    enum class Unit {
        millimetre,
        glyph
    };  ///< thousandths of one are written as decimals, or whole
    explicit PathData(Unit unit) : unit_{unit} {}

    template <typename Points>
    void add(const Points& points, bool is_closed) {
        std::int64_t x = 0;
        std::int64_t y = 0;
        std::int64_t from_x = 0;
        std::int64_t from_y = 0;
        bool is_first = true;
        const double steps = unit_ == Unit::glyph ? units_per_em : 1000.0;
        for (const geo::XY p : points) {
            x = std::llround(p.x * steps);
            y = std::llround(p.y * steps);
            if (is_first) {
                text_ += 'M';
                pair(x, y);
                text_ += 'l';
                after_letter_ = true;
                is_first = false;
            } else if (x != from_x || y != from_y) {
                pair(x - from_x, y - from_y);
            }
            from_x = x;
            from_y = y;
        }
        // A chain of one place is a dot of its caps.
        if (after_letter_) pair(0, 0);
        if (is_closed) text_ += 'z';
    }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    void pair(std::int64_t x, std::int64_t y) {
        if (!after_letter_ && x >= 0 && text_.back() != 'M') text_ += ' ';
        value(x);
        if (y >= 0) text_ += ' ';
        value(y);
        after_letter_ = false;
    }
    void value(std::int64_t v) {
        if (unit_ == Unit::glyph) {
            text_ += std::to_string(v);
        } else {
            append_thousandths(text_, v);
        }
    }

    Unit unit_;
    std::string text_;
    bool after_letter_ = false;
};

class SvgWriter {
  public:
    SvgWriter(const draw::DrawList& list, const draw::FontSet& fonts, bool text_as_text)
        : list_{&list}, fonts_{&fonts}, text_as_text_{text_as_text} {}

    std::string document(const SvgOptions& options) {
        const std::vector<detail::LayerRun> runs = detail::layer_runs(*list_);
        auto run = runs.begin();
        for (std::size_t g = 0; g < list_->groups.size(); ++g) {
            const auto end = std::find_if(
                run, runs.end(), [g](const detail::LayerRun& one) { return one.group != g; });
            add_group(list_->groups[g], {run, end});
            run = end;
        }
        const std::string width = number(list_->width_mm);
        const std::string height = number(list_->height_mm);
        std::string out = fmt::format(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\""
            " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
            " xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\""
            " version=\"1.1\" width=\"{0}mm\" height=\"{1}mm\" viewBox=\"0 0 {0} {1}\">\n",
            width, height);
        if (!options.title.empty()) {
            out += fmt::format("<title>{}</title>\n", xml_text(options.title));
        }
        out += "<defs>\n" + definitions_ + glyph_definitions() + "</defs>\n";
        if (list_->background.a > 0) {
            out += fmt::format("<rect id=\"background\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n",
                               width, height, hex(list_->background));
        }
        out += body_;
        out += "</svg>\n";
        return out;
    }

  private:
    /// A name as an id that no other group has: letters, digits, '-' and '_'.
    std::string id_of(const std::string& name) {
        std::string id;
        for (const char c : name) {
            const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                  (c >= '0' && c <= '9') || c == '-' || c == '_';
            id += is_plain ? c : '-';
        }
        if (id.empty() || !((id[0] >= 'a' && id[0] <= 'z') || (id[0] >= 'A' && id[0] <= 'Z'))) {
            id = "layer-" + id;
        }
        std::string unique = id;
        for (int i = 2; !ids_.insert(unique).second; ++i) unique = fmt::format("{}-{}", id, i);
        return unique;
    }

    /// Opens a group that programs for drawing show as a layer.
    void open_layer(const std::string& id, const std::string& name, const std::string& look) {
        body_ += fmt::format("<g id=\"{}\" inkscape:groupmode=\"layer\" inkscape:label=\"{}\"{}>\n",
                             id, xml_text(name), look);
    }

    [[nodiscard]] const draw::Layer* layer(std::uint16_t number) const {
        const auto found = std::ranges::find(list_->layers, number, &draw::Layer::number);
        return found == list_->layers.end() ? nullptr : &*found;
    }

    void add_group(const draw::Group& group, std::span<const detail::LayerRun> runs) {
        const std::string id = id_of(group.name);
        window_ = group.clip.value_or(draw::RectMm{0, 0, list_->width_mm, list_->height_mm});
        std::string clip;
        if (group.clip) {
            definitions_ += fmt::format(
                "<clipPath id=\"clip-{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>"
                "</clipPath>\n",
                id, number(window_.x_mm), number(window_.y_mm), number(window_.w_mm),
                number(window_.h_mm));
            clip = fmt::format(" clip-path=\"url(#clip-{})\"", id);
        }
        const draw::Layer* const own = layer(group.layer);
        open_layer(id, own != nullptr ? own->name : group.name, clip);
        for (const detail::LayerRun& run : runs) {
            const draw::Layer* const inner = layer(run.inner);
            if (inner != nullptr) open_layer(id_of(id + "-" + inner->id), inner->name, {});
            for (std::size_t i = run.first; i < run.end; ++i) {
                const draw::Item& item = group.items[i];
                const detail::Placement placement = detail::placement_of(item, group.view);
                std::visit([&](const auto& shape) { add(shape, placement); }, item.shape);
            }
            if (inner != nullptr) body_ += "</g>\n";
        }
        body_ += "</g>\n";
    }

    void add(const draw::Fill& fill, const detail::Placement& placement) {
        if (fill.path == nullptr || fill.color.a == 0) return;
        const auto rings = detail::filled_rings(*fill.path, placement, window_);
        if (rings.empty()) return;
        PathData data{PathData::Unit::millimetre};
        for (const detail::PageChain& ring : rings) data.add(ring.points, true);
        // The nonzero rule is SVG's own; for one ring without crossings it does not matter, but
        // that is not known here.
        body_ += fmt::format("<path{}{} d=\"{}\"/>\n", paint_attributes("fill", fill.color),
                             fill.rule == geo::FillRule::even_odd ? " fill-rule=\"evenodd\"" : "",
                             data.text());
    }

    void add(const draw::Polygons& polygons, const detail::Placement& placement) {
        const detail::FieldFigures figures = detail::figures_of(polygons, placement, window_);
        for (const auto& figure : figures.shapes) {
            std::visit([&](const auto& shape) { add(shape, placement); }, figure);
        }
        const detail::FieldPicture& picture = figures.picture;
        if (picture.rgba.empty()) return;
        const Result<std::string> png = detail::png_with_alpha(detail::straight_image(picture));
        if (!png) return;  // out of memory, which the page as a whole will say
        body_ += fmt::format(
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\""
            " xlink:href=\"data:image/png;base64,{}\"/>\n",
            number(picture.box.x_mm), number(picture.box.y_mm), number(picture.box.w_mm),
            number(picture.box.h_mm), base64(*png));
    }

    void add(const draw::Stroke& stroke, const detail::Placement& placement) {
        if (stroke.path == nullptr || stroke.color.a == 0 || !(stroke.width_mm > 0.0)) return;
        const auto chains = detail::stroked_chains(*stroke.path, placement, window_, stroke);
        if (chains.empty()) return;
        static constexpr std::array joins{"miter", "round", "bevel"};
        static constexpr std::array caps{"butt", "round", "square"};
        const std::vector<double> dashes = detail::usable_dashes(stroke.dash_mm);
        const bool in_pieces = !dashes.empty() && chains.size() > 1;
        const bool as_group = in_pieces && stroke.color.a != 255;
        std::string look = " fill=\"none\"";
        look += paint_attributes("stroke", as_group ? stroke.color.with_alpha(255) : stroke.color);
        look += fmt::format(" stroke-width=\"{}\"", number(stroke.width_mm));
        if (stroke.join != draw::Join::miter) {
            look += fmt::format(" stroke-linejoin=\"{}\"",
                                joins[static_cast<std::size_t>(stroke.join)]);
        }
        if (stroke.cap != draw::Cap::butt) {
            look +=
                fmt::format(" stroke-linecap=\"{}\"", caps[static_cast<std::size_t>(stroke.cap)]);
        }
        if (!dashes.empty()) {
            look += " stroke-dasharray=\"";
            for (std::size_t i = 0; i < dashes.size(); ++i) {
                if (i > 0) look += ' ';
                look += number(dashes[i]);
            }
            look += '"';
        }
        if (!in_pieces) {
            PathData data{PathData::Unit::millimetre};
            for (const detail::PageChain& chain : chains) data.add(chain.points, chain.is_closed);
            const double along = chains.front().along_mm;
            if (!dashes.empty() && along > 0.0) {
                look += fmt::format(" stroke-dashoffset=\"{}\"", number(along));
            }
            body_ += fmt::format("<path{} d=\"{}\"/>\n", look, data.text());
            return;
        }
        if (as_group) body_ += fmt::format("<g opacity=\"{}\">\n", number(stroke.color.a / 255.0));
        for (const detail::PageChain& chain : chains) {
            PathData data{PathData::Unit::millimetre};
            data.add(chain.points, chain.is_closed);
            body_ += fmt::format("<path{} stroke-dashoffset=\"{}\" d=\"{}\"/>\n", look,
                                 number(chain.along_mm), data.text());
        }
        if (as_group) body_ += "</g>\n";
    }

    void add(const draw::Picture& picture, const detail::Placement& placement) {
        if (picture.image == nullptr || picture.image->width <= 0 || picture.image->height <= 0) {
            return;
        }
        const Result<std::string> png = detail::png_with_alpha(*picture.image);
        if (!png) return;
        const geo::XY corner = placement.apply(picture.top_left);
        body_ += fmt::format(
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\""
            " preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,{}\"/>\n",
            number(corner.x), number(corner.y), number(picture.width_mm), number(picture.height_mm),
            base64(*png));
    }

    void add(const draw::Text& text, const detail::Placement& placement) {
        if (text.run == nullptr || text.run->glyphs.empty() || !(text.run->size_mm > 0.0)) return;
        const geo::XY origin = placement.apply(text.origin);
        if (!std::isfinite(origin.x) || !std::isfinite(origin.y)) return;
        const double size_mm = text.run->size_mm;
        double reach_mm = 0.0;
        for (const draw::Glyph& glyph : text.run->glyphs) {
            reach_mm = std::max(reach_mm, std::hypot(glyph.x_mm, glyph.y_mm));
        }
        reach_mm += 2.0 * size_mm + std::max(text.halo_mm, 0.0);
        if (!window_.intersects(
                {origin.x - reach_mm, origin.y - reach_mm, 2 * reach_mm, 2 * reach_mm})) {
            return;
        }
        if (text_as_text_ && is_straight(*text.run)) return add_words(text, origin);
        // Within the group, a unit is a thousandth of an em.
        const double scale = size_mm / units_per_em;
        std::string transform = fmt::format("translate({} {})", number(origin.x), number(origin.y));
        if (text.angle_deg != 0.0) transform += fmt::format("rotate({})", number(text.angle_deg));
        transform += fmt::format("scale({:.7g})", scale);
        const bool has_halo = text.halo_mm > 0.0 && text.halo_color.a > 0;
        body_ += fmt::format("<g role=\"img\" aria-label=\"{}\" transform=\"{}\">\n",
                             xml_text(text.run->text), transform);
        const std::string uses = glyph_uses(*text.run);
        if (has_halo) {
            const draw::Color solid = text.halo_color.with_alpha(255);
            body_ += fmt::format("<g{}{} stroke-width=\"{}\" stroke-linejoin=\"round\"",
                                 paint_attributes("fill", solid), paint_attributes("stroke", solid),
                                 number(2.0 * text.halo_mm / scale));
            // Opacity of the group: where letters' halos overlap they do not add up.
            if (text.halo_color.a != 255) {
                body_ += fmt::format(" opacity=\"{}\"", number(text.halo_color.a / 255.0));
            }
            body_ += fmt::format(">{}</g>\n", uses);
        }
        if (text.color.a > 0) {
            body_ += fmt::format("<g{}>{}</g>\n", paint_attributes("fill", text.color), uses);
        }
        body_ += "</g>\n";
    }

    /// Letters on one line, none turned.
    static bool is_straight(const draw::GlyphRun& run) {
        return std::ranges::all_of(run.glyphs, [](const draw::Glyph& glyph) {
            return glyph.angle_deg == 0.0 && std::abs(glyph.y_mm) < 1e-9;
        });
    }

    /// Words as a text element, stretched to the width they have here, whatever font shows them.
    void add_words(const draw::Text& text, geo::XY origin) {
        const draw::GlyphRun& run = *text.run;
        const std::string file = fonts_->face_file(run.glyphs.front().face).path;
        const bool is_serif = file.find("Serif") != std::string::npos;
        const bool is_bold = file.find("Bold") != std::string::npos;
        std::string look = fmt::format(
            " font-family=\"{}\" font-size=\"{}\"{} textLength=\"{}\" xml:space=\"preserve\"",
            is_serif ? "Noto Serif CJK SC, Source Han Serif SC, SimSun, serif"
                     : "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif",
            number(run.size_mm), is_bold ? " font-weight=\"bold\"" : "", number(width_of(run)));
        if (text.angle_deg != 0.0) {
            look += fmt::format(" transform=\"rotate({} {} {})\"", number(text.angle_deg),
                                number(origin.x), number(origin.y));
        }
        const std::string words = xml_text(run.text);
        const auto place = fmt::format(" x=\"{}\" y=\"{}\"", number(origin.x), number(origin.y));
        if (text.halo_mm > 0.0 && text.halo_color.a > 0) {
            body_ += fmt::format(
                "<text{}{}{}{} stroke-width=\"{}\" stroke-linejoin=\"round\" aria-hidden=\"true\">"
                "{}</text>\n",
                place, look, paint_attributes("fill", text.halo_color),
                paint_attributes("stroke", text.halo_color), number(2.0 * text.halo_mm), words);
        }
        body_ += fmt::format("<text{}{}{}>{}</text>\n", place, look,
                             paint_attributes("fill", text.color), words);
    }

    /// From the first letter's start to the last one's end: spaced letters have no advance of
    /// their own behind the last.
    static double width_of(const draw::GlyphRun& run) { return std::max(run.width_mm, 0.001); }

    std::string glyph_uses(const draw::GlyphRun& run) {
        std::string out;
        const double units_per_mm = units_per_em / run.size_mm;
        for (const draw::Glyph& glyph : run.glyphs) {
            glyphs_.insert({glyph.face, glyph.glyph});
            out += fmt::format("<use xlink:href=\"#g{}-{}\"", glyph.face, glyph.glyph);
            const std::string x = number(glyph.x_mm * units_per_mm);
            const std::string y = number(glyph.y_mm * units_per_mm);
            if (glyph.angle_deg != 0.0) {
                out += fmt::format(" transform=\"translate({} {})rotate({})\"", x, y,
                                   number(glyph.angle_deg));
            } else {
                if (x != "0") out += fmt::format(" x=\"{}\"", x);
                if (y != "0") out += fmt::format(" y=\"{}\"", y);
            }
            out += "/>";
        }
        return out;
    }

    std::string glyph_definitions() const {
        std::string out;
        for (const auto& [face, glyph] : glyphs_) {
            const draw::Path outline = fonts_->outline(face, glyph);
            PathData data{PathData::Unit::glyph};
            std::size_t begin = 0;
            for (const std::uint32_t end : outline.ring_ends) {
                data.add(std::vector<geo::XY>(
                             outline.points.begin() + static_cast<std::ptrdiff_t>(begin),
                             outline.points.begin() + static_cast<std::ptrdiff_t>(end)),
                         true);
                begin = end;
            }
            out += fmt::format("<path id=\"g{}-{}\" d=\"{}\"/>\n", face, glyph, data.text());
        }
        return out;
    }

    const draw::DrawList* list_;
    const draw::FontSet* fonts_;
    bool text_as_text_ = false;
    draw::RectMm window_;
    std::set<std::string> ids_{"background"};
    std::set<std::pair<std::uint32_t, std::uint32_t>> glyphs_;
    std::string definitions_, body_;
};

}  // namespace

Result<void> write_svg(const std::filesystem::path& path, const draw::DrawList& list,
                       const draw::FontSet& fonts, const SvgOptions& options) {
    return write_file_safely(path, SvgWriter{list, fonts, options.text_as_text}.document(options));
}

}  // namespace parkatlas::exporting
