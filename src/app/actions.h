#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/command.h"
#include "app/document.h"
#include "app/key_press.h"
#include "base/lang.h"
#include "base/messages.h"

namespace parkatlas::app {

/// What an action may look at.
struct ActionContext {
    const AppState& state;
    const Document* document;  ///< null while nothing is open
};

enum class ActionGroup : std::uint8_t { file, view, map, tools, panels, edit, window };
[[nodiscard]] std::string_view action_group_label(ActionGroup group, Lang lang);

/// Something that a person can have the window do. The one list of them is `actions()`: keys, the
/// list of keys (F1) and the command palette (Ctrl+Shift+P) come from it, so that what has a button
/// can also be found by name.
struct Action {
    std::string_view id;  ///< "view.fit": in scripts
    Msg name;
    ActionGroup group;
    void (*run)(const ActionContext& context, Commands& commands);
    std::array<KeyPress, 2> keys = {};                  ///< key 0: none
    bool (*available)(const ActionContext&) = nullptr;  ///< null: always
    bool on_sheet = false;      ///< also while the page is shown in place of the map
    bool while_typing = false;  ///< its key counts while a field has the keyboard
};
[[nodiscard]] std::span<const Action> actions();
[[nodiscard]] const Action* find_action(std::string_view id);

[[nodiscard]] bool is_possible(const Action& action, const ActionContext& context);
/// The action of a key; Shift counts only beside Ctrl and Alt, since many keyboards need it for
/// '+'. Null for none.
[[nodiscard]] const Action* action_of_key(KeyPress press);

/// "Ctrl+Shift+P", "Alt+←".
[[nodiscard]] std::string key_words(KeyPress key);
/// All keys of an action, "F / Home"; empty for none.
[[nodiscard]] std::string key_words(const Action& action);

}  // namespace parkatlas::app
