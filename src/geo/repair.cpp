#include "geo/repair.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "geo/edge_mending.h"
#include "geo/even_odd.h"
#include "geo/geos_handle.h"
#include "geo/simple_ring.h"
#include "geo/validity.h"

namespace parkatlas::geo {

using detail::Geometry;
using detail::GeosContext;
using detail::own;
using detail::PolygonsInGeos;

namespace {

struct MakeValidParamsDeleter {
    GEOSContextHandle_t context;
    void operator()(GEOSMakeValidParams* params) const {
        GEOSMakeValidParams_destroy_r(context, params);
    }
};

/// Up to here the proof that a ring is simple takes less time than GEOS takes to look at it; from
/// `long_ring` on it is worth the sweep that spares GEOS's comparison of all edges with all.
constexpr std::size_t short_ring = 64;
constexpr std::size_t long_ring = 20'000;
/// Above, MakeValid would take seconds (300 vertices at random: a minute) and fill_even_odd does
/// the same in milliseconds.
constexpr std::uint64_t linework_crossings = 100;
/// Above, mending would take minutes for what nobody can have meant (100 000 crossings: 10 s).
constexpr std::uint64_t most_crossings = 100'000;
constexpr std::uint64_t most_comparisons = 3'000'000'000;

/// Of mending what was mended and is not valid yet.
constexpr int most_rounds = 4;

constexpr const char* collapsed_reason = "Too few points in geometry component";  // GEOS's words

/// One ring and nothing else, proven valid without GEOS.
bool is_simple_ring(ShapeView shape) {
    if (shape.part_count() != 1) return false;
    const ShapeView::PartView part = shape.part(0);
    if (part.kind != PartKind::polygon || part.ring_count != 1) return false;
    const std::span<const XY> ring = part.ring(0);
    return (ring.size() <= short_ring || ring.size() >= long_ring) &&
           detail::is_surely_simple(ring);
}

bool is_valid(ShapeView shape) {
    return std::ranges::none_of(find_problems(shape), [](const ShapeProblem& problem) {
        return is_invalid(problem.trouble);
    });
}

bool is_of_polygons(ShapeView shape) {
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon || part.ring_count == 0) return false;
    }
    return true;
}

void copy_polygons(ShapeView from, Shapes& to) {
    to.begin_shape();
    for (std::size_t p = 0; p < from.part_count(); ++p) {
        const ShapeView::PartView part = from.part(p);
        if (part.kind != PartKind::polygon || part.ring_count == 0) continue;
        to.begin_part(PartKind::polygon);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            to.begin_ring();
            to.add(part.ring(r));
        }
    }
}

}  // namespace

struct Repairer::Impl {
    GeosContext context;

    /// Validity of what is in GEOS already; rings that collapsed on the way count as trouble.
    Result<std::optional<Invalidity>> trouble(const PolygonsInGeos& polygons);
    /// By ourselves, or what that leaves by GEOS, which rounds where edges cross, now and then to
    /// something that is not valid by a hair and is mended again. `geometry` is the shape in GEOS;
    /// may be null.
    Result<Shapes> mend(ShapeView shape, const GEOSGeometry* geometry);
    Result<Geometry> mend_in_geos(ShapeView shape, const GEOSGeometry* geometry);
};

Result<std::optional<Invalidity>> Repairer::Impl::trouble(const PolygonsInGeos& polygons) {
    if (polygons.geometry) {
        char* reason = nullptr;
        GEOSGeometry* place = nullptr;
        const char valid =
            GEOSisValidDetail_r(context.get(), polygons.geometry.get(), 0, &reason, &place);
        const Geometry owned_place = own(context, place);
        std::string words = reason == nullptr ? "" : reason;
        if (reason != nullptr) GEOSFree_r(context.get(), reason);
        if (valid == 2) {
            return fail(ErrorCode::geometry_invalid, {},
                        said(msg::errors_cannot_checked_validity, context.last_error()));
        }
        if (valid == 0) {
            Invalidity invalidity{std::move(words), {}};
            if (owned_place) {
                GEOSGeomGetX_r(context.get(), owned_place.get(), &invalidity.at.x);
                GEOSGeomGetY_r(context.get(), owned_place.get(), &invalidity.at.y);
            }
            return invalidity;
        }
    }
    if (!polygons.collapsed_rings.empty()) {
        return Invalidity{collapsed_reason, polygons.collapsed_rings.front()};
    }
    return std::nullopt;
}

