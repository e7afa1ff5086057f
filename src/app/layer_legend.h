#pragma once

#include <cstddef>
#include <string>

#include "app/widgets.h"
#include "model/edits.h"

namespace parkatlas::app {

// What stands below a layer's row beside its features: how much of it is there, and its classes.

/// How many features the layer has; of one held in part, how many of them are there.
[[nodiscard]] std::string layer_size_words(const Ui& ui, std::size_t layer);
/// Of a layer held in part, what of it the map shows now. Nothing for others.
void draw_layer_part(const Ui& ui, std::size_t layer);
/// The classes that a layer is coloured by, with counts and areas. Nothing for others.
void draw_layer_classes(const Ui& ui, std::size_t layer);
/// In the layer's settings: one colour, or by which field.
void color_field_choice(const Ui& ui, const model::LayerEdit& layer, std::size_t index,
                        const std::string& title, float width);

/// For the status bar; empty where every layer that is shown is there as a whole.
[[nodiscard]] std::string part_status(const Ui& ui);

}  // namespace parkatlas::app
