#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.h"
#include "base/result.h"
#include "model/edits.h"

namespace parkatlas::app {

/// What the window remembers of its user from one run to the next.
struct Preferences {
    std::optional<Lang> lang;          ///< as last chosen by hand
    std::optional<int> width, height;  ///< of the window when it was closed
    std::optional<float> drawer_height;
    std::vector<std::string> recent = {};  ///< files, the last used first
    std::string last_project = {};         ///< that was open when the window was closed
    bool dark = false;
    double ui_size = 1.0;
    bool overview = false;
    std::string drawer = {};  ///< name of the tab that is open in the drawer; empty: it is closed
    /// Views to come back to, by what was open: its sources, one a line.
    std::map<std::string, std::vector<model::Bookmark>> bookmarks = {};

    bool operator==(const Preferences&) const = default;
};

/// parkatlas/window.json in $XDG_CONFIG_HOME or ~/.config; none where neither is known (relative
/// paths do not count, as the XDG base directory specification says).
[[nodiscard]] std::optional<std::filesystem::path> preferences_path();

/// What can be understood of a file's text; the rest is as if it had not been set.
[[nodiscard]] Preferences parse_preferences(std::string_view json);
[[nodiscard]] Preferences load_preferences(const std::filesystem::path& path);
/// Makes the folder where it is missing. Fails with output_failed.
[[nodiscard]] Result<void> save_preferences(const std::filesystem::path& path,
                                            const Preferences& preferences);

}  // namespace parkatlas::app
