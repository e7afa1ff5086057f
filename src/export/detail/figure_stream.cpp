#include "export/detail/figure_stream.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <set>
#include <variant>

#include <fmt/format.h>
#include <zlib.h>

#include "export/detail/field_figures.h"
#include "export/detail/page_path.h"

namespace parkatlas::exporting::detail {

namespace {

/// Half the time of zlib's own choice, 6, for a twentieth more bytes.
constexpr int packing_level = 4;
constexpr std::size_t part_vertices = 20'000;

/// What a broad pen shows of a letter's outline: no step that is a small part of its width.
constexpr double halo_tolerance_mm = 0.018;

draw::RectMm window_of(const draw::DrawList& list, const draw::Group& group) {
    return group.clip.value_or(draw::RectMm{0, 0, list.width_mm, list.height_mm});
}

std::int64_t units(double mm) {
    return std::llround(mm * figure_units_per_mm);
}

std::size_t weight(const draw::Item& item) {
    const auto points = [](const draw::PathPtr& path) {
        return path == nullptr ? std::size_t{0} : path->points.size();
    };
    if (const auto* const fill = std::get_if<draw::Fill>(&item.shape)) return points(fill->path);
    if (const auto* const stroke = std::get_if<draw::Stroke>(&item.shape)) {
        return points(stroke->path);
    }
    return std::holds_alternative<draw::Polygons>(item.shape) ? part_vertices : 1;
}

/// Where a text's letters stand: em size 1 mm to the page.
struct LetterPlace {
    geo::XY origin;
    double c = 1.0, s = 0.0, size = 1.0;

    [[nodiscard]] geo::XY apply(geo::XY p) const {
        return {origin.x + size * (p.x * c - p.y * s), origin.y + size * (p.x * s + p.y * c)};
    }
};

template <typename Visit>
void visit_letters(const draw::Text& text, const Placement& placement,
                   const GlyphOutlines& outlines, const Visit& visit) {
    const geo::XY origin = placement.apply(text.origin);
    const double angle = text.angle_deg * std::numbers::pi / 180.0;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    for (const draw::Glyph& glyph : text.run->glyphs) {
        const auto found = outlines.find({glyph.face, glyph.glyph});
        if (found == outlines.end()) continue;
        const double turn = (text.angle_deg + glyph.angle_deg) * std::numbers::pi / 180.0;
        visit(found->second, LetterPlace{{origin.x + glyph.x_mm * c - glyph.y_mm * s,
                                          origin.y + glyph.x_mm * s + glyph.y_mm * c},
                                         std::cos(turn),
                                         std::sin(turn),
                                         text.run->size_mm});
    }
}

geo::Box ink(const draw::Text& text, const Placement& placement, const GlyphOutlines& outlines) {
    geo::Box box;
    visit_letters(text, placement, outlines, [&](const draw::Path& path, const LetterPlace& at) {
        for (const geo::XY p : path.points) box.add(at.apply(p));
    });
    return box;
}

double distance_to_line(geo::XY p, geo::XY a, geo::XY b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length = std::hypot(dx, dy);
    if (!(length > 0.0)) return std::hypot(p.x - a.x, p.y - a.y);
    return std::abs((p.x - a.x) * dy - (p.y - a.y) * dx) / length;
}

/// Ramer, Douglas and Peucker on a ring; the first vertex and the one farthest from it stay.
void thin_ring(std::span<const geo::XY> ring, double tolerance, std::vector<geo::XY>& out) {
    out.clear();
    if (ring.size() < 4) {
        out.assign(ring.begin(), ring.end());
        return;
    }
    std::vector<char> stays(ring.size(), 0);
    const auto farthest = std::ranges::max_element(
        ring, {}, [&](geo::XY p) { return std::hypot(p.x - ring[0].x, p.y - ring[0].y); });
    const auto middle = static_cast<std::size_t>(farthest - ring.begin());
    stays[0] = stays[middle] = 1;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, middle}, {middle, ring.size()}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        double most = tolerance;
        std::optional<std::size_t> at;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double off =
                distance_to_line(ring[i], ring[first], ring[last == ring.size() ? 0 : last]);
            if (off > most) {
                most = off;
                at = i;
            }
        }
        if (!at) continue;
        stays[*at] = 1;
        open.emplace_back(first, *at);
        open.emplace_back(*at, last);
    }
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (stays[i] != 0) out.push_back(ring[i]);
    }
}

