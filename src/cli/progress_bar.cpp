#include "cli/progress_bar.h"

#include <algorithm>
#include <cstdio>

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

ProgressBar::ProgressBar(Lang lang) : lang_{lang} {}

ProgressBar::~ProgressBar() {
    if (visible_) fmt::print(stderr, "\r\x1b[K");
}

void ProgressBar::update(std::uint64_t done, std::uint64_t total) {
    const std::lock_guard lock{mutex_};
    const Clock::time_point now = Clock::now();
    constexpr std::chrono::milliseconds patience{500};
    constexpr std::chrono::milliseconds interval{100};
    if (now - started_ < patience || now - drawn_ < interval) return;
    drawn_ = now;
    visible_ = true;
    const double elapsed_s = std::chrono::duration<double>(now - started_).count();
    fmt::print(stderr, "\r\x1b[K{}", progress_line(done, total, elapsed_s, 30, lang_));
    std::fflush(stderr);
}

bool ProgressBar::is_wanted() {
    return isatty(STDERR_FILENO) == 1;
}

}  // namespace parkatlas::cli
