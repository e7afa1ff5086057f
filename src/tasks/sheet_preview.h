#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/result.h"
#include "cartography/map_scene.h"
#include "cartography/sheet.h"
#include "cartography/sheet_check.h"
#include "draw/fonts.h"
#include "render/page_painter.h"
#include "tasks/export_sheet.h"

namespace parkatlas::tasks {

/// A sheet as it will be, small enough for the screen.
struct SheetPreview {
    Image image;
    draw::MapView view;  ///< of the map frame
    std::vector<cartography::SheetItem> items;
    std::vector<cartography::CheckRow> check;
    std::vector<cartography::UnsetAnnotation> dropped_annotations;
    /// What sizes of files are guessed from.
    struct Content {
        double edge_mm = 0.0;  ///< length of all edges between colours of the picture
        double points = 0.0;   ///< of lines and areas, on the page
        double glyphs = 0.0;
    } content;
};

/// Makes previews: composed and painted by the code that makes the files. One object, one thread.
class SheetPreviewer {
  public:
    /// Fails where no font is found.
    [[nodiscard]] static Result<SheetPreviewer> create();
    /// `width_px`, `height_px`: of the picture. Fails as cartography::compose_sheet does.
    [[nodiscard]] Result<SheetPreview> make(const cartography::MapScene& scene,
                                            const cartography::SheetSpec& spec, int width_px,
                                            int height_px);

  private:
    explicit SheetPreviewer(draw::FontSet fonts) : fonts_{std::move(fonts)} {}
    draw::FontSet fonts_;
    render::PagePainter painter_;
};

/// Pixels of a page at a resolution, as the export rounds them.
[[nodiscard]] std::pair<int, int> page_pixels(const PageSize& page);

/// About how many bytes the file will have, good to a factor of two: pictures by the length of the
/// edges between colours, vector files by their points and letters.
[[nodiscard]] double estimated_bytes(const SheetPreview::Content& content, SheetFormat format,
                                     const PageSize& page);

/// "850 KB", "3.4 MB".
[[nodiscard]] std::string file_size_words(double bytes);

}  // namespace parkatlas::tasks
