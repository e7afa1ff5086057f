#include "app/key_queue.h"

#include <algorithm>

namespace parkatlas::app {

namespace {

/// Shift, Ctrl, Alt and Super of both sides, as GLFW numbers them.
bool is_modifier(int key) {
    return key >= 340 && key <= 347;
}

bool is_ctrl(int key) {
    return key == 341 || key == 345;
}

}  // namespace

std::vector<KeyQueue::Event> KeyQueue::next() {
    std::vector<Event> out;
    std::vector<int> silent;   // went down in this frame and have typed nothing
    std::vector<int> pressed;  // in this frame
    std::vector<int> came_up;  // in this frame, having been down before it
    bool has_character = false;
    while (!events_.empty()) {
        const Event event = events_.front();
        const bool follows_press = !out.empty() && out.back().kind == Kind::press;
        if (event.kind == Kind::release && std::ranges::count(silent, event.code) > 0) break;
        // Up and down again between two frames would look like never up.
        if (event.kind == Kind::press && std::ranges::count(came_up, event.code) > 0) break;
        // A key and what is held with it are one thing: Ctrl that comes up after the A of Ctrl+A is
        // still down in the frame that sees the A, Shift that goes down after Delete not yet.
        if (event.kind != Kind::character && is_modifier(event.code) && !silent.empty()) break;
        // With Ctrl down it takes none of them.
        if (event.kind == Kind::press && is_ctrl(event.code) && has_character) break;
        if (event.kind == Kind::character) {
            // ImGui takes the characters of a frame before its keys.
            const bool own = follows_press && !silent.empty() && silent.back() == out.back().code;
            if (silent.size() > (own ? 1U : 0U)) break;
            silent.clear();
            has_character = true;
        }
        if (event.kind == Kind::press) {
            pressed.push_back(event.code);
            if (!is_modifier(event.code)) silent.push_back(event.code);
        }
        if (event.kind == Kind::release && std::ranges::count(pressed, event.code) == 0) {
            came_up.push_back(event.code);
        }
        events_.pop_front();
        out.push_back(event);
    }
    return out;
}

}  // namespace parkatlas::app
