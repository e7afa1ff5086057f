#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/latest_job.h"
#include "base/progress.h"
#include "base/result.h"

namespace parkatlas::app {

/// Writes one file beside the window, with progress, a way to stop, and what came of it.
class OutputJob {
  public:
    using Order = std::function<Result<void>(const Work&)>;

    explicit OutputJob(std::function<void()> wake);

    /// Begins to write `path`; what was written before is forgotten.
    void start(std::string path, Order order);
    void stop();
    /// Forgets what came of the last file.
    void clear();
    /// True if something has changed.
    bool poll();

    [[nodiscard]] bool busy() const { return job_.busy(); }
    [[nodiscard]] const std::string& path() const { return path_; }
    /// Share done in [0, 1]; less than 0 if the work does not say.
    [[nodiscard]] float share_done() const { return *share_done_; }
    /// Seconds it will still take at the pace so far; none until that can be told.
    [[nodiscard]] std::optional<double> seconds_left() const;
    /// None while nothing has been finished.
    [[nodiscard]] const std::optional<Result<void>>& result() const { return result_; }

  private:
    std::function<void()> wake_;
    std::string path_;
    std::shared_ptr<std::atomic<float>> share_done_;
    std::chrono::steady_clock::time_point began_;
    std::optional<Result<void>> result_;
    LatestJob<Result<void>> job_;
};

/// Opens the folder of a file in the desktop's own file manager (xdg-open), without waiting for it.
void show_in_folder(const std::string& path);

}  // namespace parkatlas::app
