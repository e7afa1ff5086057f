#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "base/result.h"
#include "geo/measure.h"

namespace parkatlas::geo {

/// A measurer for each worker of parallel work (base/parallel.h), as one serves one thread: the
/// given one for worker 0, another of its kind for every other worker when it first asks.
class WorkerMeasurers {
  public:
    /// `first` is borrowed.
    WorkerMeasurers(const Measurer& first, std::size_t workers)
        : first_{&first}, others_(workers) {}

    /// Never null. From the thread of that worker only. Fails as Measurer::create does.
    [[nodiscard]] Result<const Measurer*> of(std::size_t worker) {
        if (worker == 0) return first_;
        if (!others_[worker]) {
            Result<Measurer> another = first_->another();
            if (!another) return tl::unexpected(another.error());
            others_[worker] = std::make_unique<Measurer>(std::move(*another));
        }
        return others_[worker].get();
    }

  private:
    const Measurer* first_;
    std::vector<std::unique_ptr<Measurer>> others_;
};

}  // namespace parkatlas::geo
