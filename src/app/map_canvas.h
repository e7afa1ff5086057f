#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "app/app_state.h"
#include "app/map_surface.h"
#include "cartography/map_scene.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "render/renderer.h"

namespace parkatlas::app {

/// Keeps the picture of the map up to date. While the view moves, labels stay as they were placed
/// and move with the map, so that nothing jumps; once the hand rests they are placed anew.
///
/// Where painting takes longer than a frame may (no GPU), a moving map is shown as the last
/// picture, shifted and stretched, and painted anew when the hand rests or too little of it is left
/// in view.
class MapCanvas {
  public:
    using Clock = std::chrono::steady_clock;

    explicit MapCanvas(render::Renderer renderer) : renderer_{std::move(renderer)} {}

    struct Request {
        const cartography::MapScene& scene;
        const draw::FontSet& fonts;
        const AppState& state;
        std::vector<draw::RectMm> obstacles;  ///< what labels must keep clear of
        double px_per_mm;                     ///< framebuffer pixels
    };

    /// Paints what has changed since the last call.
    [[nodiscard]] Result<void> update(const Request& request, Clock::time_point now);

    /// The next update is of another document: nothing painted counts any more.
    void forget() { has_picture_ = false; }

    /// Labels are to be placed anew after so long without a further change; none: all is settled.
    [[nodiscard]] std::optional<std::chrono::milliseconds> time_to_labels(
        Clock::time_point now) const;

    /// Copies the picture into the window as the view now stands.
    void show(const draw::MapView& view, int window_height_px) const;

    [[nodiscard]] const cartography::Labelling& labelling() const { return labelling_; }

    struct Times {
        double last_compose_ms = 0.0;  ///< scene to drawing list
        double last_paint_ms = 0.0;    ///< drawing list to pixels
        int compositions = 0;          ///< with labels placed
        int paintings = 0;
    };
    [[nodiscard]] const Times& times() const { return times_; }

  private:
    void compose(const Request& request);
    void follow(const Request& request);
    [[nodiscard]] Result<void> paint(const Request& request);
    [[nodiscard]] bool preview_suffices(const draw::MapView& view) const;
    [[nodiscard]] bool same_content(const Request& request) const;

    render::Renderer renderer_;
    MapSurface surface_;
    draw::DrawList list_;
    cartography::Labelling labelling_;
    cartography::MapOptions shown_options_;
    std::vector<draw::RectMm> shown_obstacles_;
    std::vector<draw::Item> labels_;  // as last placed
    draw::MapView shown_view_;        // of the picture
    draw::MapView asked_view_;        // of the last update
    double shown_px_per_mm_ = 0.0;
    bool has_picture_ = false;
    std::optional<Clock::time_point> labels_due_;
    Times times_;
};

}  // namespace parkatlas::app
