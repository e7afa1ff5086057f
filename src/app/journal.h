#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/file_worker.h"
#include "model/project.h"

namespace parkatlas::app {

/// parkatlas/journal in $XDG_STATE_HOME or ~/.local/state; none where neither is known.
[[nodiscard]] std::optional<std::filesystem::path> journal_folder();

/// Unsaved work: the document with absolute sources, and the project file it belongs to.
struct UnsavedWork {
    std::filesystem::path project;  ///< empty: was never saved
    model::Project document;
};

/// Keeps unsaved work on disk while the window is open, so that a crash loses seconds.
///
/// Each window has a file of its own in the folder, named after its process, beside a lock file on
/// which it holds flock(2). The kernel drops that lock however the process ends, so a file without
/// a holder is work that a crash left behind; whoever takes it holds its lock meanwhile, so no two
/// windows offer the same work.
class Journal {
  public:
    /// Null where the folder cannot be made or locked: then there is no journal.
    [[nodiscard]] static std::unique_ptr<Journal> begin(const std::filesystem::path& folder,
                                                        std::function<void()> wake);
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    /// What is kept stays for the next start unless `clear` went before.
    ~Journal();

    /// Work that was left behind; it is claimed until `settle`. Work that cannot be read stays
    /// where it is.
    [[nodiscard]] std::optional<UnsavedWork> take_left();
    /// The claimed work was taken over or is not wanted: its file goes. Taken over, it goes only
    /// once this journal has a file of its own.
    void settle(bool taken_over);

    /// Asks for the work of this revision to be written, unless it is the one last asked for.
    void keep(std::uint64_t revision, const UnsavedWork& work);
    /// There is nothing unsaved: the file goes.
    void clear();
    /// Takes notice of what has been written. Call now and then.
    void poll();
    [[nodiscard]] std::uint64_t kept_revision() const { return asked_revision_; }
    /// The work of this revision is on disk.
    [[nodiscard]] bool holds(std::uint64_t revision) const {
        return is_wanted_ && written_revision_ == revision;
    }

  private:
    Journal(std::filesystem::path folder, std::function<void()> wake);
    struct Lock;

    std::filesystem::path folder_;
    std::string id_;
    std::unique_ptr<Lock> lock_, claimed_;
    bool drop_claimed_ = false;  // as soon as there is a file of our own
    std::uint64_t asked_revision_ = 0;
    std::optional<std::uint64_t> written_revision_;
    bool is_wanted_ = false;  // a file of ours ought to be there
    std::unique_ptr<FileWorker> worker_;
};

/// The text of a journal's file and back; none if it cannot be understood.
[[nodiscard]] std::string journal_text(const UnsavedWork& work);
[[nodiscard]] std::optional<UnsavedWork> parse_journal(std::string_view text);

}  // namespace parkatlas::app
