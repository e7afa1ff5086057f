#pragma once

#include <memory>

namespace parkatlas {

/// While it lives, parallel work uses at most this many threads (oneTBB). 0: as many as cores.
class ThreadLimit {
  public:
    explicit ThreadLimit(int threads);
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;
    ~ThreadLimit();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas
