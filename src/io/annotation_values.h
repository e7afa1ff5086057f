#pragma once

// Parts of an annotations file. Only for the sources of this module.

#include <array>
#include <string_view>

#include "io/json_node.h"
#include "model/annotation.h"

namespace parkatlas::io {

/// A page has at most 5 m; sizes beyond it are slips of the keyboard.
inline constexpr double largest_mm = 5000.0;

inline constexpr std::array<std::string_view, 10> style_members{
    "size_mm", "line_mm",    "halo_mm", "color", "text_color",
    "fill",    "halo_color", "bold",    "serif", "dash_mm"};

/// What an object says of a look, and a place. Throw Refused.
[[nodiscard]] model::AnnotationStyle style_of(const Node& node);
[[nodiscard]] model::AnnotationPlace place_of(const Node& node);

}  // namespace parkatlas::io
