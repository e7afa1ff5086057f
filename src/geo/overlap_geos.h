#pragma once

// Internal to geo: what two shapes share by GEOS OverlayNG, for the pairs that outline_overlay.h
// finds unclear and for the shared ground as polygons.

#include "base/result.h"
#include "geo/geos_handle.h"
#include "geo/shapes.h"

namespace parkatlas::geo::detail {

/// A shape's polygons in GEOS, prepared on demand.
class ShapeInGeos {
  public:
    /// Fails as polygons_to_geos().
    [[nodiscard]] static Result<ShapeInGeos> load(GeosContext& context, ShapeView shape);

    /// Null where the shape has no polygons.
    [[nodiscard]] const GEOSGeometry* geometry() const { return geometry_.get(); }
    [[nodiscard]] std::size_t vertex_count() const { return vertex_count_; }
    [[nodiscard]] const GEOSPreparedGeometry* prepared(GeosContext& context);

  private:
    Geometry geometry_;
    Prepared prepared_;
    std::size_t vertex_count_ = 0;
};

/// Appends what the two share to `out` as one shape, empty if nothing; slivers no wider than
/// OutlineOverlay::sliver_width_ulps steps of the coordinates are left out.
/// Fails with geometry_invalid where GEOS gives up.
[[nodiscard]] Result<void> append_shared(GeosContext& context, ShapeInGeos& a, ShapeInGeos& b,
                                         Shapes& out);

}  // namespace parkatlas::geo::detail
