#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "export/vector.h"

namespace parkatlas::exporting::detail {

/// Appends to a PDF of Cairo's an incremental update (ISO 32000-1, 7.5.6) that gives each page with
/// a place a viewport on its map frame with the frame's corners on the ground and the CRS. Leaves
/// the bytes alone if no page has one. Fails with output_failed if the file is not as Cairo writes
/// it, and where the CRS cannot tell the corners in degrees.
[[nodiscard]] Result<void> add_places(std::string& pdf, std::span<const PdfPage> pages);

}  // namespace parkatlas::exporting::detail
