#include "geo/measure.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "geo/measure_method.h"

namespace parkatlas::geo {

namespace {

/// The ring without vertices at its end that repeat its first one.
std::span<const XY> without_closing_vertex(std::span<const XY> ring) {
    while (ring.size() > 1 && ring.front() == ring.back()) ring = ring.first(ring.size() - 1);
    return ring;
}

bool has_three_distinct(std::span<const XY> ring) {
    const XY* second = nullptr;
    for (const XY& vertex : ring) {
        if (vertex == ring.front()) continue;
        if (second == nullptr) {
            second = &vertex;
        } else if (!(vertex == *second)) {
            return true;
        }
    }
    return false;
}

tl::unexpected<Error> at_ring(std::size_t part, std::size_t ring, Error error) {
    const std::string place = fmt::format("part {}, ring {}", part + 1, ring + 1);
    error.where = error.where.empty() ? place : place + ", " + error.where;
    return tl::unexpected(std::move(error));
}

Result<void> check_ring(std::span<const XY> ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (std::isfinite(ring[i].x) && std::isfinite(ring[i].y)) continue;
        return fail(ErrorCode::out_of_range, fmt::format("vertex {}", i + 1),
                    said(msg::errors_not_finite));
    }
    if (!has_three_distinct(ring)) {
        return fail(ErrorCode::geometry_invalid, {}, said(msg::errors_three_vertices));
    }
    return {};
}

/// The rings of all polygon parts.
Result<void> check_rings(ShapeView shape) {
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon) continue;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            if (const Result<void> fine = check_ring(part.ring(r)); !fine) {
                return at_ring(p, r, fine.error());
            }
        }
    }
    return {};
}

/// About the first vertex: products of whole northings would cancel away the digits.
bool is_counter_clockwise(std::span<const XY> ring) {
    double twice_area = 0.0;
    for (std::size_t i = 2; i < ring.size(); ++i) {
        twice_area += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
                      (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    }
    return twice_area > 0.0;
}

}  // namespace

std::optional<Method> parse_method(std::string_view word) {
    for (const Method method : {Method::geodesic, Method::official, Method::planar}) {
        if (word == method_name(method)) return method;
    }
    return std::nullopt;
}

std::string_view method_name(Method method) {
    switch (method) {
        case Method::geodesic:
            return "geodesic";
        case Method::official:
            return "official";
        case Method::planar:
            return "planar";
    }
    return {};
}

struct Measurer::Impl {
    Method method;
    Crs layer_crs;
    std::optional<Crs> planar_crs;
    Ellipsoid ellipsoid;
    std::unique_ptr<detail::MeasureMethod> rings;
};

Measurer::Measurer(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Measurer::Measurer(Measurer&&) noexcept = default;
Measurer& Measurer::operator=(Measurer&&) noexcept = default;
Measurer::~Measurer() = default;

Result<Measurer> Measurer::create(Method method, const Crs& layer_crs,
                                  const std::optional<Crs>& planar_crs) {
    Result<std::unique_ptr<detail::MeasureMethod>> rings;
    switch (method) {
        case Method::geodesic:
            rings = detail::make_geodesic_method(layer_crs);
            break;
        case Method::official:
            rings = detail::make_official_method(layer_crs);
            break;
        case Method::planar: {
            const Crs& plane = planar_crs ? *planar_crs : layer_crs;
            if (plane.is_geographic()) {
                return fail(ErrorCode::usage, plane.label(),
                            said(msg::errors_degrees_planar_areas_need),
                            said(msg::errors_give_one_e_g));
            }
            rings = detail::make_planar_method(layer_crs, plane);
            break;
        }
    }
    if (!rings) return tl::unexpected(rings.error());
    return Measurer{std::make_unique<Impl>(
        Impl{method, layer_crs, planar_crs, layer_crs.ellipsoid(), std::move(*rings)})};
}

Result<AreaAndPerimeter> Measurer::measure(ShapeView shape) const {
    if (const Result<void> fine = check_rings(shape); !fine) return tl::unexpected(fine.error());
    if (!shape.has_polygons()) return AreaAndPerimeter{};
    if (const Result<void> begun = impl_->rings->begin(shape); !begun) {
        return tl::unexpected(begun.error());
    }
    AreaAndPerimeter total;
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon) continue;
        double part_area_m2 = 0.0;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const Result<detail::RingMeasure> ring =
                impl_->rings->measure(without_closing_vertex(part.ring(r)));
            if (!ring) return at_ring(p, r, ring.error());
            part_area_m2 += r == 0 ? ring->area_m2 : -ring->area_m2;
            total.perimeter_m += ring->perimeter_m;
        }
        // Holes larger than their shell are no area; repair is what mends them.
        total.area_m2 += std::max(part_area_m2, 0.0);
    }
    return total;
}

Result<double> Measurer::oriented_area_m2(ShapeView rings) const {
    if (const Result<void> fine = check_rings(rings); !fine) return tl::unexpected(fine.error());
    if (!rings.has_polygons()) return 0.0;
    if (const Result<void> begun = impl_->rings->begin(rings); !begun) {
        return tl::unexpected(begun.error());
    }
    double area_m2 = 0.0;
    for (std::size_t p = 0; p < rings.part_count(); ++p) {
        const ShapeView::PartView part = rings.part(p);
        if (part.kind != PartKind::polygon) continue;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const std::span<const XY> open = without_closing_vertex(part.ring(r));
            const Result<detail::RingMeasure> ring = impl_->rings->measure(open);
            if (!ring) return at_ring(p, r, ring.error());
            area_m2 += is_counter_clockwise(open) ? ring->area_m2 : -ring->area_m2;
        }
    }
    return std::max(area_m2, 0.0);
}

Result<Measurer> Measurer::another() const {
    return create(impl_->method, impl_->layer_crs, impl_->planar_crs);
}

Result<double> Measurer::chain_length_m(std::span<const XY> chain) const {
    if (const Result<void> fine = detail::check_lon_lat(chain); !fine) {
        return tl::unexpected(fine.error());
    }
    return detail::geodesic_chain_length_m(chain, impl_->ellipsoid);
}

Method Measurer::method() const {
    return impl_->method;
}
const std::string& Measurer::basis_label() const {
    return impl_->rings->basis_label();
}

}  // namespace parkatlas::geo
