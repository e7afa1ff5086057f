#include "export/detail/layer_runs.h"

#include <algorithm>

namespace parkatlas::exporting::detail {

std::vector<LayerRun> layer_runs(const draw::DrawList& list) {
    const auto known = [&list](std::uint16_t number) {
        const bool is_named =
            std::ranges::find(list.layers, number, &draw::Layer::number) != list.layers.end();
        return is_named ? number : std::uint16_t{0};
    };
    std::vector<LayerRun> runs;
    for (std::size_t g = 0; g < list.groups.size(); ++g) {
        const draw::Group& group = list.groups[g];
        const std::uint16_t outer = known(group.layer);
        for (std::size_t i = 0; i < group.items.size(); ++i) {
            std::uint16_t inner = known(group.items[i].layer);
            if (inner == outer) inner = 0;
            if (i == 0 || runs.back().inner != inner) runs.push_back({g, i, i, outer, inner});
            runs.back().end = i + 1;
        }
    }
    return runs;
}

}  // namespace parkatlas::exporting::detail
