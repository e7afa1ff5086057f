#include "base/on_threads.h"

#include <mutex>
#include <vector>

#if defined(__SANITIZE_THREAD__)
#include <algorithm>
#include <condition_variable>
#include <thread>

#include "base/parallel.h"
#else
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>
#endif

namespace parkatlas::detail {

#if defined(__SANITIZE_THREAD__)

// oneTBB as it is installed is not instrumented, so ThreadSanitizer does not see how it hands work
// on and takes every piece for a race. Threads of the standard library do what it does, slower.

void on_threads(std::size_t workers, const std::function<void(std::size_t)>& run) {
    std::vector<std::jthread> threads;
    for (std::size_t worker = 1; worker < workers; ++worker) threads.emplace_back(run, worker);
    if (workers > 0) run(0);
}

void pass_in_order(std::size_t count, std::size_t slots, const std::atomic<bool>& ended,
                   const ItemInSlot& make, const ItemInSlot& take) {
    std::mutex mutex;
    std::condition_variable moved_on;
    std::size_t fed = 0;
    std::size_t taken = 0;
    on_threads(std::min(parallel_width(), slots), [&](std::size_t) {
        std::unique_lock lock{mutex};
        while (true) {
            moved_on.wait(lock, [&] { return fed - taken < slots; });
            if (fed == count || ended) return;
            const std::size_t item = fed++;
            lock.unlock();
            make(item, item % slots);
            lock.lock();
            moved_on.wait(lock, [&] { return taken == item; });
            take(item, item % slots);
            ++taken;
            moved_on.notify_all();
        }
    });
}

#else

void on_threads(std::size_t workers, const std::function<void(std::size_t)>& run) {
    tbb::parallel_for(std::size_t{0}, workers, run, tbb::simple_partitioner{});
}

void pass_in_order(std::size_t count, std::size_t slots, const std::atomic<bool>& ended,
                   const ItemInSlot& make, const ItemInSlot& take) {
    struct Item {
        std::size_t index = 0;
        std::size_t slot = 0;
    };
    std::vector<std::size_t> free_slots;
    for (std::size_t slot = slots; slot > 0; --slot) free_slots.push_back(slot - 1);
    std::mutex mutex;  // of the free slots
    std::size_t next = 0;
    const auto feed = [&](tbb::flow_control& control) {
        Item item;
        if (next == count || ended) {
            control.stop();
            return item;
        }
        item.index = next++;
        const std::scoped_lock lock{mutex};
        item.slot = free_slots.back();
        free_slots.pop_back();
        return item;
    };
    const auto make_one = [&](Item item) {
        make(item.index, item.slot);
        return item;
    };
    const auto take_one = [&](const Item& item) {
        take(item.index, item.slot);
        const std::scoped_lock lock{mutex};
        free_slots.push_back(item.slot);
    };
    tbb::parallel_pipeline(
        slots, tbb::make_filter<void, Item>(tbb::filter_mode::serial_in_order, feed) &
                   tbb::make_filter<Item, Item>(tbb::filter_mode::parallel, make_one) &
                   tbb::make_filter<Item, void>(tbb::filter_mode::serial_in_order, take_one));
}

#endif

}  // namespace parkatlas::detail
