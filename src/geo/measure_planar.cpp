#include <cmath>
#include <utility>
#include <vector>

#include "base/messages_errors.h"
#include "geo/measure_method.h"

namespace parkatlas::geo::detail {

namespace {

class PlanarMethod final : public MeasureMethod {
  public:
    PlanarMethod(const Crs& plane, Transform to_plane)
        : label_{plane.label()}, unit_m_{plane.unit_factor()}, to_plane_{std::move(to_plane)} {}

    Result<RingMeasure> measure(std::span<const XY> ring) override {
        if (!to_plane_.is_identity()) {
            plane_.assign(ring.begin(), ring.end());
            if (const Result<void> done = to_plane_.apply(plane_); !done) {
                return tl::unexpected(done.error());
            }
            ring = plane_;
        }
        // About the first vertex: products of whole northings would cancel away the digits.
        const XY origin = ring.front();
        double twice_area = 0.0;
        double length = 0.0;
        XY previous{ring.back().x - origin.x, ring.back().y - origin.y};
        for (const XY vertex : ring) {
            const XY current{vertex.x - origin.x, vertex.y - origin.y};
            twice_area += previous.x * current.y - current.x * previous.y;
            length += std::hypot(current.x - previous.x, current.y - previous.y);
            previous = current;
        }
        const RingMeasure measured{std::abs(twice_area) / 2 * unit_m_ * unit_m_, length * unit_m_};
        if (!std::isfinite(measured.area_m2) || !std::isfinite(measured.perimeter_m)) {
            return fail(ErrorCode::out_of_range, "ring",
                        said(msg::errors_has_coordinates_too_large));
        }
        return measured;
    }

    [[nodiscard]] const std::string& basis_label() const override { return label_; }

  private:
    std::string label_;
    double unit_m_;
    Transform to_plane_;
    std::vector<XY> plane_;
};

}  // namespace

Result<std::unique_ptr<MeasureMethod>> make_planar_method(const Crs& layer_crs, const Crs& plane) {
    Result<Transform> to_plane = Transform::between(layer_crs, plane);
    if (!to_plane) return tl::unexpected(to_plane.error());
    return std::make_unique<PlanarMethod>(plane, std::move(*to_plane));
}

}  // namespace parkatlas::geo::detail
