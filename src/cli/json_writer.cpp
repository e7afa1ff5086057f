#include "cli/json_writer.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>
#include <variant>

#include "base/text_width.h"

namespace parkatlas::cli {

namespace {

constexpr std::size_t longest_number = 32;

void append_utf8(std::string& text, char32_t c) {
    const auto tail = [&](unsigned shift) {
        text += static_cast<char>(0x80U | ((static_cast<std::uint32_t>(c) >> shift) & 0x3fU));
    };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0U | (static_cast<std::uint32_t>(c) >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xe0U | (static_cast<std::uint32_t>(c) >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0U | (static_cast<std::uint32_t>(c) >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

void append_control(std::string& text, unsigned char c) {
    static constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
        case '\n':
            text += "\\n";
            return;
        case '\r':
            text += "\\r";
            return;
        case '\t':
            text += "\\t";
            return;
        default:
            text += "\\u00";
            text += digits[c >> 4U];
            text += digits[c & 0x0fU];
    }
}

}  // namespace

void JsonWriter::new_line() {
    text_ += '\n';
    text_.append(levels_.size(), ' ');
}

void JsonWriter::separate() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (levels_.empty()) return;
    Level& level = levels_.back();
    if (!level.empty) text_ += ',';
    if (level.layout == Layout::lines) {
        new_line();
    } else if (!level.empty) {
        text_ += ' ';
    }
    level.empty = false;
}

void JsonWriter::begin(char bracket, Layout layout) {
    separate();
    text_ += bracket;
    levels_.push_back({layout, true});
}

void JsonWriter::end(char bracket) {
    assert(!levels_.empty() && !after_key_);
    const Level level = levels_.back();
    levels_.pop_back();
    if (level.layout == Layout::lines && !level.empty) new_line();
    text_ += bracket;
}

void JsonWriter::key(std::string_view name) {
    separate();
    text_ += '"';
    text_ += name;
    text_ += "\": ";
    after_key_ = true;
}

void JsonWriter::value(std::string_view text) {
    separate();
    text_ += '"';
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x80) {
            append_utf8(text_, next_code_point(text, at));
            continue;
        }
        if (c < 0x20) {
            append_control(text_, c);
        } else {
            if (c == '"' || c == '\\') text_ += '\\';
            text_ += static_cast<char>(c);
        }
        ++at;
    }
    text_ += '"';
}

void JsonWriter::value(double number) {
    if (!std::isfinite(number)) {
        null();
        return;
    }
    separate();
    std::array<char, longest_number> digits{};
    const auto [last, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    assert(error == std::errc{});
    const std::string_view shortest{digits.data(), last};
    text_ += shortest;
    if (shortest.find_first_of(".e") == std::string_view::npos) text_ += ".0";
}

void JsonWriter::value(bool truth) {
    separate();
    text_ += truth ? "true" : "false";
}

void JsonWriter::value(const model::FeatureId& id) {
    std::visit([this](const auto& content) { value(content); }, id);
}

void JsonWriter::null() {
    separate();
    text_ += "null";
}

void JsonWriter::append_integer(std::int64_t number) {
    std::array<char, longest_number> digits{};
    text_.append(digits.data(),
                 std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

void JsonWriter::append_integer(std::uint64_t number) {
    std::array<char, longest_number> digits{};
    text_.append(digits.data(),
                 std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

std::string JsonWriter::take() {
    assert(levels_.empty());
    text_ += '\n';
    return std::exchange(text_, {});
}

}  // namespace parkatlas::cli
