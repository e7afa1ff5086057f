#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace parkatlas::app {

/// The user's folders as the environment names them; nothing is looked up on the disk. None where
/// neither the folder nor a home is named by an absolute path.
[[nodiscard]] std::optional<std::filesystem::path> home_folder();
/// Those of this program by the XDG base directory specification: parkatlas in $XDG_CONFIG_HOME,
/// $XDG_STATE_HOME, $XDG_CACHE_HOME, or in ~/.config, ~/.local/state, ~/.cache.
[[nodiscard]] std::optional<std::filesystem::path> config_folder();
[[nodiscard]] std::optional<std::filesystem::path> state_folder();
[[nodiscard]] std::optional<std::filesystem::path> cache_folder();

/// Where a file is offered to be written at first: in the home folder, else in the working folder.
[[nodiscard]] std::filesystem::path first_place(std::string_view name);

}  // namespace parkatlas::app