Result<Shapes> Repairer::Impl::mend(ShapeView shape, const GEOSGeometry* geometry) {
    PolygonsInGeos again;
    Shapes out;
    for (int round = 1;; ++round) {
        // Edges mended by ourselves are checked to be valid there.
        if (std::optional<Shapes> mended = detail::mend_by_edges(shape)) return std::move(*mended);
        Shapes by_geos;
        by_geos.begin_shape();
        if (geometry != nullptr) {
            const Result<Geometry> mended = mend_in_geos(shape, geometry);
            if (!mended) return tl::unexpected(mended.error());
            detail::append_polygons(context, mended->get(), 0.0, by_geos);
        }
        out = std::move(by_geos);
        if (round == most_rounds || is_valid(out[0])) return out;
        Result<PolygonsInGeos> in_geos = detail::polygons_to_geos(context, out[0]);
        if (!in_geos) return tl::unexpected(in_geos.error());
        again = std::move(*in_geos);
        shape = out[0];
        geometry = again.geometry.get();
    }
}

Result<Geometry> Repairer::Impl::mend_in_geos(ShapeView shape, const GEOSGeometry* geometry) {
    const std::optional<std::uint64_t> crossings =
        detail::count_crossings(shape, most_crossings, most_comparisons);
    if (!crossings) {
        return fail(ErrorCode::geometry_invalid, {}, said(msg::errors_self_crossing),
                    said(msg::errors_digitise));
    }
    Geometry mended;
    if (*crossings > linework_crossings) {
        mended = detail::fill_even_odd(context, geometry);
    } else {
        const std::unique_ptr<GEOSMakeValidParams, MakeValidParamsDeleter> params{
            GEOSMakeValidParams_create_r(context.get()), MakeValidParamsDeleter{context.get()}};
        GEOSMakeValidParams_setMethod_r(context.get(), params.get(), GEOS_MAKE_VALID_LINEWORK);
        // GEOS keeps collapsed lines with this method; append_polygons leaves them out.
        mended = own(context, GEOSMakeValidWithParams_r(context.get(), geometry, params.get()));
    }
    if (!mended) {
        return fail(ErrorCode::geometry_invalid, {},
                    said(msg::errors_cannot_mended, context.last_error()));
    }
    return mended;
}

Repairer::Repairer() : impl_{std::make_unique<Impl>()} {}
Repairer::Repairer(Repairer&&) noexcept = default;
Repairer& Repairer::operator=(Repairer&&) noexcept = default;
Repairer::~Repairer() = default;

Result<std::optional<Invalidity>> Repairer::invalidity(ShapeView shape) const {
    if (is_simple_ring(shape)) return std::nullopt;
    const Result<PolygonsInGeos> polygons = detail::polygons_to_geos(impl_->context, shape);
    if (!polygons) return tl::unexpected(polygons.error());
    return impl_->trouble(*polygons);
}

Result<Repaired> Repairer::make_valid(ShapeView shape) const {
    Result<std::optional<Repaired>> mended = mend_if_needed(shape);
    if (!mended) return tl::unexpected(std::move(mended.error()));
    if (*mended) return std::move(**mended);
    Repaired as_it_is;
    as_it_is.shapes.append(shape);
    return as_it_is;
}

Result<std::optional<Repaired>> Repairer::mend_if_needed(ShapeView shape) const {
    if (is_simple_ring(shape)) return std::nullopt;
    const Result<PolygonsInGeos> polygons = detail::polygons_to_geos(impl_->context, shape);
    if (!polygons) return tl::unexpected(polygons.error());
    const Result<std::optional<Invalidity>> trouble = impl_->trouble(*polygons);
    if (!trouble) return tl::unexpected(trouble.error());

    Repaired repaired;
    if (!*trouble) {
        if (is_of_polygons(shape)) return std::nullopt;
        copy_polygons(shape, repaired.shapes);
        return repaired;
    }
    repaired.changed = true;
    repaired.reason = (*trouble)->reason;
    repaired.at = (*trouble)->at;
    Result<Shapes> mended = impl_->mend(shape, polygons->geometry.get());
    if (!mended) return tl::unexpected(std::move(mended.error()));
    repaired.shapes = std::move(*mended);
    return repaired;
}

}  // namespace parkatlas::geo
