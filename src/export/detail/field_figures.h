#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "base/image.h"
#include "draw/draw_list.h"
#include "export/detail/page_path.h"

namespace parkatlas::exporting::detail {

/// Pixels of the map frame, premultiplied RGBA, for what has too many polygons to be figures.
struct FieldPicture {
    draw::RectMm box;
    int width_px = 0, height_px = 0;
    std::vector<std::uint8_t> rgba;
};

/// What a vector file shows of a large layer within `window`.
struct FieldFigures {
    std::vector<std::variant<draw::Fill, draw::Stroke>> shapes;  ///< in map space
    FieldPicture picture;                                        ///< empty where there are shapes
};

/// More polygons than this in one view, or more vertices, become a picture: viewers take seconds
/// to open such a file, and at the size of a page most of them are dots.
inline constexpr std::size_t most_figures = 60'000;
inline constexpr std::size_t most_figure_vertices = 1'000'000;
inline constexpr double picture_dpi = 300.0;

/// Whether `figures_of` gives a picture. Quick: looks no farther than the limits.
[[nodiscard]] bool becomes_picture(const draw::Polygons& polygons, const Placement& placement,
                                   const draw::RectMm& window);

[[nodiscard]] FieldFigures figures_of(const draw::Polygons& polygons, const Placement& placement,
                                      const draw::RectMm& window);

/// The picture with straight alpha, as files have it.
[[nodiscard]] Image straight_image(const FieldPicture& picture);

}  // namespace parkatlas::exporting::detail
