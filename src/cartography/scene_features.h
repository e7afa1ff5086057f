#pragma once

#include <string>
#include <vector>

#include "cartography/base_map.h"
#include "cartography/geometry.h"
#include "cartography/levels.h"
#include "cartography/map_scene.h"

namespace parkatlas::cartography {

/// One polygon of a feature.
struct Piece {
    draw::PathPtr path;
    geo::Box box;
    geo::XY centre;         ///< deepest inside
    double radius_m = 0.0;  ///< of the circle that fits there
    double area_m2 = 0.0;   ///< in the map's plane: for ordering only, never shown
    Levels outline;         ///< `path`, calmer where the scale is small
};

/// A feature as the map draws it, in map metres.
struct SceneFeature {
    FeatureRef ref;
    std::uint32_t tag = 0;
    draw::PathPtr area, line;  ///< all polygons, all lines; null if none
    std::vector<geo::XY> points;
    std::vector<Piece> pieces;  ///< polygons, largest first; only of a layout
    std::vector<geo::XY> centreline;
    std::vector<geo::XY> part_places;  ///< of LayoutFeature::parts
    geo::Box box;
    geo::XY centre;                  ///< where a symbol or label belongs
    int number = 0;                  ///< 1, 2 … within its role
    int variant = 0;                 ///< 0, 1 … : its kind among those of its role
    std::vector<geo::XY> waypoints;  ///< of LayoutFeature::waypoints
    [[nodiscard]] bool is_empty() const { return box.is_empty(); }
};

/// Builds the features of a layer from its projected shapes; same order and count.
[[nodiscard]] std::vector<SceneFeature> make_features(const geo::Shapes& shapes, int layer,
                                                      bool with_pieces);

/// Features of a layout: also centrelines, parts and numbers, which need a transformation from
/// longitude/latitude on CGCS2000.
void add_layout_facts(const model::Layout& layout, const geo::Transform& from_degrees,
                      std::vector<SceneFeature>& features);

/// The layout's places in map metres: anchors, else visual centres.
[[nodiscard]] std::vector<geo::XY> anchors_of(const model::Layout& layout,
                                              const geo::Transform& from_degrees,
                                              const std::vector<SceneFeature>& features);

/// Painting order of the roles, bottom first.
[[nodiscard]] std::span<const model::Role> painting_order();
[[nodiscard]] bool is_ribbon(model::Role role);
/// A union of whole units: painted as ground, see scene_unions.h.
[[nodiscard]] bool is_union(const model::LayoutFeature& told);

}  // namespace parkatlas::cartography
