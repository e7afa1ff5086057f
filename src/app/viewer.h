#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/lang.h"
#include "base/result.h"

namespace parkatlas::app {

struct ViewerOptions {
    std::vector<std::string> sources;  ///< empty: layout:ningbo
    Lang lang = Lang::zh;
    Lang error_lang = Lang::en;  ///< of what goes to standard error
    bool lang_given = false;     ///< else the language last chosen in the window goes before `lang`
    /// Save the window as PNG once everything is shown (after the script, where there is one),
    /// then close.
    std::optional<std::filesystem::path> screenshot;
    /// Rewritten (beside, then renamed) each time the window comes to rest; see state_dump.h.
    std::optional<std::filesystem::path> state_dump;
    /// Commands to carry out, one a line; see script.h.
    std::optional<std::filesystem::path> script;
    /// Tell on standard error, when the window closes, what opening, uploads and frames took.
    bool stats = false;
    /// Of each layer at most about so many bytes are held in memory; what would take more and can
    /// be found by box is held in part (io::OpenOptions). 0: all of everything.
    std::uint64_t hold_bytes = default_hold_bytes;
    static constexpr std::uint64_t default_hold_bytes = std::uint64_t{1} << 30U;
    /// Colour plain layers by the classes of this field; empty: as they are.
    std::string color_by;
    /// Of the window, screen coordinates; none: as it was left, at first 1600 by 1000.
    std::optional<int> width, height;
};

/// What the user chose (language, size) is remembered in preferences.h's file; a run with a script
/// or a screenshot neither reads nor writes it, so that it looks the same everywhere.
///
/// Opens the window and stays in it until it is closed: by its close button, Ctrl+Q, SIGTERM or
/// SIGINT, all of which end with exit code 0. The sources are opened on a worker thread while the
/// window already shows; those that fail are reported in the window and on standard error.
///
/// Fails with  graphics_unavailable  no display, no OpenGL 3.3, no Chinese font;
///             usage                 a script that cannot be understood, or that names what is
///                                   not there;
///             output_failed         a screenshot or state dump that cannot be written;
///             what the first source fails with, where none of them can be opened.
[[nodiscard]] Result<int> run_viewer(const ViewerOptions& options);

}  // namespace parkatlas::app
