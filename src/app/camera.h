#pragma once

#include "draw/draw_list.h"
#include "geo/coords.h"

namespace parkatlas::app {

inline constexpr double min_scale_denominator = 500.0;
inline constexpr double max_scale_denominator = 20'000'000.0;

/// Where the map stands in the window: a draw::MapView whose changes keep the laws of a hand on
/// paper. Pure arithmetic; knows neither window nor mouse. The window counts as a sheet whose
/// millimetres are 1/25.4 of 96 (scaled) pixels.
class Camera {
  public:
    [[nodiscard]] const draw::MapView& view() const { return view_; }
    [[nodiscard]] double scale_denominator() const { return view_.scale_denominator; }

    /// The part of the window that shows map. The map point in its middle stays in the middle.
    void set_frame(draw::RectMm frame);

    /// Moves the picture by so many millimetres to the right and down.
    void pan_mm(double dx_mm, double dy_mm);

    /// Moves the picture so that `point` appears at `at`.
    void hold(geo::MapXY point, draw::PaperMm at);

    /// Enlarges by `factor` (below 1: shrinks); the map point at `at` stays where it is, also where
    /// a limit of the scale is reached.
    void zoom_about(draw::PaperMm at, double factor);

    /// Scale 1:N about the middle of the frame, kept within the limits.
    void set_scale(double scale_denominator);

    /// Puts this map point into the middle of the frame at 1:N, within the limits.
    void look(geo::MapXY centre, double scale_denominator);

    /// Shows the whole box with a margin of this share of the frame on each side. An empty box
    /// changes nothing; a single point is centred at the present scale.
    void fit(const geo::Box& box, double margin_share);

    bool operator==(const Camera&) const = default;

  private:
    void keep_finite();

    draw::MapView view_{{0.0, 0.0, 100.0, 100.0}, {}, 1'000'000.0};
};

}  // namespace parkatlas::app
