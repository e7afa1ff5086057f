#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace parkatlas {

/// A file that is complete or absent: bytes go to a sibling temporary file, `commit` flushes it to
/// disk and renames it over the target. Without `commit`, the destructor removes the temporary and
/// whatever stood at the target before is intact.
///
/// Fails with output_failed: folder missing, no permission, disk full, target is a directory.
class SafeFile {
  public:
    [[nodiscard]] static Result<SafeFile> create(const std::filesystem::path& target);

    SafeFile(SafeFile&& other) noexcept;
    SafeFile& operator=(SafeFile&& other) noexcept;
    SafeFile(const SafeFile&) = delete;
    SafeFile& operator=(const SafeFile&) = delete;
    ~SafeFile();

    [[nodiscard]] Result<void> write(std::span<const std::byte> bytes);
    [[nodiscard]] Result<void> write(std::string_view bytes);
    [[nodiscard]] Result<void> commit();

    /// The temporary beside the target, for libraries that insist on a path of their own.
    [[nodiscard]] const std::filesystem::path& temporary_path() const { return temporary_; }

  private:
    SafeFile() = default;
    void discard() noexcept;
    [[nodiscard]] tl::unexpected<Error> output_error(int error_number) const;

    std::filesystem::path target_;
    std::filesystem::path temporary_;
    int descriptor_ = -1;
};

/// The usual case in one call.
[[nodiscard]] Result<void> write_file_safely(const std::filesystem::path& target,
                                             std::string_view bytes);

}  // namespace parkatlas
