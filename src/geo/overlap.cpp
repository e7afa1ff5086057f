#include "geo/overlap.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include <fmt/format.h>

#include "geo/geos_handle.h"

namespace parkatlas::geo {

using detail::Geometry;
using detail::GeosContext;
using detail::own;
using detail::PolygonsInGeos;
using detail::Prepared;
using detail::PreparedDeleter;
using detail::Tree;
using detail::TreeDeleter;

namespace {

/// Where two outlines share a border but not its vertices, rounding leaves slivers a step or two of
/// the coordinates wide (nanometres): they are contact, not shared ground.
constexpr double sliver_width_ulps = 8.0;
constexpr std::size_t prepare_from_vertices = 12;  ///< below, the overlay itself is as quick

/// Shapes of one side in GEOS, with what is prepared of them so far.
class Side {
  public:
    Side(GeosContext& context, const Shapes& shapes)
        : context_{&context},
          shapes_{&shapes},
          geometries_(shapes.size()),
          prepared_(shapes.size()),
          vertex_counts_(shapes.size(), 0) {}

    Result<void> load(std::size_t index) {
        if (vertex_counts_[index] != 0) return {};
        const ShapeView shape = (*shapes_)[index];
        Result<PolygonsInGeos> polygons = detail::polygons_to_geos(*context_, shape);
        if (!polygons) {
            Error error = polygons.error();
            error.where = fmt::format("shape {} {}", index + 1, error.where);
            return tl::unexpected(std::move(error));
        }
        geometries_[index] = std::move(polygons->geometry);
        vertex_counts_[index] = std::max<std::size_t>(shape.vertex_count(), 1);
        return {};
    }

    Result<void> load_all(const Work& work) {
        for (std::size_t i = 0; i < shapes_->size(); ++i) {
            if (work.stop_requested()) return fail(ErrorCode::stopped, {}, "stopped");
            if (Result<void> loaded = load(i); !loaded) return loaded;
        }
        return {};
    }

    /// Null where the shape has no polygons.
    [[nodiscard]] const GEOSGeometry* geometry(std::size_t index) const {
        return geometries_[index].get();
    }
    [[nodiscard]] std::size_t vertex_count(std::size_t index) const {
        return vertex_counts_[index];
    }
    [[nodiscard]] std::size_t size() const { return geometries_.size(); }

    const GEOSPreparedGeometry* prepared(std::size_t index) {
        if (!prepared_[index]) {
            prepared_[index] = Prepared{GEOSPrepare_r(context_->get(), geometries_[index].get()),
                                        PreparedDeleter{context_->get()}};
        }
        return prepared_[index].get();
    }

  private:
    GeosContext* context_;
    const Shapes* shapes_;
    std::vector<Geometry> geometries_;
    std::vector<Prepared> prepared_;
    std::vector<std::size_t> vertex_counts_;
};

/// Appends what shape `i` of `a` and shape `k` of `b` share to `out` as one shape, empty if
/// nothing.
Result<void> append_shared(GeosContext& context, Side& a, std::size_t i, Side& b, std::size_t k,
                           Shapes& out) {
    out.begin_shape();
    const GEOSGeometry* ga = a.geometry(i);
    const GEOSGeometry* gb = b.geometry(k);
    if (ga == nullptr || gb == nullptr) return {};
    const bool a_is_larger = a.vertex_count(i) >= b.vertex_count(k);
    const std::size_t larger_size = std::max(a.vertex_count(i), b.vertex_count(k));
    if (larger_size >= prepare_from_vertices) {
        const GEOSPreparedGeometry* larger = a_is_larger ? a.prepared(i) : b.prepared(k);
        const GEOSGeometry* smaller = a_is_larger ? gb : ga;
        if (larger != nullptr) {
            if (GEOSPreparedIntersects_r(context.get(), larger, smaller) == 0) return {};
            if (GEOSPreparedCovers_r(context.get(), larger, smaller) == 1) {
                detail::append_polygons(context, smaller, 0.0, out);
                return {};
            }
        }
    }
    const Geometry shared = own(context, GEOSIntersection_r(context.get(), ga, gb));
    if (!shared) {
        return fail(ErrorCode::geometry_invalid, fmt::format("shapes {} and {}", i + 1, k + 1),
                    "GEOS cannot intersect them: " + context.last_error());
    }
    detail::append_polygons(context, shared.get(), sliver_width_ulps, out);
    return {};
}

void collect(void* item, void* found) {
    static_cast<std::vector<std::uint32_t>*>(found)->push_back(
        *static_cast<const std::uint32_t*>(item));
}

/// Finds the shapes of one side whose boxes meet a box.
class BoxIndex {
  public:
    BoxIndex(const GeosContext& context, const Side& side)
        : context_{&context},
          numbers_(side.size()),
          tree_{GEOSSTRtree_create_r(context.get(), 10), TreeDeleter{context.get()}} {
        for (std::size_t i = 0; i < side.size(); ++i) {
            numbers_[i] = static_cast<std::uint32_t>(i);
            if (side.geometry(i) == nullptr) continue;
            GEOSSTRtree_insert_r(context.get(), tree_.get(), side.geometry(i), &numbers_[i]);
        }
    }

