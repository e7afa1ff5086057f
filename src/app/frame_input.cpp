#include "app/frame_input.h"

#include <imgui.h>

namespace parkatlas::app {
namespace {

// A drag in so many steps, so that the map follows a moving hand and not one leap.
constexpr int drag_steps = 8;

FrameInput::Step at(double x_px, double y_px) {
    FrameInput::Step step;
    step.x_px = static_cast<float>(x_px);
    step.y_px = static_cast<float>(y_px);
    return step;
}

FrameInput::Step button(bool down) {
    FrameInput::Step step;
    step.button_down = down;
    return step;
}

}  // namespace

void FrameInput::move(double x_px, double y_px) {
    add(at(x_px, y_px));
}

void FrameInput::click(double x_px, double y_px) {
    add(at(x_px, y_px));
    add(button(true));
    add(button(false));
}

void FrameInput::right_click(double x_px, double y_px) {
    add(at(x_px, y_px));
    for (const bool down : {true, false}) {
        Step step = button(down);
        step.button = 1;
        add(std::move(step));
    }
}

void FrameInput::drag(double x0_px, double y0_px, double x1_px, double y1_px) {
    add(at(x0_px, y0_px));
    add(button(true));
    for (int i = 1; i <= drag_steps; ++i) {
        const double share = static_cast<double>(i) / drag_steps;
        add(at(x0_px + share * (x1_px - x0_px), y0_px + share * (y1_px - y0_px)));
    }
    add(button(false));
}

void FrameInput::apply_next(Window& window) {
    ImGuiIO& io = ImGui::GetIO();
    if (!steps_.empty()) {
        const Step step = std::move(steps_.front());
        steps_.pop_front();
        if (step.x_px && step.y_px) {
            has_mouse_ = true;
            x_px_ = *step.x_px;
            y_px_ = *step.y_px;
        }
        if (step.button_down) down_[step.button] = *step.button_down;
        io.MouseWheel += step.wheel;
        if (step.size) window.resize(step.size->first, step.size->second);
        if (step.key) window.press_key(*step.key);
        if (!step.typed.empty()) io.AddInputCharactersUTF8(step.typed.c_str());
    }
    if (!has_mouse_) return;
    io.MousePos = {x_px_, y_px_};
    io.MouseDown[0] = down_[0];
    io.MouseDown[1] = down_[1];
}

}  // namespace parkatlas::app
