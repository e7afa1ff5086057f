#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/lang.h"
#include "cartography/map_scene.h"
#include "draw/draw_list.h"
#include "model/role.h"

/// The layers of a sheet that a reader of its PDF or SVG switches, each with a name in the sheet's
/// language.
namespace parkatlas::cartography {

/// Those that are not of the content, in the order in which they are listed; roles and a user's
/// layers stand between the names and the base map.
enum class SheetLayer : std::uint16_t {
    none,
    title,
    legend,
    scale,
    frame,  ///< with north arrow and stamp
    grid,
    footer,
    overview,
    inset,
    annotations,
    names,        ///< of features
    place_names,  ///< of units and waters
    units,        ///< borders
    ground        ///< land and sea
};

[[nodiscard]] constexpr std::uint16_t number_of(SheetLayer layer) {
    return static_cast<std::uint16_t>(layer);
}
[[nodiscard]] std::uint16_t role_layer(model::Role role);
/// Of MapContent::layers[index].
[[nodiscard]] std::uint16_t source_layer(std::size_t index);

/// Runs `paint`; what it appends to the group belongs to the layer, unless it says otherwise.
template <typename Paint>
void in_layer(draw::Group& group, std::uint16_t layer, const Paint& paint) {
    std::size_t at = group.items.size();
    paint();
    for (; at < group.items.size(); ++at) {
        if (group.items[at].layer == 0) group.items[at].layer = layer;
    }
}
template <typename Paint>
void in_layer(draw::Group& group, SheetLayer layer, const Paint& paint) {
    in_layer(group, number_of(layer), paint);
}

/// The layers that the list's groups and items belong to, as they are to be listed.
[[nodiscard]] std::vector<draw::Layer> layers_in_use(const draw::DrawList& list,
                                                     const MapContent& content, Lang lang);

}  // namespace parkatlas::cartography
