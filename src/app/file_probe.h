#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <string>

#include "app/detached_job.h"

namespace parkatlas::app {

/// Tells panels in every frame whether a file stands at a path, without asking the disk in the
/// frame: the path may lie on a share that does not answer.
class FileProbe {
  public:
    explicit FileProbe(std::function<void()> wake) : wake_{std::move(wake)} {}

    /// As far as known: false until the disk has answered. Asked anew now and then.
    [[nodiscard]] bool is_file(const std::string& path);

  private:
    struct Known {
        std::string path;
        bool is_file = false;
        std::chrono::steady_clock::time_point asked;
        DetachedJob<bool> job;
    };
    std::function<void()> wake_;
    std::deque<Known> known_;  // the latest path first
};

}  // namespace parkatlas::app
