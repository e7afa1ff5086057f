#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "geo/measure.h"
#include "geo/shapes.h"

namespace parkatlas::geo {

/// Two features that share ground. Indices into the two inputs; within one layer a < b.
struct SharedGround {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    double area_m2 = 0.0;
};

struct OverlapAnswer {
    std::vector<SharedGround> pairs;  ///< sorted by a, then b
};

/// Pairs of shapes whose interiors meet, with the area of what they share.
///
/// Both inputs are in the coordinates of layer A, valid (see geo/repair.h), and edges are straight
/// in those coordinates; the intersection (GEOS OverlayNG) is then measured by `measurer`. Pairs
/// that only touch (no area) are no pairs. `b` null means: pairs within `a`.
/// Independent of the order of rings and start vertices; sorted; same answer on every run.
/// Fails with  stopped  if asked to; whatever the measurer fails with.
[[nodiscard]] Result<OverlapAnswer> overlaps(const Shapes& a, const Shapes* b,
                                             const Measurer& measurer, const Work& work);

/// The shared ground itself, one shape per pair of `pairs`, in the coordinates of A.
[[nodiscard]] Result<Shapes> overlap_shapes(const Shapes& a, const Shapes* b,
                                            const std::vector<SharedGround>& pairs);

/// Index of shapes of `shapes` (polygons) that contain the point; sorted. Borders count as inside.
[[nodiscard]] std::vector<std::uint32_t> shapes_at(const Shapes& shapes, XY point);

/// True if the point lies in the polygon parts of the shape (even-odd, border counts as inside).
[[nodiscard]] bool contains(ShapeView shape, XY point);

}  // namespace parkatlas::geo
