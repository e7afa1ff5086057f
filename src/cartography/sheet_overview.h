#pragma once

#include <optional>
#include <vector>

#include "cartography/map_scene.h"
#include "cartography/sheet.h"
#include "cartography/sheet_parts.h"

/// The overview 区位图: a small map in a corner that shows where the sheet lies.
namespace parkatlas::cartography {

struct Overview {
    draw::RectMm box;    ///< with the strip of its title
    draw::MapView view;  ///< of the small map
    draw::RectMm mark;   ///< what the sheet shows, on the small map; never too small to be seen
};

/// The overview of a view, in the corner where it hides least; none where the sheet shows nearly
/// all of `extent` itself or the map is too small to spare the room.
[[nodiscard]] std::optional<Overview> plan_overview(const MapScene& scene, const PagePlan& plan,
                                                    const draw::MapView& view,
                                                    const geo::Box& extent,
                                                    const MapOptions& options,
                                                    const std::vector<draw::RectMm>& taken);

/// All units of the base map, map metres; empty without them.
[[nodiscard]] geo::Box units_extent(const MapScene& scene);

SheetItem paint_overview(draw::Group& frame, const Overview& overview, double unit, Lang lang,
                         const draw::FontSet& fonts);

}  // namespace parkatlas::cartography
