#include "io/file_bytes.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error_words.h"
#include "base/messages_errors.h"

namespace parkatlas::io {

Result<InputFile> InputFile::open(const std::string& path, const std::string& where) {
    struct stat facts = {};
    if (stat(path.c_str(), &facts) != 0) {
        return fail(ErrorCode::input_unreadable, where,
                    said(msg::errors_cannot_be_opened, system_error_words(errno)));
    }
    if (S_ISDIR(facts.st_mode)) {
        return fail(ErrorCode::input_unreadable, where, said(msg::errors_is_directory),
                    said(msg::errors_name_a_file));
    }
    if (S_ISCHR(facts.st_mode) || S_ISBLK(facts.st_mode) || S_ISSOCK(facts.st_mode)) {
        return fail(ErrorCode::input_unreadable, where, said(msg::errors_device));
    }
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return fail(ErrorCode::input_unreadable, where,
                    said(msg::errors_cannot_be_opened, system_error_words(errno)));
    }
    InputFile file{descriptor, true};
    file.look();
    return file;
}

InputFile InputFile::standard_input() {
    InputFile file{STDIN_FILENO, false};
    file.look();
    return file;
}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)},
      is_owned_{other.is_owned_},
      is_regular_{other.is_regular_},
      size_bytes_{other.size_bytes_} {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(is_owned_, other.is_owned_);
    std::swap(is_regular_, other.is_regular_);
    std::swap(size_bytes_, other.size_bytes_);
    return *this;
}

InputFile::~InputFile() {
    if (is_owned_ && descriptor_ >= 0) close(descriptor_);
}

void InputFile::look() {
    struct stat facts = {};
    if (fstat(descriptor_, &facts) != 0) return;
    is_regular_ = S_ISREG(facts.st_mode);
    if (is_regular_) size_bytes_ = static_cast<std::uint64_t>(facts.st_size);
}

std::string InputFile::head(std::size_t most) const {
    std::string bytes(most, '\0');
    const ssize_t answer = is_regular_ ? pread(descriptor_, bytes.data(), most, 0) : 0;
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(answer, 0)));
    return bytes;
}

namespace {

// Whoever writes into a pipe may take his time: a wish to stop is seen in between. At the end, or
// where it cannot be told, `read` says more.
bool has_something_to_read(int descriptor) {
    constexpr int between_looks_ms = 100;
    pollfd look{descriptor, POLLIN, 0};
    const int answer = ::poll(&look, 1, between_looks_ms);
    return answer > 0 || (answer < 0 && errno != EINTR);
}

}  // namespace

Result<std::string> InputFile::read_all(const std::string& where, const Work& work) const {
    constexpr std::size_t least_block = std::size_t{1} << 16;
    std::string bytes(std::max<std::size_t>(size_bytes_ + 1, least_block), '\0');
    std::size_t fill = 0;
    while (true) {
        if (work.stop_requested())
            return fail(ErrorCode::stopped, where, said(msg::errors_stopped));
        if (!is_regular_ && !has_something_to_read(descriptor_)) continue;
        if (fill == bytes.size()) bytes.resize(bytes.size() * 2);
        const std::size_t wanted = std::min(bytes.size() - fill, std::size_t{1} << 24);
        const ssize_t answer =
            is_regular_ ? pread(descriptor_, bytes.data() + fill, wanted, static_cast<off_t>(fill))
                        : read(descriptor_, bytes.data() + fill, wanted);
        if (answer < 0) {
            if (errno == EINTR) continue;
            return fail(ErrorCode::input_unreadable, where,
                        said(msg::errors_read_error, system_error_words(errno)));
        }
        if (answer == 0) break;
        fill += static_cast<std::size_t>(answer);
        work.report(fill, std::max<std::uint64_t>(size_bytes_, fill));
    }
    bytes.resize(fill);
    return bytes;
}

}  // namespace parkatlas::io
