#pragma once

// Internal to geo: what the three ways of measuring have in common. Measurer walks the parts and
// rings of a shape; a method measures one ring. A faster kernel for one method replaces its class
// here and nothing else.

#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "geo/crs.h"
#include "geo/ellipsoid.h"
#include "geo/shapes.h"

namespace parkatlas::geo::detail {

struct RingMeasure {
    double area_m2 = 0.0;  ///< absolute
    double perimeter_m = 0.0;
};

class MeasureMethod {
  public:
    virtual ~MeasureMethod() = default;
    /// Called before the rings of a shape; every coordinate has been seen to be finite.
    virtual Result<void> begin(ShapeView /*shape*/) { return {}; }
    /// `ring` is open (no closing vertex) and has three distinct vertices at least.
    virtual Result<RingMeasure> measure(std::span<const XY> ring) = 0;
    [[nodiscard]] virtual const std::string& basis_label() const = 0;
};

/// Edges are geodesics on the ellipsoid of the layer's own datum.
[[nodiscard]] Result<std::unique_ptr<MeasureMethod>> make_geodesic_method(const Crs& layer_crs);
/// 图斑椭球面积.
[[nodiscard]] Result<std::unique_ptr<MeasureMethod>> make_official_method(const Crs& layer_crs);
/// Shoelace in `plane`, a projected system.
[[nodiscard]] Result<std::unique_ptr<MeasureMethod>> make_planar_method(const Crs& layer_crs,
                                                                        const Crs& plane);

/// Fails with out_of_range, naming the vertex, for longitude/latitude off the globe: latitude
/// beyond 90 degrees, longitude beyond 540 (a whole turn more than usual is left to the data).
[[nodiscard]] Result<void> check_lon_lat(std::span<const XY> vertices);

/// Length in metres of the geodesics between neighbours.
[[nodiscard]] double geodesic_chain_length_m(std::span<const XY> lon_lat,
                                             const Ellipsoid& ellipsoid);

}  // namespace parkatlas::geo::detail
