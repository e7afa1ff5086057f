#pragma once

#include <array>
#include <cstddef>

#include "draw/draw_list.h"

/// The sheet's colours: calm base, roles in their order of weight. docs/cartography.md says why.
namespace parkatlas::cartography::palette {

using draw::Color;

// Base: sea, land and the lines on it. All lighter than any role, so that roles carry the picture.
inline constexpr Color sea{216, 231, 241};
inline constexpr Color fog{244, 244, 241};
inline constexpr Color sea_edge{140, 184, 214};
inline constexpr Color coast{86, 140, 180};
inline constexpr Color land_far{236, 233, 225};
inline constexpr Color land_near{244, 241, 233};
inline constexpr Color land_own{255, 254, 249};
inline constexpr Color border_county{158, 151, 140};
inline constexpr Color border_city{112, 104, 98};
inline constexpr Color border_tint{214, 164, 178};
inline constexpr Color place_name{104, 99, 92};
inline constexpr Color place_name_far{128, 122, 112};
inline constexpr Color water_name{70, 124, 166};

// Print.
inline constexpr Color paper{255, 255, 255};
inline constexpr Color ink{34, 34, 38};
inline constexpr Color ink_soft{92, 92, 98};
inline constexpr Color rule{176, 174, 170};
inline constexpr Color accent{186, 28, 38};

// Roles.
inline constexpr Color core{200, 32, 46};
inline constexpr Color pole{206, 92, 22};
inline constexpr Color park{92, 52, 142};
inline constexpr Color node{22, 92, 110};
inline constexpr Color town{150, 92, 20};
inline constexpr Color platform{24, 84, 140};
inline constexpr Color other{90, 90, 96};
inline constexpr Color selection{255, 196, 0};
inline constexpr std::array<Color, 4> belts{Color{44, 138, 84}, Color{10, 122, 166},
                                            Color{192, 132, 12}, Color{130, 84, 150}};
inline constexpr std::array<Color, 4> sectors{Color{232, 128, 112}, Color{240, 162, 104},
                                              Color{222, 118, 146}, Color{206, 146, 120}};
inline constexpr std::array<Color, 6> plates{Color{232, 176, 96},  Color{142, 190, 150},
                                             Color{148, 176, 214}, Color{222, 160, 172},
                                             Color{190, 178, 214}, Color{214, 206, 140}};
inline constexpr std::array<Color, 5> user_layers{Color{60, 110, 160}, Color{160, 90, 50},
                                                  Color{80, 130, 70}, Color{140, 70, 120},
                                                  Color{90, 100, 110}};

/// The n-th colour of a series, from its start again when it runs out.
template <std::size_t n>
[[nodiscard]] constexpr Color nth(const std::array<Color, n>& series, std::size_t index) {
    return series[index % n];
}

/// Towards black (amount 1: black).
[[nodiscard]] constexpr Color darker(Color c, double amount) {
    const auto channel = [amount](std::uint8_t v) {
        return static_cast<std::uint8_t>(static_cast<double>(v) * (1.0 - amount));
    };
    return {channel(c.r), channel(c.g), channel(c.b), c.a};
}

/// Towards white (amount 1: white).
[[nodiscard]] constexpr Color lighter(Color c, double amount) {
    const auto channel = [amount](std::uint8_t v) {
        return static_cast<std::uint8_t>(static_cast<double>(v) +
                                         (255.0 - static_cast<double>(v)) * amount);
    };
    return {channel(c.r), channel(c.g), channel(c.b), c.a};
}

}  // namespace parkatlas::cartography::palette
