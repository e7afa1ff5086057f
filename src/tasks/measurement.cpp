#include "tasks/measurement.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "geo/geodesic_line.h"

namespace parkatlas::tasks {
namespace {

constexpr int rim_points = 180;

geo::GeodesicLine between(geo::LonLat from, geo::LonLat to) {
    return geo::geodesic_between(from, to, geo::cgcs2000_ellipsoid);
}

}  // namespace

Result<Ruler> Ruler::create() {
    Result<geo::Measurer> measurer =
        geo::Measurer::create(geo::Method::geodesic, geo::Crs::cgcs2000(), std::nullopt);
    if (!measurer) return tl::unexpected{measurer.error()};
    return Ruler{std::move(*measurer)};
}

std::optional<double> Ruler::ring_area_m2(const std::vector<geo::LonLat>& ring,
                                          bool& crosses) const {
    geo::Shapes shapes;
    shapes.begin_shape();
    shapes.begin_part(geo::PartKind::polygon);
    shapes.begin_ring();
    for (const geo::LonLat point : ring) shapes.add({point.lon_deg, point.lat_deg});
    shapes.add({ring.front().lon_deg, ring.front().lat_deg});
    const Result<geo::Repaired> mended = repairer_.make_valid(shapes[0]);
    if (!mended) return std::nullopt;
    crosses = mended->changed;
    if (!mended->shapes[0].has_polygons()) return 0.0;
    const Result<geo::AreaAndPerimeter> measured = measurer_.measure(mended->shapes[0]);
    return measured ? std::optional{measured->area_m2} : std::nullopt;
}

MeasurementFigures Ruler::figures(const Measurement& measurement) const {
    MeasurementFigures figures;
    const std::vector<geo::LonLat>& points = measurement.points;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const geo::GeodesicLine leg = between(points[i - 1], points[i]);
        figures.legs_m.push_back(leg.length_m);
        figures.length_m += leg.length_m;
        figures.last_azimuth_deg = leg.azimuth_deg;
    }
    if (measurement.kind == MeasurementKind::distance || points.size() < 2) return figures;
    if (measurement.kind == MeasurementKind::circle) {
        figures.radius_m = figures.legs_m.front();
        const std::vector<geo::LonLat> rim = measurement_outline(measurement);
        bool crosses = false;
        figures.area_m2 = ring_area_m2(rim, crosses);
        // A circle's own figures, not those of the polygon it is drawn as: at sizes that planners
        // draw, the ellipsoid's curvature changes neither by a part in a million.
        const double polygon_share =
            std::sin(2.0 * std::numbers::pi / rim_points) / (2.0 * std::numbers::pi / rim_points);
        if (figures.area_m2) *figures.area_m2 /= polygon_share;
        figures.length_m = 2.0 * std::numbers::pi * *figures.radius_m;
        return figures;
    }
    if (points.size() < 3) return figures;
    figures.legs_m.push_back(between(points.back(), points.front()).length_m);
    figures.length_m += figures.legs_m.back();
    figures.area_m2 = ring_area_m2(points, figures.crosses_itself);
    return figures;
}

std::vector<geo::LonLat> measurement_outline(const Measurement& measurement) {
    if (measurement.kind != MeasurementKind::circle || measurement.points.size() < 2) {
        return measurement.points;
    }
    const geo::LonLat centre = measurement.points[0];
    const geo::GeodesicLine radius = between(centre, measurement.points[1]);
    std::vector<geo::LonLat> rim;
    for (int i = 0; i < rim_points; ++i) {
        const double azimuth = radius.azimuth_deg + 360.0 * i / rim_points;
        rim.push_back(geo::geodesic_end(centre, azimuth, radius.length_m, geo::cgcs2000_ellipsoid));
    }
    return rim;
}

}  // namespace parkatlas::tasks
