#pragma once

#include <cstdint>

#include "draw/draw_list.h"

namespace parkatlas::cartography {

/// What fills an area beside its tone. Lines and dots of paper millimetres, cut at the area's edge:
/// vectors in every output.
enum class FillPattern : std::uint8_t { plain, hatch, cross_hatch, dots };

/// Paints the pattern over an area of map metres. Lines of neighbouring areas run on: they hang on
/// the map's origin.
void paint_pattern(draw::Group& group, const draw::PathPtr& area, FillPattern pattern,
                   draw::Color color, std::uint32_t tag);

/// The same for an area of paper millimetres, for a legend, `factor` times as large.
void paint_pattern_on_paper(draw::Group& group, const draw::RectMm& box, FillPattern pattern,
                            draw::Color color, double factor);

}  // namespace parkatlas::cartography
