#include "app/monkey.h"

#include <algorithm>
#include <array>
#include <string_view>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/actions.h"

namespace parkatlas::app {
namespace {

constexpr std::array<std::string_view, 10> words{
    "nbsw",  "园", "121.55, 29.87", "area_mu > 500", "1:50000", "29°51′54″N 东经121°33′",
    "audit", "((", "宁波",          "\t\\\"%s{}"};
constexpr std::array<int, 14> bare_keys{
    GLFW_KEY_ESCAPE, GLFW_KEY_ENTER,   GLFW_KEY_BACKSPACE, GLFW_KEY_DELETE, GLFW_KEY_TAB,
    GLFW_KEY_UP,     GLFW_KEY_DOWN,    GLFW_KEY_LEFT,      GLFW_KEY_RIGHT,  GLFW_KEY_HOME,
    GLFW_KEY_END,    GLFW_KEY_PAGE_UP, GLFW_KEY_PAGE_DOWN, GLFW_KEY_SPACE};

// These start other programs or write pictures of a whole sheet.
bool reaches_outside(std::string_view control) {
    return control == "sheet.export" || control.find("folder") != std::string_view::npos;
}

}  // namespace

int Monkey::below(int count) {
    return static_cast<int>(random_() % static_cast<std::uint64_t>(std::max(count, 1)));
}

double Monkey::share() {
    return static_cast<double>(random_() >> 11U) * 0x1.0p-53;
}

Monkey::Place Monkey::anywhere(int width_px, int height_px) {
    const double x = share() * width_px;
    const double y = share() * height_px;
    return {x, y};
}

Monkey::Place Monkey::on_a_control(const std::vector<WidgetBox>& boxes, int width_px,
                                   int height_px) {
    if (boxes.empty()) return anywhere(width_px, height_px);
    const WidgetBox& one = boxes[static_cast<std::size_t>(below(static_cast<int>(boxes.size())))];
    const double across = share();
    const double down = share();
    if (reaches_outside(one.name)) return anywhere(width_px, height_px / 2);
    return {static_cast<double>(one.box.x) + across * static_cast<double>(one.box.w),
            static_cast<double>(one.box.y) + down * static_cast<double>(one.box.h)};
}

KeyPress Monkey::a_key() {
    if (below(2) == 0) {
        const int modifiers = below(5) == 0 ? GLFW_MOD_CONTROL : 0;
        return {bare_keys[static_cast<std::size_t>(below(static_cast<int>(bare_keys.size())))],
                modifiers};
    }
    const auto all = actions();
    const Action& action = all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    return action.keys[0].key != 0 ? action.keys[0] : KeyPress{GLFW_KEY_ESCAPE, 0};
}

void Monkey::next(FrameInput& input, const std::vector<WidgetBox>& boxes, int width_px,
                  int height_px) {
    --left_;
    const int kind = below(100);
    const Place at =
        below(2) == 0 ? on_a_control(boxes, width_px, height_px) : anywhere(width_px, height_px);
    FrameInput::Step step;
    if (kind < 40) {
        const Place control = on_a_control(boxes, width_px, height_px);
        input.click(control.x_px, control.y_px);
    } else if (kind < 48) {
        input.click(at.x_px, at.y_px);
    } else if (kind < 52) {
        input.click(at.x_px, at.y_px);
        input.click(at.x_px, at.y_px);
    } else if (kind < 60) {
        const Place to = anywhere(width_px, height_px);
        input.drag(at.x_px, at.y_px, to.x_px, to.y_px);
    } else if (kind < 68) {
        input.move(at.x_px, at.y_px);
        step.wheel = static_cast<float>(below(9) - 4);
        input.add(step);
    } else if (kind < 88) {
        step.key = a_key();
        input.add(step);
    } else if (kind < 94) {
        step.typed = words[static_cast<std::size_t>(below(static_cast<int>(words.size())))];
        input.add(step);
    } else if (kind < 97) {
        input.right_click(at.x_px, at.y_px);
    } else if (kind < 98) {
        step.size = {300 + below(1500), 200 + below(1000)};
        input.add(step);
    } else {
        input.move(at.x_px, at.y_px);
    }
}

}  // namespace parkatlas::app
