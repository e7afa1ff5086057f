#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <geodesic.h>

#include "base/messages_errors.h"
#include "geo/measure_method.h"
#include "geo/short_edge_rings.h"

namespace parkatlas::geo::detail {

namespace {

class GeodesicMethod final : public MeasureMethod {
  public:
    GeodesicMethod(const Crs& layer_crs, Transform to_lon_lat)
        : label_{layer_crs.ellipsoid_name()},
          to_lon_lat_{std::move(to_lon_lat)},
          short_edges_{layer_crs.ellipsoid()} {
        geod_init(&geodesic_, layer_crs.ellipsoid().semi_major_m, layer_crs.ellipsoid().flattening);
    }

    Result<RingMeasure> measure(std::span<const XY> ring) override {
        if (!to_lon_lat_.is_identity()) {
            lon_lat_.assign(ring.begin(), ring.end());
            if (const Result<void> done = to_lon_lat_.apply(lon_lat_); !done) {
                return tl::unexpected(done.error());
            }
            ring = lon_lat_;
        }
        if (const std::optional<RingMeasure> summed = short_edges_.measure(ring)) return *summed;
        if (const Result<void> fine = check_lon_lat(ring); !fine) {
            return tl::unexpected(fine.error());
        }
        geod_polygon polygon;
        geod_polygon_init(&polygon, 0);
        for (const XY vertex : ring) {
            geod_polygon_addpoint(&geodesic_, &polygon, vertex.y, vertex.x);
        }
        double signed_area_m2 = 0.0;
        RingMeasure measured;
        geod_polygon_compute(&geodesic_, &polygon, 0, 1, &signed_area_m2, &measured.perimeter_m);
        measured.area_m2 = std::abs(signed_area_m2);
        return measured;
    }

    [[nodiscard]] const std::string& basis_label() const override { return label_; }

  private:
    std::string label_;
    Transform to_lon_lat_;
    ShortEdgeRings short_edges_;  ///< what it does not take, PROJ's polygon routine does
    geod_geodesic geodesic_{};
    std::vector<XY> lon_lat_;
};

}  // namespace

Result<std::unique_ptr<MeasureMethod>> make_geodesic_method(const Crs& layer_crs) {
    Result<Transform> to_lon_lat = Transform::to_own_lon_lat(layer_crs);
    if (!to_lon_lat) return tl::unexpected(to_lon_lat.error());
    return std::make_unique<GeodesicMethod>(layer_crs, std::move(*to_lon_lat));
}

Result<void> check_lon_lat(std::span<const XY> vertices) {
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        const XY v = vertices[i];
        if (std::abs(v.x) <= 540.0 && std::abs(v.y) <= 90.0) continue;
        const bool swapped = std::abs(v.x) <= 90.0 && std::abs(v.y) <= 540.0;
        return fail(ErrorCode::out_of_range, fmt::format("vertex {} ({}, {})", i + 1, v.x, v.y),
                    said(msg::errors_not_degrees), swapped ? said(msg::errors_swapped) : "");
    }
    return {};
}

double geodesic_chain_length_m(std::span<const XY> lon_lat, const Ellipsoid& ellipsoid) {
    geod_geodesic geodesic;
    geod_init(&geodesic, ellipsoid.semi_major_m, ellipsoid.flattening);
    double length_m = 0.0;
    for (std::size_t i = 1; i < lon_lat.size(); ++i) {
        double piece_m = 0.0;
        geod_inverse(&geodesic, lon_lat[i - 1].y, lon_lat[i - 1].x, lon_lat[i].y, lon_lat[i].x,
                     &piece_m, nullptr, nullptr);
        length_m += piece_m;
    }
    return length_m;
}

}  // namespace parkatlas::geo::detail
