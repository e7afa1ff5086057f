#include "app/screen_shapes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "app/theme.h"
#include "geo/triangulate.h"

namespace parkatlas::app {

void fill_rings(ImDrawList* list, const std::vector<std::vector<ImVec2>>& rings,
                draw::Color color) {
    std::vector<geo::XY> vertices;
    std::vector<std::uint32_t> ends;
    for (const std::vector<ImVec2>& ring : rings) {
        for (const ImVec2 at : ring) {
            vertices.push_back({static_cast<double>(at.x), static_cast<double>(at.y)});
        }
        ends.push_back(static_cast<std::uint32_t>(vertices.size()));
    }
    const geo::Triangles triangles = geo::triangulate(vertices, ends, geo::FillRule::even_odd);
    const auto at = [&](std::uint32_t index) {
        const geo::XY vertex = triangles.vertices[index];
        return ImVec2{static_cast<float>(vertex.x), static_cast<float>(vertex.y)};
    };
    const ImDrawListFlags smooth = list->Flags;
    list->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // no seams between the triangles
    for (std::size_t i = 0; i + 2 < triangles.indices.size(); i += 3) {
        list->AddTriangleFilled(at(triangles.indices[i]), at(triangles.indices[i + 1]),
                                at(triangles.indices[i + 2]), theme::packed(color));
    }
    list->Flags = smooth;
}

float distance_to_edge(ImVec2 a, ImVec2 b, ImVec2 p) {
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float length2 = dx * dx + dy * dy;
    const float t = length2 > 0.0F
                        ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0F, 1.0F)
                        : 0.0F;
    return std::hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

}  // namespace parkatlas::app
