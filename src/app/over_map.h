#pragma once

#include "app/window_layout.h"

namespace parkatlas::app {

/// A window without frame and ground over the map: unlike a panel (begin_panel) it lies above those
/// that were there before, so that the mouse is its own. Pair with ImGui::End().
void begin_over_map(const char* id, RectPx rect);

}  // namespace parkatlas::app
