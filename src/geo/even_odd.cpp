#include "geo/even_odd.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace parkatlas::geo::detail {

namespace {

struct Segment {
    XY from, to;  ///< from the west to the east

    [[nodiscard]] double south() const { return std::min(from.y, to.y); }
    [[nodiscard]] double north() const { return std::max(from.y, to.y); }
};

double side(const Segment& of, XY p) {
    return (of.to.x - of.from.x) * (p.y - of.from.y) - (of.to.y - of.from.y) * (p.x - of.from.x);
}

bool cross(const Segment& a, const Segment& b) {
    const double a_from = side(b, a.from);
    const double a_to = side(b, a.to);
    const double b_from = side(a, b.from);
    const double b_to = side(a, b.to);
    return ((a_from < 0.0 && a_to > 0.0) || (a_from > 0.0 && a_to < 0.0)) &&
           ((b_from < 0.0 && b_to > 0.0) || (b_from > 0.0 && b_to < 0.0));
}

std::vector<Segment> segments_from_the_west(ShapeView shape) {
    std::vector<Segment> segments;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon) continue;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const std::span<const XY> ring = part.ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                XY from = ring[i];
                XY to = ring[i + 1 == ring.size() ? 0 : i + 1];
                if (from == to) continue;
                if (from.x > to.x) std::swap(from, to);
                segments.push_back({from, to});
            }
        }
    }
    std::ranges::sort(segments, {}, [](const Segment& s) { return s.from.x; });
    return segments;
}

}  // namespace

std::optional<std::uint64_t> count_crossings(ShapeView shape, std::uint64_t most_crossings,
                                             std::uint64_t most_tests) {
    const std::vector<Segment> segments = segments_from_the_west(shape);
    std::vector<Segment> active;  // those that may reach as far east as the sweep line
    std::uint64_t crossings = 0;
    std::uint64_t tests = 0;
    for (const Segment& segment : segments) {
        std::size_t kept = 0;
        tests += active.size();
        if (tests > most_tests) return std::nullopt;
        for (const Segment& other : active) {
            if (other.to.x < segment.from.x) continue;
            active[kept++] = other;
            if (other.north() < segment.south() || other.south() > segment.north()) continue;
            if (cross(segment, other) && ++crossings > most_crossings) return std::nullopt;
        }
        active.resize(kept);
        active.push_back(segment);
    }
    return crossings;
}

Geometry fill_even_odd(const GeosContext& context, const GEOSGeometry* polygons) {
    GEOSContextHandle_t geos = context.get();
    const Geometry outline = own(context, GEOSBoundary_r(geos, polygons));
    if (!outline) return {};
    const Geometry noded = own(context, GEOSUnaryUnion_r(geos, outline.get()));
    if (!noded) return {};
    const GEOSGeometry* lines = noded.get();
    const Geometry faces = own(context, GEOSPolygonize_r(geos, &lines, 1));
    if (!faces) return {};

    // Prepared, a polygon tells by the even-odd rule whether it holds a point, valid or not.
    const Prepared whole{GEOSPrepare_r(geos, polygons), PreparedDeleter{geos}};
    if (!whole) return {};
    std::vector<GEOSGeometry*> filled;
    const int count = GEOSGetNumGeometries_r(geos, faces.get());
    for (int i = 0; i < count; ++i) {
        const GEOSGeometry* face = GEOSGetGeometryN_r(geos, faces.get(), i);
        const Geometry inside = own(context, GEOSPointOnSurface_r(geos, face));
        if (inside && GEOSPreparedIntersects_r(geos, whole.get(), inside.get()) == 1) {
            filled.push_back(GEOSGeom_clone_r(geos, face));
        }
    }
    // The collection takes the faces over.
    Geometry pieces =
        own(context, GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, filled.data(),
                                                 static_cast<unsigned int>(filled.size())));
    // Faces that are both filled lie side by side only along an edge that was run along twice. If
    // there is none, they meet in points and are a valid multipolygon as they are.
    if (!pieces || GEOSisValid_r(geos, pieces.get()) == 1) return pieces;
    return own(context, GEOSUnaryUnion_r(geos, pieces.get()));
}

}  // namespace parkatlas::geo::detail
