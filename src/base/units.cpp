#include "base/units.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/messages_sheet.h"

namespace parkatlas {

std::optional<AreaUnit> parse_area_unit(std::string_view word) {
    if (word == "m2") return AreaUnit::m2;
    if (word == "ha") return AreaUnit::ha;
    if (word == "km2") return AreaUnit::km2;
    if (word == "mu" || word == "亩") return AreaUnit::mu;
    if (word == "mu10k" || word == "万亩") return AreaUnit::mu10k;
    return std::nullopt;
}

double from_square_metres(double area_m2, AreaUnit unit) {
    switch (unit) {
        case AreaUnit::m2:
            return area_m2;
        case AreaUnit::ha:
            return area_m2 / 1e4;
        case AreaUnit::km2:
            return area_m2 / 1e6;
        case AreaUnit::mu:
            return area_m2 / square_metres_per_mu;
        case AreaUnit::mu10k:
            return area_m2 / square_metres_per_mu / 1e4;
    }
    return area_m2;
}

std::string_view unit_symbol(AreaUnit unit, Lang lang) {
    switch (unit) {
        case AreaUnit::m2:
            return lang == Lang::zh ? "平方米" : "m²";
        case AreaUnit::ha:
            return lang == Lang::zh ? "公顷" : "ha";
        case AreaUnit::km2:
            return lang == Lang::zh ? "平方公里" : "km²";
        case AreaUnit::mu:
            return lang == Lang::zh ? "亩" : "mu";
        case AreaUnit::mu10k:
            return lang == Lang::zh ? "万亩" : "10,000 mu";
    }
    return "m²";
}

std::string grouped(double value, int decimals) {
    std::string digits = fmt::format("{:.{}f}", value, decimals);
    const std::size_t sign = digits.starts_with('-') ? 1 : 0;
    std::size_t point = digits.find('.');
    if (point == std::string::npos) point = digits.size();
    for (std::size_t at = point; at > sign + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

int area_decimals(AreaUnit unit) {
    switch (unit) {
        case AreaUnit::m2:
        case AreaUnit::mu:
            return 1;
        case AreaUnit::ha:
            return 2;
        case AreaUnit::km2:
            return 3;
        case AreaUnit::mu10k:
            return 4;
    }
    return 1;
}

std::int64_t rounded_steps(double area_m2, AreaUnit unit) {
    // From the very digits a reader sees: rounding again in binary could differ from them.
    std::string digits =
        fmt::format("{:.{}f}", from_square_metres(area_m2, unit), area_decimals(unit));
    std::erase(digits, '.');
    std::int64_t steps = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), steps);
    return steps;
}

std::string format_area_number(double area_m2, AreaUnit unit) {
    return grouped(from_square_metres(area_m2, unit), area_decimals(unit));
}

std::string format_area(double area_m2, AreaUnit unit, Lang lang) {
    return fmt::format("{} {}", format_area_number(area_m2, unit), unit_symbol(unit, lang));
}

std::string format_length(double length_m, Lang lang) {
    const bool in_km = std::fabs(length_m) >= 1000.0;
    return fmt::format("{} {}", in_km ? grouped(length_m / 1000.0, 2) : grouped(length_m, 0),
                       text(in_km ? msg::sheet_kilometres : msg::sheet_metres, lang));
}

}  // namespace parkatlas
