#pragma once

#include <chrono>
#include <utility>

namespace parkatlas::app {

/// Milliseconds since it was made or last asked.
class Lap {
  public:
    [[nodiscard]] double next_ms() {
        const auto now = std::chrono::steady_clock::now();
        return std::chrono::duration<double, std::milli>{now - std::exchange(began_, now)}.count();
    }

  private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace parkatlas::app
