#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "cartography/annotation_layer.h"
#include "cartography/map_scene.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"
#include "render/page_painter.h"
#include "render/renderer.h"

namespace parkatlas::app {

/// A picture of the map that is wanted.
struct PictureJob {
    enum class Kind {
        full,         ///< labels placed for this view
        follow,       ///< labels as the last full picture placed them, moved with the map
        surroundings  ///< without labels: coarse ground around a view
    };
    Kind kind = Kind::full;
    std::shared_ptr<const cartography::MapScene> scene;
    cartography::MapOptions options;
    std::vector<draw::RectMm> obstacles;  ///< what labels must keep clear of
    draw::MapView view;
    double px_per_mm = 1.0;
    std::shared_ptr<const cartography::AnnotationContent> annotations = nullptr;  ///< may be null

    [[nodiscard]] int width_px() const;
    [[nodiscard]] int height_px() const;
};

/// Makes drawing lists of a scene and paints them: by OpenGL, then it belongs to the thread of its
/// context, or on the processor.
class MapPainter {
  public:
    MapPainter() = default;  ///< on the processor
    explicit MapPainter(render::Renderer renderer) : renderer_{std::move(renderer)} {}

    /// Scene to drawing list. Placed labels are kept for the pictures that follow.
    void compose(const PictureJob& job, const draw::FontSet& fonts);
    /// Drawing list to pixels: the last composed one, into a framebuffer of the job's size.
    /// Fails with stopped, and with what drawing fails with.
    [[nodiscard]] Result<void> paint(const PictureJob& job, const draw::FontSet& fonts,
                                     unsigned framebuffer, std::stop_token stop = {});
    /// The same on the processor, as rows from the bottom up, without padding.
    [[nodiscard]] Result<void> paint(const PictureJob& job, const draw::FontSet& fonts,
                                     std::span<std::uint8_t> rgba, const std::stop_token& stop);

    /// Of the last full picture.
    [[nodiscard]] const cartography::Labelling& labelling() const { return labelling_; }

  private:
    std::optional<render::Renderer> renderer_;
    render::PagePainter by_processor_;
    draw::DrawList list_;
    cartography::Labelling labelling_;
    std::vector<draw::Item> labels_;
};

}  // namespace parkatlas::app
