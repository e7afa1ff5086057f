#pragma once

#include <string>
#include <vector>

#include "base/lang.h"
#include "cartography/painter.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "model/annotation.h"

namespace parkatlas::cartography {

[[nodiscard]] draw::Color color_of(const model::Rgba& color);
[[nodiscard]] draw::Typeface typeface_of(const model::AnnotationStyle& style);

/// Words set in lines, or in columns from right to left.
class AnnotationText {
  public:
    /// Lines break at '\n', and between words where they would be wider than `widest_mm` (columns:
    /// at '\n' only).
    AnnotationText(const std::string& words, const model::AnnotationStyle& style,
                   std::optional<double> widest_mm, bool vertical, const draw::FontSet& fonts);

    [[nodiscard]] double width_mm() const { return width_mm_; }
    [[nodiscard]] double height_mm() const { return height_mm_; }
    [[nodiscard]] const std::string& text() const { return text_; }  ///< lines joined by '\n'

    /// With its top left corner at `corner`, turned clockwise about `pivot`.
    void paint(const Painter& painter, draw::PaperMm corner, Align align, double angle_deg,
               draw::PaperMm pivot) const;

  private:
    struct Line {
        draw::GlyphRunPtr run;
        double x_mm = 0.0;         ///< of a column: its middle
        double baseline_mm = 0.0;  ///< of a column: its top
    };
    std::vector<Line> lines_;
    std::string text_;
    bool vertical_ = false;
    double width_mm_ = 0.0, height_mm_ = 0.0;
    draw::Color color_, halo_color_;
    double halo_mm_ = 0.0;
};

/// The rectangle around a turned box.
[[nodiscard]] draw::RectMm turned_bounds(const draw::RectMm& box, double angle_deg,
                                         draw::PaperMm pivot);

/// Top left corner of a box of that size whose anchor point stands at `at`.
[[nodiscard]] draw::PaperMm corner_for(draw::PaperMm at, double width_mm, double height_mm,
                                       model::BoxAnchor anchor);
/// Lines are aligned as the anchor says.
[[nodiscard]] Align align_for(model::BoxAnchor anchor);

/// The text with the figure in place of "{}"; the figure alone where there is no text.
[[nodiscard]] std::string with_figure(const std::string& words, const std::string& figure);
[[nodiscard]] std::string length_words(double length_m, Lang lang);

}  // namespace parkatlas::cartography
