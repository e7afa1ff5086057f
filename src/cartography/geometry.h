#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "draw/draw_list.h"
#include "geo/coords.h"

/// Small plane geometry that labels and symbols need. Works in any plane: map metres or paper mm.
namespace parkatlas::cartography {

/// A box of the map as it lies on the sheet.
[[nodiscard]] draw::RectMm on_paper(const draw::MapView& view, const geo::Box& box);
/// mm2 that two boxes have in common, 0 if none.
[[nodiscard]] double shared_area(const draw::RectMm& a, const draw::RectMm& b);

[[nodiscard]] std::span<const geo::XY> ring_of(const draw::Path& path, std::size_t index);

/// Shoelace area, positive for counter-clockwise where y grows upwards. Open and closed rings
/// alike.
[[nodiscard]] double signed_area(std::span<const geo::XY> ring);

/// Even-odd over all rings.
[[nodiscard]] bool inside(const draw::Path& rings, geo::XY p);

/// Answers `inside` for many points of one polygon: edges are kept by rows, so that a question
/// looks at those of its own row only.
class PointLocator {
  public:
    PointLocator() = default;
    explicit PointLocator(const draw::Path& rings);
    /// As `inside` says.
    [[nodiscard]] bool contains(geo::XY p) const;

  private:
    struct Segment {
        geo::XY a, b;
    };
    geo::Box box_;
    double rows_per_unit_ = 0.0;
    std::vector<std::uint32_t> row_ends_;  ///< one past the last segment of each row
    std::vector<Segment> segments_;        ///< row after row; one that spans rows stands in each
};

/// The point of a polygon that lies deepest inside it, and the radius of the circle that fits
/// there.
struct VisualCentre {
    geo::XY at;
    double radius = 0.0;
};
/// Deterministic; exact to about `precision` of the polygon's size. Rings of more than some 200
/// vertices are thinned first: a label does not need more.
[[nodiscard]] VisualCentre visual_centre(const draw::Path& rings, double precision = 0.01);

[[nodiscard]] inline double distance_to_segment_squared(geo::XY p, geo::XY a, geo::XY b) {
    double x = a.x;
    double y = a.y;
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    if (dx != 0.0 || dy != 0.0) {
        const double t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
        if (t >= 1.0) {
            x = b.x;
            y = b.y;
        } else if (t > 0.0) {
            x += dx * t;
            y += dy * t;
        }
    }
    return (p.x - x) * (p.x - x) + (p.y - y) * (p.y - y);
}

/// A chain with its length along it.
class Chain {
  public:
    explicit Chain(std::vector<geo::XY> points);

    struct Place {
        geo::XY at;
        geo::XY direction;  ///< of length 1
    };
    [[nodiscard]] double length() const { return along_.empty() ? 0.0 : along_.back(); }
    [[nodiscard]] Place at(double distance) const;  ///< clamped to the ends
    [[nodiscard]] Chain reversed() const;
    [[nodiscard]] std::span<const geo::XY> points() const { return points_; }

  private:
    std::vector<geo::XY> points_;
    std::vector<double> along_;
};

/// Fewer points: none of those left out lies farther than `tolerance` from the line that stays
/// (Douglas-Peucker). The ends stay.
[[nodiscard]] std::vector<geo::XY> simplified(std::span<const geo::XY> chain, double tolerance);
/// Corner cutting (Chaikin): the ends stay.
[[nodiscard]] std::vector<geo::XY> smoothed(std::span<const geo::XY> chain, int rounds);
/// Each point becomes the mean of the chain within `window` either side along it: for text, which
/// wants a calmer line than the ribbon's own middle.
[[nodiscard]] std::vector<geo::XY> calmed(std::span<const geo::XY> chain, double window);

/// The chain moved by `by` to its right (y down), corner by corner: fit for what is calmed again.
[[nodiscard]] std::vector<geo::XY> shifted(std::span<const geo::XY> chain, double by);

using Edge = std::pair<std::uint32_t, std::uint32_t>;
/// Links undirected edges into chains and loops (a loop repeats its first vertex at the end). Every
/// edge is used once; the order follows the input.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> link_edges(const std::vector<Edge>& edges);

/// Where the line {p : dot(p, across) = at} is inside the rings, even-odd: ascending places along
/// it, by pairs. `along` and `across` are of length 1 and at right angles.
[[nodiscard]] std::vector<double> places_inside(const draw::Path& rings, geo::XY along,
                                                geo::XY across, double at);
/// The same as pieces of an open path.
void append_line_inside(const draw::Path& rings, geo::XY along, geo::XY across, double at,
                        draw::Path& out);

[[nodiscard]] bool segments_cross(geo::XY a, geo::XY b, geo::XY c, geo::XY d);
/// True if the segment meets the rectangle.
[[nodiscard]] bool segment_meets(geo::XY a, geo::XY b, const draw::RectMm& box);

[[nodiscard]] inline geo::Box box_of(const draw::Path& path) {
    geo::Box box;
    for (const geo::XY p : path.points) box.add(p);
    return box;
}

}  // namespace parkatlas::cartography
