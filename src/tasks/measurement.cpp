#include "tasks/measurement.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "cartography/annotation_text.h"
#include "geo/geodesic_line.h"
#include "tasks/area_columns.h"

namespace parkatlas::tasks {
namespace {

constexpr int rim_points = 180;

geo::GeodesicLine between(geo::LonLat from, geo::LonLat to) {
    return geo::geodesic_between(from, to, geo::cgcs2000_ellipsoid);
}

void add_ring(geo::Shapes& shapes, const std::vector<geo::LonLat>& points) {
    shapes.begin_ring();
    for (const geo::LonLat point : points) shapes.add({point.lon_deg, point.lat_deg});
}

geo::Shapes polygon_of(const std::vector<geo::LonLat>& ring) {
    geo::Shapes shapes;
    shapes.begin_shape();
    shapes.begin_part(geo::PartKind::polygon);
    add_ring(shapes, ring);
    shapes.add({ring.front().lon_deg, ring.front().lat_deg});
    return shapes;
}

model::AnnotationPlace place_of(geo::LonLat at) {
    return {model::AnnotationPlace::Anchor::lon_lat, at.lon_deg, at.lat_deg};
}

model::Annotation annotation_of(model::AnnotationKind kind,
                                const std::vector<geo::LonLat>& points) {
    model::Annotation annotation;
    annotation.kind = kind;
    for (const geo::LonLat point : points) annotation.places.push_back(place_of(point));
    return annotation;
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
    const Result<geo::Repaired> mended = repairer_.make_valid(polygon_of(ring)[0]);
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

Result<model::Layer> measurement_layer(const std::vector<Measurement>& measurements) {
    const Result<Ruler> ruler = Ruler::create();
    if (!ruler) return tl::unexpected{ruler.error()};
    const geo::Repairer repairer;
    model::Layer layer;
    layer.name = "measurements";
    layer.crs_stated = true;
    layer.columns = {{"kind", {}}, {"length_m", {}}};
    const std::size_t areas = layer.columns.size();
    add_area_columns(layer.columns);
    layer.columns.push_back({"radius_m", {}});
    for (const Measurement& measurement : measurements) {
        if (!measurement.is_whole()) continue;
        const std::vector<geo::LonLat> outline = measurement_outline(measurement);
        if (measurement.kind == MeasurementKind::distance) {
            layer.shapes.begin_shape();
            layer.shapes.begin_part(geo::PartKind::line);
            add_ring(layer.shapes, outline);
        } else {
            const Result<geo::Repaired> mended = repairer.make_valid(polygon_of(outline)[0]);
            if (!mended) return tl::unexpected{mended.error()};
            layer.shapes.append(mended->shapes[0]);
        }
        layer.ids.push_back(static_cast<std::int64_t>(layer.ids.size() + 1));
        layer.names.push_back(measurement.name);
        const MeasurementFigures figures = ruler->figures(measurement);
        layer.columns[0].values.push_back(
            model::Value{std::string{measurement_kind_name(measurement.kind)}});
        push_number(layer.columns[1], figures.length_m);
        push_area(layer.columns, areas, figures.area_m2);
        push_number(layer.columns.back(), figures.radius_m);
    }
    return layer;
}

std::vector<model::Annotation> measurement_annotations(const Measurement& measurement,
                                                       const std::string& id, Lang lang) {
    using model::AnnotationKind;
    if (!measurement.is_whole()) return {};
    const std::vector<geo::LonLat>& points = measurement.points;
    if (measurement.kind == MeasurementKind::distance && points.size() == 2) {
        return {annotation_of(AnnotationKind::dimension, points)};
    }
    if (measurement.kind == MeasurementKind::distance) {
        double length_m = 0.0;
        for (std::size_t i = 1; i < points.size(); ++i) {
            length_m += between(points[i - 1], points[i]).length_m;
        }
        model::Annotation words = annotation_of(AnnotationKind::text, {points.back()});
        words.text = cartography::length_words(length_m, lang);
        words.style = "measure";
        return {annotation_of(AnnotationKind::line, points), std::move(words)};
    }
    const bool is_circle = measurement.kind == MeasurementKind::circle;
    model::Annotation ground = is_circle ? annotation_of(AnnotationKind::circle, {points[0]})
                                         : annotation_of(AnnotationKind::polygon, points);
    ground.id = id;
    ground.text = measurement.name;
    if (is_circle) ground.radius_m = between(points[0], points[1]).length_m;
    model::Annotation tag;
    tag.kind = AnnotationKind::area_tag;
    tag.of = id;
    return {std::move(ground), std::move(tag)};
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
