#include "app/picture_worker.h"

#include <chrono>
#include <exception>
#include <span>
#include <utility>

#include <epoxy/gl.h>
#include <sys/resource.h>

#include "app/map_surface.h"
#include "base/messages_errors.h"
#include "render/drawing_turn.h"
#include "render/offscreen_context.h"

namespace parkatlas::app {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Everything that lives on the worker's thread.
class Studio {
  public:
    explicit Studio(draw::FontSet fonts) : fonts_{std::move(fonts)} {}
    Studio(const Studio&) = delete;
    Studio& operator=(const Studio&) = delete;
    ~Studio() {
        const render::DrawingTurn turn;
        by_opengl_.reset();
    }

    /// Paints by OpenGL from now on, if there can be a context.
    void open_context() {
        const render::DrawingTurn turn;
        Result<render::OffscreenContext> context = render::OffscreenContext::create();
        if (!context) return;
        Result<render::Renderer> renderer = render::Renderer::create();
        if (!renderer) return;
        by_opengl_.emplace(std::move(*context), std::move(*renderer));
    }

    Result<Picture> make(const PictureJob& job, const std::stop_token& stop) {
        Picture picture;
        picture.kind = job.kind;
        picture.view = job.view;
        picture.width_px = job.width_px();
        picture.height_px = job.height_px();
        MapPainter& painter = by_opengl_ ? by_opengl_->painter : by_processor_;
        const auto start = Clock::now();
        painter.compose(job, fonts_);
        picture.compose_ms = milliseconds_since(start);
        const auto composed = Clock::now();
        if (stop.stop_requested()) {
            return fail(ErrorCode::stopped, "picture", said(msg::errors_stopped));
        }
        picture.rgba.resize(4 * static_cast<std::size_t>(picture.width_px) *
                            static_cast<std::size_t>(picture.height_px));
        const Result<void> painted = by_opengl_ ? by_opengl_->paint(job, fonts_, picture.rgba, stop)
                                                : painter.paint(job, fonts_, picture.rgba, stop);
        if (!painted) return tl::unexpected{painted.error()};
        picture.paint_ms = milliseconds_since(composed);
        if (job.kind == PictureJob::Kind::full) picture.labelling = painter.labelling();
        return picture;
    }

  private:
    struct OpenGl {
        render::OffscreenContext context;  // goes last
        MapPainter painter;
        MapSurface surface;

        OpenGl(render::OffscreenContext made, render::Renderer renderer)
            : context{std::move(made)}, painter{std::move(renderer)} {}

        Result<void> paint(const PictureJob& job, const draw::FontSet& fonts,
                           std::span<std::uint8_t> rgba, const std::stop_token& stop) {
            const render::DrawingTurn turn;
            const int width_px = job.width_px();
            const int height_px = job.height_px();
            if (Result<void> sized = surface.resize(width_px, height_px); !sized) return sized;
            if (Result<void> done = painter.paint(job, fonts, surface.framebuffer(), stop); !done) {
                return done;
            }
            glBindFramebuffer(GL_READ_FRAMEBUFFER, surface.framebuffer());
            glPixelStorei(GL_PACK_ALIGNMENT, 4);
            glReadPixels(0, 0, width_px, height_px, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
            return {};
        }
    };

    draw::FontSet fonts_;
    MapPainter by_processor_;
    std::optional<OpenGl> by_opengl_;
};

/// The window's frames go before pictures that are still to come. On Linux that is a thread's own,
/// and the rasteriser's threads, started from this one, take it over.
void give_way_to_the_window() {
    constexpr int steps = 8;
    static_cast<void>(setpriority(PRIO_PROCESS, 0, steps));
}

}  // namespace

PictureWorker::PictureWorker(bool by_opengl, std::function<void()> wake)
    : wake_{std::move(wake)}, thread_{[this, by_opengl](const std::stop_token& stop) {
          run(by_opengl, stop);
      }} {}

PictureWorker::~PictureWorker() {
    thread_.request_stop();
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool PictureWorker::is_usable() const {
    const std::lock_guard lock{mutex_};
    return is_usable_;
}

void PictureWorker::ask(PictureJob job, std::uint64_t number) {
    {
        const std::lock_guard lock{mutex_};
        asked_ = Asked{std::move(job), number};
        begun_.request_stop();
    }
    changed_.notify_all();
}

std::optional<Result<Picture>> PictureWorker::take() {
    const std::lock_guard lock{mutex_};
    return std::exchange(done_, std::nullopt);
}

bool PictureWorker::has_picture() const {
    const std::lock_guard lock{mutex_};
    return done_.has_value();
}

std::optional<PictureWorker::Asked> PictureWorker::next(const std::stop_token& stop) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, stop, [this] { return asked_.has_value(); });
    if (stop.stop_requested()) return std::nullopt;
    begun_ = std::stop_source{};
    return std::exchange(asked_, std::nullopt);
}

void PictureWorker::give_up() {
    {
        const std::lock_guard lock{mutex_};
        is_usable_ = false;
        asked_.reset();
    }
    wake_();
}

void PictureWorker::run(bool by_opengl, const std::stop_token& stop) {
    try {
        give_way_to_the_window();
        Result<draw::FontSet> fonts = draw::FontSet::load();
        if (!fonts) return give_up();
        Studio studio{std::move(*fonts)};
        if (by_opengl) studio.open_context();
        while (std::optional<Asked> asked = next(stop)) {
            std::stop_token unwanted;
            {
                const std::lock_guard lock{mutex_};
                unwanted = begun_.get_token();
            }
            Result<Picture> picture = studio.make(asked->job, unwanted);
            if (picture) picture->number = asked->number;
            asked.reset();  // the scene may go
            if (!picture && picture.error().code == ErrorCode::stopped) continue;
            {
                const std::lock_guard lock{mutex_};
                done_ = std::move(picture);
            }
            wake_();
        }
    } catch (const std::exception&) {
        give_up();
    }
}

}  // namespace parkatlas::app
