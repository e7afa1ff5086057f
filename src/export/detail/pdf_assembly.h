#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "export/detail/layer_runs.h"
#include "export/vector.h"

namespace parkatlas::exporting::detail {

/// Pages of Cairo's that are thrown away, before all others.
inline constexpr std::size_t sheets_before = 1;

/// What Cairo painted of one page: its background and then its runs, each on a page of its own.
struct PaintedPage {
    const PdfPage* page = nullptr;
    std::vector<LayerRun> runs;

    [[nodiscard]] std::size_t sheet_count() const { return 1 + runs.size(); }
};

/// Lays the sheets of each page on one another as forms, those of a layer as optional content
/// (ISO 32000-1, 8.11), adds the links, and gives each page with a place a viewport on its map
/// frame with the frame's corners on the ground and the CRS (ISO 32000-2, 12.10). Links by Cairo's
/// tags leave references to objects that 1.16 never writes. Fails with output_failed if the file is
/// not as Cairo writes it, and where the CRS cannot tell the corners in degrees.
[[nodiscard]] Result<std::string> assemble_pdf(const std::string& cairo_pdf,
                                               std::span<const PaintedPage> pages);

}  // namespace parkatlas::exporting::detail
