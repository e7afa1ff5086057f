#pragma once

#include <algorithm>
#include <vector>

#include "cartography/painter.h"
#include "draw/draw_list.h"
#include "model/annotation.h"

/// How annotations draw lines, heads and boxes on paper, by their styles.
namespace parkatlas::cartography {

/// The box about points, and boxes put together and cut with each other.
[[nodiscard]] draw::RectMm bounds(const std::vector<draw::PaperMm>& points);
[[nodiscard]] draw::RectMm joined(const draw::RectMm& a, const draw::RectMm& b);
[[nodiscard]] draw::RectMm common(const draw::RectMm& a, const draw::RectMm& b);
[[nodiscard]] inline geo::XY xy(draw::PaperMm p) {
    return {p.x_mm, p.y_mm};
}

/// Air between words and the box about them.
[[nodiscard]] inline double pad(const model::AnnotationStyle& style) {
    return 0.45 * style.size_mm.value_or(3.0);
}
[[nodiscard]] inline double head_length_mm(const model::AnnotationStyle& style) {
    return std::max(2.4, 5.0 * style.line_mm.value_or(0.3));
}

/// `end` drawn back towards `from`, so that no line shows beside a head's tip.
[[nodiscard]] draw::PaperMm drawn_back(draw::PaperMm end, draw::PaperMm from, double by_mm);

void stroke_line(const Painter& painter, const draw::PathPtr& path,
                 const model::AnnotationStyle& style, draw::Join join = draw::Join::round);
void fill_and_outline(const Painter& painter, const draw::PathPtr& path,
                      const model::AnnotationStyle& style);

/// A filled head whose tip is at `tip`, pointing away from `from`; the box that it takes.
draw::RectMm paint_arrow_head(const Painter& painter, draw::PaperMm from, draw::PaperMm tip,
                              const model::AnnotationStyle& style);

}  // namespace parkatlas::cartography
