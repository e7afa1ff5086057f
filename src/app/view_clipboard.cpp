#include "app/view_clipboard.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error_words.h"
#include "base/messages_errors.h"
#include "export/png.h"

namespace parkatlas::app {
namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

bool is_in_path(std::string_view program) {
    std::string_view path = variable("PATH");
    while (!path.empty()) {
        const std::size_t end = std::min(path.find(':'), path.size());
        const std::string candidate = fmt::format("{}/{}", path.substr(0, end), program);
        if (access(candidate.c_str(), X_OK) == 0) return true;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return false;
}

// The command that takes a PNG from its standard input; empty: there is none.
std::vector<std::string> clipboard_program() {
    if (!variable("WAYLAND_DISPLAY").empty() && is_in_path("wl-copy")) {
        return {"wl-copy", "--type", "image/png"};
    }
    if (!variable("DISPLAY").empty() && is_in_path("xclip")) {
        return {"xclip", "-selection", "clipboard", "-t", "image/png", "-i"};
    }
    return {};
}

struct SpawnActions {
    posix_spawn_file_actions_t actions;
    SpawnActions() { posix_spawn_file_actions_init(&actions); }
    ~SpawnActions() { posix_spawn_file_actions_destroy(&actions); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
};

// Both programs read all of it, then leave a child behind that keeps it.
Result<void> feed(std::vector<std::string> words, const std::filesystem::path& file) {
    SpawnActions spawn;
    posix_spawn_file_actions_addopen(&spawn.actions, STDIN_FILENO, file.c_str(), O_RDONLY, 0);
    // The child that stays behind must not keep this program's output open.
    posix_spawn_file_actions_addopen(&spawn.actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&spawn.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int error =
        posix_spawnp(&child, words[0].c_str(), &spawn.actions, nullptr, arguments.data(), environ);
    if (error != 0) {
        return fail(ErrorCode::output_failed, words[0], system_error_words(error));
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return fail(ErrorCode::output_failed, words[0], said(msg::errors_program_did_not_take));
}

// A name that no file has yet.
std::filesystem::path free_name(const std::filesystem::path& folder) {
    for (int number = 1;; ++number) {
        std::filesystem::path candidate = folder / fmt::format("parkatlas-{}.png", number);
        std::error_code error;
        if (!std::filesystem::exists(candidate, error)) return candidate;
    }
}

Result<ViewClipboard::Done> put(const Image& image, double dpi) {
    exporting::PngOptions png;
    png.dpi = dpi;
    ViewClipboard::Done done{image.width, image.height, {}};
    std::vector<std::string> program = clipboard_program();
    if (program.empty()) {
        done.file = free_name(pictures_folder());
        const Result<void> written = exporting::write_png(done.file, image, png);
        if (!written) return tl::unexpected{written.error()};
        return done;
    }
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    if (error)
        return fail(ErrorCode::output_failed, "clipboard", system_error_words(error.value()));
    const std::filesystem::path file = folder / fmt::format("parkatlas-clipboard-{}.png", getpid());
    const Result<void> written = exporting::write_png(file, image, png);
    if (!written) return tl::unexpected{written.error()};
    const Result<void> fed = feed(std::move(program), file);
    std::filesystem::remove(file, error);
    if (!fed) return tl::unexpected{fed.error()};
    return done;
}

}  // namespace

std::filesystem::path pictures_folder() {
    std::error_code error;
    const std::string_view pictures = variable("XDG_PICTURES_DIR");
    if (!pictures.empty() && std::filesystem::is_directory(pictures, error)) return pictures;
    const std::string_view home = variable("HOME");
    if (!home.empty()) {
        const std::filesystem::path usual = std::filesystem::path{home} / "Pictures";
        if (std::filesystem::is_directory(usual, error)) return usual;
        if (std::filesystem::is_directory(home, error)) return home;
    }
    const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
    return error ? std::filesystem::path{"/tmp"} : temporary;
}

void ViewClipboard::copy(Image image, double dpi) {
    job_.start([image = std::move(image), dpi](const std::stop_token&) -> Result<Done> {
        try {
            return put(image, dpi);
        } catch (const std::exception& thrown) {
            return fail(ErrorCode::output_failed, "clipboard", thrown.what());
        }
    });
}

}  // namespace parkatlas::app
