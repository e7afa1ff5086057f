#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/coords.h"

namespace parkatlas::geo {

enum class FillRule { even_odd, non_zero };

struct Triangles {
    std::vector<XY> vertices;            ///< input vertices, then those made where edges cross
    std::vector<std::uint32_t> indices;  ///< three per triangle
};

/// Fills rings with triangles, exactly, for any input: self-crossing, touching, overlapping, holes
/// anywhere. Rings are closed by themselves. Rings of fewer than three vertices add nothing.
///
/// @param vertices   all rings one after the other
/// @param ring_ends  index one past the last vertex of each ring, ascending
///
/// The triangles do not overlap and their areas sum to the area of the fill rule.
/// Source: the sweep-line tessellator of GLU (SGI), double precision.
[[nodiscard]] Triangles triangulate(std::span<const XY> vertices,
                                    std::span<const std::uint32_t> ring_ends, FillRule rule);

}  // namespace parkatlas::geo
