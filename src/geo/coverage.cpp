#include "geo/coverage.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <memory>
#include <numeric>
#include <optional>
#include <stop_token>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/parallel.h"
#include "geo/geos_handle.h"
#include "geo/outline.h"
#include "geo/outline_overlay.h"
#include "geo/worker_measurers.h"

namespace parkatlas::geo {

using detail::Geometry;
using detail::GeosContext;
using detail::Outline;
using detail::OutlineOverlay;
using detail::own;
using detail::PolygonsInGeos;
using detail::Shared;

namespace {

/// Which of n things hang together.
class Heaps {
  public:
    explicit Heaps(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), 0U);
    }
    std::uint32_t root(std::uint32_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    /// The lower root wins, so a heap is named by its first member.
    void join(std::uint32_t i, std::uint32_t k) {
        i = root(i);
        k = root(k);
        parent_[std::max(i, k)] = std::min(i, k);
    }

  private:
    std::vector<std::uint32_t> parent_;
};

/// Lists of each shape's neighbours: those it shares ground with.
class Neighbours {
  public:
    Neighbours(std::size_t count, std::span<const SharedGround> pairs) : first_(count + 1, 0) {
        for (const SharedGround& pair : pairs) {
            ++first_[pair.a + 1];
            ++first_[pair.b + 1];
        }
        std::partial_sum(first_.begin(), first_.end(), first_.begin());
        others_.resize(first_.back());
        std::vector<std::size_t> next{first_.begin(), first_.end() - 1};
        for (const SharedGround& pair : pairs) {
            others_[next[pair.a]++] = pair.b;
            others_[next[pair.b]++] = pair.a;
        }
    }
    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t shape) const {
        return std::span{others_}.subspan(first_[shape], first_[shape + 1] - first_[shape]);
    }

  private:
    std::vector<std::size_t> first_;
    std::vector<std::uint32_t> others_;
};

tl::unexpected<Error> gave_up(const GeosContext& context, Msg what) {
    return fail(ErrorCode::geometry_invalid, {},
                said(msg::errors_geos_cannot, said(what), context.last_error()));
}

enum class Take { shapes, borders };

/// The shapes of `all` that `members` names, or their borders, as one collection.
Result<Geometry> collect(GeosContext& context, const Shapes& all,
                         std::span<const std::uint32_t> members, Take take) {
    std::vector<GEOSGeometry*> raw;
    std::optional<Error> error;
    for (const std::uint32_t member : members) {
        Result<PolygonsInGeos> polygons = detail::polygons_to_geos(context, all[member]);
        if (!polygons) {
            error = std::move(polygons.error());
            break;
        }
        if (!polygons->geometry) continue;
        raw.push_back(take == Take::shapes
                          ? polygons->geometry.release()
                          : GEOSBoundary_r(context.get(), polygons->geometry.get()));
    }
    // Takes the members over, also where it fails.
    Geometry all_of_them =
        own(context, GEOSGeom_createCollection_r(context.get(), GEOS_GEOMETRYCOLLECTION, raw.data(),
                                                 static_cast<unsigned int>(raw.size())));
    if (error) return tl::unexpected(std::move(*error));
    if (!all_of_them) return gave_up(context, msg::errors_collect_shapes);
    return all_of_them;
}

Result<Geometry> unite(GeosContext& context, const Shapes& all,
                       std::span<const std::uint32_t> members) {
    const Result<Geometry> collected = collect(context, all, members, Take::shapes);
    if (!collected) return tl::unexpected(collected.error());
    Geometry united = own(context, GEOSUnaryUnion_r(context.get(), collected->get()));
    if (!united) return gave_up(context, msg::errors_unite_shapes);
    return united;
}

/// What one thread needs to sum up the cover of shapes.
class Summer {
  public:
    Summer(const Shapes& a, const Shapes& b, const Neighbours& neighbours)
        : a_{&a}, b_{&b}, neighbours_{&neighbours} {}

    void measure_by(const Measurer& measurer) { measurer_ = &measurer; }

