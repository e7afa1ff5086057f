#pragma once

#include <memory>
#include <stop_token>

namespace parkatlas::cli {

/// While it lives, Ctrl-C and SIGTERM ask the work to stop through `token()` instead of ending the
/// process; a second one ends it at once. One at a time, made before other threads start.
class Interrupt {
  public:
    Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
    ~Interrupt();
    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

  private:
    std::stop_source source_;
    struct Watcher;
    std::unique_ptr<Watcher> watcher_;
};

}  // namespace parkatlas::cli
