#include "cli/progress_bar.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "base/messages_cli.h"

namespace parkatlas::cli {

std::string progress_line(std::uint64_t done, std::uint64_t total, double elapsed_s, int columns,
                          Lang lang) {
    const double share =
        total == 0 ? 0.0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    const auto filled = static_cast<std::size_t>(share * columns);
    std::string line = "[" + std::string(filled, '#') +
                       std::string(static_cast<std::size_t>(columns) - filled, '.') + "]";
    line += fmt::format("  {}/{}", done, total);
    if (share > 0.0 && share < 1.0) {
        const double left_s = elapsed_s * (1.0 - share) / share;
        const std::string left = left_s >= 90.0 ? fmt::format("{:.0f} min", left_s / 60.0)
                                                : fmt::format("{:.0f} s", left_s);
        line += "  " + fmt::format(fmt::runtime(text(msg::progress_left, lang)), left);
    }
    return line;
}

ProgressBar::ProgressBar(Lang lang)
    : ProgressBar{lang, [](std::string_view text) {
                      fmt::print(stderr, "{}", text);
                      std::fflush(stderr);
                  }} {}

ProgressBar::ProgressBar(Lang lang, Write write)
    : lang_{lang}, write_{std::move(write)}, drawing_{[this](const std::stop_token& stop) {
          keep_drawing(stop);
      }} {}

ProgressBar::~ProgressBar() = default;

void ProgressBar::update(std::uint64_t done, std::uint64_t total) {
    const std::scoped_lock lock{mutex_};
    done_ = done;
    total_ = total;
}

void ProgressBar::keep_drawing(const std::stop_token& stop) {
    constexpr std::chrono::milliseconds patience{500};
    constexpr std::chrono::milliseconds interval{200};
    constexpr int columns = 30;
    constexpr std::string_view wipe = "\r\x1b[K";
    bool visible = false;
    std::unique_lock lock{mutex_};
    const auto never = [] { return false; };
    for (Clock::time_point next = started_ + patience;
         !ended_.wait_until(lock, stop, next, never) && !stop.stop_requested();
         next = Clock::now() + interval) {
        if (total_ == 0) continue;  // nothing has begun
        const double elapsed_s = std::chrono::duration<double>(Clock::now() - started_).count();
        const std::string line = progress_line(done_, total_, elapsed_s, columns, lang_);
        lock.unlock();
        write_(std::string{wipe} + line);
        lock.lock();
        visible = true;
    }
    if (visible) write_(wipe);
}

bool ProgressBar::is_wanted() {
    return isatty(STDERR_FILENO) == 1;
}

}  // namespace parkatlas::cli
