#include "cartography/layer_look.h"

#include <algorithm>
#include <variant>

#include "cartography/map_scene.h"
#include "cartography/palette.h"

namespace parkatlas::cartography {

LayerLook look_of(const MapOptions& options, std::size_t layer) {
    return layer < options.layer_looks.size() ? options.layer_looks[layer] : LayerLook{};
}

draw::Color layer_color(const MapOptions& options, std::size_t layer) {
    return look_of(options, layer).color.value_or(palette::nth(palette::user_layers, layer));
}

std::vector<std::size_t> painted_layers(const MapOptions& options, std::size_t count) {
    std::vector<std::size_t> all;
    const auto add = [&](std::size_t layer) {
        if (!options.hidden_layers.contains(static_cast<int>(layer))) all.push_back(layer);
    };
    const auto& order = options.layer_order;
    for (std::size_t layer = 0; layer < count; ++layer) {
        if (std::ranges::find(order, static_cast<int>(layer)) == order.end()) add(layer);
    }
    for (const int layer : order) {
        if (layer >= 0 && static_cast<std::size_t>(layer) < count) {
            add(static_cast<std::size_t>(layer));
        }
    }
    return all;
}

LayerNames::LayerNames(const model::Layer& layer, const LayerLook& look)
    : layer_{layer},
      any_{look.labels},
      by_field_{!look.label_field.empty()},
      field_{by_field_ ? layer.column(look.label_field) : nullptr} {}

bool LayerNames::has(std::size_t feature) const {
    if (!any_) return false;
    if (!by_field_) return layer_.names.has(feature);
    if (field_ == nullptr || field_->values.is_null(feature)) return false;
    const model::ValueView value = field_->values.view(feature);
    const auto* words = std::get_if<std::string_view>(&value);
    return words == nullptr || !words->empty();
}

std::optional<std::string> LayerNames::of(std::size_t feature) const {
    if (!has(feature)) return std::nullopt;
    if (!by_field_) return layer_.names[feature];
    return model::value_text(field_->values.view(feature));
}

}  // namespace parkatlas::cartography
