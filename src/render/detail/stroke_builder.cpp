#include "render/detail/stroke_builder.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::render::detail {

namespace {

/// Vertices are left out as long as the line moves by less than this. Borders full of detail are
/// thin lines; wide ones are few and show their corners.
constexpr double thinning_of_thin_px = 0.2;
constexpr double thinning_of_wide_px = 0.1;
constexpr double widest_thin_px = 1.5;

/// Points closer than this are one point to `widen`.
constexpr double same_point_px = 2e-3;

/// Coordinates beyond the view by more than this are cut off: float has 24 bits.
constexpr double far_px = 4096.0;

/// The part [t0, t1] of segment a-b inside the box (Liang and Barsky); false if there is none.
bool clip_to(const BoxPx& box, PointPx a, PointPx b, double& t0, double& t1) {
    t0 = 0.0;
    t1 = 1.0;
    const auto side = [&](double step, double room) {
        if (step == 0.0) return room >= 0.0;
        const double t = room / step;
        if (step < 0.0) {
            t0 = std::max(t0, t);
        } else {
            t1 = std::min(t1, t);
        }
        return t0 <= t1;
    };
    const PointPx d = b - a;
    return side(-d.x, a.x - box.min_x) && side(d.x, box.max_x - a.x) &&
           side(-d.y, a.y - box.min_y) && side(d.y, box.max_y - a.y);
}

/// How far the mesh of a stroke can reach from its middle line.
double reach_px(const StrokeShape& shape) {
    const double longest = shape.join == draw::Join::miter ? miter_limit : 1.5;
    return (shape.half_width_px + 1.0) * longest + 1.0;
}

}  // namespace

void StrokeBuilder::build(const draw::Path& path, const PathRecord& record,
                          const Placement& placement, const StrokeShape& shape,
                          std::span<const double> dash_px, const BoxPx& view, StrokeMesh& mesh) {
    mesh.clear();
    mesh_ = &mesh;
    chains_ = nullptr;
    walk(path, record, placement, shape, dash_px, view);
}

void StrokeBuilder::build_chains(const draw::Path& path, const PathRecord& record,
                                 const Placement& placement, const StrokeShape& shape,
                                 std::span<const double> dash_px, const BoxPx& view, int left_px,
                                 int top_px, draw::LineChains& chains) {
    mesh_ = nullptr;
    chains_ = &chains;
    shift_ = {double{1} * left_px, double{1} * top_px};
    walk(path, record, placement, shape, dash_px, view);
}

void StrokeBuilder::walk(const draw::Path& path, const PathRecord& record,
                         const Placement& placement, const StrokeShape& shape,
                         std::span<const double> dash_px, const BoxPx& view) {
    placement_ = &placement;
    shape_ = &shape;
    dash_px_ = dash_px;
    dash_period_px_ = 0.0;
    for (const double part : dash_px) dash_period_px_ += part;
    view_ = view.grown(reach_px(shape));
    near_ = view_.grown(far_px);
    for (const Ring& ring : record.rings) {
        walk_ring(path, record, ring, path.closed && ring.count > 2);
    }
}

void StrokeBuilder::walk_ring(const draw::Path& path, const PathRecord& record, const Ring& ring,
                              bool is_closed) {
    const auto chunk = [&](std::uint32_t i) -> const Chunk& {
        return record.chunks[ring.first_chunk + i];
    };
    const auto is_seen = [&](std::uint32_t i) {
        return view_.intersects(placement_->apply(chunk(i).box));
    };
    if (ring.count == 1) {
        chain_.assign(2, {placement_->apply(PathRecord::vertex(path, ring, 0)), 0.0});
        if (is_seen(0)) emit(chain_, false);
        return;
    }
    // Runs of chunks that the view touches. A run's ends lie outside, unless it is the whole ring
    // or starts at the end of an open chain, so nothing of them shows.
    std::uint32_t unseen = 0;
    while (unseen < ring.chunk_count && is_seen(unseen)) ++unseen;
    if (unseen == ring.chunk_count) {
        chain_.clear();
        for (std::uint32_t i = 0; i < ring.chunk_count; ++i) append_chunk(path, ring, chunk(i));
        finish_chain(is_closed);
        return;
    }
    // In a closed ring start behind a chunk that is not seen, so that no run is cut at the seam,
    // where a joint would show as two caps. Dashes begin anew at the seam anyway.
    const std::uint32_t start = is_closed && dash_px_.empty() ? unseen : 0;
    chain_.clear();
    for (std::uint32_t i = 0; i < ring.chunk_count; ++i) {
        const std::uint32_t at = (start + i) % ring.chunk_count;
        if (is_seen(at)) {
            append_chunk(path, ring, chunk(at));
        } else if (!chain_.empty()) {
            finish_chain(false);
            chain_.clear();
        }
    }
    if (!chain_.empty()) finish_chain(false);
}

