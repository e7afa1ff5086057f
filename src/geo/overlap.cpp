#include "geo/overlap.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <memory>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "base/parallel.h"
#include "geo/box_index.h"
#include "geo/outline.h"
#include "geo/outline_overlay.h"
#include "geo/overlap_geos.h"
#include "geo/worker_measurers.h"

namespace parkatlas::geo {

using detail::GeosContext;
using detail::Outline;
using detail::OutlineOverlay;
using detail::ShapeInGeos;
using detail::Shared;

namespace {

/// Pairs of shapes whose boxes touch, at a time.
constexpr std::size_t most_candidates = 4'000'000;
/// Weight of a piece of work, in vertices: some milliseconds.
constexpr std::size_t piece_weight = 20'000;
constexpr std::size_t shapes_in_piece = 512;

/// Round the polygons of a shape; none if a coordinate is not finite.
std::optional<Box> box_of(ShapeView shape) {
    Box box;
    double nothing = 0.0;  // becomes not a number with the first that is not finite
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon) continue;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            for (const XY v : part.ring(r)) {
                box.add(v);
                nothing += v.x * 0.0 + v.y * 0.0;
            }
        }
    }
    if (nothing != 0.0) return std::nullopt;
    return box;
}

/// Of a shape that has one.
tl::unexpected<Error> not_finite(ShapeView shape, std::size_t index) {
    std::string where = fmt::format("shape {}", index + 1);
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon) continue;
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const std::span<const XY> ring = part.ring(r);
            const auto odd = std::ranges::find_if_not(
                ring, [](XY v) { return std::isfinite(v.x) && std::isfinite(v.y); });
            if (odd == ring.end()) continue;
            where +=
                fmt::format(" part {}, ring {}, vertex {}", p + 1, r + 1, odd - ring.begin() + 1);
            return fail(ErrorCode::out_of_range, where, said(msg::errors_not_finite));
        }
    }
    return fail(ErrorCode::out_of_range, where, said(msg::errors_not_finite));
}

/// One input: boxes of its shapes, and outlines of those that are worth keeping one.
class Side {
  public:
    /// `known_areas_m2` is empty or has one for each shape.
    Side(const Shapes& shapes, std::span<const double> known_areas_m2)
        : shapes_{&shapes},
          known_areas_m2_{known_areas_m2},
          boxes_(shapes.size()),
          vertex_counts_(shapes.size(), 0),
          outlines_(shapes.size()) {
        assert(known_areas_m2.empty() || known_areas_m2.size() == shapes.size());
    }

    /// Boxes of all shapes, checked to be finite.
    Result<void> look(const Work& work) {
        return for_each_piece(shapes_->size(), shapes_in_piece, Work{nullptr, work.stop},
                              [&](IndexRange piece, std::size_t) -> Result<void> {
                                  for (std::size_t i = piece.first; i < piece.last; ++i) {
                                      const ShapeView shape = (*shapes_)[i];
                                      const std::optional<Box> box = box_of(shape);
                                      if (!box) return not_finite(shape, i);
                                      boxes_[i] = *box;
                                      vertex_counts_[i] = shape.vertex_count();
                                  }
                                  return {};
                              });
    }

    /// Outlines of the shapes of many vertices that reach into `place`.
    Result<void> outline_large_shapes(const Box& place, const Work& work) {
        return for_each_weighted_piece(
            vertex_counts_, piece_weight, Work{nullptr, work.stop},
            [&](IndexRange piece, std::size_t) -> Result<void> {
                for (std::size_t i = piece.first; i < piece.last; ++i) {
                    if (vertex_counts_[i] <= Outline::tree_from || !boxes_[i].intersects(place)) {
                        continue;
                    }
                    auto outline = std::make_unique<Outline>();
                    if (outline->load((*shapes_)[i])) outlines_[i] = std::move(outline);
                }
                return {};
            });
    }

    /// That of the shape, kept or loaded into `room`. Null if the shape cannot be outlined.
    [[nodiscard]] const Outline* outline(std::size_t index, Outline& room) const {
        if (outlines_[index]) return outlines_[index].get();
        return room.load((*shapes_)[index]) ? &room : nullptr;
    }

    /// Whether the ground of a box lies in a shape that keeps an outline, where none of its edges
    /// comes; none if one does or there is no outline.
    [[nodiscard]] std::optional<bool> holds(std::size_t index, const Box& box) const {
        const Outline* const outline = outlines_[index].get();
        if (outline == nullptr || outline->has_edges_in(box)) return std::nullopt;
        return outline->contains({box.min_x, box.min_y}, detail::Moved::no);
    }

