#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "draw/draw_list.h"
#include "model/layer.h"

namespace parkatlas::cartography {

struct MapOptions;

/// How a layer of the user looks on the map and in the legend.
struct LayerLook {
    double opacity = 1.0;                   ///< 0 to 1
    std::optional<draw::Color> color = {};  ///< none: by its place among MapContent::layers
    bool labels = true;                     ///< names on the map
    std::string label_field = {};           ///< whose values are the names; empty: the layer's own
    std::string name = {};                  ///< in the legend; empty: the layer's own

    bool operator==(const LayerLook&) const = default;
};

/// What the options say of a layer; where they say nothing, the look of a layer just opened.
[[nodiscard]] LayerLook look_of(const MapOptions& options, std::size_t layer);
[[nodiscard]] draw::Color layer_color(const MapOptions& options, std::size_t layer);
/// Indices of the layers that are not hidden, lowest first.
[[nodiscard]] std::vector<std::size_t> painted_layers(const MapOptions& options, std::size_t count);

/// The names that a look gives the features of a layer.
class LayerNames {
  public:
    LayerNames(const model::Layer& layer, const LayerLook& look);
    [[nodiscard]] bool has(std::size_t feature) const;
    /// None where the feature has no name; an empty value is none.
    [[nodiscard]] std::optional<std::string> of(std::size_t feature) const;

  private:
    const model::Layer& layer_;
    bool any_;
    bool by_field_;
    const model::AttributeColumn* field_;  // null: there is none of that name
};

}  // namespace parkatlas::cartography
