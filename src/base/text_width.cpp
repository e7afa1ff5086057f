#include "base/text_width.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace parkatlas {

namespace {

struct Range {
    char32_t first, last;
};

// Blocks whose characters are wide or fullwidth in UAX #11.
constexpr std::array wide_ranges{
    Range{0x1100, 0x115f},   Range{0x2e80, 0x303e},  Range{0x3041, 0x33ff}, Range{0x3400, 0x4dbf},
    Range{0x4e00, 0x9fff},   Range{0xa000, 0xa4cf},  Range{0xac00, 0xd7a3}, Range{0xf900, 0xfaff},
    Range{0xfe30, 0xfe6f},   Range{0xff00, 0xff60},  Range{0xffe0, 0xffe6}, Range{0x1f300, 0x1f64f},
    Range{0x1f900, 0x1f9ff}, Range{0x20000, 0x3fffd}};

constexpr std::array combining_ranges{Range{0x0300, 0x036f}, Range{0x200b, 0x200f},
                                      Range{0x20d0, 0x20ff}, Range{0xfe00, 0xfe0f},
                                      Range{0xfe20, 0xfe2f}};

bool in_any(char32_t c, const auto& ranges) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](Range r) { return c >= r.first && c <= r.last; });
}

}  // namespace

char32_t next_code_point(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned char lead = byte(at);
    int continuation = 0;
    char32_t value = lead;
    char32_t smallest = 0;
    if (lead >= 0xf0 && lead < 0xf8) {
        continuation = 3;
        value = lead & 0x07U;
        smallest = 0x10000;
    } else if (lead >= 0xe0 && lead < 0xf0) {
        continuation = 2;
        value = lead & 0x0fU;
        smallest = 0x800;
    } else if (lead >= 0xc0 && lead < 0xe0) {
        continuation = 1;
        value = lead & 0x1fU;
        smallest = 0x80;
    } else if (lead >= 0x80) {
        ++at;
        return U'\ufffd';
    }
    if (at + static_cast<std::size_t>(continuation) >= utf8.size()) {
        ++at;
        return continuation == 0 ? value : U'\ufffd';
    }
    for (int i = 1; i <= continuation; ++i) {
        const unsigned char next = byte(at + static_cast<std::size_t>(i));
        if ((next & 0xc0U) != 0x80U) {
            ++at;
            return U'\ufffd';
        }
        value = (value << 6U) | (next & 0x3fU);
    }
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < smallest || value > 0x10ffff || surrogate) {
        ++at;
        return U'\ufffd';
    }
    at += static_cast<std::size_t>(continuation) + 1;
    return value;
}

int terminal_width(std::string_view utf8) {
    int width = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = next_code_point(utf8, at);
        if (in_any(c, combining_ranges)) continue;
        width += in_any(c, wide_ranges) ? 2 : 1;
    }
    return width;
}

std::string pad_right(std::string_view utf8, int width) {
    std::string padded{utf8};
    padded.append(static_cast<std::size_t>(std::max(0, width - terminal_width(utf8))), ' ');
    return padded;
}

std::string pad_left(std::string_view utf8, int width) {
    std::string padded(static_cast<std::size_t>(std::max(0, width - terminal_width(utf8))), ' ');
    padded += utf8;
    return padded;
}

}  // namespace parkatlas