    /// `shared` are the pairs of one shape of A with those of B that are meant, ascending.
    Result<double> covered_m2(std::uint32_t a, std::span<const SharedGround> shared) {
        Heaps heaps{shared.size()};
        bool any_joined = false;
        for (std::uint32_t i = 0; i < shared.size() && shared.size() > 1; ++i) {
            for (const std::uint32_t other : neighbours_->of(shared[i].b)) {
                const auto found = std::ranges::lower_bound(shared, other, {}, &SharedGround::b);
                if (found == shared.end() || found->b != other) continue;
                heaps.join(i, static_cast<std::uint32_t>(found - shared.begin()));
                any_joined = true;
            }
        }
        double sum = 0.0;
        if (!any_joined) {
            for (const SharedGround& pair : shared) sum += pair.area_m2;
            return sum;
        }
        std::vector<std::vector<std::uint32_t>> members(shared.size());
        for (std::uint32_t i = 0; i < shared.size(); ++i) {
            members[heaps.root(i)].push_back(i);
        }
        for (const std::vector<std::uint32_t>& heap : members) {
            if (heap.empty()) continue;
            if (heap.size() == 1) {
                sum += shared[heap[0]].area_m2;
                continue;
            }
            std::vector<std::uint32_t> shapes;
            shapes.reserve(heap.size());
            for (const std::uint32_t i : heap) shapes.push_back(shared[i].b);
            const Result<double> together = union_m2(a, shapes);
            if (!together) return tl::unexpected(together.error());
            sum += *together;
        }
        return sum;
    }

  private:
    /// What A shares with the union.
    Result<double> union_m2(std::uint32_t a, std::span<const std::uint32_t> shapes) {
        const Result<Geometry> united = unite(context_, *b_, shapes);
        if (!united) return tl::unexpected(united.error());
        union_.clear();
        union_.begin_shape();
        detail::append_polygons(context_, united->get(), OutlineOverlay::sliver_width_ulps, union_);
        if (loaded_a_ != a) {
            outline_a_usable_ = outline_a_.load((*a_)[a]);
            loaded_a_ = a;
        }
        Shared shared = Shared::unclear;
        if (outline_a_usable_ && outline_union_.load(union_[0])) {
            if (outline_a_.is_empty() || outline_union_.is_empty()) return 0.0;
            shared = overlay_.lay(outline_a_, outline_union_, std::stop_token{});
        }
        switch (shared) {
            case Shared::nothing:
            case Shared::stopped:
                return 0.0;
            case Shared::all_of_a:
                return measured((*a_)[a]);
            case Shared::all_of_b:
                return measured(union_[0]);
            case Shared::rings:
                return measurer_->oriented_area_m2(overlay_.rings()[0]);
            case Shared::unclear:
                break;
        }
        Shapes one;
        one.append((*a_)[a]);
        const Result<OverlapAnswer> pair = overlaps(one, &union_, *measurer_, {});
        if (!pair) return tl::unexpected(pair.error());
        return pair->pairs.empty() ? 0.0 : pair->pairs[0].area_m2;
    }

    Result<double> measured(ShapeView shape) const {
        const Result<AreaAndPerimeter> figures = measurer_->measure(shape);
        if (!figures) return tl::unexpected(figures.error());
        return figures->area_m2;
    }

    const Shapes* a_;
    const Shapes* b_;
    const Neighbours* neighbours_;
    const Measurer* measurer_ = nullptr;
    GeosContext context_;
    Shapes union_;
    Outline outline_a_, outline_union_;
    bool outline_a_usable_ = false;
    std::optional<std::uint32_t> loaded_a_;
    OutlineOverlay overlay_;
};

std::uint32_t class_of(std::span<const std::uint32_t> classes, std::uint32_t shape) {
    return classes.empty() ? 0 : classes[shape];
}

}  // namespace

