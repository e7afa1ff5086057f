// Points in polygons: shapes_at and contains of geo/overlap.h.

#include <span>
#include <utility>

#include "geo/overlap.h"

namespace parkatlas::geo {

namespace {

/// Toggles for every edge that a ray to the east crosses; an edge through the point is the border.
///
/// The two ends of an edge are put in one order first, so that neighbours who share an edge come to
/// the same answer about it and no point falls between them.
class RayCaster {
  public:
    explicit RayCaster(XY point) : point_{point} {}

    void add_edge(XY p, XY q) {
        if (p.y > q.y || (p.y == q.y && p.x > q.x)) std::swap(p, q);
        if (point_.y < p.y || point_.y > q.y) return;
        if (p.y == q.y) {
            if (point_.x >= p.x && point_.x <= q.x) on_border_ = true;
            return;
        }
        const long double cross =
            (static_cast<long double>(q.x) - p.x) * (static_cast<long double>(point_.y) - p.y) -
            (static_cast<long double>(point_.x) - p.x) * (static_cast<long double>(q.y) - p.y);
        if (cross == 0.0L) {
            on_border_ = true;
        } else if (cross > 0.0L && point_.y < q.y) {
            inside_ = !inside_;
        }
    }

    void add_ring(std::span<const XY> ring) {
        if (ring.empty()) return;
        XY previous = ring.back();
        for (const XY vertex : ring) {
            add_edge(previous, vertex);
            previous = vertex;
        }
    }

    [[nodiscard]] bool is_inside() const { return inside_ || on_border_; }

  private:
    XY point_;
    bool inside_ = false;
    bool on_border_ = false;
};

}  // namespace

bool contains(ShapeView shape, XY point) {
    RayCaster caster{point};
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const ShapeView::PartView part = shape.part(p);
        if (part.kind != PartKind::polygon) continue;
        for (std::size_t r = 0; r < part.ring_count; ++r) caster.add_ring(part.ring(r));
    }
    return caster.is_inside();
}

std::vector<std::uint32_t> shapes_at(const Shapes& shapes, XY point) {
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (contains(shapes[i], point)) found.push_back(static_cast<std::uint32_t>(i));
    }
    return found;
}

}  // namespace parkatlas::geo
