#pragma once

#include <string>

namespace parkatlas::app {

/// Screen coordinates of the window, y down.
struct RectPx {
    float x = 0.0F, y = 0.0F, w = 0.0F, h = 0.0F;
    bool operator==(const RectPx&) const = default;
};

/// Where a control stands in the window: for state dumps, so that a test can click it.
struct WidgetBox {
    std::string name;
    RectPx box;
};

/// The fixed arrangement of the window: tool bar, scheme on the left, in the middle the head with
/// the path of plans, the map and the drawer, inspector on the right, status bar. They cover the
/// window without overlapping.
struct WindowLayout {
    RectPx toolbar, scheme, head, map, drawer, inspector, status;
    RectPx other = {};  ///< beside the map: what is compared with it; else without extent
};

/// Panels have their design width, but leave the map at least half of a narrow window; the drawer
/// has the height asked for (0: closed), but leaves the map a third of the room above the status
/// bar.
[[nodiscard]] WindowLayout layout_window(float width_px, float height_px, float scale,
                                         float drawer_height_px = 0.0F);

/// The right half of the map becomes the room of what is compared.
void halve_map(WindowLayout& layout);

/// Nothing but map and, where it is open, the drawer: the other parts have no extent, but lie at
/// the window's edges.
[[nodiscard]] WindowLayout layout_full_screen(float width_px, float height_px,
                                              float drawer_height_px = 0.0F);

}  // namespace parkatlas::app
