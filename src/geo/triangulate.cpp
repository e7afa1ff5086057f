#include "geo/triangulate.h"

#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include <GL/glu.h>

namespace parkatlas::geo {

namespace {

struct TessellatorDeleter {
    void operator()(GLUtesselator* tessellator) const { gluDeleteTess(tessellator); }
};

/// What the callbacks see. GLU carries a vertex through as a pointer; here the pointer holds the
/// vertex's index plus one, so that no table has to stay at one address.
struct Sink {
    Triangles* out;
    XY origin;
    std::vector<std::uint32_t> corners;  ///< of the triangles of the current run
    bool failed = false;
};

void* tag(std::size_t index) {
    return reinterpret_cast<void*>(static_cast<std::uintptr_t>(index) + 1);  // NOLINT
}

std::size_t index_of(void* tagged) {
    return reinterpret_cast<std::uintptr_t>(tagged) - 1;
}

// The edge flag callback does nothing; that it is set makes GLU give plain triangles only.
void GLAPIENTRY on_edge_flag(GLboolean /*flag*/) {}

void GLAPIENTRY on_vertex(void* vertex, void* data) {
    auto* sink = static_cast<Sink*>(data);
    const auto tagged = reinterpret_cast<std::uintptr_t>(vertex);
    if (tagged == 0) {
        sink->failed = true;
        return;
    }
    sink->corners.push_back(static_cast<std::uint32_t>(tagged - 1));
}

/// Where the lines p q and r s cross; none if they are as good as parallel.
std::optional<XY> crossing(XY p, XY q, XY r, XY s) {
    const XY d{q.x - p.x, q.y - p.y};
    const XY e{s.x - r.x, s.y - r.y};
    const double cross = d.x * e.y - d.y * e.x;
    if (std::abs(cross) <= 1e-10 * std::hypot(d.x, d.y) * std::hypot(e.x, e.y)) return {};
    const double at = ((r.x - p.x) * e.y - (r.y - p.y) * e.x) / cross;
    if (!(at >= 0.0 && at <= 1.0)) return {};
    return XY{p.x + d.x * at, p.y + d.y * at};
}

/// A vertex where two edges cross (`near`: the ends of the one, then of the other) or where two
/// vertices meet (the last two null). GLU's own coordinates are blended with weights of single
/// precision, a centimetre off on an edge of 100 km; so the crossing is computed anew.
void GLAPIENTRY on_combine(GLdouble coords[3], void* near[4], GLfloat /*weight*/[4], void** vertex,
                           void* data) {
    auto* sink = static_cast<Sink*>(data);
    std::vector<XY>& vertices = sink->out->vertices;
    XY at{coords[0] + sink->origin.x, coords[1] + sink->origin.y};
    if (near[0] != nullptr && near[1] != nullptr && near[2] != nullptr && near[3] != nullptr) {
        const auto corner = [&](int i) {
            const XY v = vertices[index_of(near[i])];
            return XY{v.x - sink->origin.x, v.y - sink->origin.y};
        };
        if (const auto exact = crossing(corner(0), corner(1), corner(2), corner(3))) {
            at = {exact->x + sink->origin.x, exact->y + sink->origin.y};
        }
    } else if (near[0] != nullptr) {
        *vertex = near[0];
        return;
    }
    *vertex = tag(vertices.size());
    vertices.push_back(at);
}

void GLAPIENTRY on_error(GLenum /*error*/, void* data) {
    static_cast<Sink*>(data)->failed = true;
}

template <typename Function>
_GLUfuncptr callback(Function* function) {
    return reinterpret_cast<_GLUfuncptr>(function);
}

bool is_usable(XY v) {
    // GLU gives up above 1e150, and a NaN would send its sweep astray.
    return std::abs(v.x) < 1e140 && std::abs(v.y) < 1e140;
}

}  // namespace

Triangles triangulate(std::span<const XY> vertices, std::span<const std::uint32_t> ring_ends,
                      FillRule rule) {
    Triangles out;
    out.vertices.assign(vertices.begin(), vertices.end());
    const std::unique_ptr<GLUtesselator, TessellatorDeleter> tessellator{gluNewTess()};
    GLUtesselator* tess = tessellator.get();
    if (tess == nullptr) return out;

    // Relative to one vertex, a northing near 3 300 000 m keeps its digits where edges cross.
    Sink sink{&out, {}, {}};
    for (const XY v : vertices) {
        if (!is_usable(v)) continue;
        sink.origin = v;
        break;
    }
    gluTessProperty(tess, GLU_TESS_WINDING_RULE,
                    rule == FillRule::even_odd ? GLU_TESS_WINDING_ODD : GLU_TESS_WINDING_NONZERO);
    gluTessNormal(tess, 0.0, 0.0, 1.0);
    gluTessCallback(tess, GLU_TESS_EDGE_FLAG, callback(on_edge_flag));
    gluTessCallback(tess, GLU_TESS_VERTEX_DATA, callback(on_vertex));
    gluTessCallback(tess, GLU_TESS_COMBINE_DATA, callback(on_combine));
    gluTessCallback(tess, GLU_TESS_ERROR_DATA, callback(on_error));

    gluTessBeginPolygon(tess, &sink);
    std::size_t begin = 0;
    std::vector<std::uint32_t> ring;
    for (const std::uint32_t ring_end : ring_ends) {
        const std::size_t end = ring_end < vertices.size() ? ring_end : vertices.size();
        ring.clear();
        for (std::size_t i = begin; i < end; ++i) {
            if (!is_usable(vertices[i])) continue;
            if (!ring.empty() && vertices[ring.back()] == vertices[i]) continue;
            ring.push_back(static_cast<std::uint32_t>(i));
        }
        while (ring.size() > 1 && vertices[ring.front()] == vertices[ring.back()]) ring.pop_back();
        if (end > begin) begin = end;
        if (ring.size() < 3) continue;
        gluTessBeginContour(tess);
        for (const std::uint32_t i : ring) {
            GLdouble coords[3] = {vertices[i].x - sink.origin.x, vertices[i].y - sink.origin.y,
                                  0.0};
            gluTessVertex(tess, coords, tag(i));  // copies the coordinates
        }
        gluTessEndContour(tess);
    }
    gluTessEndPolygon(tess);

    if (!sink.failed) {
        sink.corners.resize(sink.corners.size() / 3 * 3);
        out.indices = std::move(sink.corners);
    }
    return out;
}

}  // namespace parkatlas::geo
