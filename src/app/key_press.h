#pragma once

namespace parkatlas::app {

/// A key as GLFW numbers it, with its modifiers.
struct KeyPress {
    int key = 0;
    int modifiers = 0;
    bool operator==(const KeyPress&) const = default;
};

}  // namespace parkatlas::app
