#pragma once

#include <cstddef>
#include <optional>

#include "app/widgets.h"
#include "tasks/page_places.h"

namespace parkatlas::app {

// What the drawer and the side of the page show of the chosen annotation.

/// Words, look, what it moves with; from `x` on, in so much width.
void draw_annotation_fields(const Ui& ui, std::size_t index, float x, float width);
/// Duplicate, order, remove: a row of buttons.
void draw_annotation_deeds(const Ui& ui, std::size_t index, float x, float y);

/// The page as it is seen now, or was last; none where the map has no ground.
[[nodiscard]] std::optional<tasks::PagePlaces> page_places(const Ui& ui);

}  // namespace parkatlas::app
