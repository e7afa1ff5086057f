#include "app/mouse_queue.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::app {
namespace {

// What desktops usually take.
constexpr double double_click_s = 0.5;
constexpr float double_click_px = 6.0F;

}  // namespace

void MouseQueue::move(float x_px, float y_px) {
    events_.push_back({Kind::move, x_px, y_px});
}

void MouseQueue::leave() {
    events_.push_back({Kind::leave});
}

void MouseQueue::press(int button, double earliest_s, double seen_s) {
    if (button < 0 || button > 2) return;
    events_.push_back({Kind::press, 0.0F, 0.0F, button, 0.0F, earliest_s, seen_s});
}

void MouseQueue::release(int button) {
    if (button < 0 || button > 2) return;
    events_.push_back({Kind::release, 0.0F, 0.0F, button});
}

void MouseQueue::scroll(float notches) {
    events_.push_back({Kind::scroll, 0.0F, 0.0F, 0, notches});
}

bool MouseQueue::ends_frame(const Event& event) const {
    return event.kind == Kind::press || event.kind == Kind::release;
}

void MouseQueue::apply(const Event& event) {
    switch (event.kind) {
        case Kind::move:
            state_.x_px = event.x_px;
            state_.y_px = event.y_px;
            state_.inside = true;
            break;
        case Kind::leave:
            state_.inside = false;
            break;
        case Kind::press: {
            state_.down[static_cast<std::size_t>(event.button)] = true;
            if (event.button != 0) break;
            const bool near = std::hypot(state_.x_px - last_press_x_px_,
                                         state_.y_px - last_press_y_px_) <= double_click_px;
            state_.double_click =
                last_press_s_ >= 0.0 && event.earliest_s - last_press_s_ <= double_click_s && near;
            // A third click begins anew.
            last_press_s_ = state_.double_click ? -1.0 : event.seen_s;
            last_press_x_px_ = state_.x_px;
            last_press_y_px_ = state_.y_px;
            break;
        }
        case Kind::release:
            state_.down[static_cast<std::size_t>(event.button)] = false;
            break;
        case Kind::scroll:
            state_.wheel += event.wheel;
            break;
    }
}

const MouseQueue::State& MouseQueue::next() {
    state_.wheel = 0.0F;
    state_.double_click = false;
    bool dragged = false;
    while (!events_.empty()) {
        const Event event = events_.front();
        // What is dragged is seen where it was let go of while it is still held.
        if (event.kind == Kind::release && dragged) break;
        // The wheel turns about the place where the mouse was.
        if (event.kind != Kind::scroll && state_.wheel != 0.0F) break;
        events_.pop_front();
        apply(event);
        const bool held = std::ranges::any_of(state_.down, [](bool down) { return down; });
        dragged = dragged || (event.kind == Kind::move && held);
        if (ends_frame(event)) break;
    }
    return state_;
}

}  // namespace parkatlas::app
