#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "io/gdal_handles.h"
#include "io/geometry_scratch.h"

namespace parkatlas::io {

namespace {

using geo::PartKind;

constexpr int max_collection_depth = 64;
// A chain in place of a circle then misses 3e-6 of its area.
constexpr double arc_step_deg = 0.25;

void add_ring(OGRGeometryH chain, bool swap_axes, GeometryScratch& scratch) {
    const int count = OGR_G_GetPointCount(chain);
    const std::size_t begin = scratch.vertices.size();
    if (count > 0) {
        scratch.vertices.resize(begin + static_cast<std::size_t>(count));
        geo::XY* const first = &scratch.vertices[begin];
        constexpr int stride = static_cast<int>(sizeof(geo::XY));
        OGR_G_GetPoints(chain, &first->x, stride, &first->y, stride, nullptr, 0);
        if (swap_axes) {
            for (std::size_t v = begin; v < scratch.vertices.size(); ++v) {
                std::swap(scratch.vertices[v].x, scratch.vertices[v].y);
            }
        }
    }
    scratch.rings.push_back({begin, scratch.vertices.size()});
}

void add_part(PartKind kind, OGRGeometryH geometry, bool swap_axes, GeometryScratch& scratch) {
    const std::size_t first_ring = scratch.rings.size();
    if (kind == PartKind::polygon) {
        const int ring_count = OGR_G_GetGeometryCount(geometry);
        for (int i = 0; i < ring_count; ++i) {
            add_ring(OGR_G_GetGeometryRef(geometry, i), swap_axes, scratch);
        }
    } else {
        add_ring(geometry, swap_axes, scratch);
    }
    scratch.parts.push_back({kind, first_ring, scratch.rings.size()});
}

void add_linear(OGRGeometryH geometry, bool swap_axes, int depth, GeometryScratch& scratch) {
    if (OGR_G_IsEmpty(geometry) != 0) return;
    switch (OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))) {
        case wkbPoint:
            add_part(PartKind::point, geometry, swap_axes, scratch);
            return;
        case wkbLineString:
        case wkbLinearRing:
            add_part(PartKind::line, geometry, swap_axes, scratch);
            return;
        case wkbPolygon:
        case wkbTriangle:
            add_part(PartKind::polygon, geometry, swap_axes, scratch);
            return;
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
        case wkbPolyhedralSurface:
        case wkbTIN:
            if (depth == max_collection_depth) {
                scratch.problem = said(msg::errors_geometry_collections_nested_too);
                return;
            }
            for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
                add_linear(OGR_G_GetGeometryRef(geometry, i), swap_axes, depth + 1, scratch);
            }
            return;
        default:
            scratch.problem =
                said(msg::errors_geometry_type_not_used, OGR_G_GetGeometryName(geometry));
    }
}

}  // namespace

void add_ogr_geometry(OGRGeometryH geometry, bool swap_axes, GeometryScratch& scratch) {
    if (geometry == nullptr) return;
    scratch.is_null = false;
    scratch.had_z = OGR_G_Is3D(geometry) != 0;
    if (OGR_G_HasCurveGeometry(geometry, 1) == 0) {
        add_linear(geometry, swap_axes, 0, scratch);
        return;
    }
    const GeometryOwner linear{OGR_G_GetLinearGeometry(geometry, arc_step_deg, nullptr)};
    if (linear == nullptr) {
        scratch.problem = said(msg::errors_curves_geometry_cannot_brought);
        return;
    }
    add_linear(linear.get(), swap_axes, 0, scratch);
}

}  // namespace parkatlas::io