Result<std::vector<Covered>> covered_ground(const Shapes& a, const Shapes& b,
                                            std::span<const SharedGround> pairs,
                                            std::span<const std::uint32_t> classes_of_b,
                                            std::span<const double> areas_a_m2,
                                            const Measurer& measurer, const Work& work) {
    std::vector<SharedGround> sorted{pairs.begin(), pairs.end()};
    std::ranges::stable_sort(sorted, {}, [&](const SharedGround& pair) {
        return std::tuple{pair.a, class_of(classes_of_b, pair.b), pair.b};
    });
    std::vector<std::size_t> firsts;
    std::vector<std::size_t> weights;
    std::vector<Covered> out;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const std::uint32_t of = class_of(classes_of_b, sorted[i].b);
        if (out.empty() || out.back().a != sorted[i].a || out.back().class_of_b != of) {
            out.push_back({sorted[i].a, of, 0.0, {}});
            firsts.push_back(i);
            weights.push_back(0);
        }
        out.back().parts.push_back(sorted[i].b);
        ++weights.back();
    }
    constexpr double share_of_pairs = 0.5;
    PartOfProgress of_pairs{work, 0.0, share_of_pairs};
    const Result<OverlapAnswer> within = overlaps(b, nullptr, measurer, Work{&of_pairs, work.stop});
    if (!within) return tl::unexpected(within.error());
    const Neighbours neighbours{b.size(), within->pairs};

    std::vector<std::unique_ptr<Summer>> summers(parallel_width());
    WorkerMeasurers measurers{measurer, summers.size()};
    PartOfProgress of_sums{work, share_of_pairs, 1.0};
    constexpr std::size_t pairs_in_piece = 256;
    const Result<void> done = for_each_weighted_piece(
        weights, pairs_in_piece, Work{&of_sums, work.stop},
        [&](IndexRange piece, std::size_t worker) -> Result<void> {
            if (!summers[worker]) summers[worker] = std::make_unique<Summer>(a, b, neighbours);
            Summer& summer = *summers[worker];
            const Result<const Measurer*> own_measurer = measurers.of(worker);
            if (!own_measurer) return tl::unexpected(own_measurer.error());
            summer.measure_by(**own_measurer);
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                if (work.stop_requested())
                    return fail(ErrorCode::stopped, {}, said(msg::errors_stopped));
                const Result<double> area_m2 = summer.covered_m2(
                    out[i].a, std::span{sorted}.subspan(firsts[i], out[i].parts.size()));
                if (!area_m2) return tl::unexpected(area_m2.error());
                out[i].area_m2 = std::min(*area_m2, areas_a_m2[out[i].a]);
            }
            return {};
        });
    if (!done) return tl::unexpected(done.error());
    return out;
}

Result<Shapes> covered_shapes(const Shapes& a, const Shapes& b, std::span<const Covered> covered,
                              Ground ground, const Work& work) {
    std::vector<Shapes> pieces(covered.size());
    const Result<void> done =
        for_each_piece(covered.size(), 1, work, [&](IndexRange piece, std::size_t) -> Result<void> {
            Shapes& out = pieces[piece.first];
            out.begin_shape();
            GeosContext context;
            const Covered& one = covered[piece.first];
            Result<PolygonsInGeos> shape = detail::polygons_to_geos(context, a[one.a]);
            if (!shape) return tl::unexpected(shape.error());
            if (!shape->geometry) return {};
            const Result<Geometry> cover = unite(context, b, one.parts);
            if (!cover) return tl::unexpected(cover.error());
            const Geometry result =
                own(context,
                    ground == Ground::covered
                        ? GEOSIntersection_r(context.get(), shape->geometry.get(), cover->get())
                        : GEOSDifference_r(context.get(), shape->geometry.get(), cover->get()));
            if (!result) return gave_up(context, msg::errors_cut_shapes);
            detail::append_polygons(context, result.get(), OutlineOverlay::sliver_width_ulps, out);
            return {};
        });
    if (!done) return tl::unexpected(done.error());
    Shapes shapes;
    for (const Shapes& piece : pieces) shapes.append(piece[0]);
    return shapes;
}

