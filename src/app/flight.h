#pragma once

#include "draw/draw_list.h"

namespace parkatlas::app {

/// The way of the eye from one view to another: it rises, crosses and descends so that the picture
/// seems to move evenly, and a place that both views show never leaves the window by much.
/// Source: J. J. van Wijk, W. A. A. Nuij, "Smooth and efficient zooming and panning", IEEE
/// InfoVis 2003, equations 9 and 10, with rho = 1.42.
class Flight {
  public:
    /// Both views have the same frame; the frame of `from` counts.
    Flight(const draw::MapView& from, const draw::MapView& to);

    /// The view when `share` of the time, in [0, 1], has gone; exact at both ends.
    [[nodiscard]] draw::MapView at(double share) const;
    /// Longer for longer ways, within what a person does not find slow.
    [[nodiscard]] double duration_s() const;
    [[nodiscard]] const draw::MapView& target() const { return to_; }

  private:
    draw::MapView from_, to_;
    double distance_m_ = 0.0;
    double length_ = 0.0;  // of the way, in the paper's measure
    double r0_ = 0.0;
    double width0_m_ = 0.0;
    bool straight_ = false;  // no way across to speak of: the scale alone changes
};

}  // namespace parkatlas::app
