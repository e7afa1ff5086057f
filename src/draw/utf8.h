#pragma once

#include <string>
#include <string_view>

namespace parkatlas::draw {

/// Code points of a UTF-8 text. Every byte sequence that is no UTF-8 (stray or missing continuation
/// bytes, overlong forms, surrogates, beyond U+10FFFF) becomes one U+FFFD per maximal part, as
/// Unicode recommends (The Unicode Standard, section 3.9, "U+FFFD Substitution").
[[nodiscard]] std::u32string decode_utf8(std::string_view bytes);

/// The UTF-8 form of valid code points.
[[nodiscard]] std::string encode_utf8(std::u32string_view text);

/// C0 and C1 controls, line and paragraph separators: nothing that one line of text can show.
[[nodiscard]] bool is_control(char32_t c);

}  // namespace parkatlas::draw
