#include "geo/overlap_geos.h"

#include <algorithm>
#include <utility>

#include "base/messages_errors.h"
#include "geo/outline_overlay.h"

namespace parkatlas::geo::detail {

namespace {

constexpr std::size_t prepare_from_vertices = 12;  ///< below, the overlay itself is as quick

}  // namespace

Result<ShapeInGeos> ShapeInGeos::load(GeosContext& context, ShapeView shape) {
    Result<PolygonsInGeos> polygons = polygons_to_geos(context, shape);
    if (!polygons) return tl::unexpected(std::move(polygons.error()));
    ShapeInGeos loaded;
    loaded.geometry_ = std::move(polygons->geometry);
    loaded.vertex_count_ = shape.vertex_count();
    return loaded;
}

const GEOSPreparedGeometry* ShapeInGeos::prepared(GeosContext& context) {
    if (!prepared_) {
        prepared_ =
            Prepared{GEOSPrepare_r(context.get(), geometry_.get()), PreparedDeleter{context.get()}};
    }
    return prepared_.get();
}

Result<void> append_shared(GeosContext& context, ShapeInGeos& a, ShapeInGeos& b, Shapes& out) {
    out.begin_shape();
    if (a.geometry() == nullptr || b.geometry() == nullptr) return {};
    const bool a_is_larger = a.vertex_count() >= b.vertex_count();
    if (std::max(a.vertex_count(), b.vertex_count()) >= prepare_from_vertices) {
        const GEOSPreparedGeometry* larger =
            a_is_larger ? a.prepared(context) : b.prepared(context);
        const GEOSGeometry* smaller = a_is_larger ? b.geometry() : a.geometry();
        if (larger != nullptr) {
            if (GEOSPreparedIntersects_r(context.get(), larger, smaller) == 0) return {};
            if (GEOSPreparedCovers_r(context.get(), larger, smaller) == 1) {
                append_polygons(context, smaller, 0.0, out);
                return {};
            }
        }
    }
    const Geometry shared =
        own(context, GEOSIntersection_r(context.get(), a.geometry(), b.geometry()));
    if (!shared) {
        return fail(ErrorCode::geometry_invalid, {},
                    said(msg::errors_geos_cannot_intersect_them, context.last_error()));
    }
    append_polygons(context, shared.get(), OutlineOverlay::sliver_width_ulps, out);
    return {};
}

}  // namespace parkatlas::geo::detail
