#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "base/result.h"

namespace parkatlas {

/// A dataset of one or several files that is complete or absent: a library writes them into
/// `folder()`, a temporary folder beside the target; `commit` flushes them to disk and moves them
/// to the target's folder. Without `commit`, the destructor removes what was written and whatever
/// stood at the target before is intact.
///
/// Fails with output_failed: folder missing, no permission, disk full, the target is a directory or
/// a device.
class SafeFileSet {
  public:
    [[nodiscard]] static Result<SafeFileSet> create(const std::filesystem::path& target);

    SafeFileSet(SafeFileSet&& other) noexcept;
    SafeFileSet& operator=(SafeFileSet&& other) noexcept;
    SafeFileSet(const SafeFileSet&) = delete;
    SafeFileSet& operator=(const SafeFileSet&) = delete;
    ~SafeFileSet();

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    /// Where a file with the target's own name is to be written.
    [[nodiscard]] std::filesystem::path path() const { return folder_ / target_.filename(); }

    /// Moves every file of the folder beside the target. `stale` are endings (".qix") of files of
    /// the same stem that would belong to the old dataset: they go. If anything fails on the way,
    /// the old files are put back.
    [[nodiscard]] Result<void> commit(std::span<const std::string> stale = {});

  private:
    SafeFileSet() = default;
    void discard() noexcept;

    std::filesystem::path target_;
    std::filesystem::path folder_;
};

}  // namespace parkatlas
