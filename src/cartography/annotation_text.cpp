#include "cartography/annotation_text.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "base/messages_sheet.h"
#include "base/units.h"
#include "cartography/label_text.h"
#include "cartography/vertical_text.h"

namespace parkatlas::cartography {
namespace {

constexpr double line_em = 1.3;
constexpr double column_em = 1.35;

geo::XY turned(geo::XY p, double angle_deg, draw::PaperMm pivot) {
    if (angle_deg == 0.0) return p;
    const double angle = angle_deg * std::numbers::pi / 180.0;
    const double x = p.x - pivot.x_mm;
    const double y = p.y - pivot.y_mm;
    return {pivot.x_mm + x * std::cos(angle) - y * std::sin(angle),
            pivot.y_mm + x * std::sin(angle) + y * std::cos(angle)};
}

std::vector<std::string> paragraphs(const std::string& words) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    while (begin <= words.size()) {
        const std::size_t end = std::min(words.find('\n', begin), words.size());
        out.push_back(words.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

}  // namespace

draw::Color color_of(const model::Rgba& color) {
    return {color.r, color.g, color.b, color.a};
}

draw::Typeface typeface_of(const model::AnnotationStyle& style) {
    const bool bold = style.bold.value_or(false);
    if (style.serif.value_or(false)) {
        return bold ? draw::Typeface::serif_bold : draw::Typeface::serif;
    }
    return bold ? draw::Typeface::sans_bold : draw::Typeface::sans;
}

AnnotationText::AnnotationText(const std::string& words, const model::AnnotationStyle& style,
                               std::optional<double> widest_mm, bool vertical,
                               const draw::FontSet& fonts)
    : vertical_{vertical},
      color_{color_of(style.text_color.value_or(model::Rgba{}))},
      halo_color_{color_of(style.halo_color.value_or(model::Rgba{255, 255, 255, 225}))},
      halo_mm_{style.halo_mm.value_or(0.0)} {
    const double size = style.size_mm.value_or(3.0);
    const draw::Typeface face = typeface_of(style);
    std::vector<std::string> lines = paragraphs(words);
    if (widest_mm && !vertical) {
        std::vector<std::string> broken;
        for (const std::string& paragraph : lines) {
            for (std::string& line : wrapped_lines(
                     paragraph, *widest_mm,
                     [&](std::string_view piece) { return fonts.width_mm(piece, face, size); })) {
                broken.push_back(std::move(line));
            }
        }
        lines = std::move(broken);
    }
    for (const std::string& line : lines) {
        if (!text_.empty()) text_ += '\n';
        text_ += line;
    }
    const auto count = static_cast<double>(lines.size());
    if (vertical) {
        width_mm_ = size * (1.0 + (count - 1.0) * column_em);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            VerticalText column = vertical_text(lines[i], face, size, fonts);
            height_mm_ = std::max(height_mm_, column.height_mm);
            const double x = width_mm_ - size * (0.5 + static_cast<double>(i) * column_em);
            lines_.push_back({std::move(column.run), x, 0.0});
        }
        return;
    }
    height_mm_ = size * (1.0 + (count - 1.0) * line_em);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto run = fonts.shape(lines[i], face, size);
        width_mm_ = std::max(width_mm_, run->width_mm);
        const double baseline = size * (0.88 + static_cast<double>(i) * line_em);
        lines_.push_back({std::move(run), 0.0, baseline});
    }
}

void AnnotationText::paint(const Painter& painter, draw::PaperMm corner, Align align,
                           double angle_deg, draw::PaperMm pivot) const {
    for (const Line& line : lines_) {
        if (line.run->glyphs.empty()) continue;
        double x = line.x_mm;
        if (!vertical_ && align != Align::left) {
            const double rest = width_mm_ - line.run->width_mm;
            x += align == Align::right ? rest : rest / 2;
        }
        const geo::XY at =
            turned({corner.x_mm + x, corner.y_mm + line.baseline_mm}, angle_deg, pivot);
        painter.text(line.run, at, color_, halo_color_, halo_mm_, angle_deg);
    }
}

draw::RectMm turned_bounds(const draw::RectMm& box, double angle_deg, draw::PaperMm pivot) {
    if (angle_deg == 0.0) return box;
    geo::Box around;
    for (const geo::XY corner :
         {geo::XY{box.x_mm, box.y_mm}, geo::XY{box.right_mm(), box.y_mm},
          geo::XY{box.right_mm(), box.bottom_mm()}, geo::XY{box.x_mm, box.bottom_mm()}}) {
        around.add(turned(corner, angle_deg, pivot));
    }
    return {around.min_x, around.min_y, around.width(), around.height()};
}

draw::PaperMm corner_for(draw::PaperMm at, double width_mm, double height_mm,
                         model::BoxAnchor anchor) {
    const auto index = static_cast<int>(anchor);
    return {at.x_mm - width_mm * (index % 3) / 2.0, at.y_mm - height_mm * (index / 3) / 2.0};
}

Align align_for(model::BoxAnchor anchor) {
    switch (static_cast<int>(anchor) % 3) {
        case 0:
            return Align::left;
        case 1:
            return Align::middle;
        default:
            return Align::right;
    }
}

std::string with_figure(const std::string& words, const std::string& figure) {
    if (words.empty()) return figure;
    std::string out = words;
    if (const std::size_t at = out.find("{}"); at != std::string::npos) {
        out.replace(at, 2, figure);
    }
    return out;
}

/// Sets the annotations of one file.
std::string length_words(double length_m, Lang lang) {
    const bool in_km = length_m >= 1000.0;
    const double value = in_km ? length_m / 1000.0 : length_m;
    return fmt::format("{} {}",
                       grouped(value, in_km           ? 2
                                      : value < 100.0 ? 1
                                                      : 0),
                       text(in_km ? msg::sheet_kilometres : msg::sheet_metres, lang));
}

}  // namespace parkatlas::cartography
