#include "app/map_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace parkatlas::app {
namespace {

constexpr std::chrono::milliseconds rest_before_labels{100};

// Above this, painting each frame of a moving map would be seen as stutter.
constexpr double smooth_paint_ms = 24.0;
// A preview must cover so much of the frame, and not be enlarged more than so.
constexpr double least_covered_share = 0.55;
constexpr double most_enlarged = 2.5;

double milliseconds_since(MapCanvas::Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(MapCanvas::Clock::now() - start).count();
}

bool same_options(const cartography::MapOptions& a, const cartography::MapOptions& b) {
    return a.lang == b.lang && a.land == b.land && a.counties == b.counties &&
           a.labels == b.labels && a.areas_on_labels == b.areas_on_labels &&
           a.hidden_roles == b.hidden_roles && a.hidden_features == b.hidden_features &&
           a.hidden_layers == b.hidden_layers && a.selected == b.selected;
}

draw::Group group_for(const draw::MapView& view) {
    draw::Group group;
    group.name = "map";
    group.clip = view.frame;
    group.view = view;
    return group;
}

// Where the picture's frame, painted for one view, lies on the paper of another.
draw::RectMm moved_frame(const draw::MapView& painted, const draw::MapView& view) {
    const draw::RectMm& frame = painted.frame;
    const draw::PaperMm low = view.to_paper(painted.to_map({frame.x_mm, frame.y_mm}));
    const draw::PaperMm high = view.to_paper(painted.to_map({frame.right_mm(), frame.bottom_mm()}));
    return {low.x_mm, low.y_mm, high.x_mm - low.x_mm, high.y_mm - low.y_mm};
}

}  // namespace

bool MapCanvas::same_content(const Request& request) const {
    return has_picture_ && request.px_per_mm == shown_px_per_mm_ &&
           same_options(request.state.map, shown_options_);
}

bool MapCanvas::preview_suffices(const draw::MapView& view) const {
    if (times_.last_paint_ms <= smooth_paint_ms) return false;
    const draw::RectMm at = moved_frame(shown_view_, view);
    const draw::RectMm& frame = view.frame;
    const double w = std::min(at.right_mm(), frame.right_mm()) - std::max(at.x_mm, frame.x_mm);
    const double h = std::min(at.bottom_mm(), frame.bottom_mm()) - std::max(at.y_mm, frame.y_mm);
    const double covered = std::max(w, 0.0) * std::max(h, 0.0) / (frame.w_mm * frame.h_mm);
    return covered >= least_covered_share && at.w_mm <= most_enlarged * frame.w_mm;
}

Result<void> MapCanvas::update(const Request& request, Clock::time_point now) {
    const draw::MapView& view = request.state.camera.view();
    const bool moved = view != asked_view_;
    const bool same_frame = view.frame == shown_view_.frame;
    asked_view_ = view;
    const bool due = labels_due_ && now >= *labels_due_ && !moved;
    if (!same_content(request) || !same_frame || due) {
        labels_due_.reset();
        compose(request);
        return paint(request);
    }
    if (moved) {
        labels_due_ = now + rest_before_labels;
        if (preview_suffices(view)) return {};
        follow(request);
        return paint(request);
    }
    // A notice that appears or goes must not make labels jump at once.
    if (request.obstacles != shown_obstacles_ && !labels_due_) {
        labels_due_ = now + rest_before_labels;
    }
    return {};
}

void MapCanvas::show(const draw::MapView& view, int window_height_px) const {
    const draw::RectMm at = moved_frame(shown_view_, view);
    const auto px = [&](double mm) { return static_cast<int>(std::lround(mm * shown_px_per_mm_)); };
    const bool as_painted = view == shown_view_;
    surface_.copy_to_window(px(at.x_mm), px(at.y_mm),
                            as_painted ? surface_.width_px() : px(at.w_mm),
                            as_painted ? surface_.height_px() : px(at.h_mm), window_height_px);
}

std::optional<std::chrono::milliseconds> MapCanvas::time_to_labels(Clock::time_point now) const {
    if (!labels_due_) return std::nullopt;
    return std::max(std::chrono::milliseconds{0},
                    std::chrono::ceil<std::chrono::milliseconds>(*labels_due_ - now));
}

void MapCanvas::compose(const Request& request) {
    const auto start = Clock::now();
    const draw::MapView& view = request.state.camera.view();
    draw::Group all = group_for(view);
    labelling_ = request.scene.draw(all, request.fonts, request.state.map, request.obstacles);
    // Labels are painted last (MapContent's order): what the map has without them comes first.
    draw::Group ground = group_for(view);
    cartography::MapOptions without_labels = request.state.map;
    without_labels.labels = false;
    static_cast<void>(request.scene.draw(ground, request.fonts, without_labels, {}));
    const std::size_t labels_from = std::min(ground.items.size(), all.items.size());
    labels_.assign(all.items.begin() + static_cast<std::ptrdiff_t>(labels_from), all.items.end());
    list_.groups.clear();
    list_.groups.push_back(std::move(all));
    shown_options_ = request.state.map;
    shown_obstacles_ = request.obstacles;
    times_.last_compose_ms = milliseconds_since(start);
    ++times_.compositions;
}

void MapCanvas::follow(const Request& request) {
    const auto start = Clock::now();
    draw::Group ground = group_for(request.state.camera.view());
    cartography::MapOptions without_labels = request.state.map;
    without_labels.labels = false;
    static_cast<void>(request.scene.draw(ground, request.fonts, without_labels, {}));
    ground.items.insert(ground.items.end(), labels_.begin(), labels_.end());
    list_.groups.clear();
    list_.groups.push_back(std::move(ground));
    times_.last_compose_ms = milliseconds_since(start);
}

Result<void> MapCanvas::paint(const Request& request) {
    const auto start = Clock::now();
    const draw::MapView& view = request.state.camera.view();
    const auto px = [&](double mm) {
        return std::max(1, static_cast<int>(std::lround(mm * request.px_per_mm)));
    };
    const Result<void> sized = surface_.resize(px(view.frame.w_mm), px(view.frame.h_mm));
    if (!sized) return tl::unexpected{sized.error()};
    list_.width_mm = view.frame.right_mm();
    list_.height_mm = view.frame.bottom_mm();
    render::Target target;
    target.framebuffer = surface_.framebuffer();
    target.width_px = surface_.width_px();
    target.height_px = surface_.height_px();
    target.px_per_mm = request.px_per_mm;
    target.offset_x_mm = view.frame.x_mm;
    target.offset_y_mm = view.frame.y_mm;
    const Result<render::FrameStats> drawn = renderer_.draw(list_, request.fonts, target);
    if (!drawn) return tl::unexpected{drawn.error()};
    shown_view_ = view;
    shown_px_per_mm_ = request.px_per_mm;
    has_picture_ = true;
    times_.last_paint_ms = milliseconds_since(start);
    ++times_.paintings;
    return {};
}

}  // namespace parkatlas::app
