#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "geo/coords.h"
#include "geo/ellipsoid.h"

namespace parkatlas::geo {

enum class CrsKind { geographic, projected };

/// A coordinate reference system as PROJ knows it: a value, cheap to copy, no library handle
/// inside. Geographic 2D and projected 2D systems only (the horizontal part of a compound one is
/// taken). Coordinates that go with it are always longitude/easting first.
class Crs {
  public:
    /// "EPSG:4549", "4549", WKT, PROJJSON or a PROJ string.
    /// A bound system counts as its base, a 3D one as its horizontal part.
    /// Fails with  crs_unknown  nothing PROJ knows, or neither geographic nor projected.
    [[nodiscard]] static Result<Crs> parse(std::string_view definition);

    /// CGCS2000 longitude/latitude, EPSG:4490: what a file means that does not say.
    [[nodiscard]] static const Crs& cgcs2000();
    /// CGCS2000 / 3-degree Gauss-Kruger CM 120E, EPSG:4549: the map's default.
    [[nodiscard]] static const Crs& gauss_kruger_120();
    /// WGS 84 longitude/latitude, EPSG:4326.
    [[nodiscard]] static const Crs& wgs84();

    [[nodiscard]] CrsKind kind() const { return kind_; }
    [[nodiscard]] bool is_geographic() const { return kind_ == CrsKind::geographic; }
    [[nodiscard]] const std::string& definition() const { return definition_; }
    /// "EPSG:4549", or empty if PROJ finds no authority code.
    [[nodiscard]] const std::string& authority_code() const { return authority_code_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    /// Authority code if there is one, else the name: for tables and the sheet.
    [[nodiscard]] const std::string& label() const;
    [[nodiscard]] const Ellipsoid& ellipsoid() const { return ellipsoid_; }
    [[nodiscard]] const std::string& ellipsoid_name() const { return ellipsoid_name_; }
    /// Metres per unit of a projected system; degrees per unit of a geographic one.
    [[nodiscard]] double unit_factor() const { return unit_factor_; }
    /// Of a transverse Mercator system (Gauss-Kruger, UTM); none for others.
    [[nodiscard]] std::optional<double> central_meridian_deg() const { return central_meridian_; }

    /// Central meridian of a 3-degree Gauss-Kruger zone on CGCS2000, with or without zone prefix
    /// (EPSG:4513 to 4533 and 4534 to 4554); none for every other system, 6-degree zones included.
    [[nodiscard]] std::optional<int> three_degree_zone_meridian() const {
        return three_degree_meridian_;
    }

    /// Same coordinates for the same place: same authority code or definition, or
    /// longitude/latitude in the same unit on the same datum.
    [[nodiscard]] bool same_as(const Crs& other) const;
    /// Same geodetic datum; CGCS2000 and WGS 84 count as one here.
    [[nodiscard]] bool same_datum_as(const Crs& other) const;

  private:
    friend class Transform;
    friend struct CrsReader;
    Crs() = default;
    CrsKind kind_ = CrsKind::geographic;
    std::string definition_, authority_code_, name_, ellipsoid_name_;
    Ellipsoid ellipsoid_ = cgcs2000_ellipsoid;
    double unit_factor_ = 1.0;
    std::optional<double> central_meridian_;
    std::optional<int> three_degree_meridian_;
    std::string datum_name_;
    /// PROJ pipeline from longitude/latitude in degrees on the own datum to the coordinates of this
    /// system, so that the commonest transforms need no look-up; empty where that changes nothing.
    std::string from_lon_lat_;
};

/// Takes coordinates from one CRS to another through PROJ. Owns its PROJ context, so one object
/// belongs to one thread at a time. CGCS2000 and WGS 84 are taken as the same datum here (they
/// agree within decimetres, and PROJ's own operation between them is a null one).
class Transform {
  public:
    [[nodiscard]] static Result<Transform> between(const Crs& from, const Crs& to);
    /// To longitude/latitude on the datum of `from` itself: no datum shift enters.
    [[nodiscard]] static Result<Transform> to_own_lon_lat(const Crs& from);

    Transform(Transform&&) noexcept;
    Transform& operator=(Transform&&) noexcept;
    ~Transform();

    /// In place. Fails with out_of_range naming the first vertex that PROJ cannot bring over.
    [[nodiscard]] Result<void> apply(std::span<XY> vertices) const;
    [[nodiscard]] Result<XY> apply(XY vertex) const;
    [[nodiscard]] bool is_identity() const;
    /// PROJ knows no shift between the two datums: positions may be off by a hundred metres.
    [[nodiscard]] bool is_ballpark() const;

  private:
    struct Impl;
    explicit Transform(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// The box that a box of the one CRS fills in the other: points along its edges, which are curved
/// there, hold it well enough. Empty if none of them can be brought over.
[[nodiscard]] Box box_over(const Transform& transform, const Box& box);

}  // namespace parkatlas::geo
