#include "cartography/painter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace parkatlas::cartography {

draw::PathPtr circle_path(geo::XY centre, double radius) {
    auto path = std::make_shared<draw::Path>();
    // A chord may stray 0.01 mm from the circle; never fewer than 24 corners.
    const int corners =
        std::clamp(static_cast<int>(std::sqrt(std::max(radius, 0.0)) * 32), 24, 256);
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        const geo::XY p{centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)};
        if (i == 0) {
            path->move_to(p);
        } else {
            path->line_to(p);
        }
    }
    return path;
}

draw::PathPtr rect_path(const draw::RectMm& box) {
    const geo::XY corners[] = {{box.x_mm, box.y_mm},
                               {box.right_mm(), box.y_mm},
                               {box.right_mm(), box.bottom_mm()},
                               {box.x_mm, box.bottom_mm()}};
    return polygon_path(corners);
}

draw::PathPtr polygon_path(std::span<const geo::XY> points) {
    auto path = std::make_shared<draw::Path>();
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i == 0) {
            path->move_to(points[i]);
        } else {
            path->line_to(points[i]);
        }
    }
    return path;
}

draw::PathPtr chain_path(std::span<const geo::XY> points) {
    auto path = std::make_shared<draw::Path>();
    path->closed = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i == 0) {
            path->move_to(points[i]);
        } else {
            path->line_to(points[i]);
        }
    }
    return path;
}

draw::PathPtr star_path(geo::XY centre, double radius) {
    std::vector<geo::XY> points;
    for (int i = 0; i < 10; ++i) {
        const double angle = std::numbers::pi * i / 5 - std::numbers::pi / 2;
        const double r = i % 2 == 0 ? radius : radius * 0.382;
        points.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    return polygon_path(points);
}

draw::PathPtr pin_path(geo::XY tip, double radius, double height) {
    std::vector<geo::XY> points{tip};
    const geo::XY centre{tip.x, tip.y - height};
    const double half_angle = std::acos(std::min(1.0, radius / height));  // where the tail touches
    const double from = std::numbers::pi / 2 - half_angle;
    const double sweep = 2 * std::numbers::pi - 2 * half_angle;
    const int steps = 40;
    for (int i = 0; i <= steps; ++i) {
        const double angle = from - sweep * i / steps;
        points.push_back(
            {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return polygon_path(points);
}

void Painter::fill(draw::PathPtr path, draw::Color color, geo::FillRule rule) const {
    group_.items.push_back({space_, anchor_, tag_, draw::Fill{std::move(path), color, rule}});
}

void Painter::stroke(draw::PathPtr path, draw::Color color, double width_mm,
                     std::vector<double> dash_mm, draw::Cap cap, draw::Join join) const {
    group_.items.push_back(
        {space_, anchor_, tag_,
         draw::Stroke{std::move(path), color, width_mm, join, cap, std::move(dash_mm)}});
}

void Painter::text(draw::GlyphRunPtr run, geo::XY baseline, draw::Color color, draw::Color halo,
                   double halo_mm, double angle_deg) const {
    group_.items.push_back({space_, anchor_, tag_,
                            draw::Text{std::move(run), baseline, angle_deg, color, halo, halo_mm}});
}

draw::GlyphRunPtr spaced(const draw::GlyphRunPtr& run, double spacing_em) {
    if (run->glyphs.size() < 2) return run;
    auto copy = std::make_shared<draw::GlyphRun>(*run);
    const double step = spacing_em * run->size_mm;
    for (std::size_t i = 0; i < copy->glyphs.size(); ++i) {
        copy->glyphs[i].x_mm += step * static_cast<double>(i);
    }
    copy->width_mm += step * static_cast<double>(copy->glyphs.size() - 1);
    return copy;
}

void TextBlock::add(draw::GlyphRunPtr run, draw::Color color) {
    width_mm_ = std::max(width_mm_, run->width_mm);
    height_mm_ += run->size_mm * line_height_em;
    lines_.emplace_back(std::move(run), color);
}

std::string TextBlock::text() const {
    std::string out;
    for (const auto& [run, color] : lines_) {
        if (!out.empty()) out += '\n';
        out += run->text;
    }
    return out;
}

void TextBlock::paint(const Painter& painter, geo::XY top_left, Align align, draw::Color halo,
                      double halo_mm) const {
    double y = top_left.y;
    for (const auto& [run, color] : lines_) {
        const double slack = width_mm_ - run->width_mm;
        const double shift = align == Align::left     ? 0.0
                             : align == Align::middle ? slack / 2
                                                      : slack;
        painter.text(run, {top_left.x + shift, y + run->size_mm * baseline_em}, color, halo,
                     halo_mm);
        y += run->size_mm * line_height_em;
    }
}

}  // namespace parkatlas::cartography
