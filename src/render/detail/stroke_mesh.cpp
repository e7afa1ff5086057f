#include "render/detail/stroke_mesh.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace parkatlas::render::detail {

namespace {

/// Where a faded mesh ends: half a pixel of fading, and a little so that every sample of a pixel
/// that still shows something is covered.
constexpr double fade_reach_px = 0.75;

/// How far a chord may cut into an arc.
constexpr double arc_error_px = 0.06;

/// Joints that bend so little that a mitre pokes out less than this are mitred whatever was asked.
constexpr double unseen_spike_px = 0.1;

PointPx left_of(PointPx direction) {
    return {-direction.y, direction.x};
}

/// One end of a segment: the corner points on its left and right, and the middle if something
/// (wedge, cap) meets it there.
struct End {
    std::uint32_t left, right;
    std::uint32_t middle;
};
constexpr std::uint32_t no_vertex = ~0U;

class Widener {
  public:
    Widener(const StrokeShape& shape, StrokeMesh& mesh)
        : shape_{shape},
          mesh_{mesh},
          reach_{shape.half_width_px + (shape.faded ? fade_reach_px : 0.0)} {
        const double slack = shape.faded
                                 ? fade_reach_px - 0.5
                                 : std::min(std::max(arc_error_px, shape.slack_px), reach_ / 4);
        arc_step_ = 2.0 * std::acos(std::max(0.0, 1.0 - slack / std::max(reach_, 1e-6)));
        arc_step_ = std::clamp(arc_step_, 0.05, std::numbers::pi / 3);
    }

    void run(std::span<const PointPx> chain, bool closed, PointPx fallback_direction) {
        if (chain.size() < 2 || (chain.size() == 2 && chain[0] == chain[1])) {
            if (!chain.empty()) dot_at(chain[0], fallback_direction);
            return;
        }
        const std::size_t count = chain.size();
        const std::size_t segments = closed ? count : count - 1;
        directions_.resize(segments);
        lengths_.resize(segments);
        for (std::size_t i = 0; i < segments; ++i) {
            const PointPx d = chain[(i + 1) % count] - chain[i];
            lengths_[i] = std::sqrt(dot(d, d));
            directions_[i] = d * (1.0 / lengths_[i]);
        }
        End start{};
        End ring_end{};  // the end that meets the ring's start, where it is closed
        if (closed) {
            const JointEnds seam = joint(chain[0], segments - 1, 0);
            ring_end = seam.before;
            start = seam.after;
        } else {
            start = cap(chain[0], directions_[0] * -1.0, true);
        }
        for (std::size_t i = 0; i < segments; ++i) {
            if (i + 1 < segments) {
                const JointEnds ends = joint(chain[i + 1], i, i + 1);
                segment(start, ends.before);
                start = ends.after;
            } else {
                segment(start, closed ? ring_end : cap(chain[count - 1], directions_[i], false));
            }
        }
    }

  private:
    struct JointEnds {
        End before, after;
    };

    std::uint32_t vertex(PointPx at, double offset_x, double offset_y = 0.0) {
        at = snapped(at);
        mesh_.vertices.push_back({static_cast<float>(at.x), static_cast<float>(at.y),
                                  static_cast<float>(offset_x), static_cast<float>(offset_y)});
        return static_cast<std::uint32_t>(mesh_.vertices.size() - 1);
    }

    void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        mesh_.indices.insert(mesh_.indices.end(), {a, b, c});
    }

    void segment(const End& from, const End& to) {
        // A fan round one corner; middles are corners of the outline too, so that what joins there
        // shares whole edges with the segment.
        triangle(from.right, from.left, to.left);
        triangle(from.right, to.left, to.right);
        if (from.middle != no_vertex) triangle(from.right, from.middle, from.left);
        if (to.middle != no_vertex) triangle(to.left, to.middle, to.right);
    }

    /// Corners square to the direction.
    End plain_end(PointPx at, PointPx direction, bool with_middle) {
        const PointPx side = left_of(direction) * reach_;
        return {vertex(at + side, reach_), vertex(at - side, -reach_),
                with_middle ? vertex(at, 0.0) : no_vertex};
    }

    /// Triangles round `middle` from one rim vertex to another, turning by `angle` (signed).
    void arc(PointPx at, std::uint32_t middle, PointPx rim, std::uint32_t from, std::uint32_t to,
             double angle) {
        const int steps = std::max(1, static_cast<int>(std::ceil(std::abs(angle) / arc_step_)));
        const double step = angle / steps;
        const double c = std::cos(step);
        const double s = std::sin(step);
        std::uint32_t previous = from;
        for (int i = 1; i < steps; ++i) {
            rim = {rim.x * c - rim.y * s, rim.x * s + rim.y * c};
            const std::uint32_t next = vertex(at + rim, rim.x, rim.y);
            triangle(middle, previous, next);
            previous = next;
        }
        triangle(middle, previous, to);
    }

