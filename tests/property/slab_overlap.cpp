#include "property/slab_overlap.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace parkatlas::test {

namespace {

using Real = long double;

struct Edge {
    Real x0, y0, x1, y1;  ///< y0 < y1
};

void add_edges(const geo::Shapes& shapes, geo::XY origin, std::vector<Edge>& edges) {
    const geo::ShapeView shape = shapes[0];
    for (std::size_t p = 0; p < shape.part_count(); ++p) {
        const geo::ShapeView::PartView part = shape.part(p);
        for (std::size_t r = 0; r < part.ring_count; ++r) {
            const auto ring = part.ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                geo::XY from = ring[i];
                geo::XY to = ring[(i + 1) % ring.size()];
                if (from.y == to.y) continue;
                if (from.y > to.y) std::swap(from, to);
                edges.push_back({Real{from.x} - origin.x, Real{from.y} - origin.y,
                                 Real{to.x} - origin.x, Real{to.y} - origin.y});
            }
        }
    }
}

void add_crossing(const Edge& a, const Edge& b, std::vector<Real>& heights) {
    if (a.y1 <= b.y0 || b.y1 <= a.y0) return;
    if (std::max(a.x0, a.x1) < std::min(b.x0, b.x1) ||
        std::max(b.x0, b.x1) < std::min(a.x0, a.x1)) {
        return;
    }
    const Real ax = a.x1 - a.x0;
    const Real ay = a.y1 - a.y0;
    const Real bx = b.x1 - b.x0;
    const Real by = b.y1 - b.y0;
    const Real det = ax * by - ay * bx;
    if (det == 0) return;
    const Real t = ((b.x0 - a.x0) * by - (b.y0 - a.y0) * bx) / det;
    if (t > 0 && t < 1) heights.push_back(a.y0 + ay * t);
}

void places_at(const std::vector<Edge>& edges, Real y, std::vector<Real>& places) {
    places.clear();
    for (const Edge& e : edges) {
        if (e.y0 < y && y < e.y1) {
            places.push_back(e.x0 + (e.x1 - e.x0) * ((y - e.y0) / (e.y1 - e.y0)));
        }
    }
    std::ranges::sort(places);
}

}  // namespace

double slab_overlap_area(const geo::Shapes& a, const geo::Shapes& b) {
    if (a[0].is_empty() || b[0].is_empty()) return 0.0;
    const geo::XY origin = a[0].part(0).ring(0)[0];
    std::vector<Edge> of_a;
    std::vector<Edge> of_b;
    add_edges(a, origin, of_a);
    add_edges(b, origin, of_b);
    std::vector<Real> heights;
    for (const std::vector<Edge>* edges : {&of_a, &of_b}) {
        for (const Edge& e : *edges) {
            heights.push_back(e.y0);
            heights.push_back(e.y1);
        }
    }
    for (const Edge& one : of_a) {
        for (const Edge& other : of_b) add_crossing(one, other, heights);
    }
    std::ranges::sort(heights);
    Real area = 0;
    std::vector<Real> in_a;
    std::vector<Real> in_b;
    for (std::size_t i = 1; i < heights.size(); ++i) {
        const Real height = heights[i] - heights[i - 1];
        if (height <= 0) continue;
        const Real middle = heights[i - 1] + height / 2;
        places_at(of_a, middle, in_a);
        if (in_a.empty()) continue;
        places_at(of_b, middle, in_b);
        Real width = 0;
        for (std::size_t k = 0, m = 0; k + 1 < in_a.size() && m + 1 < in_b.size();) {
            width +=
                std::max<Real>(std::min(in_a[k + 1], in_b[m + 1]) - std::max(in_a[k], in_b[m]), 0);
            (in_a[k + 1] < in_b[m + 1] ? k : m) += 2;
        }
        area += height * width;
    }
    return static_cast<double>(area);
}

}  // namespace parkatlas::test
