#include "tasks/sketch.h"

#include <algorithm>
#include <utility>

#include "base/messages_errors.h"
#include "tasks/area_columns.h"

namespace parkatlas::tasks {
namespace {

bool inside(geo::LonLat at, const std::vector<geo::LonLat>& ring) {
    bool in = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const geo::LonLat a = ring[i];
        const geo::LonLat b = ring[j];
        if ((a.lat_deg > at.lat_deg) == (b.lat_deg > at.lat_deg)) continue;
        const double along = (at.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg);
        if (at.lon_deg < a.lon_deg + along * (b.lon_deg - a.lon_deg)) in = !in;
    }
    return in;
}

void add_ring(geo::Shapes& shapes, const std::vector<geo::LonLat>& ring) {
    shapes.begin_ring();
    for (const geo::LonLat at : ring) shapes.add({at.lon_deg, at.lat_deg});
    shapes.add({ring.front().lon_deg, ring.front().lat_deg});
}

}  // namespace

geo::Shapes sketch_shape(const SketchRings& rings) {
    std::vector<const std::vector<geo::LonLat>*> whole;
    for (const std::vector<geo::LonLat>& ring : rings) {
        if (ring.size() >= 3) whole.push_back(&ring);
    }
    // The rings that each lies in.
    std::vector<std::vector<std::size_t>> around(whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (std::size_t j = 0; j < whole.size(); ++j) {
            if (i != j && inside(whole[i]->front(), *whole[j])) around[i].push_back(j);
        }
    }
    geo::Shapes shapes;
    shapes.begin_shape();
    for (std::size_t shell = 0; shell < whole.size(); ++shell) {
        if (around[shell].size() % 2 != 0) continue;
        shapes.begin_part(geo::PartKind::polygon);
        add_ring(shapes, *whole[shell]);
        for (std::size_t hole = 0; hole < whole.size(); ++hole) {
            const bool of_this =
                around[hole].size() == around[shell].size() + 1 &&
                std::find(around[hole].begin(), around[hole].end(), shell) != around[hole].end();
            if (of_this) add_ring(shapes, *whole[hole]);
        }
    }
    return shapes;
}

Result<SketchRings> rings_of_feature(const model::Layer& layer, std::size_t index) {
    const Result<geo::Transform> to_degrees =
        geo::Transform::between(layer.crs, geo::Crs::cgcs2000());
    if (!to_degrees) return tl::unexpected{to_degrees.error()};
    SketchRings rings;
    const geo::ShapeView shape = layer.shapes[index];
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const geo::ShapeView::PartView part = shape.part(p);
        if (part.kind != geo::PartKind::polygon) continue;
        for (std::uint32_t r = 0; r < part.ring_count; ++r) {
            std::vector<geo::XY> ring{part.ring(r).begin(), part.ring(r).end()};
            while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
            if (ring.size() < 3) continue;
            if (const Result<void> moved = to_degrees->apply(ring); !moved) {
                return tl::unexpected{moved.error()};
            }
            std::vector<geo::LonLat>& points = rings.emplace_back();
            for (const geo::XY at : ring) points.push_back({at.x, at.y});
        }
    }
    if (rings.empty()) {
        return fail(ErrorCode::geometry_invalid, layer.feature_label(index),
                    said(msg::errors_has_no_polygon_draw));
    }
    return rings;
}

Result<model::Layer> sketch_layer(const std::vector<model::Sketch>& sketches) {
    const Result<SketchRuler> ruler = SketchRuler::create();
    if (!ruler) return tl::unexpected{ruler.error()};
    model::Layer layer;
    layer.name = "sketches";
    layer.crs_stated = true;
    layer.columns = {{"feature", {}}};
    add_area_columns(layer.columns);
    layer.columns.push_back({"perimeter_m", {}});
    for (const model::Sketch& sketch : sketches) {
        layer.ids.push_back(layer.ids.size() + 1);
        layer.names.push_back(sketch.name);
        const geo::Shapes shape = sketch_shape(sketch.rings);
        layer.shapes.append(shape[0]);
        const auto figures = ruler->figures(sketch.rings);
        layer.columns[0].values.push_back(sketch.feature.empty() ? model::Value{}
                                                                 : model::Value{sketch.feature});
        push_area(layer.columns, 1, figures ? std::optional{figures->area_m2} : std::nullopt);
        push_number(layer.columns.back(),
                    figures ? std::optional{figures->perimeter_m} : std::nullopt);
    }
    return layer;
}

Result<SketchRuler> SketchRuler::create() {
    Result<geo::Measurer> measurer =
        geo::Measurer::create(geo::Method::geodesic, geo::Crs::cgcs2000(), std::nullopt);
    if (!measurer) return tl::unexpected{measurer.error()};
    return SketchRuler{std::move(*measurer)};
}

std::optional<SketchRuler::Figures> SketchRuler::figures(const SketchRings& rings) const {
    const geo::Shapes drawn = sketch_shape(rings);
    if (!drawn[0].has_polygons()) return std::nullopt;
    const Result<geo::Repaired> mended = repairer_.make_valid(drawn[0]);
    if (!mended || !mended->shapes[0].has_polygons()) return std::nullopt;
    const Result<geo::AreaAndPerimeter> measured = measurer_.measure(mended->shapes[0]);
    if (!measured) return std::nullopt;
    return Figures{measured->area_m2, measured->perimeter_m, mended->changed};
}

Result<SketchGround> SketchGround::prepare(const model::Layer& layer,
                                           const std::optional<std::string>& by, const Work& work) {
    const analysis::MeasureOptions options;
    Result<Loaded<analysis::WhatIfGround>> ground =
        analysis::prepare_what_if(layer, options, by, work);
    if (!ground) return tl::unexpected{ground.error()};
    Result<geo::WhatIf> what_if = analysis::make_what_if(ground->value, layer, options);
    if (!what_if) return tl::unexpected{what_if.error()};
    Result<geo::Transform> to_layer = geo::Transform::between(geo::Crs::cgcs2000(), layer.crs);
    if (!to_layer) return tl::unexpected{to_layer.error()};
    return SketchGround{std::move(ground->value), std::move(*what_if), std::move(*to_layer)};
}

Result<SketchShare> SketchGround::ask(const SketchRings& rings) {
    geo::Shapes shape = sketch_shape(rings);
    if (const Result<void> moved = to_layer_.apply(shape.mutable_vertices()); !moved) {
        return tl::unexpected{moved.error()};
    }
    const Result<const geo::WhatIfAnswer*> asked = what_if_.update(shape[0]);
    if (!asked) return tl::unexpected{asked.error()};
    const geo::WhatIfAnswer& answer = **asked;
    SketchShare share;
    share.features = answer.shares.size();
    share.area_m2 = answer.total_m2;
    if (answer.polygon_m2 > 0.0) share.share = answer.total_m2 / answer.polygon_m2;
    for (std::size_t c = 0; c < answer.class_m2.size(); ++c) {
        if (answer.class_features[c] == 0) continue;
        share.classes.push_back(
            {ground_.class_names[c], answer.class_features[c], answer.class_m2[c]});
    }
    std::stable_sort(share.classes.begin(), share.classes.end(),
                     [](const auto& a, const auto& b) { return a.area_m2 > b.area_m2; });
    return share;
}

}  // namespace parkatlas::tasks
