#include "cartography/geometry.h"

#include <algorithm>
#include <cmath>

namespace parkatlas::cartography {
draw::RectMm on_paper(const draw::MapView& view, const geo::Box& box) {
    const draw::PaperMm at = view.to_paper({box.min_x, box.max_y});
    return {at.x_mm, at.y_mm, box.width() * view.mm_per_metre(),
            box.height() * view.mm_per_metre()};
}

double shared_area(const draw::RectMm& a, const draw::RectMm& b) {
    const double w = std::min(a.right_mm(), b.right_mm()) - std::max(a.x_mm, b.x_mm);
    const double h = std::min(a.bottom_mm(), b.bottom_mm()) - std::max(a.y_mm, b.y_mm);
    return w > 0 && h > 0 ? w * h : 0.0;
}

std::span<const geo::XY> ring_of(const draw::Path& path, std::size_t index) {
    const std::size_t begin = index == 0 ? 0 : path.ring_ends[index - 1];
    return std::span{path.points}.subspan(begin, path.ring_ends[index] - begin);
}

double signed_area(std::span<const geo::XY> ring) {
    if (ring.size() < 3) return 0.0;
    const geo::XY o = ring[0];  // about the first vertex: keeps digits far from the origin
    double twice = 0.0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        twice +=
            (ring[i].x - o.x) * (ring[i + 1].y - o.y) - (ring[i + 1].x - o.x) * (ring[i].y - o.y);
    }
    return twice / 2;
}

bool inside(const draw::Path& rings, geo::XY p) {
    bool in = false;
    for (std::size_t r = 0; r < rings.ring_ends.size(); ++r) {
        const auto ring = ring_of(rings, r);
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            if ((ring[i].y > p.y) != (ring[j].y > p.y) &&
                p.x < (ring[j].x - ring[i].x) * (p.y - ring[i].y) / (ring[j].y - ring[i].y) +
                          ring[i].x) {
                in = !in;
            }
        }
    }
    return in;
}

PointLocator::PointLocator(const draw::Path& rings) : box_{box_of(rings)} {
    if (box_.is_empty() || box_.height() <= 0.0) return;
    const std::size_t rows =
        std::clamp<std::size_t>(rings.points.size() / 8, std::size_t{1}, std::size_t{1024});
    rows_per_unit_ = static_cast<double>(rows) / box_.height();
    const auto row_of = [&](double y) {
        const double row = (y - box_.min_y) * rows_per_unit_;
        return std::min(rows - 1, static_cast<std::size_t>(std::max(0.0, row)));
    };
    const auto for_each_edge = [&](const auto& visit) {
        for (std::size_t r = 0; r < rings.ring_ends.size(); ++r) {
            const auto ring = ring_of(rings, r);
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                // A level edge decides nothing.
                if (ring[i].y == ring[j].y) continue;
                const std::size_t from = row_of(std::min(ring[i].y, ring[j].y));
                visit(ring[i], ring[j], from, row_of(std::max(ring[i].y, ring[j].y)));
            }
        }
    };
    std::vector<std::uint32_t> counts(rows + 1, 0);
    for_each_edge([&](geo::XY, geo::XY, std::size_t from, std::size_t to) {
        for (std::size_t row = from; row <= to; ++row) ++counts[row + 1];
    });
    for (std::size_t row = 1; row <= rows; ++row) counts[row] += counts[row - 1];
    segments_.resize(counts[rows]);
    row_ends_.assign(counts.begin() + 1, counts.end());
    std::vector<std::uint32_t> next(counts.begin(), counts.end() - 1);
    for_each_edge([&](geo::XY a, geo::XY b, std::size_t from, std::size_t to) {
        for (std::size_t row = from; row <= to; ++row) segments_[next[row]++] = {a, b};
    });
}

bool PointLocator::contains(geo::XY p) const {
    if (row_ends_.empty() || !box_.contains(p)) return false;
    const std::size_t row = std::min(row_ends_.size() - 1,
                                     static_cast<std::size_t>((p.y - box_.min_y) * rows_per_unit_));
    bool in = false;
    for (std::size_t i = row == 0 ? 0 : row_ends_[row - 1]; i < row_ends_[row]; ++i) {
        const auto& [a, b] = segments_[i];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
            in = !in;
        }
    }
    return in;
}

Chain::Chain(std::vector<geo::XY> points) {
    for (const geo::XY p : points) {
        if (!points_.empty() && points_.back() == p) continue;
        const double step =
            points_.empty() ? 0.0 : std::hypot(p.x - points_.back().x, p.y - points_.back().y);
        along_.push_back(along_.empty() ? 0.0 : along_.back() + step);
        points_.push_back(p);
    }
}

