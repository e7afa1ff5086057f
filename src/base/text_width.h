#pragma once

#include <string>
#include <string_view>

namespace parkatlas {

/// Columns a UTF-8 text takes in a terminal: 2 for East Asian wide and fullwidth characters, 0 for
/// combining marks, else 1 (Unicode 15, UAX #11, by blocks). Bytes that are not UTF-8 count 1.
[[nodiscard]] int terminal_width(std::string_view utf8);

/// Padded with spaces to `width` columns, on the right (text) or on the left (numbers).
[[nodiscard]] std::string pad_right(std::string_view utf8, int width);
[[nodiscard]] std::string pad_left(std::string_view utf8, int width);

/// Next code point of a UTF-8 text from `at`, which moves past it; U+FFFD for a byte that is none.
[[nodiscard]] char32_t next_code_point(std::string_view utf8, std::size_t& at);

}  // namespace parkatlas
