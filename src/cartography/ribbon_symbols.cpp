#include <algorithm>
#include <cmath>

#include "cartography/geometry.h"
#include "cartography/painter.h"
#include "cartography/palette.h"
#include "cartography/role_symbols.h"

namespace parkatlas::cartography {

std::vector<geo::XY> paper_centreline(const SceneFeature& feature, const draw::MapView& view) {
    std::vector<geo::XY> points;
    for (const geo::XY p : feature.centreline) {
        const draw::PaperMm at = view.to_paper({p.x, p.y});
        points.push_back({at.x_mm, at.y_mm});
    }
    return points;
}

double ribbon_half_width_mm(const SceneFeature& feature, const draw::MapView& view) {
    if (!feature.area || feature.centreline.size() < 2) return 0.0;
    const Chain line{feature.centreline};
    const geo::XY middle = line.at(line.length() / 2).at;
    std::optional<double> least;
    for (const geo::XY p : feature.area->points) {
        const double distance = std::hypot(p.x - middle.x, p.y - middle.y);
        if (!least || distance < *least) least = distance;
    }
    return least.value_or(0.0) * view.mm_per_metre();
}

void paint_direction(draw::Group& group, const SceneFeature& feature,
                     const model::LayoutFeature& told,
                     std::optional<std::pair<double, double>> name_mm,
                     std::span<const draw::PaperMm> symbols) {
    const Chain line{paper_centreline(feature, group.view)};
    const double f = size_factor(group.view);
    const double step = 8.5 * f;
    const double arm = 1.7 * f;
    if (line.length() < 2 * step) return;
    const draw::Color color = palette::darker(role_color(told, feature.number), 0.1);
    const auto count = static_cast<int>(line.length() / step);
    const double first = (line.length() - step * (count - 1)) / 2;
    for (int i = 0; i < count; ++i) {
        const double along = first + step * i;
        if (name_mm && along > name_mm->first - 3.4 * f && along < name_mm->second + 3.4 * f) {
            continue;
        }
        const Chain::Place place = line.at(along);
        if (!group.view.frame.contains({place.at.x, place.at.y})) continue;
        const bool under_symbol = std::ranges::any_of(symbols, [&](draw::PaperMm symbol) {
            return std::hypot(symbol.x_mm - place.at.x, symbol.y_mm - place.at.y) < 3.0 * f;
        });
        if (under_symbol) continue;
        const geo::XY d = place.direction;
        const geo::XY tip{d.x * arm * 0.5, d.y * arm * 0.5};
        const geo::XY arms[] = {
            {tip.x - d.x * arm - d.y * arm * 0.8, tip.y - d.y * arm + d.x * arm * 0.8},
            tip,
            {tip.x - d.x * arm + d.y * arm * 0.8, tip.y - d.y * arm - d.x * arm * 0.8}};
        const geo::MapXY anchor = group.view.to_map({place.at.x, place.at.y});
        const Painter here{group, draw::Space::anchored, anchor, feature.tag};
        here.stroke(chain_path(arms), palette::paper.with_alpha(150), 1.1 * f, {},
                    draw::Cap::round);
        here.stroke(chain_path(arms), color.with_alpha(230), 0.55 * f, {}, draw::Cap::round,
                    draw::Join::miter);
    }
}

}  // namespace parkatlas::cartography
