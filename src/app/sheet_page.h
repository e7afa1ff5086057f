#pragma once

#include <array>

#include "app/widgets.h"

namespace parkatlas::app {

/// Scales that are offered for a sheet, largest first.
inline constexpr std::array<double, 10> sheet_scales{
    5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 1'500'000, 2'000'000};

/// The page as it will be, in the middle of the area, with the hand on it: the map is shifted and
/// scaled, annotations and the sheet's own north arrow and scale bar are chosen, moved and resized.
void draw_sheet_page(const Ui& ui, RectPx area);

}  // namespace parkatlas::app
