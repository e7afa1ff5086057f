#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace parkatlas::app {

/// Work on a thread of its own of which only the latest order counts: a new one asks the one before
/// to stop and waits for its turn behind it, so that two never run at once. Belongs to the window's
/// thread; the destructor asks the work to stop and waits for it.
template <typename T>
class LatestJob {
  public:
    using Order = std::function<T(const std::stop_token&)>;

    explicit LatestJob(std::function<void()> wake) : wake_{std::move(wake)} {}
    LatestJob(const LatestJob&) = delete;
    LatestJob& operator=(const LatestJob&) = delete;
    ~LatestJob() { stop(); }

    void start(Order order) {
        if (work_.valid()) {
            stop_.request_stop();
            next_ = std::move(order);
        } else {
            run(std::move(order));
        }
    }
    /// What is being worked on gives no answer any more.
    void stop() {
        next_ = nullptr;
        stop_.request_stop();
    }
    [[nodiscard]] bool busy() const { return work_.valid(); }

    /// The answer to the latest order, once; empty before and after. Orders must not throw.
    [[nodiscard]] std::optional<T> poll() {
        if (!work_.valid() ||
            work_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            return std::nullopt;
        }
        T answer = work_.get();
        const bool outdated = stop_.stop_requested();
        if (next_) run(std::exchange(next_, nullptr));
        if (outdated) return std::nullopt;
        return answer;
    }

  private:
    void run(Order order) {
        stop_ = std::stop_source{};
        std::promise<T> promise;
        work_ = promise.get_future();
        // Whoever is woken must find the answer: the promise is kept first.
        thread_ = std::jthread{[order = std::move(order), stop = stop_.get_token(), wake = wake_,
                                promise = std::move(promise)]() mutable {
            promise.set_value(order(stop));
            wake();
        }};
    }

    std::function<void()> wake_;
    std::stop_source stop_;
    Order next_;
    std::future<T> work_;
    std::jthread thread_;  // last: ends before what it uses
};

}  // namespace parkatlas::app
