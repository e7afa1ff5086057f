#pragma once

#include <array>
#include <deque>

namespace parkatlas::app {

/// Mouse events between the window and the frames. A slow frame may find press, movement and
/// release waiting together; each change of a button gets a frame of its own, with the mouse where
/// it was at that moment, so that a quick click or drag is never lost on a slow machine. Movements
/// without a button in between are one; the last of a drag is seen before the release.
class MouseQueue {
  public:
    struct State {
        float x_px = 0.0F, y_px = 0.0F;
        bool inside = false;
        std::array<bool, 3> down{};  ///< left, right, middle
        float wheel = 0.0F;          ///< notches, away from the user positive
        bool double_click = false;   ///< the left button went down the second time
    };

    void move(float x_px, float y_px);
    void leave();
    /// A press that was seen at one time but, while a slow frame was drawn, may have waited since
    /// an earlier one. Two presses are a double click if they may have been soon after each other.
    void press(int button, double earliest_s, double seen_s);
    void release(int button);
    void scroll(float notches);

    [[nodiscard]] bool is_empty() const { return events_.empty(); }
    /// The mouse as the next frame is to see it.
    [[nodiscard]] const State& next();

  private:
    enum class Kind : unsigned char { move, leave, press, release, scroll };
    struct Event {
        Kind kind;
        float x_px = 0.0F, y_px = 0.0F;
        int button = 0;
        float wheel = 0.0F;
        double earliest_s = 0.0, seen_s = 0.0;
    };
    void apply(const Event& event);
    [[nodiscard]] bool ends_frame(const Event& event) const;

    std::deque<Event> events_;
    State state_;
    double last_press_s_ = -1.0;
    float last_press_x_px_ = 0.0F, last_press_y_px_ = 0.0F;
};

}  // namespace parkatlas::app
