#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parkatlas {

// Pieces of JSON (RFC 8259) appended to a text, for writers that build no tree.

/// With quotation marks. UTF-8; bytes that are not become U+FFFD.
void append_json_string(std::string& out, std::string_view text);
/// The shortest digits that read back as the same double, whole ones with ".0" so that they stay
/// real numbers; `null` for what is not finite.
void append_json_number(std::string& out, double value);
void append_json_number(std::string& out, std::int64_t value);
void append_json_number(std::string& out, std::uint64_t value);

}  // namespace parkatlas
