#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/lang.h"

namespace parkatlas {

/// 1 亩 = 10000/15 m2.
inline constexpr double square_metres_per_mu = 10000.0 / 15.0;
inline constexpr double millimetres_per_inch = 25.4;

/// `mu10k` is 万亩, ten thousand mu.
enum class AreaUnit { m2, ha, km2, mu, mu10k };

/// "m2", "ha", "km2", "mu", "mu10k" as on the command line; 亩 and 万亩, too.
[[nodiscard]] std::optional<AreaUnit> parse_area_unit(std::string_view word);

[[nodiscard]] double from_square_metres(double area_m2, AreaUnit unit);

/// "m²", "ha" / "公顷", "km²" / "平方公里", "mu" / "亩", "10,000 mu" / "万亩".
[[nodiscard]] std::string_view unit_symbol(AreaUnit unit, Lang lang);

/// Number with `decimals` places and thousands grouped by commas: 1,253,079.34.
[[nodiscard]] std::string grouped(double value, int decimals);

/// Decimals of an area in this unit.
[[nodiscard]] int area_decimals(AreaUnit unit);

/// Area for a reader: grouped number, a space, the unit's symbol. Decimals follow the unit:
/// m2 1, ha 2, km2 3, mu 1, mu10k 4, so that a column lines up.
[[nodiscard]] std::string format_area(double area_m2, AreaUnit unit, Lang lang);

/// The same without the unit, for a table whose head names it.
[[nodiscard]] std::string format_area_number(double area_m2, AreaUnit unit);

/// An area as format_area_number shows it, in units of its last decimal: 1.235 km2 is 1235. For
/// sums of rounded figures.
[[nodiscard]] std::int64_t rounded_steps(double area_m2, AreaUnit unit);

/// "950 m" below 1 km, "12.35 km" above; "950 米", "12.35 千米".
[[nodiscard]] std::string format_length(double length_m, Lang lang);

}  // namespace parkatlas
