#include "base/safe_file_set.h"

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error_words.h"
#include "base/messages_errors.h"

namespace parkatlas {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> output_error(const fs::path& target, int error_number) {
    return fail(ErrorCode::output_failed, target.string(),
                said(msg::errors_cannot_write_why, system_error_words(error_number)),
                error_number == ENOSPC ? said(msg::errors_free_space) : "");
}

int flush_to_disk(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return errno;
    const int outcome = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    return outcome;
}

struct Move {
    fs::path from, to;
};

/// Undoes moves, the last one first. False if one of them could not be undone.
bool undo(std::vector<Move>& moves) {
    std::ranges::reverse(moves);
    bool all = true;
    for (const Move& move : moves) {
        all = ::rename(move.to.c_str(), move.from.c_str()) == 0 && all;
    }
    return all;
}

}  // namespace

Result<SafeFileSet> SafeFileSet::create(const fs::path& target) {
    std::error_code ignored;
    if (fs::is_directory(target, ignored)) {
        return fail(ErrorCode::output_failed, target.string(), said(msg::errors_write_directory));
    }
    if (fs::exists(target, ignored)) {
        if (!fs::is_regular_file(target, ignored)) {
            return fail(ErrorCode::output_failed, target.string(),
                        said(msg::errors_write_own_file));
        }
        if (::access(target.c_str(), W_OK) != 0) return output_error(target, errno);
    }
    std::string pattern = target.string() + ".part-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) return output_error(target, errno);
    SafeFileSet files;
    files.target_ = target;
    files.folder_ = pattern;
    return files;
}

SafeFileSet::SafeFileSet(SafeFileSet&& other) noexcept
    : target_{std::move(other.target_)}, folder_{std::exchange(other.folder_, {})} {}

SafeFileSet& SafeFileSet::operator=(SafeFileSet&& other) noexcept {
    if (this != &other) {
        discard();
        target_ = std::move(other.target_);
        folder_ = std::exchange(other.folder_, {});
    }
    return *this;
}

SafeFileSet::~SafeFileSet() {
    discard();
}

void SafeFileSet::discard() noexcept {
    if (folder_.empty()) return;
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    folder_.clear();
}

Result<void> SafeFileSet::commit(std::span<const std::string> stale) {
    std::vector<fs::path> fresh;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator{folder_, error}) {
        fresh.push_back(entry.path());
    }
    if (error) return output_error(target_, error.value());
    std::ranges::sort(fresh);
    for (const fs::path& file : fresh) {
        if (const int reason = flush_to_disk(file); reason != 0) {
            return output_error(target_, reason);
        }
    }
    // The old files wait in the temporary folder until all the new ones stand in their places.
    const fs::path old = folder_ / "old";
    if (!fs::create_directory(old, error)) return output_error(target_, error.value());
    std::vector<fs::path> in_the_way;
    in_the_way.reserve(fresh.size() + stale.size());
    for (const fs::path& file : fresh)
        in_the_way.push_back(target_.parent_path() / file.filename());
    for (const std::string& ending : stale) {
        fs::path sibling = target_;
        sibling.replace_extension(ending);
        if (std::ranges::find(in_the_way, sibling) == in_the_way.end()) {
            in_the_way.push_back(std::move(sibling));
        }
    }
    std::vector<Move> moves;
    const auto move = [&moves](const fs::path& from, const fs::path& to) {
        if (::rename(from.c_str(), to.c_str()) != 0) return false;
        moves.push_back({from, to});
        return true;
    };
    const bool is_single = fresh.size() == 1 && in_the_way.size() == 1;
    // One file alone replaces the old one in one step.
    if (!is_single) {
        for (const fs::path& file : in_the_way) {
            if (fs::exists(file, error) && !move(file, old / file.filename())) {
                const int reason = errno;
                if (!undo(moves)) folder_.clear();  // it holds the only copy: leave it
                return output_error(target_, reason);
            }
        }
    }
    for (const fs::path& file : fresh) {
        if (!move(file, target_.parent_path() / file.filename())) {
            const int reason = errno;
            if (!undo(moves)) folder_.clear();
            return output_error(target_, reason);
        }
    }
    discard();
    return {};
}

}  // namespace parkatlas