/// Writes operators; says what a state is only where it changes.
class Writer {
  public:
    Writer(const draw::DrawList& list, const draw::Group& group) : window_{window_of(list, group)} {
        const double points = 72.0 / 25.4;
        out_ = fmt::format("{0:.8f} 0 0 -{0:.8f} 0 {1:.4f} cm\n", points / figure_units_per_mm,
                           list.height_mm * points);
        if (group.clip) {
            for (const double mm : {window_.x_mm, window_.y_mm, window_.w_mm, window_.h_mm}) {
                number(units(mm));
            }
            out_ += "re W n\n";
        }
    }

    void add(const draw::Item& item, const draw::Group& group, const GlyphOutlines& outlines) {
        const Placement placement = placement_of(item, group.view);
        if (const auto* const fill = std::get_if<draw::Fill>(&item.shape)) {
            add_fill(*fill, placement);
        } else if (const auto* const stroke = std::get_if<draw::Stroke>(&item.shape)) {
            add_stroke(*stroke, placement);
        } else if (const auto* const polygons = std::get_if<draw::Polygons>(&item.shape)) {
            add_polygons(*polygons, placement);
        } else if (const auto* const text = std::get_if<draw::Text>(&item.shape)) {
            add_halo(*text, placement, outlines);
        }
    }

    [[nodiscard]] bool has_figures() const { return has_figures_; }
    [[nodiscard]] const std::string& text() const { return out_; }
    [[nodiscard]] const std::set<std::uint8_t>& alphas() const { return alphas_; }

  private:
    void number(std::int64_t value) {
        std::array<char, 24> digits;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
        out_.append(digits.data(), end.ptr);
        out_ += ' ';
    }

    void point(std::int64_t x, std::int64_t y, char op) {
        number(x);
        number(y);
        out_ += op;
        out_ += '\n';
    }

    template <typename Points>
    void chain(const Points& points, bool is_closed) {
        std::int64_t from_x = 0;
        std::int64_t from_y = 0;
        std::size_t written = 0;
        for (const geo::XY p : points) {
            const std::int64_t x = units(p.x);
            const std::int64_t y = units(p.y);
            if (written > 0 && x == from_x && y == from_y) continue;
            point(x, y, written == 0 ? 'm' : 'l');
            from_x = x;
            from_y = y;
            ++written;
        }
        if (written == 1) point(from_x, from_y, 'l');  // a dot of its caps
        if (is_closed) out_ += "h\n";
        has_figures_ = true;
    }

    void set_alpha(std::uint8_t alpha) {
        if (alpha == alpha_) return;
        alpha_ = alpha;
        alphas_.insert(alpha);
        out_ += fmt::format("/A{} gs\n", alpha);
    }

    void set_color(std::optional<draw::Color>& now, draw::Color color, const char* op) {
        set_alpha(color.a);
        const draw::Color opaque = color.with_alpha(255);
        if (now == opaque) return;
        now = opaque;
        out_ += fmt::format("{:.4g} {:.4g} {:.4g} {}\n", color.r / 255.0, color.g / 255.0,
                            color.b / 255.0, op);
    }

    void set_pen(double width_mm, draw::Join join, draw::Cap cap) {
        if (width_mm != width_mm_) {
            width_mm_ = width_mm;
            out_ += fmt::format("{:.2f} w\n", width_mm * figure_units_per_mm);
        }
        if (join != join_) {
            static constexpr std::array joins{"0 j 4 M\n", "1 j\n", "2 j\n"};
            out_ += joins[static_cast<std::size_t>(join)];
            join_ = join;
        }
        if (cap != cap_) {
            static constexpr std::array caps{"0 J\n", "1 J\n", "2 J\n"};
            out_ += caps[static_cast<std::size_t>(cap)];
            cap_ = cap;
        }
    }

