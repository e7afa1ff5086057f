#include "app/viewer.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "app/preferences.h"
#include "app/session.h"
#include "base/error_words.h"
#include "base/messages_common.h"
#include "base/messages_errors.h"

namespace parkatlas::app {
namespace {

constexpr int first_width = 1600;
constexpr int first_height = 1000;

Result<ScriptRunner> load_script(const std::optional<std::filesystem::path>& path) {
    if (!path) return ScriptRunner{};
    std::ifstream file{*path, std::ios::binary};
    std::string script{std::istreambuf_iterator<char>{file}, {}};
    if (!file.is_open() || file.bad()) {
        return fail(ErrorCode::input_unreadable, path->string(),
                    said(msg::errors_script_unreadable, system_error_words(errno)));
    }
    Result<std::vector<ScriptCommand>> commands = parse_script(script, path->string());
    if (!commands) return tl::unexpected{commands.error()};
    return ScriptRunner{std::move(*commands), path->string()};
}

}  // namespace

Result<int> run_viewer(const ViewerOptions& options) {
    Result<ScriptRunner> script = load_script(options.script);
    if (!script) return tl::unexpected{script.error()};
    const QuitSignals quit_signals{[] { Window::wake(); }};
    Result<draw::FontSet> fonts = draw::FontSet::load();
    if (!fonts) return tl::unexpected{fonts.error()};
    const bool by_hand = !options.script && !options.screenshot;
    const std::optional<std::filesystem::path> remembered_in =
        by_hand ? preferences_path() : std::nullopt;
    const Preferences remembered = remembered_in ? load_preferences(*remembered_in) : Preferences{};
    ViewerOptions settled = options;
    if (!options.lang_given) settled.lang = remembered.lang.value_or(options.lang);
    Result<std::unique_ptr<Window>> window =
        Window::open(options.width.value_or(remembered.width.value_or(first_width)),
                     options.height.value_or(remembered.height.value_or(first_height)),
                     std::string{text(msg::product_name, settled.lang)});
    if (!window) return tl::unexpected{window.error()};
    Result<render::Renderer> renderer = render::Renderer::create();
    if (!renderer) return tl::unexpected{renderer.error()};
    Session session{settled,
                    std::move(*fonts),
                    std::move(*window),
                    std::move(*renderer),
                    std::move(*script),
                    quit_signals};
    session.remember(remembered_in, remembered);
    return session.run();
}

}  // namespace parkatlas::app
