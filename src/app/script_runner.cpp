#include "app/script_runner.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "app/actions.h"
#include "app/layer_edits.h"
#include "base/messages_document.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace parkatlas::app {
namespace {

struct NamedKey {
    std::string_view name;
    KeyPress key;
};
constexpr std::array<NamedKey, 19> named_keys{{
    {"Home", {GLFW_KEY_HOME, 0}},
    {"Escape", {GLFW_KEY_ESCAPE, 0}},
    {"plus", {GLFW_KEY_EQUAL, GLFW_MOD_SHIFT}},
    {"minus", {GLFW_KEY_MINUS, 0}},
    {"Left", {GLFW_KEY_LEFT, 0}},
    {"Right", {GLFW_KEY_RIGHT, 0}},
    {"Up", {GLFW_KEY_UP, 0}},
    {"Down", {GLFW_KEY_DOWN, 0}},
    {"Page_Up", {GLFW_KEY_PAGE_UP, 0}},
    {"Page_Down", {GLFW_KEY_PAGE_DOWN, 0}},
    {"End", {GLFW_KEY_END, 0}},
    {"Delete", {GLFW_KEY_DELETE, 0}},
    {"Tab", {GLFW_KEY_TAB, 0}},
    {"space", {GLFW_KEY_SPACE, 0}},
    {"F1", {GLFW_KEY_F1, 0}},
    {"F12", {GLFW_KEY_F12, 0}},
    {"F11", {GLFW_KEY_F11, 0}},
    {"Return", {GLFW_KEY_ENTER, 0}},
    {"BackSpace", {GLFW_KEY_BACKSPACE, 0}},
}};

// "F", "ctrl+shift+p", "alt+Left".
std::optional<KeyPress> find_key(std::string_view name) {
    int modifiers = 0;
    constexpr std::array<std::pair<std::string_view, int>, 3> prefixes{
        {{"ctrl+", GLFW_MOD_CONTROL}, {"alt+", GLFW_MOD_ALT}, {"shift+", GLFW_MOD_SHIFT}}};
    for (const auto& [prefix, modifier] : prefixes) {
        if (!name.starts_with(prefix)) continue;
        modifiers |= modifier;
        name.remove_prefix(prefix.size());
    }
    for (const NamedKey& known : named_keys) {
        if (known.name == name) return KeyPress{known.key.key, known.key.modifiers | modifiers};
    }
    if (name.size() != 1) return std::nullopt;
    char c = name.front();
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const bool known = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return known ? std::optional{KeyPress{c, modifiers}} : std::nullopt;  // numbered as ASCII
}

std::optional<cartography::FeatureRef> feature_named(const ScriptRunner::Stage& stage,
                                                     std::string_view id) {
    return stage.document != nullptr ? find_feature(*stage.document, id) : std::nullopt;
}

FrameInput::Step wheel(double notches) {
    FrameInput::Step step;
    step.wheel = static_cast<float>(notches);
    return step;
}

}  // namespace

tl::unexpected<Error> ScriptRunner::wrong(const ScriptCommand& command,
                                          const std::string& what) const {
    return fail(ErrorCode::usage, fmt::format("{}, line {}", where_, command.line), what);
}

Result<void> ScriptRunner::step(const Stage& stage) {
    const ScriptCommand& command = script_[next_++];
    const Result<void> done = perform(command, stage);
    // Also what a command changes without a frame of its own is seen by the next one.
    stage.window.want_frames(2);
    return done;
}

