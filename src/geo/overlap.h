#pragma once

#include <cstdint>
#include <optional>
#include <span>
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
    /// Pairs that our own overlay found unclear and left to GEOS: shapes that are not quite valid.
    std::size_t left_to_geos = 0;
};

/// Areas that are known already, one for each shape, by the measurer of the same call; empty if
/// they are not. A shape that lies in another as a whole need not be measured again then.
struct KnownAreas {
    std::span<const double> a_m2, b_m2;
};

/// Pairs of shapes whose interiors meet, with the area of what they share.
///
/// Both inputs are in the coordinates of layer A, valid (see geo/repair.h), and edges are straight
/// in those coordinates; the rings round the shared ground are then measured by `measurer`. `b`
/// null means: pairs within `a`. Pairs that only touch are no pairs: borders that run along each
/// other, up to eight steps of the coordinates' own resolution apart, share no ground
/// (geo/outline_overlay.h).
///
/// Independent of the order of rings and start vertices up to rounding; sorted; the same bits on
/// every run and with any number of threads, of which it uses all (base/parallel.h).
/// Cost      what lies near where borders cross: of a shape of many vertices only those near the
///           other one are looked at. Besides the answer: 12 bytes a pair of boxes that touch, four
///           million of them at a time, and for each shape of more than 128 vertices 20 bytes a
///           vertex.
/// Progress  counts pieces of work; at least every second.
/// Fails with  stopped       if asked to;
///             out_of_range  a coordinate is not finite; whatever else the measurer fails with.
/// Checked   tests/property/overlap_oracle_test.cpp against GEOS OverlayNG.
[[nodiscard]] Result<OverlapAnswer> overlaps(const Shapes& a, const Shapes* b,
                                             const Measurer& measurer, const Work& work,
                                             const KnownAreas& known = {});

/// The shared ground itself, one shape per pair of `pairs`, in the coordinates of A (GEOS
/// OverlayNG).
[[nodiscard]] Result<Shapes> overlap_shapes(const Shapes& a, const Shapes* b,
                                            const std::vector<SharedGround>& pairs,
                                            const Work& work = {});

/// Index of shapes of `shapes` (polygons) that contain the point; sorted. Borders count as inside.
[[nodiscard]] std::vector<std::uint32_t> shapes_at(const Shapes& shapes, XY point);

/// True if the point lies in the polygon parts of the shape (even-odd, border counts as inside).
[[nodiscard]] bool contains(ShapeView shape, XY point);

}  // namespace parkatlas::geo
