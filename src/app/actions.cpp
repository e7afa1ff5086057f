#include "app/actions.h"

#include <algorithm>
#include <vector>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/action_parts.h"
#include "base/messages_document.h"
#include "base/messages_navigate.h"

namespace parkatlas::app {
namespace {

constexpr int ctrl = GLFW_MOD_CONTROL;
constexpr int shift = GLFW_MOD_SHIFT;
constexpr int alt = GLFW_MOD_ALT;

int counted_modifiers(const KeyPress& wanted, const KeyPress& press) {
    const int present =
        press.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SHIFT | GLFW_MOD_ALT | GLFW_MOD_SUPER);
    const bool is_plain = (wanted.modifiers & (ctrl | alt)) == 0;
    return is_plain || wanted.key == GLFW_KEY_EQUAL ? present & ~shift : present;
}

std::string_view key_name(int key) {
    switch (key) {
        case GLFW_KEY_HOME:
            return "Home";
        case GLFW_KEY_EQUAL:
            return "+";
        case GLFW_KEY_MINUS:
            return "-";
        case GLFW_KEY_LEFT:
            return "←";
        case GLFW_KEY_RIGHT:
            return "→";
        case GLFW_KEY_UP:
            return "↑";
        case GLFW_KEY_DOWN:
            return "↓";
        case GLFW_KEY_ENTER:
            return "Enter";
        case GLFW_KEY_BACKSPACE:
            return "Backspace";
        case GLFW_KEY_ESCAPE:
            return "Esc";
        case GLFW_KEY_PERIOD:
            return ".";
        case GLFW_KEY_F1:
            return "F1";
        case GLFW_KEY_F11:
            return "F11";
        case GLFW_KEY_F12:
            return "F12";
        default:
            return {};  // on the number pad: the same as another key
    }
}

}  // namespace

std::string_view action_group_label(ActionGroup group, Lang lang) {
    switch (group) {
        case ActionGroup::file:
            return text(msg::document_group_file, lang);
        case ActionGroup::view:
            return text(msg::navigate_group_view, lang);
        case ActionGroup::map:
            return text(msg::navigate_group_map, lang);
        case ActionGroup::tools:
            return text(msg::navigate_group_tools, lang);
        case ActionGroup::panels:
            return text(msg::navigate_group_panels, lang);
        case ActionGroup::edit:
            return text(msg::navigate_group_edit, lang);
        case ActionGroup::window:
            break;
    }
    return text(msg::navigate_group_window, lang);
}

std::span<const Action> actions() {
    static const std::vector<Action> all = [] {
        std::vector<Action> made;
        for (const auto part : {file_actions(), map_actions(), window_actions()}) {
            made.insert(made.end(), part.begin(), part.end());
        }
        return made;
    }();
    return all;
}

const Action* find_action(std::string_view id) {
    const std::span<const Action> all = actions();
    const auto found = std::ranges::find(all, id, &Action::id);
    return found == all.end() ? nullptr : &*found;
}

bool is_possible(const Action& action, const ActionContext& context) {
    if (context.state.tools.sheet_open && !action.on_sheet) return false;
    const bool without_map =
        action.group == ActionGroup::file || action.group == ActionGroup::window;
    if (context.state.files.start_page && !without_map) return false;
    return action.available == nullptr || action.available(context);
}

const Action* action_of_key(KeyPress press) {
    for (const Action& action : actions()) {
        for (const KeyPress& key : action.keys) {
            if (key.key != 0 && key.key == press.key &&
                key.modifiers == counted_modifiers(key, press)) {
                return &action;
            }
        }
    }
    return nullptr;
}

std::string key_words(KeyPress key) {
    std::string name{key_name(key.key)};
    const bool is_digit = key.key >= GLFW_KEY_0 && key.key <= GLFW_KEY_9;
    const bool is_letter = key.key >= GLFW_KEY_A && key.key <= GLFW_KEY_Z;
    if (is_digit || is_letter) name = static_cast<char>(key.key);  // GLFW numbers them as ASCII
    if (name.empty()) return {};
    std::string words;
    if ((key.modifiers & ctrl) != 0) words += "Ctrl+";
    if ((key.modifiers & alt) != 0) words += "Alt+";
    if ((key.modifiers & shift) != 0) words += "Shift+";
    return words + name;
}

std::string key_words(const Action& action) {
    std::string all_words;
    for (const KeyPress& key : action.keys) {
        const std::string words = key_words(key);
        if (!words.empty()) all_words += (all_words.empty() ? "" : " / ") + words;
    }
    return all_words;
}

}  // namespace parkatlas::app
