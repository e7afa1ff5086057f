#pragma once

#include <vector>

#include "draw/draw_list.h"

namespace parkatlas::exporting::detail {

/// How the coordinates of an item land on the page: origin + scale * (point - reference). The
/// subtraction comes first: near a northing of 3 300 000 m nothing is lost.
struct Placement {
    geo::XY reference;
    geo::XY origin_mm;
    double scale_x = 1.0;
    double scale_y = 1.0;  ///< negative for map space, where y points north

    [[nodiscard]] geo::XY apply(geo::XY p) const {
        return {origin_mm.x + (p.x - reference.x) * scale_x,
                origin_mm.y + (p.y - reference.y) * scale_y};
    }
};

[[nodiscard]] Placement placement_of(const draw::Item& item, const draw::MapView& view);

/// A ring or an open chain in millimetres on the page.
struct PageChain {
    std::vector<geo::XY> points;
    bool is_closed = true;
    double along_mm = 0.0;  ///< length of the stroke before the first point, for dashes
};

/// What a fill shows within `window`: rings cut a little outside it, vertices closer than a
/// hundredth of a millimetre thinned out. The fill rule stays meaningful.
[[nodiscard]] std::vector<PageChain> filled_rings(const draw::Path& path,
                                                  const Placement& placement,
                                                  const draw::RectMm& window);

/// The same for a stroke; what runs out of the window and back in comes in several chains.
[[nodiscard]] std::vector<PageChain> stroked_chains(const draw::Path& path,
                                                    const Placement& placement,
                                                    const draw::RectMm& window,
                                                    const draw::Stroke& stroke);

/// The dash list if it means dashes: no negative or infinite part, some length. Else empty.
[[nodiscard]] std::vector<double> usable_dashes(const std::vector<double>& dash_mm);

}  // namespace parkatlas::exporting::detail
