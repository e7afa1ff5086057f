#pragma once

#include <cmath>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "draw/draw_list.h"
#include "draw/polygon_field.h"

namespace parkatlas::draw {

using Rings = std::vector<std::vector<geo::XY>>;

inline double share(std::mt19937& random) {
    return static_cast<double>(random()) / 4294967296.0;
}

inline std::vector<geo::XY> square_at(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

inline PolygonFieldPtr field_of(const std::vector<Rings>& features,
                                const std::vector<std::uint8_t>& classes = {}) {
    const auto supply = [&](std::size_t i, std::size_t, geo::RingSet& out) {
        for (const auto& ring : features[i]) {
            out.points.insert(out.points.end(), ring.begin(), ring.end());
            out.ring_ends.push_back(static_cast<std::uint32_t>(out.points.size()));
        }
        return !features[i].empty();
    };
    auto field = PolygonField::build(features.size(), supply, classes, Work{});
    EXPECT_TRUE(field.has_value());
    return *field;
}

/// Squares of random places and sizes about Ningbo, and their area together.
inline std::vector<Rings> scattered_squares(std::size_t count, double extent_m, double least_m,
                                            double most_m, unsigned seed) {
    std::mt19937 random{seed};
    std::vector<Rings> out;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = 600'000 + extent_m * share(random);
        const double y = 3'300'000 + extent_m * share(random);
        const double side = least_m + (most_m - least_m) * share(random);
        out.push_back({square_at(x, y, side)});
    }
    return out;
}

}  // namespace parkatlas::draw
