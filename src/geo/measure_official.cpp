// 图斑椭球面积, the area rule of China's land surveys (TD/T 1055-2019, 图斑椭球面积计算公式).

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <geodesic.h>

#include "base/messages_errors.h"
#include "geo/measure_method.h"
#include "geo/proj_handle.h"
#include "geo/trapezoid_series.h"

namespace parkatlas::geo::detail {

namespace {

constexpr double longest_piece_m = 70.0;
constexpr double plain_false_easting_m = 500000.0;
constexpr double longest_edge_m = 4.1e7;  // more than once round the Earth is no edge
constexpr double radians_per_micro_second = std::numbers::pi / (180.0 * 3600.0 * 1e6);

/// Latitude and longitude in whole millionths of a second: the rule rounds to these, and as whole
/// numbers their differences are exact. Longitude counts from the zone's central meridian.
struct Geodetic {
    std::int64_t lon_us;
    std::int64_t lat_us;
};

double degrees(std::int64_t micro_seconds) {
    return static_cast<double>(micro_seconds) / (3600.0 * 1e6);
}

/// A 3-degree zone's plane, to and from longitude/latitude in degrees.
struct Zone {
    double meridian_deg = 0.0;
    ProjObject projection;  ///< forward: degrees to metres
};

class OfficialMethod final : public MeasureMethod {
  public:
    /// `to_lon_lat` brings the layer to longitude/latitude on CGCS2000. `false_easting_m` counts
    /// only where the layer is in a 3-degree zone itself.
    OfficialMethod(const Crs& layer_crs, Transform to_lon_lat, double false_easting_m)
        : context_{make_proj_context()},
          to_lon_lat_{std::move(to_lon_lat)},
          series_{cgcs2000_ellipsoid},
          label_{"CGCS2000 3-degree GK"},
          own_zone_{layer_crs.three_degree_zone_meridian()},
          zone_prefix_m_{false_easting_m - plain_false_easting_m} {
        geod_init(&geodesic_, cgcs2000_ellipsoid.semi_major_m, cgcs2000_ellipsoid.flattening);
        if (own_zone_) label_ += fmt::format(" CM {}", *own_zone_);
    }

    Result<void> begin(ShapeView shape) override {
        int meridian = 0;
        if (own_zone_) {
            meridian = *own_zone_;
        } else {
            const Result<double> middle = middle_longitude_deg(shape);
            if (!middle) return tl::unexpected(middle.error());
            meridian = static_cast<int>(std::floor(*middle / 3.0 + 0.5)) * 3;
        }
        return enter_zone(meridian);
    }

    Result<RingMeasure> measure(std::span<const XY> ring) override {
        plane_.assign(ring.begin(), ring.end());
        if (const Result<void> done = bring_to_plane(); !done) return tl::unexpected(done.error());
        if (const Result<void> done = divide_edges(); !done) return tl::unexpected(done.error());
        if (const Result<void> done = bring_back(); !done) return tl::unexpected(done.error());
        return sum_trapezoids();
    }

    [[nodiscard]] const std::string& basis_label() const override { return label_; }

  private:
    Result<double> middle_longitude_deg(ShapeView shape);
    Result<void> enter_zone(int meridian);
    Result<void> bring_to_plane();
    Result<void> divide_edges();
    Result<void> bring_back();
    [[nodiscard]] RingMeasure sum_trapezoids() const;

    ProjContext context_;
    Transform to_lon_lat_;
    TrapezoidSeries series_;
    geod_geodesic geodesic_{};
    std::string label_;
    std::optional<int> own_zone_;  ///< the layer is in this zone's plane already
    double zone_prefix_m_ = 0.0;   ///< what a zone number in front adds to the layer's eastings
    std::map<int, Zone> zones_;
    const Zone* zone_ = nullptr;
    std::vector<XY> plane_;
    std::vector<XY> pieces_;
    std::vector<Geodetic> geodetic_;
};

Result<double> OfficialMethod::middle_longitude_deg(ShapeView shape) {
    std::vector<XY>& lon_lat = plane_;
    lon_lat.clear();
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon || part.ring_count == 0) continue;
        const std::span<const XY> shell = part.ring(0);
        lon_lat.insert(lon_lat.end(), shell.begin(), shell.end());
    }
    if (lon_lat.empty()) return 0.0;
    if (Result<void> done = to_lon_lat_.apply(lon_lat); !done) {
        return tl::unexpected(done.error());
    }
    if (Result<void> fine = check_lon_lat(lon_lat); !fine) {
        return tl::unexpected(fine.error());
    }
    // Relative to the first vertex, so that a shape across the antimeridian has a middle too.
    const double first = lon_lat.front().x;
    double west = 0.0;
    double east = 0.0;
    for (const XY v : lon_lat) {
        const double offset = std::remainder(v.x - first, 360.0);
        west = std::min(west, offset);
        east = std::max(east, offset);
    }
    return std::remainder(first + (west + east) / 2, 360.0);
}

Result<void> OfficialMethod::enter_zone(int meridian) {
    Zone& zone = zones_[meridian];
    zone_ = &zone;
    if (zone.projection) return {};
    zone.meridian_deg = meridian;
    const std::string pipeline = fmt::format(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=tmerc +lat_0=0 "
        "+lon_0={} +k=1 +x_0=500000 +y_0=0 +a={} +rf=298.257222101",
        meridian, cgcs2000_ellipsoid.semi_major_m);
    zone.projection.reset(proj_create(context_.get(), pipeline.c_str()));
    if (!zone.projection) {
        return fail(ErrorCode::crs_unknown, pipeline, said(msg::errors_proj_cannot_compute_this));
    }
    return {};
}

