#include "app/map_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <epoxy/gl.h>

namespace parkatlas::app {
namespace {

constexpr std::chrono::milliseconds rest_before_labels{40};
// While a picture is on its way: the worker wakes the window long before.
constexpr std::chrono::milliseconds while_waiting{250};

// A moving picture is good enough if it covers so much of the frame at about its own scale.
constexpr double well_covered_share = 0.9;
constexpr double most_enlarged = 1.5;
constexpr double most_shrunk = 0.75;
// Without a worker every painting stops the window, so less must do.
constexpr double least_covered_share = 0.55;
constexpr double most_enlarged_here = 2.5;
// Above this, painting each frame of a moving map here would be seen as stutter.
constexpr double smooth_paint_ms = 24.0;

// The surroundings reach this much farther than the view, at as many pixels.
constexpr double surroundings_factor = 3.0;

// A worker that fails gets a new context; one that fails again so soon does not.
constexpr std::chrono::seconds between_workers{10};

double milliseconds_since(MapCanvas::Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(MapCanvas::Clock::now() - start).count();
}

bool same_options(const cartography::MapOptions& a, const cartography::MapOptions& b) {
    return a.lang == b.lang && a.land == b.land && a.counties == b.counties &&
           a.labels == b.labels && a.areas_on_labels == b.areas_on_labels &&
           a.hidden_roles == b.hidden_roles && a.hidden_features == b.hidden_features &&
           a.hidden_layers == b.hidden_layers && a.layer_order == b.layer_order &&
           a.layer_looks == b.layer_looks && a.selected == b.selected;
}

// Where the picture's frame, painted for one view, lies on the paper of another.
draw::RectMm moved_frame(const draw::MapView& painted, const draw::MapView& view) {
    const draw::RectMm& frame = painted.frame;
    const draw::PaperMm low = view.to_paper(painted.to_map({frame.x_mm, frame.y_mm}));
    const draw::PaperMm high = view.to_paper(painted.to_map({frame.right_mm(), frame.bottom_mm()}));
    return {low.x_mm, low.y_mm, high.x_mm - low.x_mm, high.y_mm - low.y_mm};
}

// What of a frame a picture at some place leaves free: strips above, below, left and right of it,
// reaching under its edges by a little, since pictures are put on whole pixels.
std::vector<draw::RectMm> beside(const draw::RectMm& frame, const draw::RectMm& picture) {
    constexpr double under_mm = 0.6;
    const double left = std::clamp(picture.x_mm + under_mm, frame.x_mm, frame.right_mm());
    const double right = std::clamp(picture.right_mm() - under_mm, frame.x_mm, frame.right_mm());
    const double top = std::clamp(picture.y_mm + under_mm, frame.y_mm, frame.bottom_mm());
    const double bottom = std::clamp(picture.bottom_mm() - under_mm, frame.y_mm, frame.bottom_mm());
    if (!(left < right && top < bottom)) return {frame};
    std::vector<draw::RectMm> strips;
    const auto add = [&](double x0, double y0, double x1, double y1) {
        if (x0 < x1 && y0 < y1) strips.push_back({x0, y0, x1 - x0, y1 - y0});
    };
    add(frame.x_mm, frame.y_mm, frame.right_mm(), top);
    add(frame.x_mm, bottom, frame.right_mm(), frame.bottom_mm());
    add(frame.x_mm, top, left, bottom);
    add(right, top, frame.right_mm(), bottom);
    return strips;
}

double covered_share(const draw::RectMm& at, const draw::RectMm& frame) {
    const double w = std::min(at.right_mm(), frame.right_mm()) - std::max(at.x_mm, frame.x_mm);
    const double h = std::min(at.bottom_mm(), frame.bottom_mm()) - std::max(at.y_mm, frame.y_mm);
    return std::max(w, 0.0) * std::max(h, 0.0) / (frame.w_mm * frame.h_mm);
}

}  // namespace

MapCanvas::MapCanvas(render::Renderer renderer, std::function<void()> wake)
    : wake_{std::move(wake)},
      is_on_processor_{renderer.is_on_processor()},
      here_{std::move(renderer)} {
    open_worker();
}

void MapCanvas::open_worker() {
    worker_ = std::make_unique<PictureWorker>(!is_on_processor_, wake_);
}

void MapCanvas::leave_context() {
    forget();
    fade_.stop();
    worker_.reset();
    shown_ = {};
    around_ = {};
    scratch_ = {};
    here_.reset();
}

void MapCanvas::take_context(render::Renderer renderer) {
    is_on_processor_ = renderer.is_on_processor();
    here_.emplace(std::move(renderer));
    open_worker();
}

PictureJob MapCanvas::job_of(const Request& request, PictureJob::Kind kind) const {
    PictureJob job{kind,         request.scene,     request.options,    request.obstacles,
                   request.view, request.px_per_mm, request.annotations};
    if (kind == PictureJob::Kind::surroundings) {
        draw::RectMm& frame = job.view.frame;
        const draw::PaperMm middle = frame.centre();
        frame.w_mm *= surroundings_factor;
        frame.h_mm *= surroundings_factor;
        frame.x_mm = middle.x_mm - frame.w_mm / 2;
        frame.y_mm = middle.y_mm - frame.h_mm / 2;
        job.px_per_mm /= surroundings_factor;
    }
    return job;
}

bool MapCanvas::same_content(const Request& request) const {
    return has_content_ && request.scene == asked_scene_ && request.px_per_mm == asked_px_per_mm_ &&
           request.annotations == asked_annotations_ &&
           same_options(request.options, asked_options_) &&
           request.view.frame == ordered_view_.frame;
}

bool MapCanvas::is_covered(const draw::MapView& view, double least_share) const {
    if (!shown_.is_there) return false;
    const draw::RectMm at = moved_frame(shown_.view, view);
    const bool here = !worker_->is_usable();
    const double enlarged = at.w_mm / view.frame.w_mm;
    return covered_share(at, view.frame) >= least_share &&
           enlarged <= (here ? most_enlarged_here : most_enlarged) &&
           (here || enlarged >= most_shrunk);
}

Result<void> MapCanvas::update(const Request& request, Clock::time_point now) {
    const bool by_worker = worker_->is_usable();
    if (!by_worker && waits_for_worker()) {  // what was ordered will not come
        awaited_ = 0;
        has_content_ = false;
    }
    bool arrived = false;
    if (std::optional<Result<Picture>> done = worker_->take()) {
        if (*done) {
            if (const Result<void> taken = accept(**done, now); !taken) return taken;
            arrived = (*done)->kind == PictureJob::Kind::full && !waits_for_worker();
        } else {
            // Its context may be lost: one more is tried before that counts.
            if (worker_renewed_ && now - *worker_renewed_ < between_workers) {
                return tl::unexpected{done->error()};
            }
            worker_renewed_ = now;
            open_worker();
            awaited_ = 0;
            awaited_around_ = 0;
            has_content_ = false;
        }
    } else if (fade_.is_running()) {
        shown_.surface.fill(fade_.picture(now));
    }
    const draw::MapView& view = request.view;
    const bool moved = view != asked_view_;
    asked_view_ = view;
    if (!same_content(request)) {
        labels_due_.reset();
        return paint_or_ask(request, PictureJob::Kind::full);
    }
    if (moved) {
        labels_due_ = now + rest_before_labels;
        return move(request, now);
    }
    if (labels_due_ && now >= *labels_due_) {
        // What was to follow the hand gives way to what is to stay; that is waited for.
        if (waits_for_worker() && awaited_kind_ == PictureJob::Kind::full) return {};
        labels_due_.reset();
        return paint_or_ask(request, PictureJob::Kind::full);
    }
    // A notice that appears or goes must not make labels jump at once.
    if (request.obstacles != asked_obstacles_ && !labels_due_) {
        labels_due_ = now + rest_before_labels;
    }
    if (arrived && by_worker && !labels_due_ && shown_.view == view) ask_for_surroundings(request);
    return {};
}

Result<void> MapCanvas::move(const Request& request, Clock::time_point /*now*/) {
    const draw::MapView& view = request.view;
    if (worker_->is_usable()) {
        if (waits_for_worker() || is_covered(view, well_covered_share)) return {};
        return paint_or_ask(request, PictureJob::Kind::follow);
    }
    if (times_.last_paint_ms > smooth_paint_ms && is_covered(view, least_covered_share)) return {};
    return paint_or_ask(request, PictureJob::Kind::follow);
}

Result<void> MapCanvas::paint_or_ask(const Request& request, PictureJob::Kind kind) {
    PictureJob job = job_of(request, kind);
    asked_scene_ = request.scene;
    asked_options_ = request.options;
    asked_annotations_ = request.annotations;
    asked_px_per_mm_ = request.px_per_mm;
    ordered_view_ = job.view;
    if (kind == PictureJob::Kind::full) asked_obstacles_ = request.obstacles;
    has_content_ = true;
    if (!worker_->is_usable()) return paint_here(job, request.fonts);
    awaited_ = ++last_number_;
    awaited_kind_ = kind;
    awaited_around_ = 0;  // not begun, it is dropped; begun, its answer is no longer of use
    worker_->ask(std::move(job), awaited_);
    return {};
}

void MapCanvas::ask_for_surroundings(const Request& request) {
    awaited_around_ = ++last_number_;
    worker_->ask(job_of(request, PictureJob::Kind::surroundings), awaited_around_);
}

Result<void> MapCanvas::paint_here(const PictureJob& job, const draw::FontSet& fonts) {
    fade_.stop();
    const auto start = Clock::now();
    const bool is_full = job.kind == PictureJob::Kind::full;
    const draw::MapView was = labelled_view_;
    cartography::Labelling old_labels;
    std::vector<std::uint8_t> before;
    if (is_full && shown_.is_there) {
        old_labels = labelling_;
        auto seen = seen_at(job.view, job.width_px(), job.height_px());
        if (!seen) return tl::unexpected{seen.error()};
        before = std::move(*seen);
    }
    here_->compose(job, fonts);
    if (is_full) {
        labelling_ = here_->labelling();
        labelled_view_ = job.view;
        ++times_.compositions;
    }
    times_.last_compose_ms = milliseconds_since(start);
    const auto composed = Clock::now();
    if (const auto sized = shown_.surface.resize(job.width_px(), job.height_px()); !sized) {
        return tl::unexpected{sized.error()};
    }
    if (const auto painted = here_->paint(job, fonts, shown_.surface.framebuffer()); !painted) {
        return tl::unexpected{painted.error()};
    }
    shown_.view = job.view;
    shown_.px_per_mm = job.px_per_mm;
    shown_.is_there = true;
    times_.last_paint_ms = milliseconds_since(composed);
    ++times_.paintings;
    if (before.empty()) return {};
    std::vector<std::uint8_t> after = shown_.surface.pixels();
    begin_fade(std::move(before), std::move(after), was, old_labels, Clock::now());
    return {};
}

// What the window shows of a view at this moment, as pixels.
Result<std::vector<std::uint8_t>> MapCanvas::seen_at(const draw::MapView& view, int width_px,
                                                     int height_px) {
    if (const auto sized = scratch_.resize(width_px, height_px); !sized) {
        return tl::unexpected{sized.error()};
    }
    glBindFramebuffer(GL_FRAMEBUFFER, scratch_.framebuffer());
    glDisable(GL_SCISSOR_TEST);
    glClear(GL_COLOR_BUFFER_BIT);
    put_pictures(view, view.frame.x_mm, view.frame.y_mm, height_px, scratch_.framebuffer());
    return scratch_.pixels();
}

// The picture on show is new; `before` is what was seen in its place.
void MapCanvas::begin_fade(std::vector<std::uint8_t> before, std::vector<std::uint8_t> after,
                           const draw::MapView& was, const cartography::Labelling& old_labels,
                           Clock::time_point now) {
    const int width_px = shown_.surface.width_px();
    const int height_px = shown_.surface.height_px();
    std::vector<PixelBox> boxes =
        label_boxes(labelling_, shown_.view, shown_.view, shown_.px_per_mm, width_px, height_px);
    for (const PixelBox& box :
         label_boxes(old_labels, was, shown_.view, shown_.px_per_mm, width_px, height_px)) {
        boxes.push_back(box);
    }
    fade_.begin(before, std::move(after), width_px, std::move(boxes), now);
    if (fade_.is_running()) shown_.surface.fill(fade_.picture(now));
}

Result<void> MapCanvas::accept(Picture& picture, Clock::time_point now) {
    const bool is_around = picture.kind == PictureJob::Kind::surroundings;
    if (picture.number != (is_around ? awaited_around_ : awaited_)) return {};
    const bool is_full = picture.kind == PictureJob::Kind::full;
    const draw::MapView was = labelled_view_;
    std::vector<std::uint8_t> before;
    if (!is_around) fade_.stop();
    if (is_full && shown_.is_there) {
        auto seen = seen_at(picture.view, picture.width_px, picture.height_px);
        if (!seen) return tl::unexpected{seen.error()};
        before = std::move(*seen);
    }
    Shown& to = is_around ? around_ : shown_;
    if (const auto sized = to.surface.resize(picture.width_px, picture.height_px); !sized) {
        return tl::unexpected{sized.error()};
    }
    const auto start = Clock::now();
    to.surface.fill(picture.rgba);
    times_.last_upload_ms = milliseconds_since(start);
    times_.upload_ms += times_.last_upload_ms;
    to.view = picture.view;
    to.px_per_mm = picture.width_px / picture.view.frame.w_mm;
    to.is_there = true;
    if (is_around) {
        awaited_around_ = 0;
        return {};
    }
    awaited_ = 0;
    if (is_full) {
        const cartography::Labelling old_labels =
            std::exchange(labelling_, std::move(picture.labelling));
        labelled_view_ = picture.view;
        ++times_.compositions;
        if (!before.empty()) {
            begin_fade(std::move(before), std::move(picture.rgba), was, old_labels, now);
        }
    }
    times_.last_compose_ms = picture.compose_ms;
    times_.last_paint_ms = picture.paint_ms;
    ++times_.paintings;
    return {};
}

void MapCanvas::forget() {
    asked_scene_.reset();
    has_content_ = false;
    shown_.is_there = false;
    around_.is_there = false;
    awaited_ = 0;
    awaited_around_ = 0;
    labels_due_.reset();
    fade_.stop();
}

void MapCanvas::show(const draw::MapView& view, int window_height_px, unsigned window,
                     const std::optional<draw::RectMm>& clip) const {
    if (!clip) {
        glDisable(GL_SCISSOR_TEST);
        put_pictures(view, 0.0, 0.0, window_height_px, window);
        return;
    }
    if (!shown_.is_there && !around_.is_there) return;
    const auto px = [&](double mm) { return static_cast<int>(std::lround(mm * asked_px_per_mm_)); };
    const int left = px(clip->x_mm);
    const int bottom = px(clip->bottom_mm());
    const Scissor scissor{left, window_height_px - bottom, px(clip->right_mm()) - left,
                          bottom - px(clip->y_mm)};
    scissor.clear(window);
    put_pictures(view, 0.0, 0.0, window_height_px, window);
}

// Into a framebuffer whose upper left corner is that place of the paper.
void MapCanvas::put_pictures(const draw::MapView& view, double left_mm, double top_mm,
                             int height_px, unsigned framebuffer) const {
    const draw::RectMm shown_place =
        shown_.is_there ? moved_frame(shown_.view, view) : draw::RectMm{};
    const auto put = [&](const Shown& picture) {
        const draw::RectMm at = moved_frame(picture.view, view);
        // All in the pixels of the window, whatever those of the picture are.
        const double px_per_mm = asked_px_per_mm_;
        const auto px = [&](double mm) { return static_cast<int>(std::lround(mm * px_per_mm)); };
        const bool as_painted = picture.view == view;
        picture.surface.copy_to_window(px(at.x_mm - left_mm), px(at.y_mm - top_mm),
                                       as_painted ? picture.surface.width_px() : px(at.w_mm),
                                       as_painted ? picture.surface.height_px() : px(at.h_mm),
                                       height_px, framebuffer);
    };
    glDisable(GL_SCISSOR_TEST);
    const bool is_whole = shown_.is_there && covered_share(shown_place, view.frame) > 0.999;
    if (around_.is_there && !is_whole) {
        // Only beside the picture: a stretched copy takes a software rasteriser its time.
        for (const draw::RectMm& part : beside(view.frame, shown_place)) {
            const auto x0 = static_cast<int>(std::floor((part.x_mm - left_mm) * asked_px_per_mm_));
            const auto y0 = static_cast<int>(std::floor((part.y_mm - top_mm) * asked_px_per_mm_));
            const auto x1 =
                static_cast<int>(std::ceil((part.right_mm() - left_mm) * asked_px_per_mm_));
            const auto y1 =
                static_cast<int>(std::ceil((part.bottom_mm() - top_mm) * asked_px_per_mm_));
            glEnable(GL_SCISSOR_TEST);
            glScissor(x0, height_px - y1, x1 - x0, y1 - y0);
            put(around_);
        }
        glDisable(GL_SCISSOR_TEST);
    }
    if (shown_.is_there) put(shown_);
}

std::optional<std::chrono::milliseconds> MapCanvas::time_to_labels(Clock::time_point now) const {
    if (waits_for_worker()) {
        const bool is_ready = worker_->has_picture() || !worker_->is_usable() || fade_.is_running();
        return is_ready ? std::chrono::milliseconds{0} : while_waiting;
    }
    if (fade_.is_running()) return std::chrono::milliseconds{0};
    if (!labels_due_) return std::nullopt;
    return std::max(std::chrono::milliseconds{0},
                    std::chrono::ceil<std::chrono::milliseconds>(*labels_due_ - now));
}

}  // namespace parkatlas::app
