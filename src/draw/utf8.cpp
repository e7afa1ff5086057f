#include "draw/utf8.h"

#include <cstddef>
#include <cstdint>

namespace parkatlas::draw {

namespace {

constexpr char32_t replacement = 0xFFFD;

/// What may follow a lead byte: how many continuation bytes, and the range of the first of them
/// (narrower than 80..BF where the full range would be overlong, a surrogate or out of Unicode).
struct Lead {
    int continuations = -1;  ///< -1: no lead byte at all
    std::uint8_t second_min = 0x80;
    std::uint8_t second_max = 0xBF;
    char32_t bits = 0;
};

Lead classify(std::uint8_t byte) {
    if (byte < 0x80) return {0, 0x80, 0xBF, byte};
    if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF, byte & 0x1FU};
    if (byte == 0xE0) return {2, 0xA0, 0xBF, 0};
    if (byte == 0xED) return {2, 0x80, 0x9F, 0xD};
    if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF, byte & 0xFU};
    if (byte == 0xF0) return {3, 0x90, 0xBF, 0};
    if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF, byte & 0x7U};
    if (byte == 0xF4) return {3, 0x80, 0x8F, 4};
    return {};
}

}  // namespace

std::u32string decode_utf8(std::string_view bytes) {
    std::u32string text;
    text.reserve(bytes.size());
    std::size_t at = 0;
    while (at < bytes.size()) {
        const Lead lead = classify(static_cast<std::uint8_t>(bytes[at++]));
        char32_t c = lead.bits;
        bool valid = lead.continuations >= 0;
        for (int i = 0; valid && i < lead.continuations; ++i) {
            const std::uint8_t low = i == 0 ? lead.second_min : std::uint8_t{0x80};
            const std::uint8_t high = i == 0 ? lead.second_max : std::uint8_t{0xBF};
            const unsigned next = at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : 0U;
            valid = next >= low && next <= high;
            if (!valid) break;
            c = (c << 6U) | (next & 0x3FU);
            ++at;
        }
        text.push_back(valid ? c : replacement);
    }
    return text;
}

std::string encode_utf8(std::u32string_view text) {
    std::string bytes;
    bytes.reserve(text.size() * 3);
    const auto put = [&bytes](char32_t value) { bytes.push_back(static_cast<char>(value)); };
    for (const char32_t c : text) {
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | (c >> 6U));
            put(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            put(0xE0 | (c >> 12U));
            put(0x80 | ((c >> 6U) & 0x3F));
            put(0x80 | (c & 0x3F));
        } else {
            put(0xF0 | (c >> 18U));
            put(0x80 | ((c >> 12U) & 0x3F));
            put(0x80 | ((c >> 6U) & 0x3F));
            put(0x80 | (c & 0x3F));
        }
    }
    return bytes;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

}  // namespace parkatlas::draw