namespace {

/// The pieces that the outlines of a heap of shapes cut the ground into.
Result<void> cut_heap(const Shapes& shapes, std::span<const std::uint32_t> heap,
                      const Measurer& measurer, Folds& out) {
    GeosContext context;
    const Result<Geometry> borders = collect(context, shapes, heap, Take::borders);
    if (!borders) return tl::unexpected(borders.error());
    const Geometry noded = own(context, GEOSUnaryUnion_r(context.get(), borders->get()));
    if (!noded) return gave_up(context, msg::errors_node_borders);
    const GEOSGeometry* lines = noded.get();
    const Geometry faces = own(context, GEOSPolygonize_r(context.get(), &lines, 1));
    if (!faces) return gave_up(context, msg::errors_find_pieces_between_borders);
    for (int i = 0; i < GEOSGetNumGeometries_r(context.get(), faces.get()); ++i) {
        const GEOSGeometry* face = GEOSGetGeometryN_r(context.get(), faces.get(), i);
        Shapes piece;
        piece.begin_shape();
        detail::append_polygons(context, face, OutlineOverlay::sliver_width_ulps, piece);
        if (piece[0].is_empty()) continue;
        const Geometry inner = own(context, GEOSPointOnSurface_r(context.get(), face));
        XY point;
        if (!inner || GEOSGeomGetX_r(context.get(), inner.get(), &point.x) != 1 ||
            GEOSGeomGetY_r(context.get(), inner.get(), &point.y) != 1) {
            continue;
        }
        std::uint32_t count = 0;
        for (const std::uint32_t member : heap) {
            if (shapes[member].bounds().contains(point) && contains(shapes[member], point)) ++count;
        }
        if (count == 0) continue;
        const Result<AreaAndPerimeter> measured = measurer.measure(piece[0]);
        if (!measured) return tl::unexpected(measured.error());
        out.pieces.push_back({count, measured->area_m2});
        out.shapes.append(piece[0]);
    }
    return {};
}

}  // namespace

Result<Folds> folds(const Shapes& shapes, std::span<const double> areas_m2,
                    const Measurer& measurer, const Work& work) {
    assert(areas_m2.size() == shapes.size());
    constexpr double share_of_pairs = 0.5;
    PartOfProgress of_pairs{work, 0.0, share_of_pairs};
    const Result<OverlapAnswer> pairs =
        overlaps(shapes, nullptr, measurer, Work{&of_pairs, work.stop});
    if (!pairs) return tl::unexpected(pairs.error());
    Heaps heaps{shapes.size()};
    for (const SharedGround& pair : pairs->pairs) heaps.join(pair.a, pair.b);
    std::vector<std::vector<std::uint32_t>> members(shapes.size());
    std::vector<std::size_t> weights(shapes.size(), 1);
    for (std::uint32_t i = 0; i < shapes.size(); ++i) {
        members[heaps.root(i)].push_back(i);
        weights[heaps.root(i)] += shapes[i].vertex_count();
    }
    std::vector<Folds> parts(shapes.size());
    WorkerMeasurers measurers{measurer, parallel_width()};
    constexpr std::size_t vertices_in_piece = 2000;
    PartOfProgress of_heaps{work, share_of_pairs, 1.0};
    const Result<void> done = for_each_weighted_piece(
        weights, vertices_in_piece, Work{&of_heaps, work.stop},
        [&](IndexRange piece, std::size_t worker) -> Result<void> {
            const Result<const Measurer*> own_measurer = measurers.of(worker);
            if (!own_measurer) return tl::unexpected(own_measurer.error());
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                if (work.stop_requested())
                    return fail(ErrorCode::stopped, {}, said(msg::errors_stopped));
                if (members[i].size() < 2) continue;
                Result<void> cut = cut_heap(shapes, members[i], **own_measurer, parts[i]);
                if (!cut) return cut;
            }
            return {};
        });
    if (!done) return tl::unexpected(done.error());
    Folds out;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (members[i].size() == 1 && shapes[i].has_polygons()) {
            out.pieces.push_back({1, areas_m2[i]});
            out.shapes.append(shapes[i]);
        }
        std::ranges::copy(parts[i].pieces, std::back_inserter(out.pieces));
        for (std::size_t k = 0; k < parts[i].shapes.size(); ++k) {
            out.shapes.append(parts[i].shapes[k]);
        }
    }
    return out;
}

}  // namespace parkatlas::geo
