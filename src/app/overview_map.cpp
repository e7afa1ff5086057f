#include "app/overview_map.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/camera.h"
#include "render/renderer.h"

namespace parkatlas::app {
namespace {

constexpr float width_px = 232.0F;
constexpr float height_px = 164.0F;
constexpr float margin_px = 14.0F;
constexpr double margin_share = 0.05;

}  // namespace

draw::MapView overview_view(const cartography::MapScene& scene, draw::RectMm box) {
    Camera camera;
    camera.set_frame(box);
    camera.fit(scene.default_extent(), margin_share);
    return camera.view();
}

RectPx overview_box(const RectPx& map, float scale) {
    const float w = std::floor(std::min(width_px * scale, map.w / 3.0F));
    const float h = std::floor(std::min(height_px * scale, map.h / 3.0F));
    const float margin = margin_px * scale;
    return {std::floor(map.x + map.w - w - margin), std::floor(map.y + margin), w, h};
}

Result<void> OverviewMap::update(const std::shared_ptr<const cartography::MapScene>& scene,
                                 const draw::FontSet& fonts, const cartography::MapOptions& options,
                                 draw::RectMm box, double px_per_mm) {
    if (!canvas_) {
        Result<render::Renderer> renderer = render::Renderer::create();
        if (!renderer) return tl::unexpected{renderer.error()};
        canvas_ = std::make_unique<MapCanvas>(std::move(*renderer), wake_);
    }
    cartography::MapOptions without_names = options;
    without_names.labels = false;
    without_names.selected.reset();
    view_ = overview_view(*scene, box);
    const MapCanvas::Request request{scene, fonts, without_names, view_, {}, px_per_mm};
    return canvas_->update(request, MapCanvas::Clock::now());
}

void OverviewMap::forget() {
    if (canvas_) canvas_->forget();
}

void OverviewMap::show(int window_height_px) const {
    if (canvas_) canvas_->show(view_, window_height_px, 0, view_.frame);
}

std::optional<std::chrono::milliseconds> OverviewMap::time_to_next(
    MapCanvas::Clock::time_point now) const {
    return canvas_ ? canvas_->time_to_labels(now) : std::nullopt;
}

}  // namespace parkatlas::app
