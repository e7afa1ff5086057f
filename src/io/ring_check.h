#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "geo/coords.h"
#include "geo/shapes.h"

namespace parkatlas::io {

/// Something about the rings of one shape, with the words for a finding.
struct RingTrouble {
    Severity severity;
    std::string_view code;
    Phrase message;
};

/// Looks at the rings of one shape as they are read, one pass over the vertices: what a reader can
/// see without geometry proper. Whether a polygon is valid is for geo/repair.h to say.
class RingTally {
  public:
    void add(geo::PartKind kind, std::span<const geo::XY> ring);

    /// What was noticed, at most one of each code.
    [[nodiscard]] std::vector<RingTrouble> troubles() const;
    [[nodiscard]] bool all_finite() const { return all_finite_; }
    [[nodiscard]] bool all_may_be_degrees() const { return all_may_be_degrees_; }
    /// Of the vertices that are finite.
    [[nodiscard]] const geo::Box& bounds() const { return bounds_; }

  private:
    struct Count {
        std::size_t rings = 0;
        std::size_t first = 0;  ///< number of the first ring, from 1
        void add(std::size_t ring_number) {
            if (rings++ == 0) first = ring_number;
        }
    };
    void add_polygon_ring(std::span<const geo::XY> ring, double doubled_area, const geo::Box& box);

    std::size_t ring_number_ = 0;
    Count unclosed_, too_few_, no_area_;
    std::size_t duplicate_points_ = 0;
    bool all_finite_ = true;
    bool all_may_be_degrees_ = true;
    bool wraps_ = false;
    geo::Box bounds_;
};

/// True if all vertices lie on one straight line (within rounding), so that the ring encloses
/// nothing. A bow-tie, whose lobes cancel, is not meant.
[[nodiscard]] bool is_collinear(std::span<const geo::XY> ring);

}  // namespace parkatlas::io
