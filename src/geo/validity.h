#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "geo/coords.h"
#include "geo/shapes.h"

namespace parkatlas::geo {

/// What can be wrong with a shape.
enum class Trouble : std::uint8_t {
    not_finite,             ///< a coordinate is infinite or no number
    too_few_points,         ///< a ring of fewer than three different points (a line: two)
    unclosed_ring,          ///< the last point is not the first
    duplicate_points,       ///< points equal to the one before
    zero_area_ring,         ///< all points on one line
    spike,                  ///< the ring turns back on itself
    needle,                 ///< an angle under needle_angle_deg: nearly a spike
    self_crossing,          ///< the ring crosses itself
    ring_self_touch,        ///< the ring comes back to a point of itself
    ring_self_overlap,      ///< the ring runs twice along the same line
    hole_crosses_shell,     ///< hole and shell cross
    hole_outside_shell,     ///< a hole that lies outside its shell
    holes_overlap,          ///< two holes of a polygon cross, or one lies in the other
    rings_share_edge,       ///< two rings of a polygon share a piece of line
    interior_disconnected,  ///< rings touch in a way that cuts the polygon in two
    parts_overlap,          ///< two polygons of a shape cross
    nested_shells,          ///< a polygon of a shape lies in another
    parts_share_edge,       ///< two polygons of a shape share a piece of line
    wrong_orientation,      ///< a clockwise shell or counter-clockwise hole (RFC 7946, 3.1.6)
    too_tangled             ///< more contacts than are looked at; what was found is listed
};

/// "self_crossing" …: the enumerator as a word.
[[nodiscard]] std::string_view trouble_identifier(Trouble trouble);

/// True for what makes a polygon invalid in the sense of OGC Simple Features, or unreadable.
[[nodiscard]] bool is_invalid(Trouble trouble);

/// Sharper corners are needles: at 100 m from the corner its sides are 17 cm apart.
inline constexpr double needle_angle_deg = 0.1;

/// One place where something is wrong.
struct ShapeProblem {
    Trouble trouble = Trouble::not_finite;
    std::uint32_t part = 0;  ///< counted from 0, as in ShapeView
    std::uint32_t ring = 0;  ///< of the part, from 0
    XY at;                   ///< in the coordinates of the shape; a vertex, or where edges cross
    std::size_t count = 1;   ///< places that this one stands for (duplicate points, shared edges)
    bool operator==(const ShapeProblem&) const = default;
};

/// Most contacts of the rings of one shape that are listed one by one.
inline constexpr std::size_t most_contacts_of_a_shape = 100'000;

/// Every problem of the polygon parts of a shape, by part, ring and kind; of points and lines,
/// numbers that are not finite and lines of one point.
///
/// Decided exactly on the coordinates as they are: no tolerance, so that a gap or overlap of one
/// unit in the last place is told. Valid in the sense of OGC exactly if is_invalid() holds for none
/// of them (checked against GEOS over random shapes), except for unclosed rings, which are taken as
/// closed. A ring that is told as not_finite, too_few_points or zero_area_ring takes no part in the
/// rest.
///
/// Cost n log n for outlines as they occur: a ring of a million points takes a second. Stops at
/// most_contacts_of_a_shape. Callable from any thread.
[[nodiscard]] std::vector<ShapeProblem> find_problems(ShapeView shape);

}  // namespace parkatlas::geo
