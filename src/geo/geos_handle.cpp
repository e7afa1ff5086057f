#include "geo/geos_handle.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"

namespace parkatlas::geo::detail {

namespace {

void keep_message(const char* message, void* text) {
    *static_cast<std::string*>(text) = message == nullptr ? "" : message;
}
void ignore_message(const char* /*message*/, void* /*data*/) {}

/// Vertices without repetitions of a neighbour, closed; empty if fewer than three are distinct.
void close_ring(std::span<const XY> ring, std::vector<XY>& closed) {
    closed.clear();
    bool three = false;
    const XY* second = nullptr;
    for (const XY& vertex : ring) {
        if (closed.empty() || !(closed.back() == vertex)) closed.push_back(vertex);
        if (vertex == ring.front()) continue;
        if (second == nullptr) {
            second = &vertex;
        } else if (!(vertex == *second)) {
            three = true;
        }
    }
    if (!three) {
        closed.clear();
    } else if (!(closed.front() == closed.back())) {
        closed.push_back(closed.front());
    }
}

double signed_area(std::span<const XY> ring) {
    double twice = 0.0;
    for (std::size_t i = 2; i < ring.size(); ++i) {
        twice += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
                 (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    }
    return twice / 2;
}

bool is_sliver(std::span<const XY> ring, double least_width_ulps) {
    double largest = 0.0;
    double perimeter = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        largest = std::max({largest, std::abs(ring[i].x), std::abs(ring[i].y)});
        const XY next = ring[i + 1 == ring.size() ? 0 : i + 1];
        perimeter += std::hypot(next.x - ring[i].x, next.y - ring[i].y);
    }
    const double width = least_width_ulps * largest * std::numeric_limits<double>::epsilon();
    return std::abs(signed_area(ring)) <= perimeter / 2 * width;
}

std::vector<XY> read_ring(const GeosContext& context, const GEOSGeometry* ring) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context.get(), ring);
    unsigned int size = 0;
    if (sequence == nullptr || GEOSCoordSeq_getSize_r(context.get(), sequence, &size) == 0) {
        return {};
    }
    std::vector<XY> vertices(size);
    if (size > 0 &&
        GEOSCoordSeq_copyToBuffer_r(context.get(), sequence, &vertices[0].x, 0, 0) == 0) {
        return {};
    }
    return vertices;
}

void append_polygon(const GeosContext& context, const GEOSGeometry* polygon,
                    double least_width_ulps, Shapes& out) {
    std::vector<XY> shell = read_ring(context, GEOSGetExteriorRing_r(context.get(), polygon));
    if (shell.size() < 4 || is_sliver(shell, least_width_ulps)) return;
    if (signed_area(shell) < 0.0) std::ranges::reverse(shell);
    out.begin_part(PartKind::polygon);
    out.begin_ring();
    out.add(shell);
    const int holes = GEOSGetNumInteriorRings_r(context.get(), polygon);
    for (int i = 0; i < holes; ++i) {
        std::vector<XY> hole =
            read_ring(context, GEOSGetInteriorRingN_r(context.get(), polygon, i));
        if (hole.size() < 4) continue;
        if (signed_area(hole) > 0.0) std::ranges::reverse(hole);
        out.begin_ring();
        out.add(hole);
    }
}

Result<Geometry> make_ring(GeosContext& context, std::span<const XY> closed) {
    static_assert(sizeof(XY) == 2 * sizeof(double));
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(
        context.get(), &closed[0].x, static_cast<unsigned int>(closed.size()), 0, 0);
    Geometry ring;
    if (sequence != nullptr) {  // which the ring takes over, also when it fails
        ring = own(context, GEOSGeom_createLinearRing_r(context.get(), sequence));
    }
    if (!ring) return fail(ErrorCode::geometry_invalid, {}, context.last_error());
    return ring;
}

/// GEOS takes over the members of a collection.
std::vector<GEOSGeometry*> release_all(std::vector<Geometry>& geometries) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(geometries.size());
    for (Geometry& geometry : geometries) raw.push_back(geometry.release());
    return raw;
}

}  // namespace

GeosContext::GeosContext() : handle_{GEOS_init_r()} {
    GEOSContext_setErrorMessageHandler_r(handle_, keep_message, &last_error_);
    GEOSContext_setNoticeMessageHandler_r(handle_, ignore_message, nullptr);
}

GeosContext::~GeosContext() {
    GEOS_finish_r(handle_);
}

Result<PolygonsInGeos> polygons_to_geos(GeosContext& context, ShapeView shape) {
    PolygonsInGeos out;
    std::vector<Geometry> polygons;
    std::vector<XY> closed;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon) continue;
        std::vector<Geometry> rings;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const std::span<const XY> ring = part.ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                if (std::isfinite(ring[i].x) && std::isfinite(ring[i].y)) continue;
                return fail(ErrorCode::out_of_range,
                            fmt::format("part {}, ring {}, vertex {}", p + 1, r + 1, i + 1),
                            said(msg::errors_not_finite));
            }
            close_ring(ring, closed);
            if (closed.empty()) {
                out.collapsed_rings.push_back(ring.empty() ? XY{} : ring.front());
                continue;
            }
            Result<Geometry> made = make_ring(context, closed);
            if (!made) return tl::unexpected(made.error());
            rings.push_back(std::move(*made));
        }
        if (rings.empty()) continue;
        const std::vector<GEOSGeometry*> raw = release_all(rings);
        // The array is only read; GEOS's signature forgets to say so.
        Geometry polygon =
            own(context, GEOSGeom_createPolygon_r(context.get(), raw.front(),
                                                  const_cast<GEOSGeometry**>(raw.data() + 1),
                                                  static_cast<unsigned int>(raw.size() - 1)));
        if (!polygon) return fail(ErrorCode::geometry_invalid, {}, context.last_error());
        polygons.push_back(std::move(polygon));
    }
    if (polygons.size() == 1) {
        out.geometry = std::move(polygons.front());
    } else if (!polygons.empty()) {
        std::vector<GEOSGeometry*> raw = release_all(polygons);
        out.geometry =
            own(context, GEOSGeom_createCollection_r(context.get(), GEOS_MULTIPOLYGON, raw.data(),
                                                     static_cast<unsigned int>(raw.size())));
        if (!out.geometry) return fail(ErrorCode::geometry_invalid, {}, context.last_error());
    }
    return out;
}

void append_polygons(const GeosContext& context, const GEOSGeometry* geometry,
                     double least_width_ulps, Shapes& out) {
    switch (GEOSGeomTypeId_r(context.get(), geometry)) {
        case GEOS_POLYGON:
            append_polygon(context, geometry, least_width_ulps, out);
            break;
        case GEOS_MULTIPOLYGON:
        case GEOS_GEOMETRYCOLLECTION: {
            const int count = GEOSGetNumGeometries_r(context.get(), geometry);
            for (int i = 0; i < count; ++i) {
                append_polygons(context, GEOSGetGeometryN_r(context.get(), geometry, i),
                                least_width_ulps, out);
            }
            break;
        }
        default:
            break;
    }
}

}  // namespace parkatlas::geo::detail
