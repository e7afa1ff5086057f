#include "base/natural_order.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace parkatlas {
namespace {

constexpr std::array<std::string_view, 10> numerals{"一", "二", "三", "四", "五",
                                                    "六", "七", "八", "九", "十"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The number that a whole text is; none for what is no finite number.
std::optional<double> number_of(std::string_view text) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

/// The Chinese numeral that a text begins with, 1 to 10, taken off it; 0 if it begins otherwise.
int take_numeral(std::string_view& text) {
    for (std::size_t i = 0; i < numerals.size(); ++i) {
        if (!text.starts_with(numerals[i])) continue;
        text.remove_prefix(numerals[i].size());
        return static_cast<int>(i) + 1;
    }
    return 0;
}

/// The number that a text begins with, in digits (the leading zeros dropped) or Chinese numerals,
/// taken off it; empty if it begins otherwise.
struct Run {
    std::string_view digits;
    int numeral = 0;
};
Run take_run(std::string_view& text) {
    Run run;
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end > 0) {
        run.digits = text.substr(0, end);
        text.remove_prefix(end);
        while (run.digits.size() > 1 && run.digits.front() == '0') run.digits.remove_prefix(1);
        return run;
    }
    int last = take_numeral(text);
    run.numeral = last;
    if (last == 0) return run;
    constexpr int ten = 10;
    if (last != ten) {  // 二, 二十
        std::string_view rest = text;
        if (take_numeral(rest) != ten) return run;
        text = rest;
        run.numeral = last * ten;
    }
    std::string_view rest = text;  // 十一, 二十一
    last = take_numeral(rest);
    if (last == 0 || last == ten) return run;
    text = rest;
    run.numeral += last;
    return run;
}

unsigned char lower(char c) {
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/// The first byte of a digit or of one of the numerals.
bool may_begin_a_run(char c) {
    constexpr char numeral_lead_1 = '\xE4';
    constexpr char numeral_lead_2 = '\xE5';
    return is_digit(c) || c == numeral_lead_1 || c == numeral_lead_2;
}

/// -1, 0, 1
int compare(const Run& a, const Run& b) {
    if (a.digits.size() != b.digits.size()) return a.digits.size() < b.digits.size() ? -1 : 1;
    if (const int order = a.digits.compare(b.digits); order != 0) return order;
    return a.numeral == b.numeral ? 0 : a.numeral < b.numeral ? -1 : 1;
}

/// Begins with a number of the same kind as the other text does.
bool begin_alike(const Run& a, const Run& b) {
    return a.digits.empty() == b.digits.empty() && (a.numeral == 0) == (b.numeral == 0) &&
           (!a.digits.empty() || a.numeral != 0);
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
    const std::optional<double> number_a = number_of(a);
    const std::optional<double> number_b = number_of(b);
    if (number_a.has_value() != number_b.has_value()) return number_a.has_value();
    if (number_a && *number_a != *number_b) return *number_a < *number_b;
    if (number_a) return a < b;  // 1 and 1.0
    std::string_view rest_a = a;
    std::string_view rest_b = b;
    while (!rest_a.empty() && !rest_b.empty()) {
        if (may_begin_a_run(rest_a.front()) && may_begin_a_run(rest_b.front())) {
            std::string_view after_a = rest_a;
            std::string_view after_b = rest_b;
            const Run run_a = take_run(after_a);
            const Run run_b = take_run(after_b);
            if (begin_alike(run_a, run_b)) {
                if (const int order = compare(run_a, run_b); order != 0) return order < 0;
                rest_a = after_a;
                rest_b = after_b;
                continue;
            }
        }
        const unsigned char byte_a = lower(rest_a.front());
        const unsigned char byte_b = lower(rest_b.front());
        if (byte_a != byte_b) return byte_a < byte_b;
        rest_a.remove_prefix(1);
        rest_b.remove_prefix(1);
    }
    if (rest_a.empty() != rest_b.empty()) return rest_a.empty();
    return a < b;  // 01 and 1, A and a
}

}  // namespace parkatlas
