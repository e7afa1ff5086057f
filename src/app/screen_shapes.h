#pragma once

#include <vector>

#include <imgui.h>

#include "draw/draw_list.h"

namespace parkatlas::app {

/// Fills rings on the screen, even-odd, whatever their shape.
void fill_rings(ImDrawList* list, const std::vector<std::vector<ImVec2>>& rings, draw::Color color);

/// From p to the nearest place of the straight edge from a to b.
[[nodiscard]] float distance_to_edge(ImVec2 a, ImVec2 b, ImVec2 p);

}  // namespace parkatlas::app