    void set_dashes(const std::vector<double>& dashes_mm, double along_mm) {
        if (dashes_mm.empty() && !is_dashed_) return;
        is_dashed_ = !dashes_mm.empty();
        out_ += '[';
        for (const double mm : dashes_mm) out_ += fmt::format("{:.2f} ", mm * figure_units_per_mm);
        out_ += fmt::format("] {:.2f} d\n", along_mm * figure_units_per_mm);
    }

    void add_fill(const draw::Fill& fill, const Placement& placement) {
        if (fill.path == nullptr || fill.color.a == 0) return;
        const auto rings = filled_rings(*fill.path, placement, window_);
        if (rings.empty()) return;
        set_color(fill_color_, fill.color, "rg");
        for (const PageChain& ring : rings) chain(ring.points, true);
        out_ += fill.rule == geo::FillRule::even_odd ? "f*\n" : "f\n";
    }

    void add_stroke(const draw::Stroke& stroke, const Placement& placement) {
        if (stroke.path == nullptr || stroke.color.a == 0 || !(stroke.width_mm > 0.0)) return;
        const auto chains = stroked_chains(*stroke.path, placement, window_, stroke);
        if (chains.empty()) return;
        set_color(line_color_, stroke.color, "RG");
        set_pen(stroke.width_mm, stroke.join, stroke.cap);
        const std::vector<double> dashes = usable_dashes(stroke.dash_mm);
        if (dashes.empty()) {
            // One stroke covers each place once, also where its lines cross.
            set_dashes({}, 0.0);
            for (const PageChain& one : chains) chain(one.points, one.is_closed);
            out_ += "S\n";
            return;
        }
        for (const PageChain& one : chains) {
            set_dashes(dashes, one.along_mm);
            chain(one.points, one.is_closed);
            out_ += "S\n";
        }
    }

    void add_polygons(const draw::Polygons& polygons, const Placement& placement) {
        const FieldFigures figures = figures_of(polygons, placement, window_);
        for (const auto& figure : figures.shapes) {
            if (const auto* const fill = std::get_if<draw::Fill>(&figure)) {
                add_fill(*fill, placement);
            } else {
                add_stroke(std::get<draw::Stroke>(figure), placement);
            }
        }
    }

    void add_halo(const draw::Text& text, const Placement& placement,
                  const GlyphOutlines& outlines) {
        if (text.run == nullptr || !(text.halo_mm > 0.0) || text.halo_color.a == 0) return;
        const geo::Box box = ink(text, placement, outlines);
        if (box.is_empty()) return;
        const draw::RectMm place =
            draw::RectMm{box.min_x, box.min_y, box.width(), box.height()}.grown(text.halo_mm);
        if (!window_.intersects(place)) return;
        set_color(line_color_, text.halo_color, "RG");
        set_pen(2.0 * text.halo_mm, draw::Join::round, draw::Cap::round);
        set_dashes({}, 0.0);
        visit_letters(text, placement, outlines,
                      [&](const draw::Path& path, const LetterPlace& at) {
                          std::size_t begin = 0;
                          for (const std::uint32_t end : path.ring_ends) {
                              thin_ring(std::span{path.points}.subspan(begin, end - begin),
                                        halo_tolerance_mm / at.size, thinned_);
                              for (geo::XY& p : thinned_) p = at.apply(p);
                              chain(thinned_, true);
                              begin = end;
                          }
                      });
        out_ += "S\n";
    }

    draw::RectMm window_;
    std::string out_;
    std::set<std::uint8_t> alphas_;
    std::uint8_t alpha_ = 255;
    std::optional<draw::Color> fill_color_, line_color_;
    double width_mm_ = -1.0;
    draw::Join join_ = draw::Join::bevel;
    draw::Cap cap_ = draw::Cap::butt;  // as a page begins
    bool is_dashed_ = false;
    bool has_figures_ = false;
    std::vector<geo::XY> thinned_;
};

}  // namespace

