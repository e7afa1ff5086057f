#pragma once

// Internal to geo: GEOS's handles as move-only owners, and shapes to and from GEOS. No header of
// the module includes this.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <geos_c.h>

#include "base/result.h"
#include "geo/shapes.h"

namespace parkatlas::geo::detail {

/// A context that keeps the last error message in place of printing it. Does not move: GEOS knows
/// its address.
class GeosContext {
  public:
    GeosContext();
    GeosContext(const GeosContext&) = delete;
    GeosContext& operator=(const GeosContext&) = delete;
    ~GeosContext();

    [[nodiscard]] GEOSContextHandle_t get() const { return handle_; }
    [[nodiscard]] const std::string& last_error() const { return last_error_; }
    void forget_error() { last_error_.clear(); }

  private:
    GEOSContextHandle_t handle_;
    std::string last_error_;
};

struct GeometryDeleter {
    GEOSContextHandle_t context = nullptr;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
};
struct PreparedDeleter {
    GEOSContextHandle_t context = nullptr;
    void operator()(const GEOSPreparedGeometry* prepared) const {
        GEOSPreparedGeom_destroy_r(context, prepared);
    }
};
struct TreeDeleter {
    GEOSContextHandle_t context = nullptr;
    void operator()(GEOSSTRtree* tree) const { GEOSSTRtree_destroy_r(context, tree); }
};

using Geometry = std::unique_ptr<GEOSGeometry, GeometryDeleter>;
using Prepared = std::unique_ptr<const GEOSPreparedGeometry, PreparedDeleter>;
using Tree = std::unique_ptr<GEOSSTRtree, TreeDeleter>;

[[nodiscard]] inline Geometry own(const GeosContext& context, GEOSGeometry* geometry) {
    return Geometry{geometry, GeometryDeleter{context.get()}};
}

/// The polygon parts of a shape in GEOS.
struct PolygonsInGeos {
    Geometry geometry;                ///< Polygon or MultiPolygon; null if nothing is left
    std::vector<XY> collapsed_rings;  ///< first vertex of each ring left out: under three vertices
};

/// Rings are closed on the way; those of fewer than three distinct vertices are left out, and if
/// that is the shell the next ring takes its place.
/// Fails with out_of_range for a coordinate that is not finite, geometry_invalid if GEOS refuses.
[[nodiscard]] Result<PolygonsInGeos> polygons_to_geos(GeosContext& context, ShapeView shape);

/// Appends the polygons found anywhere in `geometry` as parts of the last shape of `out`, shells
/// counter-clockwise, holes clockwise. Leaves out polygons no wider than `least_width_ulps` steps
/// of the coordinates' own resolution.
void append_polygons(const GeosContext& context, const GEOSGeometry* geometry,
                     double least_width_ulps, Shapes& out);

}  // namespace parkatlas::geo::detail
