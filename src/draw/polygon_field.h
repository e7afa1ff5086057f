#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "geo/additive_rings.h"
#include "geo/coords.h"

namespace parkatlas::draw {

/// Polygons of a large layer in map metres, made for drawing: compact, sorted by place, immutable.
///
/// Coordinates are whole steps of 2^-10 m, a millimetre, from a common origin (coarser only where
/// the features lie more than 1,000 km apart). Polygons lie in chunks of some hundred neighbours; a
/// view touches the chunks that it meets and no others.
/// Memory: 8 bytes a vertex, 30 a polygon.
class PolygonField {
  public:
    struct Step {
        std::int32_t x = 0, y = 0;
    };
    struct StepBox {
        std::int32_t min_x = 0, min_y = 0, max_x = 0, max_y = 0;
    };

    /// Columns of one chunk. Polygon i has the rings first_ring[i] … first_ring[i + 1] - 1, whose
    /// signed areas add up to its even-odd area (geo::make_additive). Where those are not the rings
    /// of its outline, the outline follows them in the same range, from outline_first[i] on.
    struct Chunk {
        StepBox box;
        float largest_m2 = 0.0F;  ///< of `areas_m2`
        std::vector<StepBox> boxes;
        std::vector<float> areas_m2;
        std::vector<std::uint8_t> classes;
        std::vector<std::uint32_t> features;
        std::vector<std::uint32_t> first_ring;     ///< one more than there are polygons
        std::vector<std::uint32_t> outline_first;  ///< empty: all outlines are the rings
        std::vector<std::uint32_t> ring_ends;      ///< one past the last vertex
        std::vector<Step> vertices;

        [[nodiscard]] std::size_t size() const { return boxes.size(); }
        [[nodiscard]] std::span<const Step> ring(std::size_t index) const {
            const std::size_t first = index == 0 ? 0 : ring_ends[index - 1];
            return std::span{vertices}.subspan(first, ring_ends[index] - first);
        }
        [[nodiscard]] std::uint32_t outline_begin(std::size_t polygon) const {
            return outline_first.empty() ? first_ring[polygon] : outline_first[polygon];
        }
        /// One past the last ring to fill.
        [[nodiscard]] std::uint32_t fill_end(std::size_t polygon) const {
            const std::uint32_t outline = outline_begin(polygon);
            return outline == first_ring[polygon] ? first_ring[polygon + 1] : outline;
        }
    };

    /// Puts the rings of a feature, all of them as one even-odd area in map metres, into `rings`
    /// (cleared before); false if it has none. `worker` as in for_each_piece. Is asked for each
    /// feature more than once; the first time any vertex of it will do.
    using Supply =
        std::function<bool(std::size_t feature, std::size_t worker, geo::RingSet& rings)>;

    /// @param classes  style number of each feature; empty: all 0
    /// @param vertex_count  of all features, about; chunks of heavy ones hold fewer
    /// Fails with `stopped`.
    [[nodiscard]] static Result<std::shared_ptr<const PolygonField>> build(
        std::size_t feature_count, const Supply& supply, std::span<const std::uint8_t> classes,
        const Work& work, std::size_t vertex_count = 0);

    [[nodiscard]] std::span<const Chunk> chunks() const { return chunks_; }
    [[nodiscard]] std::size_t size() const { return size_; }  ///< polygons
    [[nodiscard]] std::size_t vertex_count() const;
    [[nodiscard]] std::size_t bytes() const;
    /// Map metres.
    [[nodiscard]] const geo::Box& bounds() const { return bounds_; }
    [[nodiscard]] double step_m() const { return step_m_; }
    [[nodiscard]] geo::MapXY origin() const { return origin_; }

    [[nodiscard]] geo::XY to_map(Step step) const {
        return {origin_.x_m + step.x * step_m_, origin_.y_m + step.y * step_m_};
    }
    [[nodiscard]] geo::Box to_map(const StepBox& box) const {
        const geo::XY low = to_map(Step{box.min_x, box.min_y});
        const geo::XY high = to_map(Step{box.max_x, box.max_y});
        return {low.x, low.y, high.x, high.y};
    }
    /// The steps that a box of map metres meets; out of range is cut to what there can be.
    [[nodiscard]] StepBox to_steps(const geo::Box& box) const;

    [[nodiscard]] static bool meet(const StepBox& a, const StepBox& b) {
        return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
    }

    struct Ref {
        std::uint32_t chunk = 0, polygon = 0;
    };
    /// Calls `visit(Ref)` for polygons whose boxes meet `box`, until it returns false. Where only
    /// those of `least_m2` and more are wanted, some smaller ones may be left out.
    template <typename Visit>
    void visit(const geo::Box& box, Visit&& visit, double least_m2 = 0.0) const {
        if (box.is_empty() || size_ == 0) return;
        const StepBox wanted = to_steps(box);
        for (std::uint32_t c = 0; c < chunks_.size(); ++c) {
            const Chunk& chunk = chunks_[c];
            if (!meet(chunk.box, wanted) || chunk.largest_m2 < least_m2) continue;
            for (std::uint32_t i = 0; i < chunk.size(); ++i) {
                if (meet(chunk.boxes[i], wanted) && !visit(Ref{c, i})) return;
            }
        }
    }
    [[nodiscard]] std::uint32_t feature(Ref ref) const {
        return chunks_[ref.chunk].features[ref.polygon];
    }
    [[nodiscard]] geo::Box box(Ref ref) const {
        return to_map(chunks_[ref.chunk].boxes[ref.polygon]);
    }
    /// Its outline, rings as they lie in the data but for their direction.
    [[nodiscard]] geo::RingSet outline(Ref ref) const;
    [[nodiscard]] bool contains(Ref ref, geo::XY point) const;
    /// The polygon of a feature, found by looking through all.
    [[nodiscard]] bool find(std::uint32_t feature, Ref& ref) const;

  private:
    struct Plan;
    [[nodiscard]] Result<void> add_chunks(const Plan& plan, const Supply& supply,
                                          std::span<const std::uint8_t> classes, const Work& work);
    void add_polygon(Chunk& chunk, std::uint32_t feature, std::uint8_t class_number,
                     const geo::RingSet& outline, const geo::RingSet& borders) const;

    std::vector<Chunk> chunks_;
    std::size_t size_ = 0;
    geo::Box bounds_;
    geo::MapXY origin_;
    double step_m_ = 1.0;
};

using PolygonFieldPtr = std::shared_ptr<const PolygonField>;

}  // namespace parkatlas::draw