    /// Sorted.
    void find(const GEOSGeometry* geometry, std::vector<std::uint32_t>& found) {
        found.clear();
        GEOSSTRtree_query_r(context_->get(), tree_.get(), geometry, collect, &found);
        std::ranges::sort(found);
    }

  private:
    const GeosContext* context_;
    std::vector<std::uint32_t> numbers_;  ///< what the tree's items point at
    Tree tree_;
};

}  // namespace

Result<OverlapAnswer> overlaps(const Shapes& a, const Shapes* b, const Measurer& measurer,
                               const Work& work) {
    GeosContext context;
    Side side_a{context, a};
    std::optional<Side> separate_b;
    if (const Result<void> loaded = side_a.load_all(work); !loaded) {
        return tl::unexpected(loaded.error());
    }
    if (b != nullptr) {
        separate_b.emplace(context, *b);
        if (const Result<void> loaded = separate_b->load_all(work); !loaded) {
            return tl::unexpected(loaded.error());
        }
    }
    Side& side_b = separate_b ? *separate_b : side_a;
    BoxIndex index{context, side_b};

    OverlapAnswer answer;
    std::vector<std::uint32_t> candidates;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (work.stop_requested()) return fail(ErrorCode::stopped, {}, "stopped");
        work.report(i, a.size());
        if (side_a.geometry(i) == nullptr) continue;
        index.find(side_a.geometry(i), candidates);
        for (const std::uint32_t k : candidates) {
            if (b == nullptr && k <= i) continue;
            if (work.stop_requested()) return fail(ErrorCode::stopped, {}, "stopped");
            Shapes shared;
            if (const Result<void> done = append_shared(context, side_a, i, side_b, k, shared);
                !done) {
                return tl::unexpected(done.error());
            }
            if (shared[0].is_empty()) continue;
            const Result<AreaAndPerimeter> measured = measurer.measure(shared[0]);
            if (!measured) {
                Error error = measured.error();
                error.where = fmt::format("shapes {} and {}, {}", i + 1, k + 1, error.where);
                return tl::unexpected(std::move(error));
            }
            if (!(measured->area_m2 > 0.0)) continue;
            answer.pairs.push_back({static_cast<std::uint32_t>(i), k, measured->area_m2});
        }
    }
    work.report(a.size(), a.size());
    return answer;
}

Result<Shapes> overlap_shapes(const Shapes& a, const Shapes* b,
                              const std::vector<SharedGround>& pairs) {
    GeosContext context;
    Side side_a{context, a};
    std::optional<Side> separate_b;
    if (b != nullptr) separate_b.emplace(context, *b);
    Side& side_b = separate_b ? *separate_b : side_a;
    Shapes shared;
    for (const SharedGround& pair : pairs) {
        assert(pair.a < side_a.size() && pair.b < side_b.size());
        Result<void> done = side_a.load(pair.a);
        if (done) done = side_b.load(pair.b);
        if (done) done = append_shared(context, side_a, pair.a, side_b, pair.b, shared);
        if (!done) return tl::unexpected(done.error());
    }
    return shared;
}

}  // namespace parkatlas::geo
