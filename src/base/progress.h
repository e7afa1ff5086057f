#pragma once

#include <cstdint>
#include <stop_token>

namespace parkatlas {

/// Receives how far long work has come. Called from the working thread; cheap to call often.
class Progress {
  public:
    virtual ~Progress() = default;
    virtual void update(std::uint64_t done, std::uint64_t total) = 0;
};

/// What long work is handed: where to report and whether to stop. Both may be absent.
struct Work {
    Progress* progress = nullptr;  ///< borrowed, may be null
    std::stop_token stop;

    void report(std::uint64_t done, std::uint64_t total) const {
        if (progress != nullptr) progress->update(done, total);
    }
    [[nodiscard]] bool stop_requested() const { return stop.stop_requested(); }
};

}  // namespace parkatlas