Result<void> OfficialMethod::bring_to_plane() {
    if (own_zone_) {
        for (XY& v : plane_) v.x -= zone_prefix_m_;
    } else {
        if (Result<void> done = to_lon_lat_.apply(plane_); !done) return done;
        if (Result<void> fine = check_lon_lat(plane_); !fine) return fine;
        proj_trans_generic(zone_->projection.get(), PJ_FWD, &plane_[0].x, sizeof(XY), plane_.size(),
                           &plane_[0].y, sizeof(XY), plane_.size(), nullptr, 0, 0, nullptr, 0, 0);
    }
    for (std::size_t i = 0; i < plane_.size(); ++i) {
        if (std::abs(plane_[i].x) < longest_edge_m && std::abs(plane_[i].y) < longest_edge_m) {
            continue;
        }
        return fail(
            ErrorCode::out_of_range, fmt::format("vertex {}", i + 1),
            said(msg::errors_lies_outside_3_degree, fmt::format("{}", zone_->meridian_deg)));
    }
    return {};
}

Result<void> OfficialMethod::divide_edges() {
    pieces_.clear();
    for (std::size_t i = 0; i < plane_.size(); ++i) {
        const XY from = plane_[i];
        const XY to = plane_[i + 1 == plane_.size() ? 0 : i + 1];
        pieces_.push_back(from);
        const double length_m = std::hypot(to.x - from.x, to.y - from.y);
        if (length_m <= longest_piece_m) continue;
        const auto count = static_cast<std::size_t>(std::ceil(length_m / longest_piece_m));
        if (pieces_.size() + count > 200'000'000) {
            return fail(ErrorCode::out_of_range, fmt::format("vertex {}", i + 1),
                        said(msg::errors_starts_edge_too_long));
        }
        for (std::size_t k = 1; k < count; ++k) {
            const double at = static_cast<double>(k) / static_cast<double>(count);
            pieces_.push_back({from.x + (to.x - from.x) * at, from.y + (to.y - from.y) * at});
        }
    }
    return {};
}

Result<void> OfficialMethod::bring_back() {
    for (XY& v : pieces_) v = {std::round(v.x * 1e4) / 1e4, std::round(v.y * 1e4) / 1e4};
    proj_trans_generic(zone_->projection.get(), PJ_INV, &pieces_[0].x, sizeof(XY), pieces_.size(),
                       &pieces_[0].y, sizeof(XY), pieces_.size(), nullptr, 0, 0, nullptr, 0, 0);
    geodetic_.clear();
    for (const XY v : pieces_) {
        const double east_deg = std::remainder(v.x - zone_->meridian_deg, 360.0);
        if (!std::isfinite(east_deg) || !std::isfinite(v.y)) {
            return fail(
                ErrorCode::out_of_range, "ring",
                said(msg::errors_lies_outside_3_degree, fmt::format("{}", zone_->meridian_deg)));
        }
        geodetic_.push_back(
            {std::llround(east_deg * 3600.0 * 1e6), std::llround(v.y * 3600.0 * 1e6)});
    }
    return {};
}

RingMeasure OfficialMethod::sum_trapezoids() const {
    std::int64_t west_us = geodetic_.front().lon_us;
    for (const Geodetic& g : geodetic_) west_us = std::min(west_us, g.lon_us);
    double area_m2 = 0.0;
    RingMeasure measured;
    Geodetic previous = geodetic_.back();
    for (const Geodetic& current : geodetic_) {
        const double half_height =
            static_cast<double>(current.lat_us - previous.lat_us) / 2 * radians_per_micro_second;
        const double middle =
            static_cast<double>(current.lat_us + previous.lat_us) / 2 * radians_per_micro_second;
        const double width =
            static_cast<double>((current.lon_us - west_us) + (previous.lon_us - west_us)) / 2 *
            radians_per_micro_second;
        area_m2 += series_.area_m2(half_height, middle, width);
        double piece_m = 0.0;
        geod_inverse(&geodesic_, degrees(previous.lat_us), degrees(previous.lon_us),
                     degrees(current.lat_us), degrees(current.lon_us), &piece_m, nullptr, nullptr);
        measured.perimeter_m += piece_m;
        previous = current;
    }
    measured.area_m2 = std::abs(area_m2);
    return measured;
}

}  // namespace

Result<std::unique_ptr<MeasureMethod>> make_official_method(const Crs& layer_crs) {
    Result<Transform> to_lon_lat = Transform::between(layer_crs, Crs::cgcs2000());
    if (!to_lon_lat) return tl::unexpected(to_lon_lat.error());
    double false_easting_m = plain_false_easting_m;
    if (const std::optional<int> meridian = layer_crs.three_degree_zone_meridian()) {
        const Result<Transform> to_plane = Transform::between(Crs::cgcs2000(), layer_crs);
        if (!to_plane) return tl::unexpected(to_plane.error());
        const Result<XY> origin = to_plane->apply(XY{static_cast<double>(*meridian), 0.0});
        if (!origin) return tl::unexpected(origin.error());
        false_easting_m = std::round(origin->x);
    }
    return std::make_unique<OfficialMethod>(layer_crs, std::move(*to_lon_lat), false_easting_m);
}

}  // namespace parkatlas::geo::detail
