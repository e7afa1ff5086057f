#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::test {

inline const draw::FontSet& fonts() {
    static const Result<draw::FontSet> loaded = draw::FontSet::load();
    return loaded.value();
}

inline draw::PathPtr path_of(const std::vector<geo::XY>& points, bool closed) {
    auto path = std::make_shared<draw::Path>();
    path->closed = closed;
    for (std::size_t i = 0; i < points.size(); ++i) {
        i == 0 ? path->move_to(points[i]) : path->line_to(points[i]);
    }
    return path;
}

inline draw::PathPtr rectangle(double x, double y, double w, double h) {
    return path_of({{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, true);
}

template <typename Shape>
draw::Item on_paper(Shape shape) {
    draw::Item item;
    item.space = draw::Space::paper;
    item.shape = std::move(shape);
    return item;
}

/// A white page of 60 by 40 mm with one group of that name.
inline draw::DrawList small_page(std::vector<draw::Item> items, std::string name = "map") {
    draw::DrawList list;
    list.width_mm = 60;
    list.height_mm = 40;
    draw::Group group;
    group.name = std::move(name);
    group.items = std::move(items);
    list.groups.push_back(std::move(group));
    return list;
}

/// Letters set apart by so many ems.
inline draw::GlyphRunPtr spaced_run(const std::string& words, double size_mm, double spacing_em) {
    auto run =
        std::make_shared<draw::GlyphRun>(*fonts().shape(words, draw::Typeface::sans, size_mm));
    for (std::size_t i = 0; i < run->glyphs.size(); ++i) {
        run->glyphs[i].x_mm += spacing_em * size_mm * static_cast<double>(i);
    }
    return run;
}

/// Letters that climb and turn, as along a curve.
inline draw::GlyphRunPtr curved_run(const std::string& words, double size_mm) {
    auto run =
        std::make_shared<draw::GlyphRun>(*fonts().shape(words, draw::Typeface::sans, size_mm));
    for (std::size_t i = 0; i < run->glyphs.size(); ++i) {
        run->glyphs[i].y_mm -= 0.2 * size_mm * static_cast<double>(i);
        run->glyphs[i].angle_deg = -8.0 - 3.0 * static_cast<double>(i);
    }
    return run;
}

}  // namespace parkatlas::test
