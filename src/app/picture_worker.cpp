#include "app/picture_worker.h"

#include <chrono>
#include <exception>
#include <utility>

#include <epoxy/gl.h>
#include <sys/resource.h>

#include "app/map_surface.h"
#include "render/drawing_turn.h"
#include "render/offscreen_context.h"

namespace parkatlas::app {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Everything that lives on the worker's thread; the context goes last.
struct Studio {
    render::OffscreenContext context;
    draw::FontSet fonts;
    MapPainter painter;
    MapSurface surface;

    Result<Picture> make(const PictureJob& job, const std::stop_token& stop) {
        Picture picture;
        picture.kind = job.kind;
        picture.view = job.view;
        picture.width_px = job.width_px();
        picture.height_px = job.height_px();
        const auto start = Clock::now();
        painter.compose(job, fonts);
        picture.compose_ms = milliseconds_since(start);
        const render::DrawingTurn turn;
        const auto composed = Clock::now();
        if (const auto sized = surface.resize(picture.width_px, picture.height_px); !sized) {
            return tl::unexpected{sized.error()};
        }
        if (const auto painted = painter.paint(job, fonts, surface.framebuffer(), stop); !painted) {
            return tl::unexpected{painted.error()};
        }
        picture.rgba.resize(4 * static_cast<std::size_t>(picture.width_px) *
                            static_cast<std::size_t>(picture.height_px));
        glBindFramebuffer(GL_READ_FRAMEBUFFER, surface.framebuffer());
        glPixelStorei(GL_PACK_ALIGNMENT, 4);
        glReadPixels(0, 0, picture.width_px, picture.height_px, GL_RGBA, GL_UNSIGNED_BYTE,
                     picture.rgba.data());
        picture.paint_ms = milliseconds_since(composed);
        if (job.kind == PictureJob::Kind::full) picture.labelling = painter.labelling();
        return picture;
    }
};

/// Takes it down in its turn.
struct StudioKeeper {
    std::optional<Studio> studio;

    StudioKeeper() = default;
    StudioKeeper(const StudioKeeper&) = delete;
    StudioKeeper& operator=(const StudioKeeper&) = delete;
    ~StudioKeeper() {
        const render::DrawingTurn turn;
        studio.reset();
    }
};

/// The window's frames go before pictures that are still to come. On Linux that is a thread's own,
/// and the rasteriser's threads, started from this one, take it over.
void give_way_to_the_window() {
    constexpr int steps = 8;
    static_cast<void>(setpriority(PRIO_PROCESS, 0, steps));
}

Result<Studio> open_studio() {
    const render::DrawingTurn turn;
    Result<render::OffscreenContext> context = render::OffscreenContext::create();
    if (!context) return tl::unexpected{context.error()};
    Result<render::Renderer> renderer = render::Renderer::create();
    if (!renderer) return tl::unexpected{renderer.error()};
    Result<draw::FontSet> fonts = draw::FontSet::load();
    if (!fonts) return tl::unexpected{fonts.error()};
    return Studio{std::move(*context), std::move(*fonts), MapPainter{std::move(*renderer)}, {}};
}

}  // namespace

PictureWorker::PictureWorker(std::function<void()> wake)
    : wake_{std::move(wake)}, thread_{[this](const std::stop_token& stop) { run(stop); }} {}

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

void PictureWorker::run(const std::stop_token& stop) {
    try {
        give_way_to_the_window();
        StudioKeeper keeper;
        Result<Studio> opened = open_studio();
        if (!opened) return give_up();
        Studio& studio = keeper.studio.emplace(std::move(*opened));
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
