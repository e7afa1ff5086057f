#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/command.h"
#include "app/document.h"
#include "model/edits.h"

namespace parkatlas::app {

// The layers of the user as the document has them: rows of the layers panel, and what may be done
// to them. Each command is a step of the history.

/// Layers of an open document as they look when they have just been opened.
[[nodiscard]] std::vector<model::LayerEdit> layers_of(const Document& document);
/// Adds on top what the document has of these sources and the edits do not list yet, in colours
/// that no other layer has while there are any. Gives the names of the layers added.
std::vector<std::string> add_layers(model::Edits& edits, const Document& document,
                                    const std::vector<std::string>& sources);

/// The layer's name by hand, else its own, else the file's; the document may be null or lack it.
[[nodiscard]] std::string layer_title(const model::LayerEdit& layer, const Document* document);
/// The same of a layer by its number in MapContent::layers.
[[nodiscard]] std::string layer_title(const model::Edits& edits, const Document& document,
                                      int layer);
/// Numbers of the map's layers that are part of the document, from the lowest to the topmost;
/// others are open, but were removed.
[[nodiscard]] std::vector<int> listed_layers(const model::Edits& edits, const Document& document);
/// As the map draws it.
[[nodiscard]] draw::Color layer_color(const model::LayerEdit& layer, const Document& document);

/// Makes the map's options say of the layers what the edits say.
void show_layers(const model::Edits& edits, const Document& document, cartography::MapOptions& map);

/// Sources of layers that the document ought to have and has not.
[[nodiscard]] std::vector<std::string> sources_to_open(const model::Edits& edits,
                                                       const Document& document);

/// `title` is the layer's name in the list of steps.
[[nodiscard]] Command change_layer(const model::LayerKey& key, const std::string& title, Msg step,
                                   std::function<void(model::LayerEdit&)> change,
                                   std::uint64_t gesture = 0);
/// To this place of the painting order, 0 the lowest.
[[nodiscard]] Command move_layer(const model::LayerKey& key, const std::string& title,
                                 std::size_t place);
[[nodiscard]] Command remove_layer(const model::LayerKey& key, const std::string& title);
/// All layers of a source come from another place from now on.
[[nodiscard]] Command relink_source(const std::string& source, const std::string& title,
                                    const std::string& place);

}  // namespace parkatlas::app
