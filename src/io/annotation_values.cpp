#include "io/annotation_values.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <tuple>

#include "base/messages_errors.h"

namespace parkatlas::io {

namespace {

using model::AnnotationPlace;
using model::AnnotationStyle;
using model::Rgba;

constexpr std::array<std::string_view, 4> place_members{"lon_lat", "map", "page_mm", "offset_mm"};

std::optional<unsigned> hex_byte(std::string_view two) {
    unsigned value = 0;
    for (const char c : two) {
        const unsigned digit = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                               : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                               : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                                      : 16U;
        if (digit > 15U) return std::nullopt;
        value = value * 16U + digit;
    }
    return value;
}

/// "#rrggbb", "#rrggbbaa" or "none".
Rgba color_of(const Node& node) {
    const std::string word = node.text();
    if (word == "none") return {255, 255, 255, 0};
    Rgba out;
    const bool is_whole = word.size() == 7 || word.size() == 9;
    const std::array<std::uint8_t*, 4> channels{&out.r, &out.g, &out.b, &out.a};
    for (std::size_t i = 0; is_whole && word[0] == '#' && 1 + 2 * i < word.size(); ++i) {
        const auto value = hex_byte(std::string_view{word}.substr(1 + 2 * i, 2));
        if (!value) break;
        *channels[i] = static_cast<std::uint8_t>(*value);
        if (3 + 2 * i == word.size()) return out;
    }
    node.refuse(said(msg::errors_no_colour, word), "#rrggbb, #rrggbbaa or none");
}

}  // namespace

AnnotationStyle style_of(const Node& node) {
    AnnotationStyle style;
    style.size_mm = node.number("size_mm", 0.5, 500.0);
    style.line_mm = node.number("line_mm", 0.0, 100.0);
    style.halo_mm = node.number("halo_mm", 0.0, 50.0);
    const auto color = [&](const char* key, std::optional<Rgba>& value) {
        if (node.has(key)) value = color_of(node.at(key));
    };
    color("color", style.color);
    color("text_color", style.text_color);
    color("fill", style.fill);
    color("halo_color", style.halo_color);
    if (node.has("bold")) style.bold = node.at("bold").flag();
    if (node.has("serif")) style.serif = node.at("serif").flag();
    if (node.has("dash_mm")) {
        const Node list = node.at("dash_mm");
        list.must_be_list();
        style.dash_mm.emplace();
        for (std::size_t i = 0; i < list.json().size(); ++i) {
            style.dash_mm->push_back(list.at(i).number(0.0, largest_mm));
        }
    }
    return style;
}

AnnotationPlace place_of(const Node& node) {
    node.must_be_object();
    only(node, place_members);
    AnnotationPlace place;
    int places = 0;
    const auto take = [&](const char* key, AnnotationPlace::Anchor anchor) {
        if (!node.has(key)) return;
        ++places;
        place.anchor = anchor;
        std::tie(place.x, place.y) = node.pair(key);
    };
    take("lon_lat", AnnotationPlace::Anchor::lon_lat);
    take("map", AnnotationPlace::Anchor::map);
    take("page_mm", AnnotationPlace::Anchor::page);
    if (places != 1) {
        node.refuse(
            places == 0 ? said(msg::errors_says_no_place) : said(msg::errors_says_more_than_one),
            said(msg::errors_one_lon_lat_map));
    }
    if (place.anchor == AnnotationPlace::Anchor::lon_lat &&
        (std::abs(place.x) > 180.0 || std::abs(place.y) > 90.0)) {
        node.refuse(said(msg::errors_not_on_globe, fmt::format("{:g}", place.x),
                         fmt::format("{:g}", place.y)),
                    said(msg::errors_longitude_first_degrees));
    }
    if (node.has("offset_mm")) {
        std::tie(place.offset_x_mm, place.offset_y_mm) = node.pair("offset_mm");
    }
    return place;
}

}  // namespace parkatlas::io
