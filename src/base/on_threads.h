#pragma once

// Internal to base: how parallel.cpp gets its threads.

#include <atomic>
#include <cstddef>
#include <functional>

namespace parkatlas::detail {

/// Calls `run(0)` … `run(workers - 1)`, each on whatever thread is free; returns when all have.
void on_threads(std::size_t workers, const std::function<void(std::size_t worker)>& run);

/// Calls `make` for the items 0 … count - 1 on all threads and `take` for each in ascending order,
/// one at a time. `slot` is below `slots` and an item's own from the one to the end of the other.
/// Begins no more items once `ended`; those begun are taken.
using ItemInSlot = std::function<void(std::size_t item, std::size_t slot)>;
void pass_in_order(std::size_t count, std::size_t slots, const std::atomic<bool>& ended,
                   const ItemInSlot& make, const ItemInSlot& take);

}  // namespace parkatlas::detail
