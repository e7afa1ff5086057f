#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "base/lang.h"
#include "base/progress.h"

namespace parkatlas::cli {

/// A bar with count and time left on standard error. Comes after the work has taken a moment, is
/// drawn five times a second from a thread of its own, so that it lives while a step of the work is
/// long, and is wiped when done.
class ProgressBar : public Progress {
  public:
    using Write = std::function<void(std::string_view text)>;

    explicit ProgressBar(Lang lang);
    ProgressBar(Lang lang, Write write);
    ~ProgressBar() override;
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void update(std::uint64_t done, std::uint64_t total) override;

    /// True where standard error is a terminal.
    [[nodiscard]] static bool is_wanted();

  private:
    using Clock = std::chrono::steady_clock;
    void keep_drawing(const std::stop_token& stop);

    Lang lang_;
    Write write_;
    Clock::time_point started_ = Clock::now();
    std::mutex mutex_;  ///< of what follows
    std::condition_variable_any ended_;
    std::uint64_t done_ = 0, total_ = 0;
    std::jthread drawing_;  ///< last: ends before the rest goes
};

/// The bar's line, for `columns` cells of bar: "[#####.....]  500/1000  12 s left".
[[nodiscard]] std::string progress_line(std::uint64_t done, std::uint64_t total, double elapsed_s,
                                        int columns, Lang lang);

}  // namespace parkatlas::cli
