#include "base/safe_file.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error_words.h"
#include "base/messages_errors.h"

namespace parkatlas {

namespace fs = std::filesystem;

tl::unexpected<Error> SafeFile::output_error(int error_number) const {
    return fail(ErrorCode::output_failed, target_.string(),
                said(msg::errors_cannot_write_why, system_error_words(error_number)),
                error_number == ENOSPC ? said(msg::errors_free_space) : "");
}

Result<SafeFile> SafeFile::create(const fs::path& target) {
    SafeFile file;
    file.target_ = target;
    std::error_code status_error;
    if (fs::is_directory(target, status_error)) {
        return fail(ErrorCode::output_failed, target.string(), said(msg::errors_write_directory));
    }
    // A device or pipe such as /dev/full or /dev/stdout cannot be replaced by a rename.
    if (fs::exists(target, status_error) && !fs::is_regular_file(target, status_error)) {
        file.descriptor_ = ::open(target.c_str(), O_WRONLY | O_CLOEXEC);
        if (file.descriptor_ < 0) return file.output_error(errno);
        return file;
    }
    const bool target_exists = fs::exists(target, status_error);
    if (target_exists && ::access(target.c_str(), W_OK) != 0) return file.output_error(errno);

    std::string pattern = target.string() + ".part-XXXXXX";
    file.descriptor_ = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (file.descriptor_ < 0) return file.output_error(errno);
    file.temporary_ = pattern;

    // mkostemp makes 0600; a result should have the rights of the file it replaces, or the usual.
    struct stat existing {};
    mode_t mode = 0;
    if (target_exists && ::stat(target.c_str(), &existing) == 0) {
        mode = existing.st_mode & 07777U;
    } else {
        const mode_t mask = ::umask(0);
        ::umask(mask);
        mode = 0666U & ~mask;
    }
    ::fchmod(file.descriptor_, mode);
    return file;
}

SafeFile::SafeFile(SafeFile&& other) noexcept
    : target_{std::move(other.target_)},
      temporary_{std::exchange(other.temporary_, {})},
      descriptor_{std::exchange(other.descriptor_, -1)} {}

SafeFile& SafeFile::operator=(SafeFile&& other) noexcept {
    if (this != &other) {
        discard();
        target_ = std::move(other.target_);
        temporary_ = std::exchange(other.temporary_, {});
        descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
}

SafeFile::~SafeFile() {
    discard();
}

void SafeFile::discard() noexcept {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
    temporary_.clear();
}

Result<void> SafeFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return output_error(errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> SafeFile::write(std::string_view bytes) {
    return write(std::as_bytes(std::span{bytes.data(), bytes.size()}));
}

Result<void> SafeFile::commit() {
    // A library may have replaced the temporary by path; sync what stands there now.
    if (!temporary_.empty() && ::fsync(descriptor_) != 0) return output_error(errno);
    const int closed = ::close(std::exchange(descriptor_, -1));
    if (closed != 0) return output_error(errno);
    if (temporary_.empty()) return {};
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
        const int reason = errno;
        discard();
        return output_error(reason);
    }
    temporary_.clear();
    return {};
}

Result<void> write_file_safely(const fs::path& target, std::string_view bytes) {
    Result<SafeFile> file = SafeFile::create(target);
    if (!file) return tl::unexpected{file.error()};
    if (Result<void> written = file->write(bytes); !written) return written;
    return file->commit();
}

}  // namespace parkatlas
