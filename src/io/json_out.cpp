#include "io/json_out.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <variant>

#include "io/json_cursor.h"
#include "io/text_input.h"

namespace parkatlas::io {

namespace {

constexpr std::size_t longest_double = 32;
// Where the shortest digits of a double begin to be written with an exponent anyway.
constexpr double largest_fixed = 1e15;

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text, plain_from, i - plain_from);
        plain_from = i + 1;
        out += '\\';
        switch (byte) {
            case '"':
            case '\\':
                out += text[i];
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
                out += hex[byte >> 4];
                out += hex[byte & 0xf];
        }
    }
    out.append(text, plain_from);
    out += '"';
}

void append_json_number(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    std::array<char, longest_double> digits;
    const std::to_chars_result end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value);
    const std::string_view text{digits.data(), end.ptr};
    out += text;
    // A real number stays one: 3.0 must not come back as the whole number 3.
    if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void append_json_number(std::string& out, std::int64_t value) {
    std::array<char, longest_double> digits;
    const std::to_chars_result end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end.ptr);
}

void append_rounded(std::string& out, double value, std::optional<int> decimals) {
    std::array<char, longest_double> digits;
    char* const first = digits.data();
    char* const last = first + digits.size();
    if (!decimals || !(std::abs(value) < largest_fixed)) {
        out.append(first, std::to_chars(first, last, value).ptr);
        return;
    }
    const std::to_chars_result end =
        std::to_chars(first, last, value, std::chars_format::fixed, *decimals);
    std::string_view text{first, end.ptr};
    if (text.find('.') != std::string_view::npos) {
        text = text.substr(0, text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.remove_suffix(1);
    }
    out += text == "-0" ? std::string_view{"0"} : text;
}

void append_json_value(std::string& out, const model::Value& value, bool is_json) {
    struct Visitor {
        std::string& to;
        bool is_json;
        void operator()(std::monostate) const { to += "null"; }
        void operator()(bool b) const { to += b ? "true" : "false"; }
        void operator()(std::int64_t n) const { append_json_number(to, n); }
        void operator()(double d) const { append_json_number(to, d); }
        void operator()(const std::string& s) const {
            if (is_json && is_one_json_value(s)) {
                to += s;
            } else {
                append_json_string(to, s);
            }
        }
    };
    std::visit(Visitor{out, is_json}, value);
}

void append_json_id(std::string& out, const model::FeatureId& id) {
    if (const auto* const number = std::get_if<std::int64_t>(&id)) {
        append_json_number(out, *number);
    } else {
        append_json_string(out, std::get<std::string>(id));
    }
}

bool is_one_json_value(std::string_view text) {
    TextInput input{std::string{text}};
    JsonCursor cursor{input};
    return cursor.skip_value() && cursor.at_end();
}

}  // namespace parkatlas::io
