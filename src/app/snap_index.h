#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "app/document.h"
#include "cartography/map_scene.h"
#include "geo/box_index.h"

namespace parkatlas::app {

/// Finds the vertex or edge of what is on the map that a hand near it means. Knows the layout, the
/// counties and the plain layers in longitude and latitude. Immutable; borrows the document's
/// shapes. Cost: about 1 s to build for 10 million vertices; a question touches what is near.
class SnapIndex {
  public:
    explicit SnapIndex(const Document& document);

    struct Snap {
        geo::MapXY at;
        bool on_vertex = false;
    };
    /// The nearest vertex within the tolerance, else the nearest point of an edge; nothing that is
    /// switched off counts.
    [[nodiscard]] std::optional<Snap> find(const Document& document, geo::MapXY near,
                                           double tolerance_m,
                                           const cartography::MapOptions& shown) const;

  private:
    static constexpr int counties = -2;
    struct Run {
        std::span<const geo::XY> vertices;
        int layer;  // -1: the layout
        std::uint32_t feature;
    };
    void add_layer(const model::Layer& layer, int number, std::vector<geo::Box>& boxes);
    [[nodiscard]] static bool is_shown(const Run& run, const Document& document,
                                       const cartography::MapOptions& shown);

    std::vector<Run> runs_;
    geo::BoxIndex index_;
};

}  // namespace parkatlas::app
