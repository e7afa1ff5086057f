#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cartography/map_scene.h"
#include "cartography/sheet.h"
#include "cartography/sheet_parts.h"

/// The enlargement 放大图: where the parts of one feature lie so close together that their names
/// would be crammed, a second map in an empty corner of the first shows them larger.
namespace parkatlas::cartography {

struct Inset {
    std::size_t feature = 0;  ///< what is enlarged: index into the layout's features
    std::string title;
    draw::RectMm box;                ///< with the strip of the title
    draw::MapView view;              ///< the map in it
    draw::RectMm source;             ///< on the main map: what the inset shows
    std::set<std::uint32_t> parts;   ///< features that only the inset shows
    std::set<std::uint32_t> others;  ///< features that the inset leaves out
    /// Two lines from the source to the box, paper mm.
    std::vector<std::pair<geo::XY, geo::XY>> links;
};

/// The inset that a view needs and has room for, or none: a feature with six parts or more (and
/// their parts) which have less than a label's room each. The scale is the largest round one for
/// which the frame finds a place that covers no feature and none of `taken`, at an edge of the map.
[[nodiscard]] std::optional<Inset> plan_inset(const MapScene& scene, const PagePlan& plan,
                                              const draw::MapView& view, const MapOptions& options,
                                              const std::vector<draw::RectMm>& taken);

/// Boxes along the links, for labels to keep away from.
[[nodiscard]] std::vector<draw::RectMm> link_boxes(const Inset& inset);

/// Frame, title and the links to the source.
SheetItem paint_inset_frame(draw::Group& group, const Inset& inset, const MapScene& scene,
                            double unit, const draw::FontSet& fonts);

}  // namespace parkatlas::cartography
