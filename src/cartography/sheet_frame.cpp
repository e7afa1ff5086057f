// The double frame of the map with its degrees.
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/sheet_parts.h"

namespace parkatlas::cartography {
namespace {

/// "121°30′": whole minutes, as steps are.
std::string degree_words(double degrees) {
    const auto minutes = static_cast<long>(std::lround(std::abs(degrees) * 60.0));
    const char* sign = degrees < 0 ? "-" : "";
    if (minutes % 60 == 0) return fmt::format("{}{}°", sign, minutes / 60);
    return fmt::format("{}{}°{:02}′", sign, minutes / 60, minutes % 60);
}

double step_for(double span_deg) {
    for (const double step : {1.0 / 60, 2.0 / 60, 5.0 / 60, 10.0 / 60, 15.0 / 60, 20.0 / 60, 0.5,
                              1.0, 2.0, 5.0, 10.0}) {
        if (span_deg / step <= 6.0) return step;
    }
    return 30.0;
}

struct Side {
    draw::PaperMm from, to;
    bool is_longitude;
    double out_x, out_y;  ///< away from the map
};

}  // namespace

void paint_frame(draw::Group& group, const PagePlan& plan, const draw::MapView& view,
                 const geo::Crs& crs, bool has_graticule, const draw::FontSet& fonts) {
    const Painter paper{group};
    const double u = plan.unit;
    paper.stroke(rect_path(plan.outer), palette::ink, 0.9 * u, {}, draw::Cap::butt,
                 draw::Join::miter);
    paper.stroke(rect_path(plan.outer.grown(-1.05 * u)), palette::ink, 0.18 * u, {},
                 draw::Cap::butt, draw::Join::miter);
    paper.stroke(rect_path(plan.map), palette::ink, 0.25 * u, {}, draw::Cap::butt,
                 draw::Join::miter);

    if (!has_graticule) return;
    const auto to_degrees = geo::Transform::to_own_lon_lat(crs);
    if (!to_degrees) return;
    const draw::RectMm& m = plan.map;
    const std::array<Side, 4> sides{
        {{{m.x_mm, m.y_mm}, {m.right_mm(), m.y_mm}, true, 0, -1},
         {{m.x_mm, m.bottom_mm()}, {m.right_mm(), m.bottom_mm()}, true, 0, 1},
         {{m.x_mm, m.bottom_mm()}, {m.x_mm, m.y_mm}, false, -1, 0},
         {{m.right_mm(), m.bottom_mm()}, {m.right_mm(), m.y_mm}, false, 1, 0}}};
    // Degrees at a place of a side; none where PROJ has no answer.
    const auto value_at = [&](const Side& side, double t) -> std::optional<double> {
        const geo::MapXY p = view.to_map({side.from.x_mm + (side.to.x_mm - side.from.x_mm) * t,
                                          side.from.y_mm + (side.to.y_mm - side.from.y_mm) * t});
        const auto at = to_degrees->apply(geo::XY{p.x_m, p.y_m});
        if (!at) return std::nullopt;
        return side.is_longitude ? at->x : at->y;
    };
    for (const Side& side : sides) {
        const auto first = value_at(side, 0.0);
        const auto last = value_at(side, 1.0);
        if (!first || !last || !(*last > *first)) continue;
        const double step = step_for(*last - *first);
        for (double value = std::ceil(*first / step) * step; value < *last; value += step) {
            double low = 0.0;
            double high = 1.0;
            for (int i = 0; i < 40; ++i) {  // degrees grow along a side
                const double middle = (low + high) / 2;
                const auto there = value_at(side, middle);
                if (!there) break;
                (*there < value ? low : high) = middle;
            }
            const geo::XY at{side.from.x_mm + (side.to.x_mm - side.from.x_mm) * low,
                             side.from.y_mm + (side.to.y_mm - side.from.y_mm) * low};
            const geo::XY tick[] = {at,
                                    {at.x + side.out_x * 2.85 * u, at.y + side.out_y * 2.85 * u}};
            paper.stroke(chain_path(tick), palette::ink, 0.2 * u);
            const auto run = fonts.shape(degree_words(value), draw::Typeface::sans, 1.9 * u);
            if (side.is_longitude) {
                const double x = at.x + 0.6 * u;
                if (x + run->width_mm > m.right_mm()) continue;
                const double base = side.out_y < 0 ? at.y - 0.85 * u : at.y + 2.25 * u;
                paper.text(run, {x, base}, palette::ink_soft);
            } else {
                // Along the side, reading upwards.
                if (at.y - 0.6 * u - run->width_mm < m.y_mm) continue;
                auto turned = std::make_shared<draw::GlyphRun>(*run);
                for (draw::Glyph& glyph : turned->glyphs) {
                    glyph.y_mm = -glyph.x_mm;
                    glyph.x_mm = 0.0;
                    glyph.angle_deg = -90.0;
                }
                const double x = side.out_x < 0 ? at.x - 0.85 * u : at.x + 2.25 * u;
                paper.text(turned, {x, at.y - 0.6 * u}, palette::ink_soft);
            }
        }
    }
}

}  // namespace parkatlas::cartography
