#include "base/threads.h"

#include <cstddef>

#include <oneapi/tbb/global_control.h>

namespace parkatlas {

struct ThreadLimit::Impl {
    explicit Impl(std::size_t threads)
        : control{tbb::global_control::max_allowed_parallelism, threads} {}
    tbb::global_control control;
};

ThreadLimit::ThreadLimit(int threads)
    : impl_{threads > 0 ? std::make_unique<Impl>(static_cast<std::size_t>(threads)) : nullptr} {}

ThreadLimit::~ThreadLimit() = default;

}  // namespace parkatlas
