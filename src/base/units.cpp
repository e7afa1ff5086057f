#include "base/units.h"

#include <cmath>

#include <fmt/format.h>

namespace parkatlas {

std::optional<AreaUnit> parse_area_unit(std::string_view word) {
    if (word == "m2") return AreaUnit::m2;
    if (word == "ha") return AreaUnit::ha;
    if (word == "km2") return AreaUnit::km2;
    if (word == "mu") return AreaUnit::mu;
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

std::string format_area_number(double area_m2, AreaUnit unit) {
    const double value = from_square_metres(area_m2, unit);
    int decimals = 1;
    if (unit == AreaUnit::ha) decimals = 2;
    if (unit == AreaUnit::km2) decimals = 3;
    return grouped(value, decimals);
}

std::string format_area(double area_m2, AreaUnit unit, Lang lang) {
    return fmt::format("{} {}", format_area_number(area_m2, unit), unit_symbol(unit, lang));
}

std::string format_length(double length_m) {
    if (std::fabs(length_m) < 1000.0) return fmt::format("{} m", grouped(length_m, 0));
    return fmt::format("{} km", grouped(length_m / 1000.0, 2));
}

}  // namespace parkatlas
