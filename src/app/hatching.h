#pragma once

#include <vector>

#include <imgui.h>

namespace parkatlas::app {

struct HatchLine {
    ImVec2 from, to;
};

/// Lines at 45 degrees, `spacing_px` apart, inside rings (even-odd) and inside a box of the screen.
/// They hang on the screen's corner, so that neighbouring areas line up.
[[nodiscard]] std::vector<HatchLine> hatch_lines(const std::vector<std::vector<ImVec2>>& rings,
                                                 ImVec2 low, ImVec2 high, float spacing_px);

}  // namespace parkatlas::app
