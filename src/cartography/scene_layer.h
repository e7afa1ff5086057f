#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cartography/layer_classes.h"
#include "cartography/map_scene.h"
#include "cartography/scene_features.h"
#include "draw/draw_list.h"
#include "draw/polygon_field.h"
#include "geo/crs.h"
#include "geo/shapes.h"
#include "model/layer.h"

namespace parkatlas::cartography {

/// One layer of the user on the map.
///
/// A small layer keeps its features as paths of their own; if they have many vertices, a field
/// beside them is what is painted, since paths would be taken apart into triangles for every level
/// of detail. In a large one the polygons lie in a
/// field (draw/polygon_field.h) and only what else there is, lines and points, is kept as features.
class SceneLayer {
  public:
    /// `number`: of the layer among the user's. `classes` (borrowed, may be null) choose colours
    /// before any that `paint` is given. Features that cannot be brought over are named in
    /// `left_out`. Fails with what geo::Transform fails with.
    [[nodiscard]] static Result<SceneLayer> create(const model::Layer& layer, int number,
                                                   const geo::Crs& map_crs,
                                                   const LayerClasses* classes,
                                                   std::vector<std::string>& left_out);

    /// Of the whole layer, also where only a part of it is there.
    [[nodiscard]] const geo::Box& box() const { return box_; }
    [[nodiscard]] bool shows_in(const geo::Box& view) const;
    void paint(draw::Group& group, draw::Color color, double opacity) const;

    /// A feature as the map draws it; none if it has no place. Made anew where it lies in a field.
    [[nodiscard]] std::optional<SceneFeature> feature(std::uint32_t index) const;

    /// Features with a name that meet a view.
    struct Named {
        std::vector<SceneFeature> features;  ///< largest first, equal ones in the layer's order
        std::vector<std::uint32_t> others;   ///< ascending; those that were left out
    };
    /// The largest, `most` of them: areas by area, then lines by length, then points. Where a
    /// large layer is a crowd in the view, an area that is but a speck there is left out too.
    /// @param list_others  without it `others` stays empty, which spares a look at every name
    [[nodiscard]] Named named_in(const LayerNames& names, const draw::MapView& view,
                                 std::size_t most, bool list_others) const;

    /// How many features a view of this size shows where they lie as thick as in the whole layer:
    /// the same wherever the view is moved.
    [[nodiscard]] double crowd_in(const draw::MapView& view) const;

    /// The topmost feature at a place.
    [[nodiscard]] std::optional<FeatureRef> pick(geo::XY at, double tolerance_m) const;

    /// Null where the layer is small.
    [[nodiscard]] const draw::PolygonFieldPtr& field() const { return field_; }

  private:
    struct FieldSource;
    [[nodiscard]] Result<void> add_areas(FieldSource& source);
    [[nodiscard]] Result<void> add_field(const model::Layer& layer, const geo::Crs& map_crs,
                                         std::vector<std::string>& left_out);
    [[nodiscard]] SceneFeature feature_of(draw::PolygonField::Ref ref) const;
    /// Polygons of the field in a view whose class has a pattern and that are large enough for it.
    [[nodiscard]] std::vector<draw::PolygonField::Ref> patterned_in(
        const draw::MapView& view) const;
    [[nodiscard]] bool is_at(const SceneFeature& feature, geo::XY at, double tolerance_m) const;

    int number_ = 0;
    const LayerClasses* classes_ = nullptr;
    geo::Box box_;
    std::vector<SceneFeature> features_;  ///< ascending index; all of a small layer
    geo::Shapes shapes_;                  ///< of `features_`
    draw::PolygonFieldPtr field_;
    draw::PolygonFieldPtr areas_;  ///< of a small layer: its polygons once more, to be painted
};

}  // namespace parkatlas::cartography
