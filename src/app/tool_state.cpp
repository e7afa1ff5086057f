#include "app/tool_state.h"

#include <algorithm>
#include <utility>

namespace parkatlas::app {

bool Marked::holds(int of_layer, std::uint32_t row) const {
    return layer == of_layer && std::binary_search(rows.begin(), rows.end(), row);
}

void Marked::set(int of_layer, std::vector<std::uint32_t> to) {
    if (!std::is_sorted(to.begin(), to.end())) std::sort(to.begin(), to.end());
    to.erase(std::unique(to.begin(), to.end()), to.end());
    if (layer == of_layer && rows == to) return;
    layer = of_layer;
    rows = std::move(to);
    ++version;
}

void Marked::toggle(int of_layer, std::uint32_t row) {
    if (layer != of_layer) rows.clear();
    layer = of_layer;
    const auto at = std::lower_bound(rows.begin(), rows.end(), row);
    if (at != rows.end() && *at == row) {
        rows.erase(at);
    } else {
        rows.insert(at, row);
    }
    ++version;
}

}  // namespace parkatlas::app
