#pragma once

#include <string_view>

#include "draw/draw_list.h"
#include "draw/fonts.h"

namespace parkatlas::cartography {

/// A column of text. The run's origin is the middle of the column's top.
struct VerticalText {
    draw::GlyphRunPtr run;
    double height_mm = 0.0;
};

/// Sets one column from top to bottom as Chinese is set: characters upright one below the other,
/// punctuation in its forms for vertical text (quotation marks as ﹁﹂ and ﹃﹄, GB/T 15834-2011,
/// 5.2), Latin words and long numbers turned clockwise, one or two digits upright side by side.
[[nodiscard]] VerticalText vertical_text(std::string_view utf8, draw::Typeface typeface,
                                         double size_mm, const draw::FontSet& fonts);

}  // namespace parkatlas::cartography
