#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "base/lang.h"
#include "base/progress.h"

namespace parkatlas::cli {

/// A bar with count and time left on standard error, drawn at most ten times a second and only
/// after the work has taken a moment; wiped when done.
class ProgressBar : public Progress {
  public:
    explicit ProgressBar(Lang lang);
    ~ProgressBar() override;
    void update(std::uint64_t done, std::uint64_t total) override;

    /// True where standard error is a terminal.
    [[nodiscard]] static bool is_wanted();

  private:
    using Clock = std::chrono::steady_clock;
    std::mutex mutex_;
    Lang lang_;
    Clock::time_point started_ = Clock::now();
    Clock::time_point drawn_ = started_;
    bool visible_ = false;
};

/// The bar's line, for `columns` cells of bar: "[#####.....]  500/1000  12 s left".
[[nodiscard]] std::string progress_line(std::uint64_t done, std::uint64_t total, double elapsed_s,
                                        int columns, Lang lang);

}  // namespace parkatlas::cli
