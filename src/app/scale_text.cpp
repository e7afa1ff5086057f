#include "app/scale_text.h"

#include <charconv>
#include <cmath>

namespace parkatlas::app {
namespace {

// Takes `what` from the beginning of the words; true if it was there.
bool take(std::string_view& words, std::string_view what) {
    if (!words.starts_with(what)) return false;
    words.remove_prefix(what.size());
    return true;
}

// Without blanks and the marks that group digits.
std::string without_blanks(std::string_view words) {
    std::string kept;
    while (!words.empty()) {
        if (take(words, " ") || take(words, ",") || take(words, "，") || take(words, "\u00A0") ||
            take(words, "\u3000")) {
            continue;
        }
        kept += words.front();
        words.remove_prefix(1);
    }
    return kept;
}

}  // namespace

std::optional<double> parse_scale(std::string_view words, bool marked) {
    const std::string kept = without_blanks(words);
    std::string_view rest = kept;
    bool has_mark = take(rest, "1:") || take(rest, "1：") || take(rest, "1/");
    double number = 0.0;
    const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (read.ec != std::errc{}) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));
    if (take(rest, "万")) {
        number *= 10'000.0;
        has_mark = true;
    }
    if (!rest.empty() || (marked && !has_mark)) return std::nullopt;
    const bool is_possible = number >= usual_scales.front() && number <= usual_scales.back();
    return is_possible ? std::optional{number} : std::nullopt;
}

}  // namespace parkatlas::app
