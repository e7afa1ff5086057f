#include "tasks/coordinate_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/text_width.h"
#include "geo/crs.h"

namespace parkatlas::tasks {
namespace {

enum class Side { none, longitude, latitude };

// One of the two numbers, its minutes and seconds counted in.
struct Number {
    double value = 0.0;
    Side side = Side::none;
    bool in_parts = false;  ///< written with minutes
    bool negative = false;  ///< west or south
};

tl::unexpected<Error> not_understood(std::string_view words, Phrase what) {
    return fail(ErrorCode::usage, std::string{words}, std::move(what),
                said(msg::errors_write_121_5512_29));
}

struct Sign {
    char32_t c;
    Side side;
    bool negative;
};
constexpr std::array<Sign, 12> sides{{{U'E', Side::longitude, false},
                                      {U'e', Side::longitude, false},
                                      {U'东', Side::longitude, false},
                                      {U'W', Side::longitude, true},
                                      {U'w', Side::longitude, true},
                                      {U'西', Side::longitude, true},
                                      {U'N', Side::latitude, false},
                                      {U'n', Side::latitude, false},
                                      {U'北', Side::latitude, false},
                                      {U'S', Side::latitude, true},
                                      {U's', Side::latitude, true},
                                      {U'南', Side::latitude, true}}};

const Sign* side_of(char32_t c) {
    for (const Sign& sign : sides) {
        if (sign.c == c) return &sign;
    }
    return nullptr;
}

bool is_space(char32_t c) {
    return c == U' ' || c == U',' || c == U'，' || c == U';' || c == U'；' || c == U'\t' ||
           c == U'、' || c == U'\u3000' || c == U'经' || c == U'纬' || c == U'\n' || c == U'\r' ||
           c == U'/';
}

enum class Mark { none, degree, minute, second, colon };

// A number with the mark behind it, or a letter that names a side.
struct Token {
    std::optional<double> number;
    Mark mark = Mark::none;
    bool after_gap = false;  ///< a space or comma stands before it
    const Sign* side = nullptr;
};

std::optional<Mark> mark_of(char32_t c) {
    switch (c) {
        case U'°':
        case U'度':
        case U'º':
            return Mark::degree;
        case U'′':
        case U'\'':
        case U'’':
        case U'分':
            return Mark::minute;
        case U'″':
        case U'"':
        case U'”':
        case U'秒':
            return Mark::second;
        case U':':
        case U'：':
            return Mark::colon;
        default:
            return std::nullopt;
    }
}

Result<std::vector<Token>> tokens_of(std::string_view words) {
    std::vector<Token> tokens;
    bool gap = false;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t start = at;
        const char32_t c = next_code_point(words, at);
        if (is_space(c)) {
            gap = true;
            continue;
        }
        if ((c >= U'0' && c <= U'9') || c == U'-' || c == U'+' || c == U'.') {
            double value = 0.0;
            const std::size_t from = c == U'+' ? start + 1 : start;
            const auto read = std::from_chars(words.data() + from, words.data() + words.size(),
                                              value, std::chars_format::fixed);
            if (read.ec != std::errc{} || !std::isfinite(value)) {
                return not_understood(words, said(msg::errors_number_broken_off));
            }
            at = static_cast<std::size_t>(read.ptr - words.data());
            tokens.push_back({value, Mark::none, gap, nullptr});
        } else if (const Sign* side = side_of(c)) {
            tokens.push_back({std::nullopt, Mark::none, gap, side});
        } else {
            const std::optional<Mark> mark = mark_of(c);
            const bool marks_a_number =
                !tokens.empty() && tokens.back().number && tokens.back().mark == Mark::none;
            const bool second_stroke = mark == Mark::minute && !gap && !tokens.empty() &&
                                       tokens.back().mark == Mark::minute;
            if (second_stroke) {  // two strokes for seconds: 54''
                tokens.back().mark = Mark::second;
                continue;
            }
            if (!mark || !marks_a_number) {
                return not_understood(words, said(msg::errors_sign_belongs_no_coordinate));
            }
            tokens.back().mark = *mark;
        }
        gap = false;
    }
    return tokens;
}

// Puts degrees, minutes and seconds together, and the letters before or behind them.
class PairReader {
  public:
    PairReader(std::string_view words, std::vector<Token> tokens)
        : words_{words},
          tokens_{std::move(tokens)},
          letters_first_{!tokens_.empty() && tokens_.front().side != nullptr} {}

    Result<std::vector<Number>> read() {
        for (const Token& token : tokens_) {
            if (token.side != nullptr) {
                take_side(*token.side);
            } else if (const Result<void> taken = take_number(token); !taken) {
                return tl::unexpected{taken.error()};
            }
        }
        finish();
        return std::move(numbers_);
    }

  private:
    void take_side(const Sign& side) {
        if (letters_first_) finish();
        present_.side = side.side;
        present_.negative = present_.negative != side.negative;
        if (!letters_first_) finish();
    }

