#include "analysis/overlap_sides.h"

#include <memory>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/parallel.h"
#include "model/layer_offset.h"

namespace parkatlas::analysis {

namespace {

/// The layer's shapes in another CRS; none if they are in it already. A shape that cannot be
/// brought over becomes empty, and a finding says so.
Result<std::optional<geo::Shapes>> shapes_in(const model::Layer& layer, const geo::Crs& crs,
                                             std::vector<Finding>& findings) {
    const Result<geo::Transform> transform = geo::Transform::between(layer.crs, crs);
    if (!transform) return tl::unexpected(transform.error());
    if (transform->is_identity()) return std::nullopt;
    if (transform->is_ballpark()) {
        findings.push_back({Severity::warning,
                            "ballpark_datum",
                            layer.source,
                            {},
                            said(msg::errors_no_shift_from_known, layer.crs.label(), crs.label())});
    }
    std::optional<geo::Shapes> out = layer.shapes;
    if (transform->apply(out->mutable_vertices())) return out;

    // Some vertex cannot be brought over: find out whose.
    out->clear();
    for (std::size_t i = 0; i < layer.size(); ++i) {
        geo::Shapes one;
        one.append(layer.shapes[i]);
        if (const Result<void> done = transform->apply(one.mutable_vertices()); !done) {
            findings.push_back({Severity::error, "unmeasurable", layer.source,
                                layer.feature_label(i),
                                said(msg::errors_shape_cannot_brought, crs.label(),
                                     done.error().where, done.error().what)});
            out->begin_shape();
            continue;
        }
        out->append(one[0]);
    }
    return out;
}

Phrase coordinates_name(model::CoordinateOffset offset) {
    return offset == model::CoordinateOffset::none ? said(msg::errors_plain)
                                                   : Phrase{geo::map_offset_name(offset)};
}

/// The same where the coordinates carry another offset than A's: they are brought to A's, which is
/// a datum of its own.
Result<std::optional<geo::Shapes>> shapes_on(const model::Layer& b, const model::Layer& a,
                                             std::vector<Finding>& findings) {
    findings.push_back({Severity::info,
                        "offset_changed",
                        b.source,
                        {},
                        said(msg::errors_brought_from_coordinates_those, coordinates_name(b.offset),
                             coordinates_name(a.offset), a.source)});
    model::Layer moved = b;
    if (Result<void> plain = model::remove_offset(moved); !plain) {
        return tl::unexpected(plain.error());
    }
    Result<std::optional<geo::Shapes>> shapes = shapes_in(moved, a.crs, findings);
    if (!shapes) return shapes;
    if (*shapes) moved.shapes = std::move(**shapes);
    moved.crs = a.crs;
    if (Result<void> shifted = model::add_offset(moved, a.offset); !shifted) {
        return tl::unexpected(shifted.error());
    }
    return std::move(moved.shapes);
}

}  // namespace

Result<OverlapSides> overlap_sides(const model::Layer& a, const model::Layer* b,
                                   const geo::Measurer& measurer, std::vector<Finding>& findings,
                                   const Work& work) {
    OverlapSides sides;
    const double vertices_a = static_cast<double>(a.shapes.vertices().size());
    const double vertices_b = b == nullptr ? 0.0 : static_cast<double>(b->shapes.vertices().size());
    const double share_of_a = mending_share * (vertices_a + 1) / (vertices_a + vertices_b + 1);
    PartOfProgress progress_a{work, 0.0, share_of_a};
    Result<MendedLayer> mended_a = mend_layer(a, a.shapes, measurer, Keep::figures_and_shapes,
                                              findings, Work{&progress_a, work.stop});
    if (!mended_a) return tl::unexpected(mended_a.error());
    sides.a = std::move(*mended_a);
    sides.areas_a_m2 = sides.a.areas_m2();
    if (b == nullptr) return sides;

    Result<std::optional<geo::Shapes>> elsewhere =
        a.offset == b->offset ? shapes_in(*b, a.crs, findings) : shapes_on(*b, a, findings);
    if (!elsewhere) return tl::unexpected(elsewhere.error());
    std::shared_ptr<const geo::Shapes> moved;
    if (*elsewhere) moved = std::make_shared<const geo::Shapes>(std::move(**elsewhere));
    PartOfProgress progress_b{work, share_of_a, mending_share};
    Result<MendedLayer> mended_b =
        mend_layer(*b, moved ? *moved : b->shapes, measurer, Keep::figures_and_shapes, findings,
                   Work{&progress_b, work.stop});
    if (!mended_b) return tl::unexpected(mended_b.error());
    if (moved && mended_b->shapes.get() == moved.get()) mended_b->shapes = std::move(moved);
    sides.b = std::move(*mended_b);
    sides.areas_b_m2 = sides.b->areas_m2();
    return sides;
}

}  // namespace parkatlas::analysis
