#include "property/random_shapes.h"

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <numbers>
#include <stdexcept>
#include <string>

namespace parkatlas::test {

std::uint32_t seed() {
    const char* given = std::getenv("PARKATLAS_SEED");
    const std::uint32_t value =
        given == nullptr ? 20240607U : static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10));
    std::cout << "PARKATLAS_SEED=" << value << "\n";
    return value;
}

std::vector<XY> star(Random& random, XY centre, double radius, int vertices) {
    std::vector<XY> ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * i / vertices;
        const double r = radius * random.between(0.5, 1.0);
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    return ring;
}

std::vector<XY> star_in_zhejiang(Random& random) {
    const double radius = std::pow(10.0, random.between(-4.0, -0.5));
    return star(random, {random.between(118.5, 122.5), random.between(27.5, 30.5)}, radius,
                random.whole(3, 60));
}

geo::Shapes polygon_of(const std::vector<XY>& ring) {
    geo::Shapes shapes;
    shapes.append_polygon({ring});
    return shapes;
}

geo::Shapes holed_star(Random& random, XY centre, double radius) {
    // The shell stays outside half its radius at the corners; chords of 12 or more corners stay
    // outside cos(15 degrees) of that, the hole inside 0.4.
    geo::Shapes shapes;
    const std::vector<XY> shell = star(random, centre, radius, random.whole(12, 40));
    shapes.append_polygon({shell, star(random, centre, radius * 0.4, random.whole(3, 12))});
    return shapes;
}

geo::Measurer measurer_for(geo::Method method, const geo::Crs& crs) {
    auto made = geo::Measurer::create(method, crs, {});
    if (!made) throw std::runtime_error(error_line(made.error()));
    return std::move(*made);
}

double area_of(const geo::Measurer& by, const geo::Shapes& shapes) {
    const auto measured = by.measure(shapes[0]);
    if (!measured) throw std::runtime_error(error_line(measured.error()));
    return measured->area_m2;
}

}  // namespace parkatlas::test
