#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace parkatlas::app {

/// The scales that planners' maps are drawn at, 1:N.
inline constexpr std::array<double, 12> usual_scales{
    500.0,    1'000.0,   2'000.0,   5'000.0,   10'000.0,    25'000.0,
    50'000.0, 100'000.0, 250'000.0, 500'000.0, 1'000'000.0, 2'000'000.0};

/// Understands a scale as planners write it: "1:50000", "1:50,000", "1：5万", "50 000", "5万". With
/// `marked` only what can be nothing else: with "1:" before it or 万 after it. None where it is not
/// understood or outside 1:500 to 1:2,000,000.
[[nodiscard]] std::optional<double> parse_scale(std::string_view words, bool marked = false);

}  // namespace parkatlas::app
