#include "io/json_cursor.h"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <charconv>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"

namespace parkatlas::io {

namespace {

// Powers of ten that a double holds exactly.
constexpr std::array powers_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::uint64_t largest_exact_whole = std::uint64_t{1} << 53;

// Eight bytes at a time (SIMD within a register), the first one lowest.
constexpr bool first_byte_lowest = std::endian::native == std::endian::little;
constexpr std::uint64_t each_byte = 0x0101010101010101;
static_assert(TextInput::readable_beyond >= sizeof(std::uint64_t));

std::uint64_t eight_bytes(const char* at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/// The high bit of each byte that is below `limit`, 1 to 128; right up to the lowest such byte.
constexpr std::uint64_t bytes_below(std::uint64_t bytes, std::uint64_t limit) {
    return (bytes - each_byte * limit) & ~bytes & (each_byte * 0x80);
}

constexpr std::uint64_t bytes_equal(std::uint64_t bytes, unsigned char wanted) {
    return bytes_below(bytes ^ (each_byte * wanted), 1);
}

constexpr bool all_digits(std::uint64_t bytes) {
    constexpr std::uint64_t high_nibbles = each_byte * 0xf0;
    constexpr std::uint64_t of_digits = each_byte * 0x30;
    return (bytes & high_nibbles) == of_digits &&
           ((bytes + each_byte * 0x06) & high_nibbles) == of_digits;
}

/// The number that eight digits make: pairs, then fours, then all eight put together.
constexpr std::uint64_t number_of_digits(std::uint64_t bytes) {
    bytes = (bytes & (each_byte * 0x0f)) * (1U + (10U << 8U)) >> 8U;
    bytes = (bytes & 0x00ff00ff00ff00ff) * (1U + (100U << 16U)) >> 16U;
    return (bytes & 0x0000ffff0000ffff) * (1U + (std::uint64_t{10'000} << 32U)) >> 32U;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool may_be_in_number(char c) {
    return is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// Where the number that starts at `at` ends by the grammar of JSON; null if it is none.
const char* match_number(const char* at, bool& is_whole) {
    is_whole = true;
    if (*at == '-') ++at;
    if (!is_digit(*at)) return nullptr;
    if (*at == '0') {
        ++at;
    } else {
        while (is_digit(*at)) ++at;
    }
    if (*at == '.') {
        is_whole = false;
        ++at;
        if (!is_digit(*at)) return nullptr;
        while (is_digit(*at)) ++at;
    }
    if (*at == 'e' || *at == 'E') {
        is_whole = false;
        ++at;
        if (*at == '+' || *at == '-') ++at;
        if (!is_digit(*at)) return nullptr;
        while (is_digit(*at)) ++at;
    }
    return at;
}

/// Power of ten of the first digit that is not zero, roughly: enough to tell 1e999 from 1e-999.
std::int64_t decimal_magnitude(std::string_view number) {
    const std::size_t exponent_at = std::min(number.find_first_of("eE"), number.size());
    const std::string_view digits = number.substr(0, exponent_at);
    const auto point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
    const auto first =
        static_cast<std::int64_t>(std::min(digits.find_first_of("123456789"), digits.size()));
    std::int64_t exponent = 0;
    if (exponent_at < number.size()) {
        std::string_view text = number.substr(exponent_at + 1);
        const bool negative = text.starts_with('-');
        if (negative || text.starts_with('+')) text.remove_prefix(1);
        const std::from_chars_result answer =
            std::from_chars(text.data(), text.data() + text.size(), exponent);
        if (answer.ec != std::errc{}) exponent = std::int64_t{1} << 60;
        if (negative) exponent = -exponent;
    }
    return exponent + point - first;
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | (code >> 6));
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3f));
        put(0x80 | ((code >> 6) & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

bool read_hex4(const char* at, const char* end, std::uint32_t& code) {
    if (end - at < 4) return false;
    const std::from_chars_result answer = std::from_chars(at, at + 4, code, 16);
    return answer.ec == std::errc{} && answer.ptr == at + 4;
}

Phrase shown(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f) return fmt::format("\"{}\"", c);
    return said(msg::errors_byte_value, fmt::format("{:02x}", byte));
}

}  // namespace

bool JsonCursor::fail(Phrase problem) {
    if (problem_.empty()) {
        problem_ = std::move(problem);
        problem_offset_ = offset();
    }
    return false;
}

bool JsonCursor::fail_expecting(const Phrase& what) {
    const char next = peek();
    if (next == '\0' && at_ == end_) {
        return fail(said(msg::errors_text_ends_where_should, what));
    }
    // The literals that programs write for numbers that JSON cannot hold.
    if (next == 'N' || next == 'n' || next == 'I' || next == 'i' || next == '-') {
        for (const std::string_view word : {"NaN", "nan", "Infinity", "-Infinity", "-NaN", "inf",
                                            "-inf", "-nan", "Inf", "-Inf"}) {
            if (std::string_view{at_, end_}.starts_with(word)) {
                return fail(said(msg::errors_not_number_json_can, word));
            }
        }
    }
    return fail(said(msg::errors_instead, shown(next), what));
}

bool JsonCursor::more() {
    const char* keep = at_;
    return more_keeping(keep);
}

bool JsonCursor::more_keeping(const char*& token) {
    const std::ptrdiff_t behind = at_ - token;
    const bool brought = input_->more(token);
    at_ = token + behind;
    end_ = input_->end();
    return brought;
}

char JsonCursor::peek_past_space() {
    while (true) {
        while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
        if (at_ != end_ || !more()) return *at_;
    }
}

bool JsonCursor::expect_colon() {
    if (take(':')) return true;
    return fail_expecting(said(msg::errors_sign_after_name, ":"));
}

bool JsonCursor::another(char closing) {
    const char next = peek();
    if (next == ',') {
        step();
        return true;
    }
    if (next == closing) {
        step();
        return false;
    }
    return fail_expecting(
        said(closing == ']' ? msg::errors_layer_or_end : msg::errors_member_or_end));
}

bool JsonCursor::read_key(std::string_view& key) {
    if (peek() != '"') return fail_expecting(said(msg::errors_name_of_member));
    if (!read_string(key)) return false;
    if (*at_ == ':') {
        step();
        return true;
    }
    // Looking further may bring in new text and move the old.
    const std::string kept{key};
    if (!expect_colon()) return false;
    unescaped_ = kept;
    key = unescaped_;
    return true;
}

// Gives the bytes between the quotes as they stand and consumes both quotes.
bool JsonCursor::raw_string(const char*& from, const char*& to, bool& escaped) {
    const char* token = at_;  // at the opening quote
    ++at_;
    escaped = false;
    while (true) {
        if constexpr (first_byte_lowest) {
            const auto special = [this] {
                const std::uint64_t next = eight_bytes(at_);
                return bytes_equal(next, '"') | bytes_equal(next, '\\') | bytes_below(next, 0x20);
            };
            std::uint64_t found = special();
            for (; found == 0; found = special()) at_ += sizeof found;
            at_ += std::countr_zero(found) / 8;
        }
        const auto byte = static_cast<unsigned char>(*at_);
        if (byte == '"') break;
        if (byte == '\\') {
            escaped = true;
            ++at_;
            if (at_ == end_ && !more_keeping(token))
                return fail(said(msg::errors_text_ends_inside_string));
            ++at_;
        } else if (byte >= 0x20) {
            ++at_;
        } else if (at_ == end_) {
            if (!more_keeping(token)) return fail(said(msg::errors_text_ends_inside_string));
        } else {
            return fail(
                said(msg::errors_string_holds_control_character, fmt::format("{:02x}", byte)));
        }
    }
    from = token + 1;
    to = at_;
    ++at_;
    return true;
}

bool JsonCursor::read_string(std::string_view& text) {
    const char* from = nullptr;
    const char* to = nullptr;
    bool escaped = false;
    if (!raw_string(from, to, escaped)) return false;
    if (!escaped) {
        text = {from, to};
        return true;
    }
    unescaped_.clear();
    if (!unescape(from, to, unescaped_)) return false;
    text = unescaped_;
    return true;
}

bool JsonCursor::unescape(const char* from, const char* to, std::string& out) {
    while (from < to) {
        if (*from != '\\') {
            out += *from++;
            continue;
        }
        const char kind = from[1];
        from += 2;
        switch (kind) {
            case '"':
            case '\\':
            case '/':
                out += kind;
                break;
            case 'b':
                out += '\b';
                break;
            case 'f':
                out += '\f';
                break;
            case 'n':
                out += '\n';
                break;
            case 'r':
                out += '\r';
                break;
            case 't':
                out += '\t';
                break;
            case 'u': {
                std::uint32_t code = 0;
                if (!read_hex4(from, to, code)) return fail(said(msg::errors_u_without_four_hex));
                from += 4;
                std::uint32_t low = 0;
                if (code >= 0xd800 && code < 0xdc00 && to - from >= 6 && from[0] == '\\' &&
                    from[1] == 'u' && read_hex4(from + 2, to, low) && low >= 0xdc00 &&
                    low < 0xe000) {
                    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                    from += 6;
                } else if (code >= 0xd800 && code < 0xe000) {
                    code = 0xfffd;  // half of a pair: the mark for a character that is lost
                }
                append_utf8(out, code);
                break;
            }
            default:
                return fail(said(msg::errors_string_holds_unknown_escape, std::string(1, kind)));
        }
    }
    return true;
}

const char* JsonCursor::end_of_number() {
    const char* scan = at_;
    while (true) {
        while (may_be_in_number(*scan)) ++scan;
        if (scan != end_) return scan;
        const std::ptrdiff_t length = scan - at_;
        const char* token = at_;
        const bool brought = more_keeping(token);
        scan = at_ + length;
        if (!brought) return scan;
    }
}

bool JsonCursor::read_number(JsonNumber& number) {
    if (!starts_number(peek())) return fail_expecting(said(msg::errors_number));
    const char* const run_end = end_of_number();
    const char* const end = match_number(at_, number.is_whole);
    if (end == nullptr || end != run_end) {
        if (*at_ == '-' && run_end == at_ + 1) return fail_expecting(said(msg::errors_number));
        return fail(said(msg::errors_no_number, std::string_view{at_, run_end}.substr(0, 40)));
    }
    if (number.is_whole) {
        const std::from_chars_result answer = std::from_chars(at_, end, number.whole);
        number.is_whole = answer.ec == std::errc{};
    }
    const std::from_chars_result answer = std::from_chars(at_, end, number.value);
    if (answer.ec == std::errc::result_out_of_range) {
        // from_chars does not tell too small, which counts as zero, from too large.
        number.value = 0.0;
        if (decimal_magnitude({at_, end}) > 0) {
            return fail(
                said(msg::errors_number_too_large, std::string_view{at_, end}.substr(0, 40)));
        }
    }
    at_ = end;
    return true;
}

bool JsonCursor::read_double(double& value) {
    const char* scan = at_;
    const bool negative = *scan == '-';
    if (negative) ++scan;
    const char* const digits = scan;
    std::uint64_t mantissa = 0;
    const auto read_digits = [&] {
        if constexpr (first_byte_lowest) {
            for (std::uint64_t next = eight_bytes(scan); all_digits(next);
                 next = eight_bytes(scan)) {
                mantissa = mantissa * 100'000'000 + number_of_digits(next);
                scan += sizeof next;
            }
        }
        while (is_digit(*scan)) mantissa = mantissa * 10 + static_cast<unsigned>(*scan++ - '0');
    };
    while (is_digit(*scan)) mantissa = mantissa * 10 + static_cast<unsigned>(*scan++ - '0');
    const std::ptrdiff_t whole_digits = scan - digits;
    std::ptrdiff_t decimals = 0;
    if (*scan == '.') {
        const char* const fraction = ++scan;
        read_digits();
        decimals = scan - fraction;
    }
    const bool quick = whole_digits > 0 && (whole_digits == 1 || *digits != '0') &&
                       (decimals > 0 || scan[-1] != '.') && whole_digits + decimals <= 18 &&
                       mantissa <= largest_exact_whole && (*scan == ',' || *scan == ']');
    if (!quick) {
        JsonNumber number;
        if (!read_number(number)) return false;
        value = number.value;
        return true;
    }
    // Both are exact and the division rounds once, so this is the nearest double.
    const double magnitude =
        static_cast<double>(mantissa) / powers_of_ten[static_cast<std::size_t>(decimals)];
    value = negative ? -magnitude : magnitude;
    at_ = scan;
    return true;
}

bool JsonCursor::take_not_finite() {
    static constexpr std::array<std::string_view, 3> words{"NaN", "Infinity", "-Infinity"};
    const char next = peek();
    if (next != 'N' && next != 'I' && next != '-') return false;
    while (static_cast<std::size_t>(end_ - at_) <= words.back().size() && more()) {
    }
    const std::string_view text{at_, end_};
    for (const std::string_view word : words) {
        if (!text.starts_with(word)) continue;
        const char after = at_[word.size()];  // there is a zero byte at the end
        if (after != ',' && after != '}' && after != ']' &&
            static_cast<unsigned char>(after) > ' ') {
            return false;
        }
        at_ += word.size();
        return true;
    }
    return false;
}

bool JsonCursor::read_literal(char& which) {
    which = peek();
    const std::string_view word = which == 't'   ? "true"
                                  : which == 'f' ? "false"
                                  : which == 'n' ? "null"
                                                 : std::string_view{};
    while (!word.empty() && static_cast<std::size_t>(end_ - at_) <= word.size() && more()) {
    }
    if (word.empty() || !std::string_view{at_, end_}.starts_with(word)) {
        return fail_expecting(said(msg::errors_value));
    }
    at_ += word.size();
    const char next = *at_;
    if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || is_digit(next)) {
        at_ -= word.size();
        return fail_expecting(said(msg::errors_value));
    }
    return true;
}

bool JsonCursor::walk_scalar(std::string* out) {
    const char next = peek();
    if (next == '"') {
        const char* from = nullptr;
        const char* to = nullptr;
        bool escaped = false;
        if (!raw_string(from, to, escaped)) return false;
        if (escaped) {  // only to see that the escapes are right
            unescaped_.clear();
            if (!unescape(from, to, unescaped_)) return false;
        }
        if (out != nullptr) out->append(from - 1, to + 1);
        return true;
    }
    if (starts_number(next)) {
        const char* const token_end = end_of_number();
        const std::string token = out != nullptr ? std::string{at_, token_end} : std::string{};
        JsonNumber number;
        if (!read_number(number)) return false;
        if (out != nullptr) *out += token;
        return true;
    }
    char which = '\0';
    if (!read_literal(which)) return false;
    if (out != nullptr) *out += which == 't' ? "true" : which == 'f' ? "false" : "null";
    return true;
}

bool JsonCursor::walk_value(std::string* out) {
    std::bitset<max_depth> is_object;
    std::size_t depth = 0;
    const auto put = [out](char c) {
        if (out != nullptr) *out += c;
    };
    const auto walk_key = [&] {
        if (peek() != '"') return fail_expecting(said(msg::errors_name_of_member));
        if (!walk_scalar(out) || !expect_colon()) return false;
        put(':');
        return true;
    };
    while (true) {
        // One value, or the opening of one.
        const char next = peek();
        if (next == '{' || next == '[') {
            if (depth == max_depth) {
                return fail(said(msg::errors_nested_deeper_than_levels, max_depth));
            }
            step();
            put(next);
            const bool object = next == '{';
            const char closing = object ? '}' : ']';
            if (peek() == closing) {
                step();
                put(closing);
            } else {
                is_object[depth++] = object;
                if (object && !walk_key()) return false;
                continue;
            }
        } else if (!walk_scalar(out)) {
            return false;
        }
        // What follows a value: further ones, or the end of one or more levels.
        while (depth > 0) {
            const bool object = is_object[depth - 1];
            const char closing = object ? '}' : ']';
            if (another(closing)) {
                put(',');
                if (object && !walk_key()) return false;
                break;
            }
            if (failed()) return false;
            put(closing);
            --depth;
        }
        if (depth == 0) return true;
    }
}

}  // namespace parkatlas::io
