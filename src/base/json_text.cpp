#include "base/json_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "base/text_width.h"

namespace parkatlas {

namespace {

constexpr std::size_t longest_number = 32;
constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

template <typename Number>
void append_digits(std::string& out, Number value) {
    std::array<char, longest_number> digits;
    out.append(digits.data(),
               std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

void append_escaped(std::string& out, unsigned char byte) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '\\';
    switch (byte) {
        case '"':
        case '\\':
            out += static_cast<char>(byte);
            break;
        case '\n':
            out += 'n';
            break;
        case '\r':
            out += 'r';
            break;
        case '\t':
            out += 't';
            break;
        default:
            out += "u00";
            out += hex[byte >> 4U];
            out += hex[byte & 0xfU];
    }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t plain_from = 0;  // of a stretch that goes in as it is
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        std::size_t next = i + 1;
        if (byte >= 0x80) {
            next = i;
            const bool is_utf8 = next_code_point(text, next) != U'\ufffd' ||
                                 text.substr(i, replacement.size()) == replacement;
            if (!is_utf8) {
                out.append(text, plain_from, i - plain_from);
                out += replacement;
                plain_from = next;
            }
        } else if (byte < 0x20 || byte == '"' || byte == '\\') {
            out.append(text, plain_from, i - plain_from);
            append_escaped(out, byte);
            plain_from = next;
        }
        i = next;
    }
    out.append(text, plain_from);
    out += '"';
}

void append_json_number(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    const std::size_t before = out.size();
    append_digits(out, value);
    if (out.find_first_of(".e", before) == std::string::npos) out += ".0";
}

void append_json_number(std::string& out, std::int64_t value) {
    append_digits(out, value);
}

void append_json_number(std::string& out, std::uint64_t value) {
    append_digits(out, value);
}

}  // namespace parkatlas