    /// The end of an open chain; `outward` points away from the line.
    End cap(PointPx at, PointPx outward, bool is_start) {
        const PointPx along = is_start ? outward * -1.0 : outward;
        if (shape_.cap == draw::Cap::square) {
            return plain_end(at + outward * shape_.half_width_px, along, false);
        }
        if (shape_.cap == draw::Cap::butt) return plain_end(at, along, false);
        const End end = plain_end(at, along, true);
        const PointPx rim = left_of(outward) * -reach_;
        // The fade across the line is measured along x only, round the cap in both directions, so
        // the rim vertices come twice.
        const std::uint32_t from = vertex(at + rim, rim.x, rim.y);
        const std::uint32_t to = vertex(at - rim, -rim.x, -rim.y);
        arc(at, vertex(at, 0.0), rim, from, to, std::numbers::pi);
        return end;
    }

    void dot_at(PointPx at, PointPx direction) {
        if (shape_.cap == draw::Cap::butt) return;
        if (shape_.cap == draw::Cap::square) {
            const PointPx half = direction * shape_.half_width_px;
            const End from = plain_end(at - half, direction, false);
            segment(from, plain_end(at + half, direction, false));
            return;
        }
        const PointPx rim{reach_, 0.0};
        const std::uint32_t from = vertex(at + rim, rim.x, rim.y);
        arc(at, vertex(at, 0.0), rim, from, from, 2.0 * std::numbers::pi);
    }

    /// Where segment `before` meets segment `after`.
    JointEnds joint(PointPx at, std::size_t before, std::size_t after) {
        const PointPx d0 = directions_[before];
        const PointPx d1 = directions_[after];
        const double cosine = dot(d0, d1);
        const double turn = cross(d0, d1) + 0.0;  // a minus zero becomes a zero
        const PointPx n0 = left_of(d0);
        const PointPx n1 = left_of(d1);

        // 1 + cosine = 2 cos^2(half the turn); the mitre is reach / cos(half the turn) long.
        const double one_plus = 1.0 + cosine;
        const double mitre_ratio = one_plus > 1e-9 ? std::sqrt(2.0 / one_plus) : 1e9;
        const double inner_reach = one_plus > 1e-9 ? reach_ * std::abs(turn) / one_plus : 1e9;
        const bool unseen =
            reach_ * (mitre_ratio - 1.0) < std::max(unseen_spike_px, shape_.slack_px);
        const bool wants_mitre = shape_.join == draw::Join::miter && mitre_ratio <= miter_limit;
        if ((unseen || wants_mitre) && inner_reach <= std::min(lengths_[before], lengths_[after])) {
            const PointPx mitre = (n0 + n1) * (reach_ / one_plus);
            const End shared{vertex(at + mitre, reach_), vertex(at - mitre, -reach_), no_vertex};
            return {shared, shared};
        }

        const End end = plain_end(at, d0, true);
        const End begin = plain_end(at, d1, true);
        // The gap is on the outside of the bend.
        const double outside = turn >= 0.0 ? -1.0 : 1.0;
        const PointPx rim0 = n0 * (outside * reach_);
        const PointPx rim1 = n1 * (outside * reach_);
        const std::uint32_t middle = vertex(at, 0.0);
        if (shape_.join == draw::Join::round && !unseen) {
            const double angle = std::atan2(turn, cosine);
            arc(at, middle, rim0, vertex(at + rim0, rim0.x, rim0.y),
                vertex(at + rim1, rim1.x, rim1.y), angle);
            return {end, begin};
        }
        const std::uint32_t corner0 = vertex(at + rim0, reach_);
        const std::uint32_t corner1 = vertex(at + rim1, reach_);
        if (wants_mitre || unseen) {
            const std::uint32_t tip =
                vertex(at + (n0 + n1) * (outside * reach_ / one_plus), reach_);
            triangle(middle, corner0, tip);
            triangle(middle, tip, corner1);
        } else if (one_plus > 1e-6) {
            bevel(at, middle, rim0, rim1, (n0 + n1) * (outside / std::sqrt(2.0 * one_plus)),
                  1.0 / mitre_ratio);
        }
        return {end, begin};
    }

    /// The bevel's edge lies half_width * cos(half the turn) from the joint. Offsets grow along the
    /// bisector and are shifted so that the shader's edge falls on it.
    void bevel(PointPx at, std::uint32_t middle, PointPx rim0, PointPx rim1, PointPx outward,
               double half_cosine) {
        const double shift = shape_.half_width_px * (1.0 - half_cosine);
        const double reach_out = reach_ - shift;  // where the fade ends, along `outward`
        const PointPx side{-outward.y, outward.x};
        const auto corner = [&](PointPx point) {
            return vertex(at + point, dot(point, outward) + shift);
        };
        const auto pushed_out = [&](PointPx rim) {
            return outward * reach_out + side * dot(rim, side);
        };
        mesh_.vertices[middle].offset_x_px = static_cast<float>(shift);
        const std::uint32_t corners[] = {corner(rim0), corner(pushed_out(rim0)),
                                         corner(pushed_out(rim1)), corner(rim1)};
        for (std::size_t i = 0; i < 3; ++i) triangle(middle, corners[i], corners[i + 1]);
    }

    const StrokeShape& shape_;
    StrokeMesh& mesh_;
    double reach_;
    double arc_step_;
    std::vector<PointPx> directions_;
    std::vector<double> lengths_;
};

}  // namespace

void widen(std::span<const PointPx> chain, bool closed, const StrokeShape& shape, StrokeMesh& mesh,
           PointPx direction) {
    Widener{shape, mesh}.run(chain, closed, direction);
}

}  // namespace parkatlas::render::detail
