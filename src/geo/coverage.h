#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "geo/measure.h"
#include "geo/overlap.h"
#include "geo/shapes.h"

namespace parkatlas::geo {

/// What shapes of B of one class cover of one shape of A, each piece of ground counted once.
struct Covered {
    std::uint32_t a = 0;
    std::uint32_t class_of_b = 0;
    double area_m2 = 0.0;
    std::vector<std::uint32_t> parts;  ///< the shapes of B, ascending
};

/// Sums up what `pairs` of overlaps(a, b) share, by shape of A and class of B, ascending; where
/// shapes of B lie over each other their union is taken (GEOS), so an area is never more than that
/// of the shape of A (`areas_a_m2`). `classes_of_b` is empty (one class, 0) or has one number a
/// shape. Pairs that share ground with each other in B are found by overlaps(b, null).
/// Fails as overlaps(); geometry_invalid where GEOS cannot unite.
[[nodiscard]] Result<std::vector<Covered>> covered_ground(
    const Shapes& a, const Shapes& b, std::span<const SharedGround> pairs,
    std::span<const std::uint32_t> classes_of_b, std::span<const double> areas_a_m2,
    const Measurer& measurer, const Work& work);

/// The ground of each entry as polygons, or what is left of the shape of A (GEOS). One shape each.
enum class Ground { covered, left };
[[nodiscard]] Result<Shapes> covered_shapes(const Shapes& a, const Shapes& b,
                                            std::span<const Covered> covered, Ground ground,
                                            const Work& work);

/// A piece of ground that `count` shapes lie on.
struct Fold {
    std::uint32_t count = 0;
    double area_m2 = 0.0;
};

struct Folds {
    std::vector<Fold> pieces;
    Shapes shapes;  ///< one for each piece
};

/// Cuts the ground that the shapes cover into pieces by how many of them lie on each. Shapes that
/// no other shares ground with are pieces as they are; others are noded together with all that
/// hang together with them (GEOS), so some ten thousand shapes in one heap take seconds.
/// Fails as overlaps(); geometry_invalid where GEOS gives up.
[[nodiscard]] Result<Folds> folds(const Shapes& shapes, std::span<const double> areas_m2,
                                  const Measurer& measurer, const Work& work);

}  // namespace parkatlas::geo
