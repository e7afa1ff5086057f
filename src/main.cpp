// Picks the face: the command line, or the window that it asks for.

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "app/benchmark.h"
#include "app/viewer.h"
#include "base/messages_errors.h"
#include "base/result.h"
#include "cli/command_line.h"

namespace {

using parkatlas::Error;
using parkatlas::ErrorCode;

int report(const Error& error, parkatlas::Lang lang) {
    std::fprintf(stderr, "%s\n", parkatlas::error_line(error, lang).c_str());
    return parkatlas::exit_code(error.code);
}

bool has_display() {
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') return true;
    }
    return false;
}

int view(const parkatlas::cli::ViewRequest& request) {
    // The bare name on a machine without a display: nothing was asked for that could be done.
    if (!request.command_given && !has_display()) {
        return report({ErrorCode::usage, "command line",
                       parkatlas::said(parkatlas::msg::errors_no_command_was_given),
                       parkatlas::said(parkatlas::msg::errors_see_parkatlas_help)},
                      request.error_lang);
    }
    if (request.benchmark) {
        parkatlas::app::BenchmarkOptions benchmark;
        benchmark.sources = request.sources;
        benchmark.lang = request.lang;
        benchmark.path = *request.benchmark;
        benchmark.width = request.width.value_or(benchmark.width);
        benchmark.height = request.height.value_or(benchmark.height);
        const parkatlas::Result<int> code = parkatlas::app::run_benchmark(benchmark);
        return code ? *code : report(code.error(), request.error_lang);
    }
    parkatlas::app::ViewerOptions options;
    options.sources = request.sources;
    options.lang = request.lang;
    options.error_lang = request.error_lang;
    options.lang_given = request.lang_given;
    if (request.screenshot) options.screenshot = *request.screenshot;
    if (request.state_dump) options.state_dump = *request.state_dump;
    if (request.script) options.script = *request.script;
    options.stats = request.stats;
    options.hold_bytes = static_cast<std::uint64_t>(request.layer_memory_mb) << 20U;
    options.color_by = request.color_by;
    options.width = request.width;
    options.height = request.height;
    const parkatlas::Result<int> code = parkatlas::app::run_viewer(options);
    return code ? *code : report(code.error(), request.error_lang);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return parkatlas::cli::run(argc, argv, view);
    } catch (const std::bad_alloc&) {
        return report({ErrorCode::unsupported,
                       {},
                       "out of memory",
                       parkatlas::said(parkatlas::msg::errors_use_smaller_input)},
                      parkatlas::Lang::en);
    } catch (const std::exception& unexpected) {
        std::fprintf(stderr, "parkatlas: internal error: %s\n", unexpected.what());
        return 70;
    }
}