bool is_figure(const draw::Item& item, const draw::DrawList& list, const draw::Group& group) {
    if (const auto* const polygons = std::get_if<draw::Polygons>(&item.shape)) {
        return !becomes_picture(*polygons, placement_of(item, group.view), window_of(list, group));
    }
    if (const auto* const stroke = std::get_if<draw::Stroke>(&item.shape)) {
        return stroke->color.a == 255 || usable_dashes(stroke->dash_mm).empty();
    }
    return std::holds_alternative<draw::Fill>(item.shape);
}

bool is_plain_text(const draw::Item& item) {
    const auto* const text = std::get_if<draw::Text>(&item.shape);
    // Translucent letters do not cover the halo beneath them: it has to leave them out.
    return text != nullptr &&
           (text->color.a == 255 || !(text->halo_mm > 0.0) || text->halo_color.a == 0);
}

std::vector<FigurePart> parts_of(const draw::DrawList& list, const LayerRun& run) {
    std::vector<FigurePart> parts;
    const auto& items = list.groups[run.group].items;
    std::size_t sum = part_vertices;
    for (std::size_t i = run.first; i < run.end; ++i) {
        if (sum >= part_vertices) {
            parts.push_back({run.group, i, i});
            sum = 0;
        }
        sum += weight(items[i]);
        parts.back().end = i + 1;
    }
    return parts;
}

std::vector<FigurePart> halo_parts(const draw::DrawList& list, const LayerRun& run,
                                   const GlyphOutlines& outlines) {
    std::vector<FigurePart> parts;
    const draw::Group& group = list.groups[run.group];
    std::vector<geo::Box> letters;
    for (std::size_t i = run.first; i < run.end; ++i) {
        const auto& text = std::get<draw::Text>(group.items[i].shape);
        const geo::Box box = text.run == nullptr
                                 ? geo::Box{}
                                 : ink(text, placement_of(group.items[i], group.view), outlines);
        const bool has_halo = !box.is_empty() && text.halo_mm > 0.0 && text.halo_color.a > 0;
        geo::Box halo = box;
        if (has_halo) {
            halo.add(geo::XY{box.min_x - text.halo_mm, box.min_y - text.halo_mm});
            halo.add(geo::XY{box.max_x + text.halo_mm, box.max_y + text.halo_mm});
        }
        const bool covers = has_halo && std::ranges::any_of(letters, [&](const geo::Box& before) {
                                return !before.is_empty() && before.intersects(halo);
                            });
        if (parts.empty() || covers) {
            parts.push_back({run.group, i, i});
            letters.clear();
        }
        letters.push_back(box);
        parts.back().end = i + 1;
    }
    return parts;
}

void add_outlines(GlyphOutlines& outlines, const draw::DrawList& list, const LayerRun& run,
                  const draw::FontSet& fonts) {
    const auto& items = list.groups[run.group].items;
    for (std::size_t i = run.first; i < run.end; ++i) {
        const auto* const text = std::get_if<draw::Text>(&items[i].shape);
        if (text == nullptr || text->run == nullptr) continue;
        for (const draw::Glyph& glyph : text->run->glyphs) {
            auto [at, is_new] = outlines.try_emplace({glyph.face, glyph.glyph});
            if (is_new) at->second = fonts.outline(glyph.face, glyph.glyph);
        }
    }
}

Result<FigureStream> write_figures(const draw::DrawList& list, const FigurePart& part,
                                   const GlyphOutlines& outlines) {
    const draw::Group& group = list.groups[part.group];
    Writer writer{list, group};
    for (std::size_t i = part.first; i < part.end; ++i) writer.add(group.items[i], group, outlines);
    FigureStream stream;
    if (!writer.has_figures()) return stream;
    const std::string& text = writer.text();
    uLongf size = compressBound(static_cast<uLong>(text.size()));
    stream.packed.resize(size);
    const int done = compress2(reinterpret_cast<Bytef*>(stream.packed.data()),
                               &size,  // zlib's bytes are unsigned
                               reinterpret_cast<const Bytef*>(text.data()),
                               static_cast<uLong>(text.size()), packing_level);
    if (done != Z_OK) return fail(ErrorCode::output_failed, "PDF", "memory is short");
    stream.packed.resize(size);
    stream.alphas.assign(writer.alphas().begin(), writer.alphas().end());
    return stream;
}

}  // namespace parkatlas::exporting::detail