Chain::Place Chain::at(double distance) const {
    if (points_.empty()) return {{0, 0}, {1, 0}};
    if (points_.size() == 1) return {points_[0], {1, 0}};
    const auto next = std::upper_bound(along_.begin(), along_.end(), distance);
    std::size_t i = static_cast<std::size_t>(next - along_.begin());
    i = std::clamp<std::size_t>(i, 1, points_.size() - 1);
    const geo::XY a = points_[i - 1];
    const geo::XY b = points_[i];
    const double step = along_[i] - along_[i - 1];
    const double t = std::clamp((distance - along_[i - 1]) / step, 0.0, 1.0);
    return {{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t},
            {(b.x - a.x) / step, (b.y - a.y) / step}};
}

Chain Chain::reversed() const {
    return Chain{std::vector<geo::XY>(points_.rbegin(), points_.rend())};
}

std::vector<geo::XY> simplified(std::span<const geo::XY> chain, double tolerance) {
    if (chain.size() < 3) return {chain.begin(), chain.end()};
    std::vector<bool> keep(chain.size(), false);
    keep.front() = keep.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, chain.size() - 1}};
    while (!open.empty()) {
        const auto [from, to] = open.back();
        open.pop_back();
        double farthest = tolerance * tolerance;
        std::size_t at = from;
        for (std::size_t i = from + 1; i < to; ++i) {
            const double d = distance_to_segment_squared(chain[i], chain[from], chain[to]);
            if (d > farthest) {
                farthest = d;
                at = i;
            }
        }
        if (at == from) continue;
        keep[at] = true;
        open.emplace_back(from, at);
        open.emplace_back(at, to);
    }
    std::vector<geo::XY> out;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        if (keep[i]) out.push_back(chain[i]);
    }
    return out;
}

std::vector<geo::XY> smoothed(std::span<const geo::XY> chain, int rounds) {
    std::vector<geo::XY> points(chain.begin(), chain.end());
    for (int round = 0; round < rounds && points.size() > 2 && points.size() < 20000; ++round) {
        std::vector<geo::XY> next{points.front()};
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const geo::XY a = points[i];
            const geo::XY b = points[i + 1];
            if (i > 0) next.push_back({0.75 * a.x + 0.25 * b.x, 0.75 * a.y + 0.25 * b.y});
            if (i + 2 < points.size()) {
                next.push_back({0.25 * a.x + 0.75 * b.x, 0.25 * a.y + 0.75 * b.y});
            }
        }
        next.push_back(points.back());
        points = std::move(next);
    }
    return points;
}

std::vector<geo::XY> calmed(std::span<const geo::XY> given, double window) {
    const Chain chain{std::vector<geo::XY>(given.begin(), given.end())};
    const double length = chain.length();
    if (length <= 0.0 || window <= 0.0) return {given.begin(), given.end()};
    const int samples = 160;
    std::vector<geo::XY> even;
    for (int i = 0; i <= samples; ++i) even.push_back(chain.at(length * i / samples).at);
    const int reach = std::min(samples / 2, static_cast<int>(window / length * samples));
    std::vector<geo::XY> out;
    for (int i = 0; i <= samples; ++i) {
        const int near = std::min({reach, i, samples - i});  // shrinks at the ends, which stay
        geo::XY sum;
        for (int j = i - near; j <= i + near; ++j) {
            sum.x += even[static_cast<std::size_t>(j)].x;
            sum.y += even[static_cast<std::size_t>(j)].y;
        }
        const double count = 2.0 * near + 1.0;
        out.push_back({sum.x / count, sum.y / count});
    }
    return out;
}

std::vector<geo::XY> shifted(std::span<const geo::XY> chain, double by) {
    std::vector<geo::XY> out;
    out.reserve(chain.size());
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const geo::XY a = chain[i == 0 ? 0 : i - 1];
        const geo::XY b = chain[std::min(i + 1, chain.size() - 1)];
        const double length = std::max(1e-9, std::hypot(b.x - a.x, b.y - a.y));
        out.push_back(
            {chain[i].x - by * (b.y - a.y) / length, chain[i].y + by * (b.x - a.x) / length});
    }
    return out;
}

