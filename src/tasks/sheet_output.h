#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cartography/sheet.h"

namespace parkatlas::tasks {

/// The title as it stands on the sheet; empty if it has none.
[[nodiscard]] std::string title_of(const cartography::Sheet& sheet);

/// Text chunks of a PNG: title, software, CRS, extent, scale, and the date if SOURCE_DATE_EPOCH
/// sets one.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> png_texts(
    const cartography::Sheet& sheet);

}  // namespace parkatlas::tasks
