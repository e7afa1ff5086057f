#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "app/map_painter.h"
#include "base/result.h"

namespace parkatlas::app {

/// A finished picture, rows from the bottom up as OpenGL has them, four bytes a pixel.
struct Picture {
    PictureJob::Kind kind = PictureJob::Kind::full;
    draw::MapView view;
    std::uint64_t number = 0;  ///< what `ask` was given
    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint8_t> rgba;
    cartography::Labelling labelling;  ///< of a full picture
    double compose_ms = 0.0;           ///< scene to drawing list
    double paint_ms = 0.0;             ///< drawing list to pixels
};

/// Paints maps on a thread of its own, with fonts of its own, so that the window goes on showing
/// frames meanwhile: by OpenGL in a context of its own, or on the processor. One picture at a time;
/// of those that wait the latest counts.
class PictureWorker {
  public:
    /// `wake` is called from the worker's thread whenever a picture is done.
    /// `by_opengl` is worth it where there is a graphics card; where there can be no second context
    /// the processor paints all the same.
    PictureWorker(bool by_opengl, std::function<void()> wake);
    PictureWorker(const PictureWorker&) = delete;
    PictureWorker& operator=(const PictureWorker&) = delete;
    ~PictureWorker();

    /// False once it has turned out that it cannot paint (no fonts, no memory); what was asked for
    /// will not come.
    [[nodiscard]] bool is_usable() const;
    /// Asks for a picture; one that was asked for before and is not done is no longer wanted, and
    /// is given up where it has been begun.
    void ask(PictureJob job, std::uint64_t number);
    /// A picture that is done, once.
    [[nodiscard]] std::optional<Result<Picture>> take();
    [[nodiscard]] bool has_picture() const;

  private:
    struct Asked {
        PictureJob job;
        std::uint64_t number = 0;
    };
    void run(bool by_opengl, const std::stop_token& stop);
    [[nodiscard]] std::optional<Asked> next(const std::stop_token& stop);
    void give_up();

    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Asked> asked_;
    std::stop_source begun_;  ///< of the picture being painted
    std::optional<Result<Picture>> done_;
    bool is_usable_ = true;
    std::jthread thread_;  // last: it uses what stands above
};

}  // namespace parkatlas::app
