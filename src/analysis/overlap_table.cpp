#include "analysis/overlap_table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "analysis/mended_layer.h"

namespace parkatlas::analysis {

namespace {

/// A layer's shapes as the overlay wants them, with the areas that shares are taken of.
struct MendedLayer {
    geo::Shapes shapes;            ///< one for each feature; empty where it cannot be used
    std::vector<double> areas_m2;  ///< 0 where it cannot be used
};

Result<MendedLayer> mend_layer(const model::Layer& layer, const geo::Measurer& measurer,
                               std::vector<Finding>& findings, const Work& work) {
    MendedLayer out;
    out.shapes.reserve(layer.shapes.size(), layer.shapes.vertices().size());
    const ShapeMender mender{layer, measurer, findings};
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (work.stop_requested()) return fail(ErrorCode::stopped, {}, "stopped");
        const MendedShape shape = mender.mend(i);
        if (shape.measured) {
            out.shapes.append(shape.shapes[0]);
        } else {
            out.shapes.begin_shape();
        }
        out.areas_m2.push_back(shape.measured ? shape.measured->area_m2 : 0.0);
    }
    return out;
}

/// `layer` with its shapes in another CRS. A shape that cannot be brought over becomes empty, and a
/// finding says so.
Result<model::Layer> brought_to(const model::Layer& layer, const geo::Crs& crs,
                                std::vector<Finding>& findings) {
    const Result<geo::Transform> transform = geo::Transform::between(layer.crs, crs);
    if (!transform) return tl::unexpected(transform.error());
    model::Layer out = layer;
    out.crs = crs;
    if (transform->is_identity()) return out;
    if (transform->is_ballpark()) {
        findings.push_back({Severity::warning,
                            "ballpark_datum",
                            layer.source,
                            {},
                            fmt::format("no shift from {} to {} is known, so positions may be off "
                                        "by a hundred metres",
                                        layer.crs.label(), crs.label())});
    }
    if (transform->apply(out.shapes.mutable_vertices())) return out;

    // Some vertex cannot be brought over: find out whose.
    out.shapes = geo::Shapes{};
    for (std::size_t i = 0; i < layer.size(); ++i) {
        geo::Shapes one;
        one.append(layer.shapes[i]);
        if (const Result<void> done = transform->apply(one.mutable_vertices()); !done) {
            findings.push_back({Severity::error, "unmeasurable", layer.source,
                                layer.feature_label(i),
                                fmt::format("the shape cannot be brought to {}: {} {}", crs.label(),
                                            done.error().where, done.error().what)});
            out.shapes.begin_shape();
            continue;
        }
        out.shapes.append(one[0]);
    }
    return out;
}

OverlapSide side_of(const model::Layer& layer, std::size_t index) {
    return {layer.name, layer.ids[index], layer.names[index]};
}

double share(double part_m2, double whole_m2) {
    return whole_m2 > 0.0 ? std::min(part_m2 / whole_m2, 1.0) : 0.0;
}

}  // namespace

Result<Loaded<OverlapTable>> overlap_table(const model::Layer& a, const model::Layer* b,
                                           const MeasureOptions& options, const Work& work) {
    Loaded<OverlapTable> out;
    out.value.method = options.method;
    const Result<geo::Measurer> measurer =
        make_measurer(a, options.method, options.planar_crs, out.findings);
    if (!measurer) return tl::unexpected(measurer.error());
    out.value.basis = basis_of(a, *measurer);

    Result<MendedLayer> mended_a = mend_layer(a, *measurer, out.findings, work);
    if (!mended_a) return tl::unexpected(mended_a.error());
    std::optional<MendedLayer> separate_b;
    if (b != nullptr) {
        if (a.offset != b->offset) {
            out.findings.push_back({Severity::warning,
                                    "offset_coordinates",
                                    b->source,
                                    {},
                                    "one of the two layers carries a coordinate offset that the "
                                    "other does not, so they are shifted against each other"});
        }
        const Result<model::Layer> moved = brought_to(*b, a.crs, out.findings);
        if (!moved) return tl::unexpected(moved.error());
        Result<MendedLayer> mended_b = mend_layer(*moved, *measurer, out.findings, work);
        if (!mended_b) return tl::unexpected(mended_b.error());
        separate_b = std::move(*mended_b);
    }
    const model::Layer& layer_b = b != nullptr ? *b : a;
    const MendedLayer& mended_of_b = separate_b ? *separate_b : *mended_a;

    const Result<geo::OverlapAnswer> answer = geo::overlaps(
        mended_a->shapes, separate_b ? &separate_b->shapes : nullptr, *measurer, work);
    if (!answer) return tl::unexpected(answer.error());
    out.value.rows.reserve(answer->pairs.size());
    for (const geo::SharedGround& pair : answer->pairs) {
        out.value.rows.push_back({side_of(a, pair.a), side_of(layer_b, pair.b), pair.area_m2,
                                  share(pair.area_m2, mended_a->areas_m2[pair.a]),
                                  share(pair.area_m2, mended_of_b.areas_m2[pair.b])});
        out.value.total_area_m2 += pair.area_m2;
    }
    return out;
}

}  // namespace parkatlas::analysis
