#include "app/file_probe.h"

#include <algorithm>
#include <filesystem>

namespace parkatlas::app {
namespace {

constexpr std::size_t most_paths = 8;
// Typing a path on a dead share must not leave a waiting thread for every letter.
constexpr std::ptrdiff_t most_questions = 4;
constexpr std::chrono::seconds fresh_for{1};

}  // namespace

bool FileProbe::is_file(const std::string& path) {
    if (path.empty()) return false;
    const auto now = std::chrono::steady_clock::now();
    auto at = std::ranges::find(known_, path, &Known::path);
    const bool is_new = at == known_.end();
    if (is_new) {
        known_.push_front({path, false, {}, DetachedJob<bool>{wake_}});
        if (known_.size() > most_paths) {
            const auto idle = std::ranges::find_if(
                known_.rbegin(), known_.rend(), [](const Known& one) { return !one.job.busy(); });
            if (idle != known_.rend()) known_.erase(std::next(idle).base());
        }
        at = std::ranges::find(known_, path, &Known::path);
        if (at == known_.end()) return false;
    }
    if (const std::optional<bool> answer = at->job.poll()) at->is_file = *answer;
    const auto asking =
        std::ranges::count_if(known_, [](const Known& one) { return one.job.busy(); });
    if (!at->job.busy() && (is_new || now - at->asked > fresh_for) && asking < most_questions) {
        at->asked = now;
        at->job.start([path] {
            std::error_code ignored;
            return std::filesystem::is_regular_file(path, ignored);
        });
    }
    return at->is_file;
}

}  // namespace parkatlas::app
