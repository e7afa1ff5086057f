#include "app/window_layout.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::app {
namespace {

constexpr float toolbar_height_px = 50.0F;
constexpr float head_height_px = 36.0F;
constexpr float status_height_px = 30.0F;
constexpr float scheme_width_px = 312.0F;
constexpr float inspector_width_px = 352.0F;

}  // namespace

WindowLayout layout_window(float width_px, float height_px, float scale, float drawer_height_px) {
    const float w = std::max(width_px, 4.0F);
    const float h = std::max(height_px, 4.0F);
    const float wish = (scheme_width_px + inspector_width_px) * scale;
    const float shrink = std::min(1.0F, 0.5F * w / wish);
    const float left = std::floor(scheme_width_px * scale * shrink);
    const float right = std::floor(inspector_width_px * scale * shrink);
    const float top = std::floor(std::min(toolbar_height_px * scale, h / 4.0F));
    const float bottom = std::floor(std::min(status_height_px * scale, h / 4.0F));
    const float middle = h - top - bottom;
    WindowLayout layout;
    layout.toolbar = {0.0F, 0.0F, w, top};
    layout.scheme = {0.0F, top, left, middle};
    const float head = std::floor(std::min(head_height_px * scale, middle / 6.0F));
    const float room = middle - head;
    const float below = std::floor(std::clamp(drawer_height_px, 0.0F, room * 2.0F / 3.0F));
    layout.head = {left, top, w - left - right, head};
    layout.map = {left, top + head, w - left - right, room - below};
    layout.drawer = {left, h - bottom - below, w - left - right, below};
    layout.inspector = {w - right, top, right, middle};
    layout.status = {0.0F, h - bottom, w, bottom};
    return layout;
}

void halve_map(WindowLayout& layout) {
    const float left = std::floor(layout.map.w / 2.0F);
    layout.other = {layout.map.x + left, layout.map.y, layout.map.w - left, layout.map.h};
    layout.map.w = left;
}

WindowLayout layout_full_screen(float width_px, float height_px, float drawer_height_px) {
    const float w = std::max(width_px, 4.0F);
    const float h = std::max(height_px, 4.0F);
    const float below = std::floor(std::clamp(drawer_height_px, 0.0F, h * 2.0F / 3.0F));
    WindowLayout layout;
    layout.toolbar = {0.0F, 0.0F, w, 0.0F};
    layout.scheme = {0.0F, 0.0F, 0.0F, h};
    layout.head = {0.0F, 0.0F, w, 0.0F};
    layout.map = {0.0F, 0.0F, w, h - below};
    layout.drawer = {0.0F, h - below, w, below};
    layout.inspector = {w, 0.0F, 0.0F, h};
    layout.status = {0.0F, h, w, 0.0F};
    return layout;
}

}  // namespace parkatlas::app
