#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/label_fade.h"
#include "app/map_painter.h"
#include "app/map_surface.h"
#include "app/picture_worker.h"
#include "cartography/annotation_layer.h"
#include "cartography/map_scene.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "render/renderer.h"

namespace parkatlas::app {

/// Keeps the picture of the map up to date.
///
/// Pictures are painted by a worker; meanwhile the last one is shown, shifted and stretched to the
/// view of the moment, over a coarse picture of its surroundings. While the view moves, labels stay
/// as they were placed and move with the map, so that nothing jumps; once the hand rests they are
/// placed anew and fade over from where they were. Where there can be no second OpenGL context,
/// pictures are painted here.
class MapCanvas {
  public:
    using Clock = std::chrono::steady_clock;

    /// `wake` must bring about another `update`, from any thread.
    MapCanvas(render::Renderer renderer, std::function<void()> wake);

    struct Request {
        std::shared_ptr<const cartography::MapScene> scene;
        const draw::FontSet& fonts;
        const cartography::MapOptions& options;
        const draw::MapView& view;
        std::vector<draw::RectMm> obstacles;  ///< what labels must keep clear of
        double px_per_mm;                     ///< framebuffer pixels
        std::shared_ptr<const cartography::AnnotationContent> annotations = nullptr;
    };

    /// Takes what the worker has painted and asks for what has changed since the last call.
    [[nodiscard]] Result<void> update(const Request& request, Clock::time_point now);

    /// The next update is of another document: nothing painted counts any more.
    void forget();

    /// Gives up everything that lives in the window's OpenGL context, which is about to go, and the
    /// worker with its own. Until `take_context` nothing else may be called.
    void leave_context();
    /// In a new context: the next update paints anew.
    void take_context(render::Renderer renderer);

    /// The picture is that of the view, sharp and with its labels in place; they may be fading in.
    [[nodiscard]] bool is_sharp() const { return !waits_for_worker() && !labels_due_; }
    /// `update` has something to do after so long without a further change; none: all is settled.
    [[nodiscard]] std::optional<std::chrono::milliseconds> time_to_labels(
        Clock::time_point now) const;

    /// Copies the picture into the window (or another framebuffer) as the view now stands.
    /// `clip`: nothing outside this part of the window is touched, and it is water where there is
    /// no picture.
    void show(const draw::MapView& view, int window_height_px, unsigned window = 0,
              const std::optional<draw::RectMm>& clip = std::nullopt) const;

    [[nodiscard]] const cartography::Labelling& labelling() const { return labelling_; }

    struct Times {
        double last_compose_ms = 0.0;  ///< scene to drawing list
        double last_paint_ms = 0.0;    ///< drawing list to pixels
        double last_upload_ms = 0.0;   ///< of a picture that came from the worker
        double upload_ms = 0.0;        ///< of all of them
        int compositions = 0;          ///< with labels placed
        int paintings = 0;
    };
    [[nodiscard]] const Times& times() const { return times_; }

  private:
    /// A painted picture and the view it shows.
    struct Shown {
        MapSurface surface;
        draw::MapView view;
        double px_per_mm = 0.0;
        bool is_there = false;
    };

    void open_worker();
    [[nodiscard]] PictureJob job_of(const Request& request, PictureJob::Kind kind) const;
    [[nodiscard]] bool same_content(const Request& request) const;
    [[nodiscard]] bool is_covered(const draw::MapView& view, double least_share) const;
    [[nodiscard]] Result<void> paint_or_ask(const Request& request, PictureJob::Kind kind);
    [[nodiscard]] Result<void> paint_here(const PictureJob& job, const draw::FontSet& fonts);
    [[nodiscard]] Result<void> accept(Picture& picture, Clock::time_point now);
    [[nodiscard]] Result<void> take_picture(const draw::MapView& view, Clock::time_point now);
    [[nodiscard]] Result<std::vector<std::uint8_t>> seen_at(const draw::MapView& view, int width_px,
                                                            int height_px);
    void begin_fade(std::vector<std::uint8_t> before, std::vector<std::uint8_t> after,
                    const draw::MapView& was, const cartography::Labelling& old_labels,
                    Clock::time_point now);
    void put_pictures(const draw::MapView& view, double left_mm, double top_mm, int height_px,
                      unsigned framebuffer) const;
    [[nodiscard]] Result<void> move(const Request& request, Clock::time_point now);
    void ask_for_surroundings(const Request& request);
    [[nodiscard]] bool waits_for_worker() const { return awaited_ != 0; }

    std::function<void()> wake_;
    bool is_on_processor_ = false;    ///< what the driver draws
    std::optional<MapPainter> here_;  ///< none only between two contexts
    Shown shown_, around_;
    MapSurface scratch_;  ///< what is seen when a picture arrives
    LabelFade fade_;
    cartography::Labelling labelling_;
    draw::MapView labelled_view_;  ///< that the labels were placed in
    // What was last asked for.
    std::shared_ptr<const cartography::MapScene> asked_scene_;
    cartography::MapOptions asked_options_;
    std::shared_ptr<const cartography::AnnotationContent> asked_annotations_;
    std::vector<draw::RectMm> asked_obstacles_;
    draw::MapView asked_view_;  ///< of the last update
    draw::MapView ordered_view_;
    double asked_px_per_mm_ = 0.0;
    bool has_content_ = false;
    std::uint64_t last_number_ = 0;
    std::uint64_t awaited_ = 0;  ///< number of the picture on its way; 0: none
    std::uint64_t awaited_around_ = 0;
    PictureJob::Kind awaited_kind_ = PictureJob::Kind::full;
    std::optional<Clock::time_point> labels_due_;
    Times times_;
    std::unique_ptr<PictureWorker> worker_;  ///< null only between two contexts
    std::optional<Clock::time_point> worker_renewed_;
};

}  // namespace parkatlas::app
