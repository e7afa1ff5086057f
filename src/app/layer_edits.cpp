#include "app/layer_edits.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/messages_document.h"
#include "cartography/palette.h"
#include "tasks/open_project.h"

namespace parkatlas::app {
namespace {

draw::Color color_of(const model::Rgba& color) {
    return {color.r, color.g, color.b, color.a};
}

model::LayerEdit* find(model::Edits& edits, const model::LayerKey& key) {
    const auto found = std::ranges::find(edits.layers, key, &model::LayerEdit::key);
    return found == edits.layers.end() ? nullptr : &*found;
}

// The first colour of the palette that no layer has; in turn once all are taken.
model::Rgba free_color(const model::Edits& edits, const Document& document) {
    const auto& palette = cartography::palette::user_layers;
    const auto is_taken = [&](draw::Color color) {
        return std::ranges::any_of(edits.layers, [&](const model::LayerEdit& layer) {
            return layer_color(layer, document) == color;
        });
    };
    draw::Color color = cartography::palette::nth(palette, edits.layers.size());
    for (const draw::Color one : palette) {
        if (is_taken(one)) continue;
        color = one;
        break;
    }
    return {color.r, color.g, color.b, color.a};
}

}  // namespace

std::vector<model::LayerEdit> layers_of(const Document& document) {
    std::vector<model::LayerEdit> layers;
    for (const model::LayerKey& key : document.layer_keys) {
        const draw::Color color =
            cartography::palette::nth(cartography::palette::user_layers, layers.size());
        layers.push_back({key});  // the colour is said, so that it stays when layers come and go
        layers.back().color = model::Rgba{color.r, color.g, color.b, color.a};
    }
    return layers;
}

std::vector<std::string> add_layers(model::Edits& edits, const Document& document,
                                    const std::vector<std::string>& sources) {
    std::vector<std::string> names;
    for (const model::LayerKey& key : document.layer_keys) {
        const bool wanted = std::ranges::find(sources, key.source) != sources.end();
        if (!wanted || find(edits, key) != nullptr) continue;
        model::LayerEdit layer{key};
        layer.color = free_color(edits, document);
        names.push_back(layer_title(layer, &document));
        edits.layers.push_back(std::move(layer));
    }
    return names;
}

std::string layer_title(const model::LayerEdit& layer, const Document* document) {
    if (!layer.name.empty()) return layer.name;
    if (document != nullptr) {
        if (const auto index = document->find_layer(layer.key)) {
            return document->scene.content().layers[*index]->name;
        }
    }
    if (!layer.key.layer.empty()) return layer.key.layer;
    return std::filesystem::path{layer.key.source}.stem().string();
}

std::string layer_title(const model::Edits& edits, const Document& document, int layer) {
    const auto index = static_cast<std::size_t>(layer);
    const auto found =
        std::ranges::find(edits.layers, document.layer_keys[index], &model::LayerEdit::key);
    if (found != edits.layers.end()) return layer_title(*found, &document);
    return document.scene.content().layers[index]->name;
}

std::vector<int> listed_layers(const model::Edits& edits, const Document& document) {
    std::vector<int> layers;
    for (const model::LayerEdit& layer : edits.layers) {
        if (const auto index = document.find_layer(layer.key)) {
            layers.push_back(static_cast<int>(*index));
        }
    }
    return layers;
}

draw::Color layer_color(const model::LayerEdit& layer, const Document& document) {
    if (layer.color) return color_of(*layer.color);
    return cartography::palette::nth(cartography::palette::user_layers,
                                     document.find_layer(layer.key).value_or(0));
}

void show_layers(const model::Edits& edits, const Document& document,
                 cartography::MapOptions& map) {
    tasks::show_layers(edits, document.layer_keys, map);
}

std::vector<std::string> sources_to_open(const model::Edits& edits, const Document& document) {
    std::vector<std::string> sources;
    for (const model::LayerEdit& layer : edits.layers) {
        const std::string& source = layer.key.source;
        const bool open = std::ranges::find(document.sources, source, &OpenedSource::source) !=
                          document.sources.end();
        if (open || std::ranges::find(sources, source) != sources.end()) continue;
        sources.push_back(source);
    }
    return sources;
}

Command change_layer(const model::LayerKey& key, const std::string& title, Msg step,
                     std::function<void(model::LayerEdit&)> change, std::uint64_t gesture) {
    ChangeDocument command;
    command.name = {step, title};
    command.edit = [key, change = std::move(change)](model::Edits& edits) {
        if (model::LayerEdit* layer = find(edits, key)) change(*layer);
    };
    command.gesture = gesture;
    return command;
}

Command move_layer(const model::LayerKey& key, const std::string& title, std::size_t place) {
    ChangeDocument command;
    command.name = {msg::document_step_move_layer, title};
    command.edit = [key, place](model::Edits& edits) {
        const auto from = std::ranges::find(edits.layers, key, &model::LayerEdit::key);
        if (from == edits.layers.end()) return;
        model::LayerEdit moved = std::move(*from);
        edits.layers.erase(from);
        const std::size_t to = std::min(place, edits.layers.size());
        edits.layers.insert(edits.layers.begin() + static_cast<std::ptrdiff_t>(to),
                            std::move(moved));
    };
    return command;
}

Command remove_layer(const model::LayerKey& key, const std::string& title) {
    ChangeDocument command;
    command.name = {msg::document_step_remove_layer, title};
    command.edit = [key](model::Edits& edits) {
        std::erase_if(edits.layers,
                      [&](const model::LayerEdit& layer) { return layer.key == key; });
    };
    return command;
}

Command relink_source(const std::string& source, const std::string& title,
                      const std::string& place) {
    ChangeDocument command;
    command.name = {msg::document_step_relink, title};
    command.edit = [source, place](model::Edits& edits) {
        for (model::LayerEdit& layer : edits.layers) {
            if (layer.key.source == source) layer.key.source = place;
        }
    };
    return command;
}

}  // namespace parkatlas::app
