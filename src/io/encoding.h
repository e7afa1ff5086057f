#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace parkatlas::io {

[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

/// Text of a named charset (as iconv knows it: "GB18030", "UTF-16LE") as UTF-8.
/// Fails with input_malformed, naming the first byte that is no text in that charset.
[[nodiscard]] Result<std::string> to_utf8(std::string_view bytes, const char* charset,
                                          const std::string& where);

/// UTF-8 text in a named charset; characters that it does not have become '?'.
struct EncodedText {
    std::string bytes;
    std::size_t lost = 0;  ///< how many characters
};
[[nodiscard]] Result<EncodedText> from_utf8(std::string_view text, const char* charset,
                                            const std::string& where);

struct DecodedText {
    std::string text;      ///< UTF-8 without byte order mark
    std::string encoding;  ///< "UTF-8", "UTF-16LE", "UTF-16BE" or "GB18030"
};

/// "UTF-16LE" or "UTF-16BE" if the first bytes of a text say so (byte order mark, or an ASCII
/// character beside a zero byte), else empty.
[[nodiscard]] std::string_view utf16_charset(std::string_view head);

/// Brings the text of a file to UTF-8. What is not valid UTF-8 or UTF-16 is taken as GB18030, of
/// which GBK and GB 2312 are parts.
[[nodiscard]] Result<DecodedText> decode_text(std::string bytes, const std::string& where);

}  // namespace parkatlas::io