    [[nodiscard]] std::size_t size() const { return shapes_->size(); }
    [[nodiscard]] ShapeView shape(std::size_t index) const { return (*shapes_)[index]; }
    [[nodiscard]] const std::vector<Box>& boxes() const { return boxes_; }
    [[nodiscard]] std::size_t vertex_count(std::size_t index) const {
        return vertex_counts_[index];
    }
    [[nodiscard]] std::optional<double> known_area_m2(std::size_t index) const {
        if (known_areas_m2_.empty()) return std::nullopt;
        return known_areas_m2_[index];
    }

  private:
    const Shapes* shapes_;
    std::span<const double> known_areas_m2_;
    std::vector<Box> boxes_;
    std::vector<std::size_t> vertex_counts_;
    std::vector<std::unique_ptr<const Outline>> outlines_;
};

tl::unexpected<Error> at_pair(std::size_t i, std::size_t k, Error error) {
    const std::string place = fmt::format("shapes {} and {}", i + 1, k + 1);
    error.where = error.where.empty() ? place : place + ", " + error.where;
    return tl::unexpected(std::move(error));
}

/// What one thread needs to compare pairs.
class Worker {
  public:
    Worker(const Side& a, const Side& b, const std::stop_token& stop)
        : a_{&a}, b_{&b}, stop_{&stop} {}

    /// Before anything else; borrowed.
    void measure_by(const Measurer& measurer) { measurer_ = &measurer; }

    /// Shared area of a pair, 0 if they only touch.
    Result<double> shared_area_m2(std::uint32_t i, std::uint32_t k) {
        if (const std::optional<bool> within_a = a_->holds(i, b_->boxes()[k])) {
            return *within_a ? whole_area_m2(*b_, k) : 0.0;
        }
        if (const std::optional<bool> within_b = b_->holds(k, a_->boxes()[i])) {
            return *within_b ? whole_area_m2(*a_, i) : 0.0;
        }
        if (loaded_i_ != i) {
            outline_a_ = a_->outline(i, room_a_);
            loaded_i_ = i;
        }
        const Outline* outline_b = b_->outline(k, room_b_);
        if (outline_a_ == nullptr || outline_b == nullptr) return area_by_geos_m2(i, k);
        if (outline_a_->is_empty() || outline_b->is_empty()) return 0.0;
        switch (overlay_.lay(*outline_a_, *outline_b, *stop_)) {
            case Shared::nothing:
                break;
            case Shared::all_of_a:
                return whole_area_m2(*a_, i);
            case Shared::all_of_b:
                return whole_area_m2(*b_, k);
            case Shared::rings:
                return measurer_->oriented_area_m2(overlay_.rings()[0]);
            case Shared::unclear:
                return area_by_geos_m2(i, k);
            case Shared::stopped:
                return fail(ErrorCode::stopped, {}, said(msg::errors_stopped));
        }
        return 0.0;
    }

    [[nodiscard]] std::size_t left_to_geos() const { return left_to_geos_; }

  private:
    Result<double> whole_area_m2(const Side& side, std::size_t index) {
        if (const std::optional<double> known = side.known_area_m2(index)) return *known;
        const Result<AreaAndPerimeter> measured = measurer_->measure(side.shape(index));
        if (!measured) return tl::unexpected(measured.error());
        return measured->area_m2;
    }

    Result<double> area_by_geos_m2(std::uint32_t i, std::uint32_t k) {
        ++left_to_geos_;
        if (!geos_) geos_ = std::make_unique<GeosContext>();
        Result<ShapeInGeos> in_geos_a = ShapeInGeos::load(*geos_, a_->shape(i));
        if (!in_geos_a) return tl::unexpected(in_geos_a.error());
        Result<ShapeInGeos> in_geos_b = ShapeInGeos::load(*geos_, b_->shape(k));
        if (!in_geos_b) return tl::unexpected(in_geos_b.error());
        Shapes shared;
        if (const Result<void> done = append_shared(*geos_, *in_geos_a, *in_geos_b, shared);
            !done) {
            return tl::unexpected(done.error());
        }
        const Result<AreaAndPerimeter> measured = measurer_->measure(shared[0]);
        if (!measured) return tl::unexpected(measured.error());
        return measured->area_m2;
    }

    const Side* a_;
    const Side* b_;
    const Measurer* measurer_ = nullptr;
    const std::stop_token* stop_;
    OutlineOverlay overlay_;
    Outline room_a_, room_b_;
    const Outline* outline_a_ = nullptr;
    std::optional<std::uint32_t> loaded_i_;
    std::unique_ptr<GeosContext> geos_;
    std::size_t left_to_geos_ = 0;
};

