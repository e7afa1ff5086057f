#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/result.h"

namespace parkatlas::app {

/// Writes files on a thread of its own, each complete or not at all (base/safe_file.h), in the
/// order asked for. What was asked for is written before the destructor returns.
class FileWorker {
  public:
    /// `wake` is called from the worker's thread whenever a file is done.
    explicit FileWorker(std::function<void()> wake);
    FileWorker(const FileWorker&) = delete;
    FileWorker& operator=(const FileWorker&) = delete;
    ~FileWorker();

    struct Job {
        std::filesystem::path target;
        std::function<std::string()> text;  ///< made on the worker's thread
        std::uint64_t tag = 0;              ///< comes back with the answer
    };
    /// A job for the same file that has not been begun is no longer wanted, nor answered.
    void ask(Job job);

    struct Done {
        std::filesystem::path target;
        std::uint64_t tag = 0;
        Result<void> result;
    };
    [[nodiscard]] std::optional<Done> take();
    [[nodiscard]] bool busy() const;

  private:
    void run(const std::stop_token& stop);

    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Job> waiting_;
    bool is_writing_ = false;
    std::deque<Done> done_;
    std::jthread thread_;  // last: it uses what stands above
};

}  // namespace parkatlas::app
