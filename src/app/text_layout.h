#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace parkatlas::app {

/// Advance width of one character, in any unit.
using Advance = std::function<float(char32_t)>;

/// Breaks a text into lines of at most `width`: at spaces, and between any two characters of which
/// one is Chinese, but with no closing mark at the start of a line and no opening one at its end
/// (GB/T 15834, clause 5). A single word longer than the line is cut. '\n' ends a line. The lines
/// point into `utf8` and lack the spaces at their ends.
[[nodiscard]] std::vector<std::string_view> wrap_text(std::string_view utf8, float width,
                                                      const Advance& advance);

/// The text, or as much of its beginning as fits `width` together with "…".
[[nodiscard]] std::string elide_text(std::string_view utf8, float width, const Advance& advance);

[[nodiscard]] float text_advance(std::string_view utf8, const Advance& advance);

}  // namespace parkatlas::app