/// Of a pair, in vertices that have to be looked at, more or less.
std::size_t weight(std::size_t vertices_a, std::size_t vertices_b) {
    return 16 + std::min(vertices_a, vertices_b);
}

/// Pairs of shapes whose boxes touch, by A and then by B, in batches.
class Candidates {
  public:
    Candidates(const Side& a, const Side& b, bool within) : a_{&a}, b_{&b}, within_{within} {}

    /// Before anything else.
    Result<void> prepare(const Work& work) {
        if (!within_ && a_->size() < b_->size() / few_times) {
            Result<bool> all = find_all(work);
            if (!all) return tl::unexpected(std::move(all.error()));
            if (*all) return {};
        }
        index_ = BoxIndex{b_->boxes()};
        return {};
    }

    /// Fills `pairs` and `weights` with what comes next; false if nothing does.
    bool next(std::vector<SharedGround>& pairs, std::vector<std::size_t>& weights) {
        pairs.clear();
        weights.clear();
        if (!all_.empty()) {
            pairs.swap(all_);
            next_ = a_->size();
        }
        for (; next_ < a_->size() && pairs.size() < most_candidates; ++next_) {
            if (a_->boxes()[next_].is_empty()) continue;
            index_.query(a_->boxes()[next_], found_);
            for (const std::uint32_t k : found_) {
                if (within_ && k <= next_) continue;
                pairs.push_back({static_cast<std::uint32_t>(next_), k, 0.0});
            }
        }
        weights.reserve(pairs.size());
        for (const SharedGround& pair : pairs) {
            weights.push_back(weight(a_->vertex_count(pair.a), b_->vertex_count(pair.b)));
        }
        return !pairs.empty();
    }
    [[nodiscard]] std::size_t done() const { return next_; }

  private:
    /// From here on a tree over A that all threads ask costs less than one over B.
    static constexpr std::size_t few_times = 64;
    static constexpr std::size_t boxes_in_piece = 4096;

    /// All pairs at once; false if they are too many for that.
    Result<bool> find_all(const Work& work) {
        const BoxIndex of_a{a_->boxes()};
        const std::vector<Box>& boxes = b_->boxes();
        struct Numbers {
            std::uint32_t a, b;
        };
        std::vector<std::vector<Numbers>> pieces(boxes.size() / boxes_in_piece + 1);
        std::atomic<std::size_t> count{0};
        const Result<void> done =
            for_each_piece(boxes.size(), boxes_in_piece, Work{nullptr, work.stop},
                           [&](IndexRange piece, std::size_t) -> Result<void> {
                               std::vector<Numbers>& found = pieces[piece.first / boxes_in_piece];
                               for (std::size_t k = piece.first; k < piece.last; ++k) {
                                   if (boxes[k].is_empty()) continue;
                                   if (count + found.size() > most_candidates) break;
                                   of_a.visit(boxes[k], [&found, k](std::uint32_t i) {
                                       found.push_back({i, static_cast<std::uint32_t>(k)});
                                       return true;
                                   });
                               }
                               count += found.size();
                               return {};
                           });
        if (!done) return tl::unexpected(done.error());
        if (count > most_candidates) return false;
        std::vector<std::size_t> next(a_->size() + 1, 0);  // of each A, by counting
        for (const std::vector<Numbers>& piece : pieces) {
            for (const Numbers& pair : piece) ++next[pair.a + 1];
        }
        std::partial_sum(next.begin(), next.end(), next.begin());
        all_.resize(count);
        for (const std::vector<Numbers>& piece : pieces) {
            for (const Numbers& pair : piece) all_[next[pair.a]++] = {pair.a, pair.b, 0.0};
        }
        return true;
    }

    const Side* a_;
    const Side* b_;
    bool within_;
    BoxIndex index_;
    std::vector<SharedGround> all_;
    std::size_t next_ = 0;
    std::vector<std::uint32_t> found_;
};

}  // namespace

