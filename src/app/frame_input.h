#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "app/window.h"

namespace parkatlas::app {

/// Input that a script gives in place of hand and keyboard: one step a frame, so that the window
/// sees press and release as it would from a person.
class FrameInput {
  public:
    struct Step {
        std::optional<float> x_px, y_px;  ///< moves the mouse there
        std::optional<bool> button_down;
        std::size_t button = 0;  ///< 0 left, 1 right
        float wheel = 0.0F;
        std::optional<KeyPress> key;
        std::string typed;                        ///< UTF-8
        std::optional<std::pair<int, int>> size;  ///< of the window
    };

    void add(Step step) { steps_.push_back(std::move(step)); }
    void move(double x_px, double y_px);
    void click(double x_px, double y_px);
    void right_click(double x_px, double y_px);
    void drag(double x0_px, double y0_px, double x1_px, double y1_px);

    [[nodiscard]] bool is_empty() const { return steps_.empty(); }
    /// Puts the next step into ImGui, between the back end's new frame and ImGui's.
    void apply_next(Window& window);
    /// The real mouse counts again.
    void release() { has_mouse_ = false; }

  private:
    std::deque<Step> steps_;
    bool has_mouse_ = false;
    std::array<bool, 2> down_{};
    float x_px_ = 0.0F, y_px_ = 0.0F;
};

}  // namespace parkatlas::app
