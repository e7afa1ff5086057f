#include "cartography/ground_measure.h"

namespace parkatlas::cartography {

Result<GroundMeasure> GroundMeasure::create(const geo::Crs& map_crs) {
    auto to_degrees = geo::Transform::between(map_crs, geo::Crs::cgcs2000());
    if (!to_degrees) return tl::unexpected(to_degrees.error());
    auto measurer =
        geo::Measurer::create(geo::Method::geodesic, geo::Crs::cgcs2000(), std::nullopt);
    if (!measurer) return tl::unexpected(measurer.error());
    return GroundMeasure{std::move(*to_degrees), std::move(*measurer)};
}

std::optional<double> GroundMeasure::length_m(geo::MapXY a, geo::MapXY b) const {
    std::vector<geo::XY> ends{{a.x_m, a.y_m}, {b.x_m, b.y_m}};
    if (!to_degrees_.apply(ends)) return std::nullopt;
    const auto length = measurer_.chain_length_m(ends);
    if (!length) return std::nullopt;
    return *length;
}

std::optional<double> GroundMeasure::map_per_ground(geo::MapXY at) const {
    constexpr double step_m = 500.0;
    const auto across = length_m({at.x_m - step_m, at.y_m}, {at.x_m + step_m, at.y_m});
    const auto up = length_m({at.x_m, at.y_m - step_m}, {at.x_m, at.y_m + step_m});
    if (!across || !up || !(*across + *up > 0.0)) return std::nullopt;
    return 4.0 * step_m / (*across + *up);
}

std::optional<double> GroundMeasure::area_m2(std::vector<geo::XY> ring) const {
    if (!to_degrees_.apply(ring)) return std::nullopt;
    geo::Shapes shapes;
    shapes.append_polygon({std::move(ring)});
    const auto measured = measurer_.measure(shapes[0]);
    if (!measured) return std::nullopt;
    return measured->area_m2;
}

}  // namespace parkatlas::cartography
