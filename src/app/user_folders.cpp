#include "app/user_folders.h"

#include <cstdlib>

namespace parkatlas::app {

namespace fs = std::filesystem;

namespace {

std::optional<fs::path> absolute_from(const char* variable) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value != '/') return std::nullopt;
    return fs::path{value};
}

std::optional<fs::path> own_folder(const char* variable, const char* below_home) {
    std::optional<fs::path> folder = absolute_from(variable);
    if (!folder) {
        folder = home_folder();
        if (folder) *folder /= below_home;
    }
    if (folder) *folder /= "parkatlas";
    return folder;
}

}  // namespace

std::optional<fs::path> home_folder() {
    return absolute_from("HOME");
}

std::optional<fs::path> config_folder() {
    return own_folder("XDG_CONFIG_HOME", ".config");
}

std::optional<fs::path> state_folder() {
    return own_folder("XDG_STATE_HOME", ".local/state");
}

std::optional<fs::path> cache_folder() {
    return own_folder("XDG_CACHE_HOME", ".cache");
}

fs::path first_place(std::string_view name) {
    return home_folder().value_or(".") / name;
}

}  // namespace parkatlas::app
