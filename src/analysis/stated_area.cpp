#include "analysis/stated_area.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/units.h"

namespace parkatlas::analysis {

namespace {

struct UnitWord {
    std::string_view word;
    double square_metres;
};

constexpr double km2 = 1e6;
constexpr double ha = 1e4;

// A word stands before those that begin like it.
constexpr std::array unit_words{UnitWord{"平方公里", km2},
                                UnitWord{"平方千米", km2},
                                UnitWord{"平方米", 1.0},
                                UnitWord{"公顷", ha},
                                UnitWord{"亩", square_metres_per_mu},
                                UnitWord{"km2", km2},
                                UnitWord{"km²", km2},
                                UnitWord{"km^2", km2},
                                UnitWord{"㎢", km2},
                                UnitWord{"sq km", km2},
                                UnitWord{"hm2", ha},
                                UnitWord{"hm²", ha},
                                UnitWord{"ha", ha},
                                UnitWord{"mu", square_metres_per_mu},
                                UnitWord{"m2", 1.0},
                                UnitWord{"m²", 1.0},
                                UnitWord{"m^2", 1.0},
                                UnitWord{"㎡", 1.0}};

constexpr std::array<std::string_view, 8> range_signs{"-", "~", "～", "—", "–", "−", "至", "到"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Full-width digits and signs as ASCII, letters small, so that one form has to be read.
std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool full_width = text.size() - i >= 3 && text[i] == '\xEF' && text[i + 1] == '\xBC';
        const auto third =
            full_width ? static_cast<unsigned char>(text[i + 2]) : static_cast<unsigned char>(0);
        // U+FF0C comma, U+FF0E stop, U+FF10 to U+FF19 digits: EF BC 8C, 8E, 90 to 99. The
        // full-width comma parts sentences and stays as it is.
        if (full_width && (third == 0x8E || (third >= 0x90 && third <= 0x99))) {
            out += third == 0x8E ? '.' : static_cast<char>('0' + (third - 0x90));
            i += 2;
            continue;
        }
        const char c = text[i];
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

struct Numeral {
    std::string digits;  ///< without grouping commas
    int decimals = 0;
    std::size_t end = 0;
};

/// The decimal numeral that starts at `from`, a digit. Commas count where they group three digits.
Numeral numeral_at(const std::string& text, std::size_t from) {
    Numeral numeral;
    const auto digits_from = [&text](std::size_t at) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end])) ++end;
        return end - at;
    };
    std::size_t at = from;
    const std::size_t first = digits_from(at);
    numeral.digits = text.substr(at, first);
    at += first;
    while (first <= 3 && at < text.size() && text[at] == ',' && digits_from(at + 1) == 3) {
        numeral.digits += text.substr(at + 1, 3);
        at += 4;
    }
    if (at < text.size() && text[at] == '.') {
        const std::size_t behind = digits_from(at + 1);
        if (behind > 0) {
            numeral.digits += text.substr(at, behind + 1);
            numeral.decimals = static_cast<int>(behind);
            at += behind + 1;
        }
    }
    numeral.end = at;
    return numeral;
}

std::size_t skip_spaces(const std::string& text, std::size_t at) {
    while (at < text.size() && text[at] == ' ') ++at;
    return at;
}

/// True for what stands before the second figure of 3-4 or 3 至 4, but not of 达到4.
bool ends_a_range(std::string_view before) {
    const auto trim = [&before] {
        while (before.ends_with(' ')) before.remove_suffix(1);
    };
    trim();
    const auto sign = std::ranges::find_if(
        range_signs, [before](std::string_view one) { return before.ends_with(one); });
    if (sign == range_signs.end()) return false;
    before.remove_suffix(sign->size());
    trim();
    return !before.empty() && is_digit(before.back());
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

const UnitWord* unit_at(std::string_view text) {
    for (const UnitWord& unit : unit_words) {
        if (!text.starts_with(unit.word)) continue;
        const std::string_view rest = text.substr(unit.word.size());
        // "ha" and "mu" also begin other words.
        if (is_letter(unit.word.back()) && !rest.empty() && is_letter(rest.front())) continue;
        return &unit;
    }
    return nullptr;
}

StatedArea rounded_at(double value, int decimals, double unit_m2) {
    return {value * unit_m2, 0.5 * std::pow(10.0, -decimals) * unit_m2};
}

}  // namespace

bool StatedArea::allows(double measured_m2) const {
    const double noise_m2 = 1e-9 * std::abs(area_m2);
    return std::abs(measured_m2 - area_m2) <= half_width_m2 + noise_m2;
}

std::vector<StatedArea> stated_areas_in(std::string_view original) {
    const std::string text = plain(original);
    std::vector<StatedArea> areas;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        const bool in_a_word =
            at > 0 && (is_letter(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == '^');
        const bool second_of_range = ends_a_range(std::string_view{text}.substr(0, at));
        const Numeral numeral = numeral_at(text, at);
        at = numeral.end;
        std::size_t unit_from = skip_spaces(text, numeral.end);
        double factor = 1.0;
        if (std::string_view{text}.substr(unit_from).starts_with("万")) {
            factor = 1e4;
            unit_from = skip_spaces(text, unit_from + std::string_view{"万"}.size());
        }
        const UnitWord* unit = unit_at(std::string_view{text}.substr(unit_from));
        if (unit == nullptr) continue;
        at = unit_from + unit->word.size();
        double value = 0.0;
        const char* const end = numeral.digits.data() + numeral.digits.size();
        const auto [stop, trouble] = std::from_chars(numeral.digits.data(), end, value);
        const bool usable = trouble == std::errc{} && stop == end && std::isfinite(value);
        if (!usable || in_a_word || second_of_range) continue;
        areas.push_back(rounded_at(value, numeral.decimals, factor * unit->square_metres));
    }
    return areas;
}

StatedArea stated_area_of(double area_m2) {
    // fmt gives the shortest form that reads back as the same number; without an exponent here.
    const double in_km2 = area_m2 / km2;
    const std::string shortest = fmt::format("{}", in_km2);
    const std::size_t exponent_at = shortest.find('e');
    const std::string mantissa = shortest.substr(0, exponent_at);
    int decimals = 0;
    if (exponent_at != std::string::npos) decimals = -std::stoi(shortest.substr(exponent_at + 1));
    if (const std::size_t point = mantissa.find('.'); point != std::string::npos) {
        const std::string behind = mantissa.substr(point + 1);
        if (behind != "0") decimals += static_cast<int>(behind.size());
    }
    StatedArea stated = rounded_at(in_km2, decimals, km2);
    stated.area_m2 = area_m2;
    return stated;
}

bool says_the_same(double area_m2, const StatedArea& stated) {
    return std::abs(area_m2 - stated.area_m2) <= std::max(1.0, 1e-6 * stated.area_m2);
}

std::optional<StatedArea> stated_area(std::optional<double> area_m2, std::string_view text) {
    const std::vector<StatedArea> figures = stated_areas_in(text);
    if (!area_m2) return figures.empty() ? std::nullopt : std::optional{figures.front()};
    for (const StatedArea& figure : figures) {
        if (says_the_same(*area_m2, figure)) return StatedArea{*area_m2, figure.half_width_m2};
    }
    return stated_area_of(*area_m2);
}

bool contradicts(double area_m2, std::string_view text) {
    const std::vector<StatedArea> figures = stated_areas_in(text);
    return !figures.empty() && std::ranges::none_of(figures, [area_m2](const StatedArea& figure) {
        return says_the_same(area_m2, figure);
    });
}

}  // namespace parkatlas::analysis
