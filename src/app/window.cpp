#include "app/window.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <utility>

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <imgui.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "base/messages_errors.h"

namespace parkatlas::app {
namespace {

// An event changes a widget, the widget changes the layout, the layout settles.
constexpr int frames_after_event = 3;

std::string last_glfw_error() {
    const char* words = nullptr;
    glfwGetError(&words);
    return words != nullptr ? words : "no reason given";
}

bool display_named() {
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') return true;
    }
    return false;
}

// No larger than the screen leaves room for; without monitors (some X servers) as asked.
void keep_within_screen(int& width, int& height) {
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    if (monitor == nullptr) return;
    int x = 0;
    int y = 0;
    int room_across = 0;
    int room_down = 0;
    glfwGetMonitorWorkarea(monitor, &x, &y, &room_across, &room_down);
    float scale_x = 1.0F;
    float scale_y = 1.0F;
    glfwGetMonitorContentScale(monitor, &scale_x, &scale_y);
    if (room_across <= 0 || room_down <= 0) return;
    // GLFW_SCALE_TO_MONITOR enlarges what is asked for here.
    width = std::min(width, static_cast<int>(static_cast<float>(room_across) / scale_x));
    height = std::min(height, static_cast<int>(static_cast<float>(room_down) / scale_y));
}

constexpr Msg without_display = msg::errors_use_parkatlas_export_make;

}  // namespace

GLFWwindow* try_window(int width, int height, const std::string& title, bool tells_resets) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    if (tells_resets) glfwWindowHint(GLFW_CONTEXT_ROBUSTNESS, GLFW_LOSE_CONTEXT_ON_RESET);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "parkatlas");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "parkatlas");
    return glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
}

// With a context that tells when it is lost, where the driver has that.
Result<GLFWwindow*> create_window(int width, int height, const std::string& title) {
    std::string reasons;
    for (const bool tells_resets : {true, false}) {
        GLFWwindow* handle = try_window(width, height, title, tells_resets);
        if (handle != nullptr) return handle;
        const std::string reason = last_glfw_error();
        if (reasons.find(reason) != std::string::npos) continue;
        reasons += (reasons.empty() ? "" : "; ") + reason;
    }
    return fail(ErrorCode::graphics_unavailable, "window",
                said(msg::errors_no_window_opengl_3, reasons),
                said(msg::errors_install_mesas_drivers_libgl1));
}

// What GLFW calls back. It is C: nothing may be thrown through it.
struct WindowCallbacks {
    static Window& of(GLFWwindow* handle) {
        return *static_cast<Window*>(glfwGetWindowUserPointer(handle));
    }
    static void key(GLFWwindow* handle, int code, int scan, int action, int modifiers) {
        Window& window = of(handle);
        using Kind = KeyQueue::Kind;
        const Kind kind = action == GLFW_PRESS     ? Kind::press
                          : action == GLFW_RELEASE ? Kind::release
                                                   : Kind::repeat;
        // A key that is held while frames take long: some of its repetitions will do.
        if (kind != Kind::repeat || window.typed_.size() < 64) {
            window.typed_.add({kind, code, scan, modifiers});
        }
        window.note_input();
        window.want_frames(frames_after_event);
    }
    static void character(GLFWwindow* handle, unsigned c) {
        of(handle).typed_.add({KeyQueue::Kind::character, static_cast<int>(c)});
        of(handle).note_input();
        changed(handle);
    }
    static void button(GLFWwindow* handle, int number, int action, int) {
        const double now_s = glfwGetTime();
        if (action == GLFW_PRESS) {
            of(handle).mouse_.press(number, of(handle).earliest_s(now_s), now_s);
        }
        if (action == GLFW_RELEASE) of(handle).mouse_.release(number);
        of(handle).note_input();
        changed(handle);
    }
    static void scroll(GLFWwindow* handle, double, double notches) {
        of(handle).mouse_.scroll(static_cast<float>(notches));
        of(handle).note_input();
        changed(handle);
    }
    static void cursor(GLFWwindow* handle, double x, double y) {
        of(handle).mouse_.move(static_cast<float>(x), static_cast<float>(y));
        of(handle).note_input();
        changed(handle);
    }
    static void enter(GLFWwindow* handle, int entered) {
        ImGui_ImplGlfw_CursorEnterCallback(handle, entered);
        if (entered == GLFW_FALSE) of(handle).mouse_.leave();
        changed(handle);
    }
    static void focus(GLFWwindow* handle, int focused) {
        ImGui_ImplGlfw_WindowFocusCallback(handle, focused);
        changed(handle);
    }
    static void drop(GLFWwindow* handle, int count, const char** paths) {
        Window& window = of(handle);
        window.dropped_.assign(paths, paths + count);
        changed(handle);
    }
    static void iconify(GLFWwindow* handle, int) { changed(handle); }
    static void size(GLFWwindow* handle, int, int) { changed(handle); }
    static void scale(GLFWwindow* handle, float, float) { changed(handle); }
    static void refresh(GLFWwindow* handle) { changed(handle); }
    static void changed(GLFWwindow* handle) { of(handle).want_frames(frames_after_event); }

