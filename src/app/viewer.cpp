#include "app/viewer.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "app/session.h"
#include "base/messages.h"

namespace parkatlas::app {
namespace {

Result<ScriptRunner> load_script(const std::optional<std::filesystem::path>& path) {
    if (!path) return ScriptRunner{};
    std::ifstream file{*path, std::ios::binary};
    std::string script{std::istreambuf_iterator<char>{file}, {}};
    if (!file.is_open() || file.bad()) {
        return fail(ErrorCode::input_unreadable, path->string(),
                    std::string{"the script cannot be read: "} + std::strerror(errno));
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
    Result<std::unique_ptr<Window>> window = Window::open(
        options.width, options.height, std::string{text(Msg::product_name, options.lang)});
    if (!window) return tl::unexpected{window.error()};
    Result<render::Renderer> renderer = render::Renderer::create();
    if (!renderer) return tl::unexpected{renderer.error()};
    Session session{options,
                    std::move(*fonts),
                    std::move(*window),
                    std::move(*renderer),
                    std::move(*script),
                    quit_signals};
    return session.run();
}

}  // namespace parkatlas::app