Result<void> ScriptRunner::perform(const ScriptCommand& command, const Stage& stage) const {
    const std::vector<double>& n = command.numbers;
    const std::string& words = command.words;
    const std::string& name = command.name;
    if (name == "wait_idle") return {};
    if (name == "move") {
        stage.input.move(n[0], n[1]);
    } else if (name == "click") {
        stage.input.click(n[0], n[1]);
    } else if (name == "double_click") {
        stage.input.click(n[0], n[1]);
        stage.input.click(n[0], n[1]);
    } else if (name == "drag") {
        stage.input.drag(n[0], n[1], n[2], n[3]);
    } else if (name == "scroll") {
        stage.input.move(n[0], n[1]);
        stage.input.add(wheel(n[2]));
    } else if (name == "click_on") {
        const auto found = std::find_if(stage.boxes.begin(), stage.boxes.end(),
                                        [&](const WidgetBox& box) { return box.name == words; });
        if (found == stage.boxes.end())
            return wrong(command, "no control '" + words + "' in sight");
        stage.input.click(static_cast<double>(found->box.x + found->box.w / 2.0F),
                          static_cast<double>(found->box.y + found->box.h / 2.0F));
    } else if (name == "key") {
        const std::optional<KeyPress> key = find_key(words);
        if (!key) return wrong(command, "unknown key '" + words + "'");
        stage.window.press_key(*key);
    } else if (name == "type") {
        FrameInput::Step step;
        step.typed = words;
        stage.input.add(std::move(step));
    } else if (name == "select" || name == "zoom_to") {
        const std::optional<cartography::FeatureRef> feature = feature_named(stage, words);
        if (!feature) return wrong(command, "no feature '" + words + "'");
        if (name == "select") {
            stage.commands.push_back(SelectFeature{*feature});
        } else {
            stage.commands.push_back(ZoomToFeature{*feature});
        }
    } else if (name == "toggle") {
        return toggle(command, stage);
    } else if (name == "search") {
        stage.commands.push_back(SetSearch{words});
    } else if (name == "lang") {
        if (words != "zh" && words != "en") return wrong(command, "languages are zh and en");
        stage.commands.push_back(SetLanguage{words == "zh" ? Lang::zh : Lang::en});
    } else if (name == "plan") {
        stage.commands.push_back(OpenPlan{words, {}});
    } else if (name == "open") {
        stage.commands.push_back(AddSources{{words}});
    } else if (name == "tool") {
        const std::optional<Tool> tool = parse_tool(words);
        if (!tool) return wrong(command, "no tool '" + words + "'");
        stage.commands.push_back(TakeTool{*tool});
    } else if (name == "drawer") {
        const std::optional<DrawerTab> tab = parse_drawer_tab(words);
        if (!tab && words != "none") return wrong(command, "no drawer '" + words + "'");
        stage.commands.push_back(ShowDrawer{tab});
    } else if (name == "monkey") {
        if (n[0] < 0.0 || n[1] < 1.0 || n[1] > 1e6) {
            return wrong(command, "a seed, and 1 to 1,000,000 events");
        }
        stage.monkey.emplace(static_cast<std::uint64_t>(n[0]), static_cast<int>(n[1]));
    } else if (name == "run") {
        const Action* action = find_action(words);
        const ActionContext context{stage.state, stage.document};
        if (action == nullptr || !is_possible(*action, context)) {
            return wrong(command, "no command '" + words + "', or not now");
        }
        action->run(context, stage.commands);
    } else if (name == "fit") {
        stage.commands.push_back(FitAll{});
    } else if (name == "scale") {
        stage.commands.push_back(ZoomBy{stage.state.camera.scale_denominator() / n[0]});
    } else if (name == "resize") {
        stage.window.resize(static_cast<int>(n[0]), static_cast<int>(n[1]));
    } else if (name == "lose_context") {
        stage.context_lost = true;
    } else if (name == "screenshot") {
        stage.screenshot = words;
    } else if (name == "dump") {
        return stage.dump(words);
    } else if (name == "quit") {
        stage.commands.push_back(Quit{});
    }
    return {};
}

Result<void> ScriptRunner::toggle(const ScriptCommand& command, const Stage& stage) const {
    const std::size_t colon = command.words.find(':');
    const std::string kind = command.words.substr(0, colon);
    const std::string what = colon == std::string::npos ? "" : command.words.substr(colon + 1);
    const cartography::MapOptions& map = stage.state.map;
    if (kind == "role") {
        const model::Role role = model::parse_role(what);
        if (model::role_identifier(role) != what) return wrong(command, "no role '" + what + "'");
        stage.commands.push_back(SetRoleVisible{role, map.hidden_roles.contains(role)});
        return {};
    }
    if (kind == "feature") {
        const std::optional<cartography::FeatureRef> feature = feature_named(stage, what);
        if (!feature || feature->layer >= 0) return wrong(command, "no feature '" + what + "'");
        stage.commands.push_back(
            SetFeatureVisible{feature->index, map.hidden_features.contains(feature->index)});
        return {};
    }
    if (kind != "layer") return wrong(command, "toggle takes role:R, layer:L or feature:ID");
    if (const std::optional<MapPart> part = parse_map_part(what)) {
        stage.commands.push_back(SetMapPartVisible{*part, !map_part_visible(stage.state, *part)});
        return {};
    }
    int layer = -1;
    const auto read = std::from_chars(what.data(), what.data() + what.size(), layer);
    const std::size_t count =
        stage.document != nullptr ? stage.document->scene.content().layers.size() : 0;
    if (read.ec != std::errc{} || read.ptr != what.data() + what.size() || layer < 0 ||
        static_cast<std::size_t>(layer) >= count) {
        return wrong(command, "no layer '" + what + "'");
    }
    const model::LayerKey& key = stage.document->layer_keys[static_cast<std::size_t>(layer)];
    const bool visible = map.hidden_layers.contains(layer);
    stage.commands.push_back(
        change_layer(key, layer_title({key}, stage.document), msg::document_step_show_layer,
                     [visible](model::LayerEdit& one) { one.visible = visible; }));
    return {};
}

}  // namespace parkatlas::app
