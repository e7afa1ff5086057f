#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/lang.h"

namespace parkatlas::cli {

/// What `parkatlas view` was asked for; the window itself lies outside this module.
struct ViewRequest {
    std::vector<std::string> sources;  ///< never empty: layout:ningbo where none was given
    Lang lang = Lang::zh;
    bool lang_given = false;     ///< by --lang, not by the environment
    Lang error_lang = Lang::en;  ///< of errors on standard error
    bool command_given = false;  ///< "view" or a source was typed, not the bare program name
    std::optional<std::string> screenshot, state_dump, script, benchmark;
    bool stats = false;  ///< tell on leaving what loading and frames took
    std::optional<int> width, height;
    int layer_memory_mb = 1024;  ///< beyond it layers are held in part; 0: never
    std::string color_by;
};

/// Runs the command line; `view` opens the window when that is what was asked for.
/// @return the process's exit code as product and `base/result.h` define it.
[[nodiscard]] int run(int argc, const char* const* argv,
                      const std::function<int(const ViewRequest&)>& view);

}  // namespace parkatlas::cli
