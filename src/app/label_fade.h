#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "cartography/map_scene.h"
#include "draw/draw_list.h"

namespace parkatlas::app {

/// Whole pixels of a picture, rows counted from the bottom as OpenGL has them.
struct PixelBox {
    int left = 0, bottom = 0, right = 0, top = 0;  ///< `right` and `top` are no longer in it
    bool operator==(const PixelBox&) const = default;
};

/// From one picture of the map to the next: what lies beneath labels, the old and the new, passes
/// over within a moment; all else is new at once.
///
/// Labels that stay where they are look the same in both and so do not flicker; those that come
/// fade in, those that go fade out.
class LabelFade {
  public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds duration{160};

    /// Pictures of the same size, four bytes a pixel. Nothing to fade (no boxes, the same pixels in
    /// them) is no fade.
    void begin(std::span<const std::uint8_t> before, std::vector<std::uint8_t> after, int width_px,
               std::vector<PixelBox> boxes, Clock::time_point now);
    void stop();
    [[nodiscard]] bool is_running() const { return is_running_; }

    /// The picture as it is to be seen now; the fade is over once it is all new.
    [[nodiscard]] const std::vector<std::uint8_t>& picture(Clock::time_point now);

  private:
    bool is_running_ = false;
    Clock::time_point began_;
    int width_px_ = 0;
    std::vector<PixelBox> boxes_;
    std::vector<std::vector<std::uint8_t>> before_, after_;  // of each box, row by row
    std::vector<std::uint8_t> picture_;
};

/// Where labels stand in a picture: their boxes with the halo around them, cut to the picture.
/// `painted` is the view that they were placed in, `shown` that of the picture.
[[nodiscard]] std::vector<PixelBox> label_boxes(const cartography::Labelling& labels,
                                                const draw::MapView& painted,
                                                const draw::MapView& shown, double px_per_mm,
                                                int width_px, int height_px);

}  // namespace parkatlas::app
