#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cartography/geometry.h"
#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::cartography {

/// A line of text set along a curve.
struct CurvedText {
    draw::GlyphRunPtr run;  ///< glyphs relative to `origin`
    draw::PaperMm origin;
    std::vector<draw::RectMm> boxes;  ///< one a letter
    double spread_deg = 0.0;          ///< between the most left- and the most right-leaning letter
    double from_mm = 0.0, to_mm = 0.0;  ///< the stretch of the curve as given
    bool is_beside = false;             ///< the asker's own: not on what the curve is the middle of
};

/// Sets `shaped` along `curve` (paper mm, y down), its middle at `middle_mm`, `spacing_em` of air
/// between letters, never upside down.
///
/// On stretches that run more across than down, letters follow the curve from left to right. On
/// steep ones Chinese letters stand upright below each other from top to bottom, leaning with the
/// curve, as names of rivers and ranges do on Chinese maps; Latin ones follow the curve.
/// None if the text does not fit on the curve or the curve bends too sharply for it.
[[nodiscard]] std::optional<CurvedText> set_along(const draw::GlyphRunPtr& shaped,
                                                  const Chain& curve, double middle_mm,
                                                  double spacing_em);

/// Extent of such a text along the curve.
[[nodiscard]] double extent_along_mm(const draw::GlyphRun& shaped, double spacing_em);

}  // namespace parkatlas::cartography
