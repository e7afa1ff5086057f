#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace parkatlas::app {

/// While it lives, SIGTERM and SIGINT ask the program to close its window instead of killing it.
/// The handler only writes a byte into a pipe; a thread reads it and calls `wake`. At most one
/// object at a time.
class QuitSignals {
  public:
    explicit QuitSignals(std::function<void()> wake);
    QuitSignals(const QuitSignals&) = delete;
    QuitSignals& operator=(const QuitSignals&) = delete;
    ~QuitSignals();

    [[nodiscard]] bool received() const { return received_; }

  private:
    void listen();

    std::function<void()> wake_;
    std::atomic<bool> received_{false};
    int read_end_ = -1;
    int write_end_ = -1;
    std::thread thread_;
};

}  // namespace parkatlas::app
