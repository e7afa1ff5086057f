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

void append_json_value(std::string& out, const model::ValueView& value, bool is_json) {
    struct Visitor {
        std::string& to;
        bool is_json;
        void operator()(std::monostate) const { to += "null"; }
        void operator()(bool b) const { to += b ? "true" : "false"; }
        void operator()(std::int64_t n) const { append_json_number(to, n); }
        void operator()(double d) const { append_json_number(to, d); }
        void operator()(std::string_view s) const {
            if (is_json && is_one_json_value(s)) {
                to += s;
            } else {
                append_json_string(to, s);
            }
        }
    };
    std::visit(Visitor{out, is_json}, value);
}

void append_json_id(std::string& out, const model::FeatureIdView& id) {
    if (const auto* const number = std::get_if<std::int64_t>(&id)) {
        append_json_number(out, *number);
    } else {
        append_json_string(out, std::get<std::string_view>(id));
    }
}

bool is_one_json_value(std::string_view text) {
    TextInput input{std::string{text}};
    JsonCursor cursor{input};
    return cursor.skip_value() && cursor.at_end();
}

}  // namespace parkatlas::io