    static void install(GLFWwindow* handle) {
        glfwSetKeyCallback(handle, key);
        glfwSetCharCallback(handle, character);
        glfwSetMouseButtonCallback(handle, button);
        glfwSetScrollCallback(handle, scroll);
        glfwSetCursorPosCallback(handle, cursor);
        glfwSetCursorEnterCallback(handle, enter);
        glfwSetWindowFocusCallback(handle, focus);
        glfwSetDropCallback(handle, drop);
        glfwSetWindowIconifyCallback(handle, iconify);
        glfwSetFramebufferSizeCallback(handle, size);
        glfwSetWindowContentScaleCallback(handle, scale);
        glfwSetWindowRefreshCallback(handle, refresh);
    }
};

Result<std::unique_ptr<Window>> Window::open(int width, int height, const std::string& title) {
    if (!display_named()) {
        return fail(ErrorCode::graphics_unavailable, "window",
                    said(msg::errors_no_display_neither_display), said(without_display));
    }
    if (glfwInit() != GLFW_TRUE) {
        return fail(ErrorCode::graphics_unavailable, "window",
                    said(msg::errors_display_cannot_opened, last_glfw_error()),
                    said(without_display));
    }
    keep_within_screen(width, height);
    Result<GLFWwindow*> handle = create_window(width, height, title);
    if (!handle) {
        glfwTerminate();
        return tl::unexpected{handle.error()};
    }
    std::unique_ptr<Window> window{new Window};
    window->handle_ = *handle;
    window->title_ = title;

    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;  // a blinking cursor would redraw for ever
    window->start_back_ends();
    return window;
}

void Window::start_back_ends() {
    glfwSetWindowSizeLimits(handle_, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(handle_);
    glfwSwapInterval(1);
    glfwSetWindowUserPointer(handle_, this);
    // Events reach ImGui through the functions above: the mouse by way of the queue.
    ImGui_ImplGlfw_InitForOpenGL(handle_, false);
    WindowCallbacks::install(handle_);
    ImGui_ImplOpenGL3_Init("#version 330 core");
    want_frames(frames_after_event);
}

void Window::stop_back_ends() {
    if (handle_ == nullptr) return;
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    glfwDestroyWindow(handle_);
    handle_ = nullptr;
}

Window::~Window() {
    stop_back_ends();
    ImGui::DestroyContext();
    glfwTerminate();
}

bool Window::context_lost() const {
    if (epoxy_gl_version() >= 45 || epoxy_has_gl_extension("GL_KHR_robustness")) {
        return glGetGraphicsResetStatus() != GL_NO_ERROR;
    }
    return epoxy_has_gl_extension("GL_ARB_robustness") &&
           glGetGraphicsResetStatusARB() != GL_NO_ERROR;
}

Result<void> Window::renew() {
    if (handle_ != nullptr) {
        glfwGetWindowPos(handle_, &place_.x, &place_.y);
        glfwGetWindowSize(handle_, &place_.width, &place_.height);
        stop_back_ends();
    }
    Result<GLFWwindow*> handle = create_window(place_.width, place_.height, title_);
    if (!handle) return tl::unexpected{handle.error()};
    handle_ = *handle;
    glfwSetWindowSize(handle_, place_.width, place_.height);  // whatever the monitor's scale
    glfwSetWindowPos(handle_, place_.x, place_.y);
    start_back_ends();
    return {};
}

// GLFW does not tell when an event happened. One that is there at once had been waiting, perhaps
// since events were last looked for; one that comes later has just happened.
double Window::earliest_s(double seen_s) const {
    constexpr double at_once_s = 0.002;
    return seen_s - looked_s_ < at_once_s ? answered_s_ : seen_s;
}

void Window::note_input() {
    if (!oldest_input_s_) oldest_input_s_ = earliest_s(glfwGetTime());
}

void Window::poll() {
    looked_s_ = glfwGetTime();
    glfwPollEvents();
    answered_s_ = glfwGetTime();
}

void Window::wait(std::optional<std::chrono::milliseconds> at_most) {
    looked_s_ = glfwGetTime();
    if (at_most) {
        glfwWaitEventsTimeout(std::max(0.001, static_cast<double>(at_most->count()) / 1000.0));
    } else {
        glfwWaitEvents();
    }
    answered_s_ = glfwGetTime();
}

void Window::wake() {
    glfwPostEmptyEvent();
}

bool Window::close_requested() const {
    return glfwWindowShouldClose(handle_) == GLFW_TRUE;
}

void Window::keep_open() {
    glfwSetWindowShouldClose(handle_, GLFW_FALSE);
}

std::vector<std::string> Window::take_dropped() {
    return std::exchange(dropped_, {});
}

std::vector<KeyPress> Window::take_keys() {
    return std::exchange(keys_, {});
}

void Window::press_key(KeyPress key) {
    keys_.push_back(key);
    want_frames(frames_after_event);
}

void Window::want_frames(int count) {
    frames_wanted_ = std::max(frames_wanted_, count);
}

void Window::frame_done() {
    frames_wanted_ = std::max(frames_wanted_ - 1, 0);
}

void Window::begin_imgui_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    for (const KeyQueue::Event& event : typed_.next()) {
        if (event.kind == KeyQueue::Kind::character) {
            ImGui_ImplGlfw_CharCallback(handle_, static_cast<unsigned>(event.code));
            continue;
        }
        const bool is_release = event.kind == KeyQueue::Kind::release;
        const int action = is_release                            ? GLFW_RELEASE
                           : event.kind == KeyQueue::Kind::press ? GLFW_PRESS
                                                                 : GLFW_REPEAT;
        ImGui_ImplGlfw_KeyCallback(handle_, event.code, event.scan, action, event.modifiers);
        if (!is_release) keys_.push_back({event.code, event.modifiers});
    }
    const MouseQueue::State& mouse = mouse_.next();
    ImGuiIO& io = ImGui::GetIO();
    bool any_down = false;
    for (std::size_t i = 0; i < mouse.down.size(); ++i) {
        io.MouseDown[i] = mouse.down[i];
        any_down = any_down || mouse.down[i];
    }
    constexpr float nowhere = -std::numeric_limits<float>::max();  // ImGui's own mark
    const bool counts = mouse.inside || any_down;                  // a drag may leave the window
    io.MousePos = counts ? ImVec2{mouse.x_px, mouse.y_px} : ImVec2{nowhere, nowhere};
    io.MouseWheel += mouse.wheel;
    double_click_ = mouse.double_click;
}

