#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace parkatlas::io {

/// Passes batches from the thread that makes them to one that takes them, in order; few wait at a
/// time. Where there is but one processor to be used, they are taken by the caller.
template <typename Batch>
class HandOver {
  public:
    /// `take` answers false if it wants no more batches.
    HandOver(std::function<bool(Batch&)> take, bool on_a_thread) : take_{std::move(take)} {
        if (on_a_thread) thread_ = std::jthread{[this] { run(); }};
    }
    HandOver(const HandOver&) = delete;
    HandOver& operator=(const HandOver&) = delete;
    ~HandOver() { close(); }

    /// False if no more are wanted.
    [[nodiscard]] bool pass(Batch batch) {
        if (!thread_.joinable()) {
            wants_more_ = wants_more_ && take_(batch);
            return wants_more_;
        }
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return waiting_.size() < most_waiting || !wants_more_; });
        if (!wants_more_) return false;
        waiting_.push_back(std::move(batch));
        changed_.notify_all();
        return true;
    }

    /// Waits until all have been taken. Throws what `take` threw.
    void finish() {
        close();
        if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
    }

  private:
    static constexpr std::size_t most_waiting = 8;

    void close() {
        if (!thread_.joinable()) return;
        {
            const std::lock_guard lock{mutex_};
            is_closed_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    void run() {
        try {
            while (true) {
                std::unique_lock lock{mutex_};
                changed_.wait(lock, [this] { return !waiting_.empty() || is_closed_; });
                if (waiting_.empty()) return;
                Batch batch = std::move(waiting_.front());
                waiting_.pop_front();
                lock.unlock();
                changed_.notify_all();
                if (!take_(batch)) return give_up();
            }
        } catch (...) {
            thrown_ = std::current_exception();
            give_up();
        }
    }

    void give_up() {
        const std::lock_guard lock{mutex_};
        wants_more_ = false;
        waiting_.clear();
        changed_.notify_all();
    }

    std::function<bool(Batch&)> take_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Batch> waiting_;
    bool wants_more_ = true;
    bool is_closed_ = false;
    std::exception_ptr thrown_;
    std::jthread thread_;  // last: it uses what stands above
};

}  // namespace parkatlas::io