void StrokeBuilder::append_chunk(const draw::Path& path, const Ring& ring, const Chunk& chunk) {
    // A cone of directions from the last vertex kept: while it is not empty, one straight segment
    // passes within that distance of everything skipped. Chunk ends are always kept, so that the
    // outcome is the same whichever chunks are seen.
    const double thinning_px = 2.0 * shape_->half_width_px <= widest_thin_px
                                   ? thinning_of_thin_px
                                   : std::max(thinning_of_wide_px, shape_->slack_px);
    const double units_to_px = std::abs(placement_->scale_x);
    geo::XY previous = PathRecord::vertex(path, ring, chunk.first);
    Point anchor{placement_->apply(previous), chunk.start_length * units_to_px};
    if (chain_.empty()) {
        chain_.push_back(anchor);
    } else {
        anchor = chain_.back();
    }
    const bool with_lengths = !dash_px_.empty();
    double length = chunk.start_length;
    Point candidate = anchor;
    bool has_candidate = false;
    bool has_cone = false;
    PointPx left{};  // limits of the cone
    PointPx right{};
    double farthest = 0.0;  // squared; a vertex that goes back must be kept

    for (std::uint32_t i = 1; i < chunk.count; ++i) {
        const geo::XY vertex = PathRecord::vertex(path, ring, chunk.first + i);
        if (with_lengths) {
            length += std::hypot(vertex.x - previous.x, vertex.y - previous.y);
            previous = vertex;
        }
        const Point point{placement_->apply(vertex), length * units_to_px};
        PointPx d = point.at - anchor.at;
        double distance2 = dot(d, d);
        if (has_candidate) {
            const bool in_cone = !has_cone || (cross(right, d) >= 0.0 && cross(d, left) >= 0.0 &&
                                               dot(left, d) > 0.0);
            if (!in_cone || distance2 < farthest) {
                chain_.push_back(candidate);
                anchor = candidate;
                has_cone = false;
                farthest = 0.0;
                d = point.at - anchor.at;
                distance2 = dot(d, d);
            }
        }
        candidate = point;
        has_candidate = true;
        farthest = std::max(farthest, distance2);
        if (distance2 <= thinning_px * thinning_px) continue;
        const double slope = thinning_px / std::sqrt(distance2);
        const PointPx n{-d.y * slope, d.x * slope};
        const PointPx to_left = d + n;
        const PointPx to_right = d - n;
        if (!has_cone) {
            left = to_left;
            right = to_right;
            has_cone = true;
        } else {
            if (cross(to_left, left) > 0.0) left = to_left;
            if (cross(right, to_right) > 0.0) right = to_right;
        }
    }
    if (has_candidate) chain_.push_back(candidate);
}

void StrokeBuilder::finish_chain(bool is_closed) {
    // Points that fall together make no segment.
    std::size_t kept = 0;
    for (std::size_t i = 1; i < chain_.size(); ++i) {
        const PointPx d = chain_[i].at - chain_[kept].at;
        if (dot(d, d) > same_point_px * same_point_px) chain_[++kept] = chain_[i];
    }
    chain_.resize(kept + 1);
    if (is_closed && dash_px_.empty()) {
        // The last chunk ends where the ring starts.
        while (chain_.size() > 1) {
            const PointPx d = chain_.back().at - chain_.front().at;
            if (dot(d, d) > same_point_px * same_point_px) break;
            chain_.pop_back();
        }
        if (chain_.size() < 3) is_closed = false;
    }
    if (chain_.size() == 1) chain_.push_back(chain_[0]);

    const auto far = std::find_if(chain_.begin(), chain_.end(), [&](const Point& p) {
        return p.at.x < near_.min_x || p.at.x > near_.max_x || p.at.y < near_.min_y ||
               p.at.y > near_.max_y;
    });
    if (far != chain_.end()) {
        if (is_closed && dash_px_.empty()) {
            // Open the ring where nobody sees it.
            std::rotate(chain_.begin(), far, chain_.end());
            chain_.push_back(chain_.front());
        }
        clip_far_segments();
    } else if (dash_px_.empty()) {
        emit(chain_, is_closed);
    } else {
        emit_dashes(chain_);
    }
}