namespace {

/// The edges at each vertex, in the order they were given. Vertices are any numbers; those of the
/// edges get places 0, 1 … by open addressing.
class EdgesAtVertices {
  public:
    explicit EdgesAtVertices(const std::vector<Edge>& edges) {
        std::size_t size = 16;
        while (size < edges.size() * 4) size *= 2;
        slots_.assign(size, {});
        places_.reserve(edges.size() * 2);
        std::uint32_t count = 0;
        for (const auto& [a, b] : edges) {
            for (const std::uint32_t vertex : {a, b}) {
                Slot& slot = slots_[find(vertex)];
                if (slot.place == nobody) slot = {vertex, count++};
                places_.push_back(slot.place);
            }
        }
        begins_.assign(count + 2, 0);
        for (const std::uint32_t place : places_) ++begins_[place + 2];
        for (std::size_t i = 2; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
        edges_.resize(places_.size());
        for (std::size_t i = 0; i < places_.size(); ++i) {
            edges_[begins_[places_[i] + 1]++] = static_cast<std::uint32_t>(i / 2);
        }
    }

    [[nodiscard]] std::span<const std::uint32_t> at(std::uint32_t vertex) const {
        const std::uint32_t place = slots_[find(vertex)].place;
        return std::span{edges_}.subspan(begins_[place], begins_[place + 1] - begins_[place]);
    }

  private:
    static constexpr std::uint32_t nobody = 0xFFFFFFFF;
    struct Slot {
        std::uint32_t vertex = 0, place = nobody;
    };

    [[nodiscard]] std::size_t find(std::uint32_t vertex) const {
        std::size_t at = (vertex * 0x9E3779B97F4A7C15ULL >> 32U) & (slots_.size() - 1);
        while (slots_[at].place != nobody && slots_[at].vertex != vertex) {
            at = (at + 1) & (slots_.size() - 1);
        }
        return at;
    }

    std::vector<Slot> slots_;            ///< a power of two, at most half of them taken
    std::vector<std::uint32_t> places_;  ///< of the ends of the edges
    std::vector<std::uint32_t> begins_;  ///< of each place's edges, and one past the last
    std::vector<std::uint32_t> edges_;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> link_edges(const std::vector<Edge>& edges) {
    const EdgesAtVertices meeting{edges};
    std::vector<bool> used(edges.size(), false);
    std::vector<std::vector<std::uint32_t>> chains;
    const auto walk = [&](std::uint32_t start) {
        std::vector<std::uint32_t> chain{start};
        for (bool going = true; going;) {
            going = false;
            for (const std::uint32_t e : meeting.at(chain.back())) {
                if (used[e]) continue;
                used[e] = true;
                chain.push_back(edges[e].first == chain.back() ? edges[e].second : edges[e].first);
                going = true;
                break;
            }
            if (chain.back() == start) break;
        }
        if (chain.size() > 1) chains.push_back(std::move(chain));
    };
    // Chains begin where other lines meet them (a vertex of one or three edges); what is left over
    // are loops.
    for (const Edge& edge : edges) {
        for (const std::uint32_t vertex : {edge.first, edge.second}) {
            if (meeting.at(vertex).size() % 2 == 1) walk(vertex);
        }
    }
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
        while (!used[e]) walk(edges[e].first);
    }
    return chains;
}

std::vector<double> places_inside(const draw::Path& rings, geo::XY along, geo::XY across,
                                  double at) {
    std::vector<double> meets;
    std::size_t begin = 0;
    for (const std::uint32_t end : rings.ring_ends) {
        for (std::size_t i = begin; i < end; ++i) {
            const geo::XY a = rings.points[i];
            const geo::XY b = rings.points[i + 1 < end ? i + 1 : begin];
            const double side_a = a.x * across.x + a.y * across.y - at;
            const double side_b = b.x * across.x + b.y * across.y - at;
            if ((side_a < 0) == (side_b < 0)) continue;
            const double t = side_a / (side_a - side_b);
            meets.push_back((a.x + t * (b.x - a.x)) * along.x + (a.y + t * (b.y - a.y)) * along.y);
        }
        begin = end;
    }
    std::sort(meets.begin(), meets.end());
    if (meets.size() % 2 != 0) meets.pop_back();
    return meets;
}

void append_line_inside(const draw::Path& rings, geo::XY along, geo::XY across, double at,
                        draw::Path& out) {
    const std::vector<double> places = places_inside(rings, along, across, at);
    const auto point = [&](double s) {
        return geo::XY{s * along.x + at * across.x, s * along.y + at * across.y};
    };
    for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
        out.move_to(point(places[i]));
        out.line_to(point(places[i + 1]));
    }
}

bool segments_cross(geo::XY a, geo::XY b, geo::XY c, geo::XY d) {
    const auto side = [](geo::XY p, geo::XY q, geo::XY r) {
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    };
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

bool segment_meets(geo::XY a, geo::XY b, const draw::RectMm& box) {
    if (box.contains({a.x, a.y}) || box.contains({b.x, b.y})) return true;
    const geo::XY corners[4] = {{box.x_mm, box.y_mm},
                                {box.right_mm(), box.y_mm},
                                {box.right_mm(), box.bottom_mm()},
                                {box.x_mm, box.bottom_mm()}};
    for (int i = 0; i < 4; ++i) {
        if (segments_cross(a, b, corners[i], corners[(i + 1) % 4])) return true;
    }
    return false;
}

}  // namespace parkatlas::cartography
