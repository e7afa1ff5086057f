#include "app/hatching.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace parkatlas::app {

// Along a line x + y is constant: the lines are numbered by it, and every edge adds the x where it
// crosses each of the lines between its ends.
std::vector<HatchLine> hatch_lines(const std::vector<std::vector<ImVec2>>& rings, ImVec2 low,
                                   ImVec2 high, float spacing_px) {
    const float step = spacing_px * std::sqrt(2.0F);
    const float least = low.x + low.y;
    const float most = high.x + high.y;
    std::map<int, std::vector<float>> crossings;
    for (const std::vector<ImVec2>& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            ImVec2 a = ring[i];
            ImVec2 b = ring[(i + 1) % ring.size()];
            if (a.x + a.y > b.x + b.y) std::swap(a, b);
            const float from = a.x + a.y;
            const float to = b.x + b.y;
            if (from == to || to < least || from > most) continue;
            // Half-open: a vertex belongs to one of its two edges.
            const int first = static_cast<int>(std::ceil(std::max(from, least) / step));
            for (int k = first; static_cast<float>(k) * step < std::min(to, most); ++k) {
                const float along = (static_cast<float>(k) * step - from) / (to - from);
                crossings[k].push_back(a.x + along * (b.x - a.x));
            }
        }
    }
    std::vector<HatchLine> lines;
    for (auto& [k, xs] : crossings) {
        std::sort(xs.begin(), xs.end());
        const float sum = static_cast<float>(k) * step;
        for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
            // Both within the box: x, and y = sum - x.
            const float left = std::max({xs[i], low.x, sum - high.y});
            const float right = std::min({xs[i + 1], high.x, sum - low.y});
            if (left < right) lines.push_back({{left, sum - left}, {right, sum - right}});
        }
    }
    return lines;
}

}  // namespace parkatlas::app
