#include "io/ring_check.h"

#include <cmath>

#include <fmt/format.h>

#include "base/messages_errors.h"
#include "io/range_check.h"

namespace parkatlas::io {

namespace {

// Relative to the product of the extents: far below what any real parcel has, far above rounding.
constexpr double no_area_relative = 1e-13;

Phrase in_rings(std::size_t first, std::size_t count) {
    if (count == 1) return said(msg::errors_ring, first);
    return said(msg::errors_rings_first_ring, count, first);
}

}  // namespace

bool is_collinear(std::span<const geo::XY> ring) {
    if (ring.size() < 3) return true;
    const geo::XY origin = ring.front();
    geo::XY far = origin;
    double far_squared = 0.0;
    for (const geo::XY vertex : ring) {
        const double dx = vertex.x - origin.x;
        const double dy = vertex.y - origin.y;
        const double squared = dx * dx + dy * dy;
        if (squared > far_squared) {
            far_squared = squared;
            far = vertex;
        }
    }
    const double ux = far.x - origin.x;
    const double uy = far.y - origin.y;
    for (const geo::XY vertex : ring) {
        const double cross = ux * (vertex.y - origin.y) - uy * (vertex.x - origin.x);
        if (std::abs(cross) > no_area_relative * far_squared) return false;
    }
    return true;
}

void RingTally::add(geo::PartKind kind, std::span<const geo::XY> ring) {
    ++ring_number_;
    if (ring.empty()) {
        if (kind != geo::PartKind::point) too_few_.add(ring_number_);
        return;
    }
    const geo::XY origin = ring.front();
    double doubled_area = 0.0;
    bool may_be_degrees_all = true;
    bool wraps = false;
    std::size_t duplicates = 0;
    geo::Box box;
    geo::XY last{ring.back().x - origin.x, ring.back().y - origin.y};
    const geo::XY* previous = nullptr;
    for (const geo::XY& vertex : ring) {
        const geo::XY now{vertex.x - origin.x, vertex.y - origin.y};
        doubled_area += last.x * now.y - now.x * last.y;
        may_be_degrees_all = may_be_degrees_all && may_be_degrees(vertex);
        box.add(vertex);
        if (previous != nullptr) {
            if (*previous == vertex) ++duplicates;
            wraps = wraps || std::abs(now.x - last.x) > 180.0;
        }
        last = now;
        previous = &vertex;
    }
    bounds_.add(box);
    if (!may_be_degrees_all) {
        all_may_be_degrees_ = false;
        for (const geo::XY vertex : ring) {
            all_finite_ = all_finite_ && std::isfinite(vertex.x) && std::isfinite(vertex.y);
        }
    }
    wraps_ = wraps_ || (wraps && may_be_degrees_all);
    duplicate_points_ += duplicates;
    if (kind == geo::PartKind::line && ring.size() - duplicates < 2) too_few_.add(ring_number_);
    if (kind == geo::PartKind::polygon) {
        add_polygon_ring(ring, doubled_area, box);
    }
}

void RingTally::add_polygon_ring(std::span<const geo::XY> ring, double doubled_area,
                                 const geo::Box& box) {
    const bool closed = ring.size() > 1 && ring.front() == ring.back();
    std::size_t distinct = 0;  // counted only as far as it matters
    for (std::size_t i = 0; i < ring.size() && distinct < 3; ++i) {
        const bool seen = (i > 0 && ring[i] == ring[i - 1]) || (i > 0 && ring[i] == ring[0]);
        if (!seen) ++distinct;
    }
    if (distinct < 3) {
        too_few_.add(ring_number_);
        return;
    }
    if (!closed) unclosed_.add(ring_number_);
    const double reach = box.width() + box.height();
    if (std::abs(doubled_area) <= no_area_relative * reach * reach && is_collinear(ring)) {
        no_area_.add(ring_number_);
    }
}

std::vector<RingTrouble> RingTally::troubles() const {
    std::vector<RingTrouble> list;
    if (too_few_.rings > 0) {
        list.push_back(
            {Severity::warning, "too_few_points",
             said(msg::errors_too_few_different, in_rings(too_few_.first, too_few_.rings))});
    }
    if (unclosed_.rings > 0) {
        list.push_back({Severity::warning, "unclosed_ring",
                        said(msg::errors_not_closed, in_rings(unclosed_.first, unclosed_.rings))});
    }
    if (no_area_.rings > 0) {
        list.push_back({Severity::warning, "zero_area_ring",
                        said(msg::errors_without_area, in_rings(no_area_.first, no_area_.rings))});
    }
    if (duplicate_points_ > 0) {
        list.push_back({Severity::info, "duplicate_points",
                        said(msg::errors_point_s_equal_one, duplicate_points_)});
    }
    if (wraps_) {
        list.push_back({Severity::info, "antimeridian", said(msg::errors_edge_spans_more_than)});
    }
    return list;
}

}  // namespace parkatlas::io