    // Minutes or seconds of the coordinate that is being read, or 0: the next one's degrees.
    [[nodiscard]] int place_of(const Token& token) const {
        if (parts_ == 0 || parts_ > 2) return 0;
        if (token.mark == Mark::minute) return parts_ == 1 ? 1 : 0;
        if (token.mark == Mark::second) return 2;
        if (last_mark_ == Mark::colon) return parts_;
        const bool runs_on = last_mark_ == Mark::degree || last_mark_ == Mark::minute;
        return runs_on && !token.after_gap && token.mark == Mark::none ? parts_ : 0;
    }

    Result<void> take_number(const Token& token) {
        const int place = place_of(token);
        if (place == 0) {
            if (parts_ > 0) finish();
            present_.value = std::abs(*token.number);
            present_.negative = present_.negative != (*token.number < 0.0);
            parts_ = 1;
        } else {
            if (*token.number < 0.0 || *token.number >= 60.0) {
                return not_understood(words_, said(msg::errors_minutes_seconds_lie_between));
            }
            present_.value += *token.number / (place == 1 ? 60.0 : 3600.0);
            present_.in_parts = true;
            parts_ = place + 1;
        }
        last_mark_ = token.mark;
        return {};
    }

    void finish() {
        if (parts_ > 0) numbers_.push_back(present_);
        if (parts_ > 0) present_ = {};
        parts_ = 0;
        last_mark_ = Mark::none;
    }

    std::string_view words_;
    std::vector<Token> tokens_;
    bool letters_first_;
    std::vector<Number> numbers_;
    Number present_;
    int parts_ = 0;  // read of the present coordinate: 1 degrees, 2 and minutes, 3 and seconds
    Mark last_mark_ = Mark::none;
};

Result<TypedPlace> in_degrees(std::string_view words, Number first, Number second) {
    if (first.side == Side::none && second.side == Side::none) {
        const bool longitude_first = first.value >= second.value;
        first.side = longitude_first ? Side::longitude : Side::latitude;
        second.side = longitude_first ? Side::latitude : Side::longitude;
    }
    if (first.side == Side::none) {
        first.side = second.side == Side::longitude ? Side::latitude : Side::longitude;
    }
    if (second.side == Side::none) {
        second.side = first.side == Side::longitude ? Side::latitude : Side::longitude;
    }
    if (first.side == second.side) return not_understood(words, said(msg::errors_both_same_kind));
    const Number& lon = first.side == Side::longitude ? first : second;
    const Number& lat = first.side == Side::longitude ? second : first;
    if (lon.value > 180.0 || lat.value > 90.0) {
        return not_understood(words, said(msg::errors_no_longitude_reaches_beyond));
    }
    return TypedPlace{
        {lon.negative ? -lon.value : lon.value, lat.negative ? -lat.value : lat.value},
        CoordinateForm::degrees,
        {}};
}

Result<TypedPlace> in_metres(std::string_view words, double first, double second,
                             int central_meridian_deg) {
    constexpr double prefix_unit_m = 1e6;
    const bool first_is_northing = first >= 1e6 && first < 6.5e6;
    const double northing = first_is_northing ? first : second;
    double easting = first_is_northing ? second : first;
    if (northing < 1e6 || northing >= 6.5e6) {
        return not_understood(words, said(msg::errors_no_northing_china_among));
    }
    int zone = static_cast<int>(easting / prefix_unit_m);
    if (zone == 0) {
        if (central_meridian_deg < 75 || central_meridian_deg > 135 ||
            central_meridian_deg % 3 != 0) {
            return not_understood(words, said(msg::errors_easting_without_zone_needs));
        }
        zone = central_meridian_deg / 3;
    } else {
        easting -= zone * prefix_unit_m;
    }
    if (zone < 25 || zone > 45 || easting < 1e5 || easting > 9e5) {
        return not_understood(words, said(msg::errors_easting_lies_no_3));
    }
    const std::string crs = fmt::format("EPSG:{}", 4534 + zone - 25);  // without prefix
    const Result<geo::Crs> system = geo::Crs::parse(crs);
    if (!system) return tl::unexpected{system.error()};
    const Result<geo::Transform> to_degrees = geo::Transform::to_own_lon_lat(*system);
    if (!to_degrees) return tl::unexpected{to_degrees.error()};
    const Result<geo::XY> at = to_degrees->apply({easting, northing});
    if (!at) return tl::unexpected{at.error()};
    return TypedPlace{{at->x, at->y}, CoordinateForm::gauss_kruger, crs};
}

}  // namespace

Result<TypedPlace> parse_place(std::string_view words, int central_meridian_deg) {
    Result<std::vector<Token>> tokens = tokens_of(words);
    if (!tokens) return tl::unexpected{tokens.error()};
    Result<std::vector<Number>> numbers = PairReader{words, std::move(*tokens)}.read();
    if (!numbers) return tl::unexpected{numbers.error()};
    if (numbers->size() != 2) {
        return not_understood(words,
                              said(msg::errors_two_coordinates_needed_found, numbers->size()));
    }
    const Number& first = (*numbers)[0];
    const Number& second = (*numbers)[1];
    const bool metres = !first.in_parts && !second.in_parts && first.side == Side::none &&
                        second.side == Side::none && (first.value > 360.0 || second.value > 360.0);
    if (metres) return in_metres(words, first.value, second.value, central_meridian_deg);
    return in_degrees(words, first, second);
}

}  // namespace parkatlas::tasks
