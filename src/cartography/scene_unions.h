#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "cartography/base_map.h"
#include "cartography/levels.h"
#include "cartography/scene_features.h"
#include "model/layout.h"

/// Features that are unions of whole units: a core that is a municipality, a belt of five. They are
/// ground of the map rather than shapes on it: painted under the sea, so that they end at the
/// coastline, and where two share units by the plan's own words the shared ground is striped in
/// the tones of both, as blended tones belong to neither.
namespace parkatlas::cartography {

class SceneUnions {
  public:
    SceneUnions() = default;
    /// `features` and `layout.features` correspond.
    SceneUnions(const model::Layout& layout, const std::vector<SceneFeature>& features,
                const BaseMap& base);

    /// Paints those of `order` that are unions, without their symbols.
    void paint(draw::Group& group, const model::Layout& layout,
               const std::vector<SceneFeature>& features,
               const std::vector<std::size_t>& order) const;

    /// The outline of cores once more, over the ribbons that cross them: a ribbon shows its own
    /// tone only, and would hide it.
    void paint_core_lines(draw::Group& group, const model::Layout& layout,
                          const std::vector<SceneFeature>& features,
                          const std::vector<std::size_t>& order) const;

  private:
    struct Union {
        draw::PathPtr alone;  ///< without the ground it shares
        Levels edge;          ///< the outline, but for the coast
    };
    /// Stripes by scale, made when first asked for.
    struct Stripes {
        std::mutex guard;
        std::map<int, std::vector<draw::PathPtr>> by_scale;
    };
    struct Shared {
        std::vector<std::size_t> features;
        draw::PathPtr area;
        geo::Box box;
        std::shared_ptr<Stripes> stripes;
    };
    [[nodiscard]] static std::vector<draw::PathPtr> stripes_of(const Shared& shared,
                                                               double scale_denominator);
    static void paint_edge(const Painter& map, const model::LayoutFeature& told,
                           const SceneFeature& feature, const Levels& edge,
                           const draw::MapView& view);

    std::map<std::size_t, Union> unions_;  ///< by index of the feature
    std::vector<Shared> shared_;
};

}  // namespace parkatlas::cartography