Result<OverlapAnswer> overlaps(const Shapes& a, const Shapes* b, const Measurer& measurer,
                               const Work& work, const KnownAreas& known) {
    if (work.stop_requested()) return fail(ErrorCode::stopped, {}, said(msg::errors_stopped));
    Side side_a{a, known.a_m2};
    std::optional<Side> separate_b;
    if (b != nullptr) separate_b.emplace(*b, known.b_m2);
    Side& side_b = separate_b ? *separate_b : side_a;
    Result<void> ready = side_a.look(work);
    if (ready && separate_b) ready = separate_b->look(work);
    if (!ready) return tl::unexpected(ready.error());
    const auto round_all = [](const Side& side) {
        Box box;
        for (const Box& one : side.boxes()) box.add(one);
        return box;
    };
    ready = side_a.outline_large_shapes(round_all(side_b), work);
    if (ready && separate_b) ready = separate_b->outline_large_shapes(round_all(side_a), work);
    if (!ready) return tl::unexpected(ready.error());

    const std::size_t width = parallel_width();
    std::vector<Worker> workers;
    for (std::size_t i = 0; i < width; ++i) {
        workers.emplace_back(side_a, side_b, work.stop);
    }
    WorkerMeasurers measurers{measurer, width};

    OverlapAnswer answer;
    Candidates candidates{side_a, side_b, b == nullptr};
    if (Result<void> prepared = candidates.prepare(work); !prepared) {
        return tl::unexpected(prepared.error());
    }
    std::vector<SharedGround> pairs;
    std::vector<std::size_t> weights;
    const double size = static_cast<double>(std::max<std::size_t>(a.size(), 1));
    for (double begin = 0.0; candidates.next(pairs, weights);) {
        const double end = static_cast<double>(candidates.done()) / size;
        PartOfProgress progress{work, begin, end};
        begin = end;
        const Result<void> done = for_each_weighted_piece(
            weights, piece_weight, Work{&progress, work.stop},
            [&](IndexRange piece, std::size_t worker) -> Result<void> {
                const Result<const Measurer*> own = measurers.of(worker);
                if (!own) return tl::unexpected(own.error());
                workers[worker].measure_by(**own);
                for (std::size_t i = piece.first; i < piece.last; ++i) {
                    SharedGround& pair = pairs[i];
                    const Result<double> area = workers[worker].shared_area_m2(pair.a, pair.b);
                    if (!area) return at_pair(pair.a, pair.b, area.error());
                    pair.area_m2 = *area;
                }
                return {};
            });
        if (!done) return tl::unexpected(done.error());
        for (const SharedGround& pair : pairs) {
            if (pair.area_m2 > 0.0) answer.pairs.push_back(pair);
        }
    }
    for (const Worker& worker : workers) answer.left_to_geos += worker.left_to_geos();
    work.report(PartOfProgress::steps, PartOfProgress::steps);
    return answer;
}

Result<Shapes> overlap_shapes(const Shapes& a, const Shapes* b,
                              const std::vector<SharedGround>& pairs, const Work& work) {
    const Shapes& other = b != nullptr ? *b : a;
    constexpr std::size_t pairs_in_piece = 64;
    std::vector<Shapes> pieces((pairs.size() + pairs_in_piece - 1) / pairs_in_piece);
    const Result<void> done = for_each_piece(
        pairs.size(), pairs_in_piece, work, [&](IndexRange piece, std::size_t) -> Result<void> {
            GeosContext context;
            std::unordered_map<std::uint32_t, ShapeInGeos> loaded_a;
            std::unordered_map<std::uint32_t, ShapeInGeos> loaded_b;
            const auto load = [&context](auto& loaded, const Shapes& shapes,
                                         std::uint32_t index) -> Result<ShapeInGeos*> {
                assert(index < shapes.size());
                const auto found = loaded.find(index);
                if (found != loaded.end()) return &found->second;
                Result<ShapeInGeos> made = ShapeInGeos::load(context, shapes[index]);
                if (!made) return tl::unexpected(made.error());
                return &loaded.emplace(index, std::move(*made)).first->second;
            };
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                const Result<ShapeInGeos*> one = load(loaded_a, a, pairs[i].a);
                if (!one) return at_pair(pairs[i].a, pairs[i].b, one.error());
                const Result<ShapeInGeos*> two = load(loaded_b, other, pairs[i].b);
                if (!two) return at_pair(pairs[i].a, pairs[i].b, two.error());
                if (Result<void> appended =
                        append_shared(context, **one, **two, pieces[i / pairs_in_piece]);
                    !appended) {
                    return at_pair(pairs[i].a, pairs[i].b, appended.error());
                }
            }
            return {};
        });
    if (!done) return tl::unexpected(done.error());
    Shapes shared;
    for (const Shapes& piece : pieces) {
        for (std::size_t i = 0; i < piece.size(); ++i) shared.append(piece[i]);
    }
    return shared;
}

}  // namespace parkatlas::geo
