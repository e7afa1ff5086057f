#include "cartography/annotation_pen.h"

#include <cmath>

#include "cartography/annotation_text.h"

namespace parkatlas::cartography {

draw::RectMm bounds(const std::vector<draw::PaperMm>& points) {
    geo::Box box;
    for (const draw::PaperMm p : points) box.add(geo::XY{p.x_mm, p.y_mm});
    if (box.is_empty()) return {};
    return {box.min_x, box.min_y, box.width(), box.height()};
}

draw::RectMm joined(const draw::RectMm& a, const draw::RectMm& b) {
    const double x = std::min(a.x_mm, b.x_mm);
    const double y = std::min(a.y_mm, b.y_mm);
    return {x, y, std::max(a.right_mm(), b.right_mm()) - x,
            std::max(a.bottom_mm(), b.bottom_mm()) - y};
}

draw::RectMm common(const draw::RectMm& a, const draw::RectMm& b) {
    const double x = std::max(a.x_mm, b.x_mm);
    const double y = std::max(a.y_mm, b.y_mm);
    return {x, y, std::max(0.0, std::min(a.right_mm(), b.right_mm()) - x),
            std::max(0.0, std::min(a.bottom_mm(), b.bottom_mm()) - y)};
}

draw::PaperMm drawn_back(draw::PaperMm end, draw::PaperMm from, double by_mm) {
    const double length = std::hypot(end.x_mm - from.x_mm, end.y_mm - from.y_mm);
    if (!(length > by_mm)) return from;
    return {end.x_mm + (from.x_mm - end.x_mm) * by_mm / length,
            end.y_mm + (from.y_mm - end.y_mm) * by_mm / length};
}

void stroke_line(const Painter& painter, const draw::PathPtr& path,
                 const model::AnnotationStyle& style, draw::Join join) {
    const double width = style.line_mm.value_or(0.3);
    if (!(width > 0.0)) return;
    painter.stroke(path, color_of(style.color.value_or(model::Rgba{})), width,
                   style.dash_mm.value_or(std::vector<double>{}), draw::Cap::butt, join);
}

void fill_and_outline(const Painter& painter, const draw::PathPtr& path,
                      const model::AnnotationStyle& style) {
    if (style.fill && style.fill->a > 0) painter.fill(path, color_of(*style.fill));
    stroke_line(painter, path, style, draw::Join::miter);
}

draw::RectMm paint_arrow_head(const Painter& painter, draw::PaperMm from, draw::PaperMm tip,
                              const model::AnnotationStyle& style) {
    const double length = std::hypot(tip.x_mm - from.x_mm, tip.y_mm - from.y_mm);
    if (!(length > 0.0)) return {tip.x_mm, tip.y_mm, 0.0, 0.0};
    const double head = head_length_mm(style);
    const geo::XY along{(tip.x_mm - from.x_mm) / length, (tip.y_mm - from.y_mm) / length};
    const geo::XY base{tip.x_mm - along.x * head, tip.y_mm - along.y * head};
    const double half = head * 0.36;
    const geo::XY corners[] = {xy(tip),
                               {base.x - along.y * half, base.y + along.x * half},
                               {base.x + along.y * half, base.y - along.x * half}};
    painter.fill(polygon_path(corners), color_of(style.color.value_or(model::Rgba{})));
    return bounds({tip, {corners[1].x, corners[1].y}, {corners[2].x, corners[2].y}});
}

}  // namespace parkatlas::cartography
