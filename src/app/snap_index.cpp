#include "app/snap_index.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::app {
namespace {

constexpr std::size_t edges_in_run = 16;
constexpr double metres_per_degree = 111'320.0;

double distance_m(geo::MapXY a, geo::MapXY b) {
    return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m);
}

geo::MapXY nearest_on_edge(geo::MapXY a, geo::MapXY b, geo::MapXY p) {
    const double dx = b.x_m - a.x_m;
    const double dy = b.y_m - a.y_m;
    const double length2 = dx * dx + dy * dy;
    if (length2 == 0.0) return a;
    const double along =
        std::clamp(((p.x_m - a.x_m) * dx + (p.y_m - a.y_m) * dy) / length2, 0.0, 1.0);
    return {a.x_m + along * dx, a.y_m + along * dy};
}

geo::Box bounds(std::span<const geo::XY> vertices) {
    geo::Box box;
    for (const geo::XY vertex : vertices) box.add(vertex);
    return box;
}

}  // namespace

SnapIndex::SnapIndex(const Document& document) {
    const cartography::MapContent& content = document.scene.content();
    std::vector<geo::Box> boxes;
    if (content.layout) add_layer(content.layout->layer, -1, boxes);
    for (std::size_t i = 0; i < content.layers.size(); ++i) {
        add_layer(*content.layers[i], static_cast<int>(i), boxes);
    }
    if (content.counties) add_layer(*content.counties, counties, boxes);
    index_ = geo::BoxIndex{boxes};
}

void SnapIndex::add_layer(const model::Layer& layer, int number, std::vector<geo::Box>& boxes) {
    if (!layer.crs.same_as(geo::Crs::cgcs2000()) && !layer.crs.same_as(geo::Crs::wgs84())) return;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const geo::ShapeView shape = layer.shapes[i];
        for (std::size_t p = 0; p < shape.part_count(); ++p) {
            const geo::ShapeView::PartView part = shape.part(p);
            for (std::uint32_t r = 0; r < part.ring_count; ++r) {
                const std::span<const geo::XY> ring = part.ring(r);
                // Neighbouring runs share a vertex, so that no edge falls between them.
                for (std::size_t at = 0; at < ring.size(); at += edges_in_run) {
                    const auto run = ring.subspan(at, std::min(edges_in_run + 1, ring.size() - at));
                    runs_.push_back({run, number, static_cast<std::uint32_t>(i)});
                    boxes.push_back(bounds(run));
                }
            }
        }
    }
}

bool SnapIndex::is_shown(const Run& run, const Document& document,
                         const cartography::MapOptions& shown) {
    if (run.layer == counties) return shown.counties;
    if (run.layer >= 0) return !shown.hidden_layers.contains(run.layer);
    return !shown.hidden_features.contains(run.feature) &&
           !shown.hidden_roles.contains(document.layout()->features[run.feature].role);
}

std::optional<SnapIndex::Snap> SnapIndex::find(const Document& document, geo::MapXY near,
                                               double tolerance_m,
                                               const cartography::MapOptions& shown) const {
    const Result<geo::XY> middle = document.map_to_degrees.apply({near.x_m, near.y_m});
    if (!middle) return std::nullopt;
    const double lat_reach = tolerance_m / metres_per_degree * 1.1;
    const double lon_reach =
        lat_reach / std::max(std::cos(middle->y * 3.14159265358979 / 180.0), 0.05);
    const geo::Box around{middle->x - lon_reach, middle->y - lat_reach, middle->x + lon_reach,
                          middle->y + lat_reach};
    const auto on_map = [&](geo::XY vertex) -> std::optional<geo::MapXY> {
        const Result<geo::XY> at = document.degrees_to_map.apply(vertex);
        if (!at) return std::nullopt;
        return geo::MapXY{at->x, at->y};
    };
    std::optional<geo::MapXY> vertex;
    std::optional<geo::MapXY> on_edge;
    const auto keep_nearer = [&](std::optional<geo::MapXY>& best, geo::MapXY found) {
        const double far = distance_m(found, near);
        if (far <= tolerance_m && (!best || far < distance_m(*best, near))) best = found;
    };
    for (const std::uint32_t number : index_.query(around)) {
        const Run& run = runs_[number];
        if (!is_shown(run, document, shown)) continue;
        for (std::size_t i = 0; i < run.vertices.size(); ++i) {
            if (around.contains(run.vertices[i])) {
                if (const auto at = on_map(run.vertices[i])) keep_nearer(vertex, *at);
            }
            if (i == 0) continue;
            geo::Box edge;
            edge.add(run.vertices[i - 1]);
            edge.add(run.vertices[i]);
            if (!edge.intersects(around)) continue;
            const auto a = on_map(run.vertices[i - 1]);
            const auto b = on_map(run.vertices[i]);
            if (a && b) keep_nearer(on_edge, nearest_on_edge(*a, *b, near));
        }
    }
    if (vertex) return Snap{*vertex, true};
    if (on_edge) return Snap{*on_edge, false};
    return std::nullopt;
}

}  // namespace parkatlas::app
