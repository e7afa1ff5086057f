#pragma once

#include <cstdint>
#include <vector>

#include "geo/coords.h"

namespace parkatlas::geo {

/// Rings one after the other, as one area by the even-odd rule.
struct RingSet {
    std::vector<XY> points;
    std::vector<std::uint32_t> ring_ends;  ///< one past the last point of each ring, ascending

    void clear() {
        points.clear();
        ring_ends.clear();
    }
};

/// Brings rings into a form in which signed areas add up to the even-odd area, everywhere: what a
/// rasteriser needs that sums over edges without knowing where they cross.
///
/// Closing vertices, repeated ones and rings of fewer than three vertices go; all do where the area
/// is empty (a ring that goes round twice). Rings that do not meet are turned: counter-clockwise
/// where an even number of others surround them, else clockwise.
/// If any two edges meet, or come too close to tell, the borders of their even-odd area stand in
/// for the rings, in `borders`, the inside on their left: cut where edges cross (edge_graph.h), or
/// where that cannot be done its triangles. Else `borders` is left empty.
///
/// Vertices that are not finite are the caller's mistake.
/// Cost: below 64 vertices a fraction of a microsecond; n log n otherwise, some 0.5 us a vertex for
/// several large rings together and for what is broken.
void make_additive(RingSet& rings, RingSet& borders);

}  // namespace parkatlas::geo
