#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "draw/draw_list.h"

namespace parkatlas::exporting::detail {

/// Items of a group painted one after the other that belong to the same layers.
struct LayerRun {
    std::size_t group = 0;
    std::size_t first = 0, end = 0;      ///< items of the group
    std::uint16_t outer = 0, inner = 0;  ///< the group's layer, and the items' own
};

/// All items of the list in painting order. Layers that `list.layers` does not name count as none.
[[nodiscard]] std::vector<LayerRun> layer_runs(const draw::DrawList& list);

}  // namespace parkatlas::exporting::detail
