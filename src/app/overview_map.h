#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "app/map_canvas.h"
#include "app/window_layout.h"
#include "base/result.h"
#include "cartography/map_scene.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::app {

/// The view in which the overview shows all of a scene in this box of the window, millimetres.
[[nodiscard]] draw::MapView overview_view(const cartography::MapScene& scene, draw::RectMm box);

/// Where the overview stands over the map: its upper right corner; smaller in a small window.
[[nodiscard]] RectPx overview_box(const RectPx& map, float scale);

/// Paints the whole plan small, without names, by a worker of its own that is there only once it
/// has been asked for.
class OverviewMap {
  public:
    explicit OverviewMap(std::function<void()> wake) : wake_{std::move(wake)} {}

    /// Fails with graphics_unavailable.
    [[nodiscard]] Result<void> update(const std::shared_ptr<const cartography::MapScene>& scene,
                                      const draw::FontSet& fonts,
                                      const cartography::MapOptions& options, draw::RectMm box,
                                      double px_per_mm);
    void forget();
    /// Gives up what lives in the window's OpenGL context; the next update begins anew.
    void leave_context() { canvas_.reset(); }
    void show(int window_height_px) const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> time_to_next(
        MapCanvas::Clock::time_point now) const;

  private:
    std::function<void()> wake_;
    std::unique_ptr<MapCanvas> canvas_;
    draw::MapView view_;
};

}  // namespace parkatlas::app
