#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "pictures.h"

namespace parkatlas::render {

/// Some of everything, across tile borders.
inline draw::DrawList busy_page() {
    Studio& studio = Studio::instance();
    std::vector<geo::XY> blob;
    std::vector<geo::XY> wave;
    for (int i = 0; i < 300; ++i) {
        const double t = i * 2 * 3.14159265358979 / 300;
        const double r = 40 + 8 * std::sin(7 * t);
        blob.push_back({500000 + r * std::cos(t), 3300000 + r * std::sin(t)});
        wave.push_back({i * 0.4, 60 + 15 * std::sin(i * 0.08)});
    }
    std::vector<draw::Item> items;
    items.push_back(item_of(draw::Fill{path_of({blob}), {200, 220, 180}}, draw::Space::map));
    items.push_back(item_of(
        draw::Stroke{
            path_of({blob}), {60, 90, 50}, 0.4, draw::Join::round, draw::Cap::butt, {3, 1}},
        draw::Space::map));
    items.push_back(item_of(draw::Stroke{
        path_of({wave}, false), {200, 30, 30, 90}, 5, draw::Join::round, draw::Cap::round, {}}));
    for (int i = 0; i < 4; ++i) {
        draw::Text text;
        text.run = studio.fonts.shape("宁波前湾 Park", draw::Typeface::sans, 5);
        text.origin = {10.0 + 13.3 * i, 20.0 + 18.7 * i};
        text.angle_deg = i * 20.0;
        text.color = {20, 20, 60};
        text.halo_color = {255, 255, 255, static_cast<std::uint8_t>(i % 2 == 0 ? 255 : 150)};
        text.halo_mm = 0.6;
        items.push_back(item_of(text));
    }
    draw::DrawList list = page_of(120, 90, std::move(items));
    list.background = {235, 243, 250};
    list.groups[0].clip = draw::RectMm{3.3, 3.3, 113.4, 83.4};
    list.groups[0].view = {{0, 0, 120, 90}, {500010.123, 3300003.7}, 1000};
    return list;
}

/// Share of pixels that differ by more than a quarter of the range in some channel.
inline double share_of_different(const Image& a, const Image& b) {
    std::size_t different = 0;
    for (std::size_t i = 0; i < a.rgba.size(); i += 4) {
        bool is_far = false;
        for (std::size_t k = 0; k < 4; ++k) is_far |= std::abs(a.rgba[i + k] - b.rgba[i + k]) > 64;
        different += is_far ? 1 : 0;
    }
    return static_cast<double>(different) / static_cast<double>(a.rgba.size() / 4);
}

}  // namespace parkatlas::render
