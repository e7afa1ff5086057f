#include "render/drawing_turn.h"

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace parkatlas::render {

namespace {

class Queue {
  public:
    void enter() {
        std::unique_lock lock{mutex_};
        const std::uint64_t own = last_++;
        changed_.wait(lock, [&] { return first_ == own; });
    }
    void leave() {
        {
            const std::lock_guard lock{mutex_};
            ++first_;
        }
        changed_.notify_all();
    }
    [[nodiscard]] bool somebody_waits() {
        const std::lock_guard lock{mutex_};
        return last_ - first_ > 1;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t first_ = 0;  ///< who has the turn
    std::uint64_t last_ = 0;   ///< who comes next
};

Queue& queue() {
    static Queue one;
    return one;
}

thread_local int depth = 0;

}  // namespace

DrawingTurn::DrawingTurn() {
    if (depth++ == 0) queue().enter();
}

DrawingTurn::~DrawingTurn() {
    if (--depth == 0) queue().leave();
}

void DrawingTurn::let_others() {
    if (depth == 0 || !queue().somebody_waits()) return;
    queue().leave();
    queue().enter();
}

}  // namespace parkatlas::render
