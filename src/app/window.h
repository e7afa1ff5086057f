#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/key_press.h"
#include "app/key_queue.h"
#include "app/mouse_queue.h"
#include "base/result.h"

struct GLFWwindow;

namespace parkatlas::app {

/// The window, its OpenGL 3.3 core context (current on the thread that opened it) and its events.
/// GLFW and ImGui live as long as it does.
class Window {
  public:
    /// Fails with graphics_unavailable: no display, no OpenGL 3.3.
    [[nodiscard]] static Result<std::unique_ptr<Window>> open(int width, int height,
                                                              const std::string& title);
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    ~Window();

    /// The driver has reset the context (a suspended machine, a driver that was restarted): nothing
    /// drawn in it counts any more.
    [[nodiscard]] bool context_lost() const;
    /// A new window with a new context in place of the old one, where that stood. Everything in the
    /// old context is gone; ImGui keeps its state, its fonts have to be built anew.
    /// Fails as `open` does; then there is no window, and all that may be called is this again.
    [[nodiscard]] Result<void> renew();

    /// Handles the events that are there.
    void poll();
    /// Sleeps until an event comes, `wake` is called, or the time is over.
    void wait(std::optional<std::chrono::milliseconds> at_most);
    /// Ends a `wait`; from any thread.
    static void wake();

    [[nodiscard]] bool close_requested() const;
    /// The close button is not obeyed.
    void keep_open();
    /// Files dropped onto the window since the last call.
    [[nodiscard]] std::vector<std::string> take_dropped();
    /// Key presses since the last call.
    [[nodiscard]] std::vector<KeyPress> take_keys();
    void press_key(KeyPress key);

    /// ImGui settles over a few frames: each event asks for some, each drawn frame takes one.
    void want_frames(int count);
    [[nodiscard]] int frames_wanted() const { return frames_wanted_; }
    void frame_done();

    /// True if events of mouse or keyboard wait for a frame of their own.
    [[nodiscard]] bool input_pending() const { return !mouse_.is_empty() || !typed_.is_empty(); }

    /// Brings the back ends and the mouse up to date; call ImGui::NewFrame after it.
    void begin_imgui_frame();
    /// After ImGui::NewFrame: a double click is what the window saw, not what slow frames make of
    /// it.
    void mark_double_click() const;
    void present();
    /// From the oldest event of mouse or keyboard that the frame presented last has seen to the end
    /// of that frame; none if it has seen none. Once for each frame.
    [[nodiscard]] std::optional<double> take_input_ms() { return std::exchange(input_ms_, {}); }
    void hide();
    void set_title(const std::string& title);
    void resize(int width, int height);
    /// Covers the monitor that it is on, or comes back to where it was. Without monitors (some X
    /// servers) the window stays as it is.
    void set_full_screen(bool on);

    struct Size {
        int width = 0, height = 0;
    };
    [[nodiscard]] Size size() const;              ///< screen coordinates
    [[nodiscard]] Size framebuffer_size() const;  ///< pixels
    /// By how much a size asked for when opening is enlarged on this monitor.
    [[nodiscard]] float ui_scale_of_size() const;
    /// Design pixels to screen coordinates, as the desktop is set.
    [[nodiscard]] float ui_scale() const;

  private:
    Window() = default;
    void start_back_ends();
    void stop_back_ends();
    [[nodiscard]] double earliest_s(double seen_s) const;
    void note_input();
    friend struct WindowCallbacks;

    GLFWwindow* handle_ = nullptr;
    std::string title_;
    struct Place {
        int x = 0, y = 0, width = 0, height = 0;
    };
    Place place_;  // of the window that `renew` replaces
    std::vector<KeyPress> keys_;
    std::vector<std::string> dropped_;
    KeyQueue typed_;
    MouseQueue mouse_;
    int frames_wanted_ = 0;
    bool double_click_ = false;
    int windowed_x_ = 0, windowed_y_ = 0;  // before full screen
    int windowed_width_ = 0, windowed_height_ = 0;
    double looked_s_ = 0.0;                 // when events were last asked for
    double answered_s_ = 0.0;               // when the asking before had been answered
    std::optional<double> oldest_input_s_;  // of the events that no frame has shown
    std::optional<double> input_ms_;
};

}  // namespace parkatlas::app
