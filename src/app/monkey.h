#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "app/frame_input.h"
#include "app/window_layout.h"

namespace parkatlas::app {

/// A hand that knows nothing: from one seed always the same clicks, drags, turns of the wheel,
/// keys, words and sizes of the window, half of them on whatever control is in sight. For tests.
class Monkey {
  public:
    Monkey(std::uint64_t seed, int events) : random_{seed}, left_{events} {}

    [[nodiscard]] bool is_finished() const { return left_ <= 0; }
    /// Adds the next event.
    void next(FrameInput& input, const std::vector<WidgetBox>& boxes, int width_px, int height_px);

  private:
    struct Place {
        double x_px, y_px;
    };
    [[nodiscard]] int below(int count);
    [[nodiscard]] double share();
    [[nodiscard]] Place anywhere(int width_px, int height_px);
    [[nodiscard]] Place on_a_control(const std::vector<WidgetBox>& boxes, int width_px,
                                     int height_px);
    [[nodiscard]] KeyPress a_key();

    std::mt19937_64 random_;
    int left_;
};

}  // namespace parkatlas::app
