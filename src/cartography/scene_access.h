#pragma once

#include <cstddef>
#include <vector>

#include "cartography/base_map.h"
#include "cartography/scene_features.h"

namespace parkatlas::cartography {

/// What a view of a scene shows, for the legend: nothing more and nothing less.
struct MapLegend {
    struct Entry {
        std::size_t index;  ///< into the layout's features
        const SceneFeature* feature;
    };
    std::vector<Entry> features;      ///< in the layout's order
    std::vector<std::size_t> layers;  ///< indices into MapContent::layers
    BaseMap::Shown base;

    [[nodiscard]] static MapLegend of(const MapScene& scene, const draw::MapView& view,
                                      const MapOptions& options);
};

}  // namespace parkatlas::cartography
