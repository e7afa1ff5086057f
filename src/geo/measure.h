#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "geo/crs.h"
#include "geo/shapes.h"

namespace parkatlas::geo {

enum class Method { geodesic, official, planar };

/// "geodesic", "official", "planar".
[[nodiscard]] std::optional<Method> parse_method(std::string_view word);
[[nodiscard]] std::string_view method_name(Method method);

struct AreaAndPerimeter {
    double area_m2 = 0.0;      ///< of the polygon parts; holes subtracted; never negative
    double perimeter_m = 0.0;  ///< of all rings of the polygon parts, holes included
};

/// Measures shapes given in one CRS by one method. Points and lines have area 0.
///
///   geodesic  edges are geodesics on the ellipsoid of the layer's datum (a projected layer is
///             brought to longitude/latitude on its own datum first). Error at most 1e-9 relative
///             or 0.001 m2. Rings of edges up to 10 km within 80 degrees of latitude are summed by
///             series of our own (geo/short_edge_rings.h); others by PROJ's geodesic.h, C. F. F.
///             Karney, "Algorithms for geodesics", J. Geodesy 87 (2013). The antimeridian is
///             nothing special.
///   official  图斑椭球面积 of China's land surveys (TD/T 1055-2019): edges straight in the
///   3-degree
///             Gauss-Kruger zone of the shape's middle (or the layer's own 3-degree zone), divided
///             to at most 70 m, points rounded as the rule says, trapezoid series on CGCS2000.
///             The perimeter sums the geodesics between the same rounded points.
///   planar    shoelace area in the layer's projected CRS, or in `planar_crs`.
///
/// Each ring counts with its absolute area: the first ring of a part adds, the others subtract. A
/// ring that crosses itself is not split here; see geo/repair.h.
///
/// One object belongs to one thread. Fails to build with crs_unknown, or with usage where `planar`
/// has no projected CRS to measure in.
class Measurer {
  public:
    [[nodiscard]] static Result<Measurer> create(Method method, const Crs& layer_crs,
                                                 const std::optional<Crs>& planar_crs);
    Measurer(Measurer&&) noexcept;
    Measurer& operator=(Measurer&&) noexcept;
    ~Measurer();

    /// Fails with  geometry_invalid  a ring of fewer than three distinct vertices;
    ///             out_of_range      a coordinate is not finite or off the globe.
    [[nodiscard]] Result<AreaAndPerimeter> measure(ShapeView shape) const;

    /// The same of rings that tell by their direction on the layer's plane how they count, whatever
    /// part they stand in: counter-clockwise ones add, clockwise ones subtract. Never negative.
    [[nodiscard]] Result<double> oriented_area_m2(ShapeView rings) const;

    /// Another measurer of the same kind, for another thread.
    [[nodiscard]] Result<Measurer> another() const;

    /// Length in metres of an open chain of longitude/latitude, for rulers and scale bars.
    [[nodiscard]] Result<double> chain_length_m(std::span<const XY> chain) const;

    [[nodiscard]] Method method() const;
    /// CRS or ellipsoid the figures are on, for the reader: "CGCS2000", "EPSG:4549".
    [[nodiscard]] const std::string& basis_label() const;

  private:
    struct Impl;
    explicit Measurer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas::geo
