#pragma once

#include <span>

#include "app/actions.h"

namespace parkatlas::app {

// The list of actions in its parts, in the order in which the list of keys and the palette show
// them: files; view, map and tools; panels, editing and the window.
[[nodiscard]] std::span<const Action> file_actions();
[[nodiscard]] std::span<const Action> map_actions();
[[nodiscard]] std::span<const Action> window_actions();

namespace action {

using Context = const ActionContext&;

[[nodiscard]] inline bool has_document(Context c) {
    return c.document != nullptr;
}
template <DrawerTab tab>
void toggle_drawer(Context, Commands& commands) {
    commands.push_back(ToggleDrawer{tab});
}
template <Lang lang>
void speak(Context, Commands& commands) {
    commands.push_back(SetLanguage{lang});
}
template <typename C>
void plain(Context, Commands& commands) {
    commands.push_back(C{});
}

}  // namespace action
}  // namespace parkatlas::app
