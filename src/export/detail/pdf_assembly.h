#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "export/detail/figure_stream.h"
#include "export/detail/pdf_plan.h"
#include "export/vector.h"

namespace parkatlas::exporting::detail {

/// Pages of Cairo's that are thrown away, before all others.
inline constexpr std::size_t sheets_before = 1;

/// Where a page's map lies on the ground, in the words of the file.
struct PagePlace {
    std::string wkt;
    std::string corners_deg;
};

/// None for a page without a place. Asks PROJ and GDAL, which takes them a while to open: callable
/// from any thread.
/// Fails where the CRS cannot tell the frame's corners in degrees or has no name that others know.
[[nodiscard]] Result<std::optional<PagePlace>> place_of(const PdfPage& page);

/// Lays the sheets of each page on one another as forms, those of a layer as optional content
/// (ISO 32000-1, 8.11), adds the links, and gives each page with a place a viewport on its map
/// frame with the frame's corners on the ground and the CRS (ISO 32000-2, 12.10). Links by Cairo's
/// tags leave references to objects that 1.16 never writes. Fails with output_failed if the file is
/// not as Cairo writes it.
/// @param cairo_pdf  the pages that Cairo painted, in the plan's order, after `sheets_before`.
/// @param figures    the streams of the plan's parts.
/// @param places     of each page.
[[nodiscard]] Result<std::string> assemble_pdf(const std::string& cairo_pdf,
                                               std::span<const PlannedPage> pages,
                                               std::span<const FigureStream> figures,
                                               std::span<const std::optional<PagePlace>> places);

}  // namespace parkatlas::exporting::detail
