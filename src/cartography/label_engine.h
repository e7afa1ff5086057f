#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "draw/draw_list.h"
#include "geo/coords.h"

namespace parkatlas::cartography {

/// Something on the paper that labels keep away from.
struct Obstacle {
    draw::RectMm box;
    /// Cost of covering it wholly; none: never covered.
    std::optional<double> cost;
    /// Whose symbol it is: leaders of requests with the same owner may cross it, and their boxes
    /// may cover it if it has a cost at all. -1: nobody's.
    int owner = -1;
};

/// One way to place a label.
struct LabelCandidate {
    std::vector<draw::RectMm> boxes;  ///< one, or one a letter for text along a curve
    double cost = 0.0;                ///< smaller is better; without obstacles
    std::optional<std::pair<geo::XY, geo::XY>> leader;  ///< from the symbol to the label, paper mm
    int form = 0;                                       ///< the asker's own: alignment, which text
    /// A dot that comes with the label: others keep off it as off the label, but not off what lies
    /// between the two.
    std::optional<draw::RectMm> dot = {};
};

struct LabelRequest {
    double priority = 0.0;  ///< higher goes first; equal ones in the order given
    int owner = -2;         ///< see Obstacle::owner
    std::vector<LabelCandidate> candidates;
    /// Takes its first candidate, whatever stands there: put there by hand. The others give way.
    bool is_fixed = false;
    /// Pushes others aside before it goes without. In a crowd of names that have few places each,
    /// that costs much and helps little.
    bool may_push = true;
    /// A place that costs more, obstacles counted, hides more than the label tells.
    double most_cost = std::numeric_limits<double>::infinity();
};

struct LabelField {
    draw::RectMm frame;  ///< every box lies inside
    std::vector<Obstacle> obstacles;
    double gap_mm = 0.6;  ///< air between labels
};

/// The rectangle around all boxes of a candidate.
[[nodiscard]] draw::RectMm bounds_of(const std::vector<draw::RectMm>& boxes);

/// Chooses a candidate for each request, or none. The rectangles around two labels never meet
/// (also of curved text: around all its letters), nor do boxes and hard obstacles; leaders cross
/// neither each other nor another label. Greedy by priority; a label without a place may push
/// others of lower or equal rank to another of their own places, and only then goes without.
/// Depends on nothing but its input.
[[nodiscard]] std::vector<std::optional<std::size_t>> place_labels(
    const std::vector<LabelRequest>& requests, const LabelField& field);

}  // namespace parkatlas::cartography