void Window::mark_double_click() const {
    ImGuiIO& io = ImGui::GetIO();
    if (!double_click_) return;
    io.MouseDoubleClicked[0] = true;
    io.MouseClickedCount[0] = 2;  // what IsMouseDoubleClicked asks
}

void Window::present() {
    glfwSwapBuffers(handle_);
    if (!oldest_input_s_) return;
    input_ms_ = (glfwGetTime() - *oldest_input_s_) * 1000.0;
    // What waits for a frame of its own was there when events were last handled.
    oldest_input_s_.reset();
    if (input_pending()) oldest_input_s_ = answered_s_;
}

void Window::hide() {
    if (handle_ != nullptr) glfwHideWindow(handle_);
}

void Window::set_title(const std::string& title) {
    title_ = title;
    glfwSetWindowTitle(handle_, title.c_str());
}

void Window::resize(int width, int height) {
    glfwSetWindowSize(handle_, width, height);
}

void Window::set_full_screen(bool on) {
    const bool is_on = glfwGetWindowMonitor(handle_) != nullptr;
    if (on == is_on) return;
    if (!on) {
        glfwSetWindowMonitor(handle_, nullptr, windowed_x_, windowed_y_, windowed_width_,
                             windowed_height_, GLFW_DONT_CARE);
        return;
    }
    glfwGetWindowPos(handle_, &windowed_x_, &windowed_y_);
    glfwGetWindowSize(handle_, &windowed_width_, &windowed_height_);
    const int middle_x = windowed_x_ + windowed_width_ / 2;
    const int middle_y = windowed_y_ + windowed_height_ / 2;
    int count = 0;
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    GLFWmonitor* chosen = glfwGetPrimaryMonitor();
    for (int i = 0; i < count; ++i) {
        const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
        if (mode == nullptr) continue;
        int x = 0;
        int y = 0;
        glfwGetMonitorPos(monitors[i], &x, &y);
        const bool holds_middle = middle_x >= x && middle_x < x + mode->width && middle_y >= y &&
                                  middle_y < y + mode->height;
        if (holds_middle) chosen = monitors[i];
    }
    const GLFWvidmode* mode = chosen != nullptr ? glfwGetVideoMode(chosen) : nullptr;
    if (mode == nullptr) return;
    glfwSetWindowMonitor(handle_, chosen, 0, 0, mode->width, mode->height, mode->refreshRate);
}

Window::Size Window::size() const {
    Size size;
    if (handle_ == nullptr) return size;
    glfwGetWindowSize(handle_, &size.width, &size.height);
    return size;
}

Window::Size Window::framebuffer_size() const {
    Size size;
    glfwGetFramebufferSize(handle_, &size.width, &size.height);
    return size;
}

float Window::ui_scale_of_size() const {
    float x = 1.0F;
    float y = 1.0F;
    glfwGetWindowContentScale(handle_, &x, &y);
    return std::max(x, 0.1F);
}

float Window::ui_scale() const {
    float x = 1.0F;
    float y = 1.0F;
    glfwGetWindowContentScale(handle_, &x, &y);
    // Where the desktop itself enlarges screen coordinates, the framebuffer is larger already.
    const float enlarged = size().width > 0 ? static_cast<float>(framebuffer_size().width) /
                                                  static_cast<float>(size().width)
                                            : 1.0F;
    return std::clamp(std::max(x, y) / std::max(enlarged, 0.1F), 0.75F, 4.0F);
}

}  // namespace parkatlas::app