void StrokeBuilder::clip_far_segments() {
    piece_.clear();
    const auto flush = [&] {
        if (piece_.size() > 1) {
            if (dash_px_.empty()) {
                emit(piece_, false);
            } else {
                emit_dashes(piece_);
            }
        }
        piece_.clear();
    };
    for (std::size_t i = 0; i + 1 < chain_.size(); ++i) {
        const Point& a = chain_[i];
        const Point& b = chain_[i + 1];
        double t0 = 0.0;
        double t1 = 1.0;
        if (!clip_to(near_, a.at, b.at, t0, t1)) {
            flush();
            continue;
        }
        const auto at = [&](double t) {
            return Point{a.at + (b.at - a.at) * t, a.along_px + (b.along_px - a.along_px) * t};
        };
        const Point from = t0 > 0.0 ? at(t0) : a;
        const Point to = t1 < 1.0 ? at(t1) : b;
        const PointPx d = to.at - from.at;
        if (dot(d, d) <= same_point_px * same_point_px) continue;
        if (piece_.empty()) piece_.push_back(from);
        piece_.push_back(to);
        if (t1 < 1.0) flush();
    }
    flush();
}

void StrokeBuilder::emit(std::span<const Point> chain, bool is_closed) {
    points_.clear();
    for (const Point& point : chain) points_.push_back(point.at);
    put_line(is_closed, {1.0, 0.0});
}

void StrokeBuilder::put_line(bool is_closed, PointPx direction) {
    if (chains_ == nullptr) {
        widen(points_, is_closed, *shape_, *mesh_, direction);
        return;
    }
    const bool is_dot = points_.size() == 2 && points_[0] == points_[1];
    if (is_dot && shape_->cap != draw::Cap::round) return;  // a dash of no length
    for (const PointPx p : points_) {
        chains_->points.push_back({p.x + shift_.x, p.y + shift_.y});
    }
    chains_->chains.push_back({chains_->points.size(), is_closed});
}

void StrokeBuilder::emit_dashes(std::span<const Point> chain) {
    // Dashes are cut by the length along the ring, so they stay where they are on the line
    // whichever part of it is seen.
    const double begin = chain.front().along_px;
    const double end = chain.back().along_px;
    double period_start = std::floor(begin / dash_period_px_) * dash_period_px_;
    std::size_t segment = 0;  // the segment in which the dash starts; only moves forward
    while (period_start < end) {
        double at = period_start;
        for (std::size_t i = 0; i + 1 < dash_px_.size(); i += 2) {
            const double on_from = at;
            const double on_to = at + dash_px_[i];
            at = on_to + dash_px_[i + 1];
            if (on_to < begin || on_from > end) continue;
            if (on_from == end && begin != end) continue;
            const double from = std::max(on_from, begin);
            const double to = std::min(on_to, end);
            while (segment + 2 < chain.size() && chain[segment + 1].along_px <= from) ++segment;
            emit_dash(chain, segment, from, to);
        }
        period_start += dash_period_px_;
    }
}

void StrokeBuilder::emit_dash(std::span<const Point> chain, std::size_t segment, double from_px,
                              double to_px) {
    const auto on_segment = [&](std::size_t i, double along) {
        const double span = chain[i + 1].along_px - chain[i].along_px;
        const double t =
            span > 0.0 ? std::clamp((along - chain[i].along_px) / span, 0.0, 1.0) : 0.0;
        return chain[i].at + (chain[i + 1].at - chain[i].at) * t;
    };
    const auto add = [&](PointPx p) {
        if (!points_.empty()) {
            const PointPx d = p - points_.back();
            if (dot(d, d) <= same_point_px * same_point_px) return;
        }
        points_.push_back(p);
    };
    points_.clear();
    add(on_segment(segment, from_px));
    std::size_t i = segment;
    while (i + 2 < chain.size() && chain[i + 1].along_px < to_px) add(chain[++i].at);
    add(on_segment(i, to_px));

    BoxPx box{points_[0].x, points_[0].y, points_[0].x, points_[0].y};
    for (const PointPx p : points_) {
        box.min_x = std::min(box.min_x, p.x);
        box.min_y = std::min(box.min_y, p.y);
        box.max_x = std::max(box.max_x, p.x);
        box.max_y = std::max(box.max_y, p.y);
    }
    if (!view_.intersects(box)) return;
    const PointPx d = chain[segment + 1].at - chain[segment].at;
    const double length = std::sqrt(dot(d, d));
    const PointPx direction = length > 0.0 ? d * (1.0 / length) : PointPx{1.0, 0.0};
    if (points_.size() == 1) points_.push_back(points_[0]);
    put_line(false, direction);
}

}  // namespace parkatlas::render::detail
