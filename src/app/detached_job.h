#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace parkatlas::app {

/// A question to a disk, which may be a share that does not answer: nobody waits for it, not even
/// at the end. Only the latest order counts. Belongs to the window's thread.
template <typename T>
class DetachedJob {
  public:
    using Order = std::function<T()>;

    /// `wake` is called from the job's thread and outlives this object.
    explicit DetachedJob(std::function<void()> wake) : wake_{std::move(wake)} {}

    /// An earlier order is no longer of interest. Orders must not throw; they may outlive whoever
    /// gave them, so they own what they use.
    void start(Order order) {
        asked_ = std::make_shared<Answer>();
        std::thread{[answer = asked_, order = std::move(order), wake = wake_] {
            answer->value.emplace(order());
            answer->is_there.store(true, std::memory_order_release);
            if (answer.use_count() > 1) wake();  // somebody still wants to know
        }}.detach();
    }
    void drop() { asked_.reset(); }
    [[nodiscard]] bool busy() const { return asked_ != nullptr; }

    /// The answer to the latest order, once; empty before and after.
    [[nodiscard]] std::optional<T> poll() {
        if (!asked_ || !asked_->is_there.load(std::memory_order_acquire)) return std::nullopt;
        return std::move(std::exchange(asked_, nullptr)->value);
    }

  private:
    struct Answer {
        std::atomic<bool> is_there{false};
        std::optional<T> value;  // written before `is_there`, read after
    };
    std::function<void()> wake_;
    std::shared_ptr<Answer> asked_;
};

}  // namespace parkatlas::app
