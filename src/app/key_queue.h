#pragma once

#include <cstddef>
#include <deque>
#include <vector>

namespace parkatlas::app {

/// Key events between the window and the frames, as MouseQueue is for the mouse: a slow frame may
/// find press and release of a key waiting together, and ImGui, which looks at what is down when a
/// frame begins, would miss the key. So a key comes up in a later frame than it went down, and what
/// follows waits with it; a key that typed a character may come up at once, as characters are kept.
class KeyQueue {
  public:
    enum class Kind : unsigned char { press, repeat, release, character };
    struct Event {
        Kind kind = Kind::press;
        int code = 0;  ///< the key as GLFW numbers it; of a character its code point
        int scan = 0, modifiers = 0;
        bool operator==(const Event&) const = default;
    };

    void add(const Event& event) { events_.push_back(event); }
    [[nodiscard]] bool is_empty() const { return events_.empty(); }
    [[nodiscard]] std::size_t size() const { return events_.size(); }
    /// What the next frame is to see, in order.
    [[nodiscard]] std::vector<Event> next();

  private:
    std::deque<Event> events_;
};

}  // namespace parkatlas::app
