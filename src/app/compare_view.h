#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/loader.h"
#include "app/map_canvas.h"
#include "base/result.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::app {

/// Another plan or file, opened beside the one that is open and painted for the same camera
/// (decision 12): a loader and a canvas of its own, no state that the window's panels speak of.
class CompareView {
  public:
    using Clock = MapCanvas::Clock;

    explicit CompareView(std::function<void()> wake) : wake_{std::move(wake)} {}

    /// Opens these sources in place of what is compared; none: the comparison ends.
    void open(const std::vector<std::string>& sources, const std::optional<BaseData>& base);
    [[nodiscard]] const std::vector<std::string>& sources() const { return sources_; }
    /// Takes what has been opened: once, or why it could not be.
    [[nodiscard]] std::optional<Result<void>> poll();
    [[nodiscard]] bool busy() const { return loader_ != nullptr; }
    /// Null until it is open.
    [[nodiscard]] const Document* document() const { return document_.get(); }

    /// `options` are those of the window's map; what in them speaks of its features is left out.
    [[nodiscard]] Result<void> update(const draw::FontSet& fonts,
                                      const cartography::MapOptions& options,
                                      std::optional<cartography::FeatureRef> selected,
                                      const draw::MapView& view, double px_per_mm);
    /// Copies it into the window, within `clip` only.
    void show(const draw::MapView& view, int window_height_px, const draw::RectMm& clip) const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> time_to_next(
        Clock::time_point now) const;
    /// Gives up what lives in the window's OpenGL context; the next update begins anew.
    void leave_context() { canvas_.reset(); }

  private:
    std::function<void()> wake_;
    std::vector<std::string> sources_;
    std::unique_ptr<Loader> loader_;
    std::shared_ptr<Document> document_;
    std::unique_ptr<MapCanvas> canvas_;
};

/// One name for what a document shows: the plan's short title, else its layers' names.
[[nodiscard]] std::string document_title(const Document& document, Lang lang);

}  // namespace parkatlas::app
