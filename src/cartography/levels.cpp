#include "cartography/levels.h"

#include "cartography/geometry.h"

namespace parkatlas::cartography {
namespace {

constexpr std::array<double, 3> tolerances_m{0.0, 45.0, 170.0};

draw::PathPtr calmer(const draw::Path& path, double tolerance_m) {
    auto out = std::make_shared<draw::Path>();
    out->closed = path.closed;
    for (std::size_t r = 0; r < path.ring_ends.size(); ++r) {
        const auto line = ring_of(path, r);
        if (line.size() < 2) continue;
        std::vector<geo::XY> points;
        const bool is_loop = path.closed || line.front() == line.back();
        if (is_loop && line.size() > 3) {
            // A loop has no ends to hold on to: two halves have.
            const std::size_t half = line.size() / 2;
            points = simplified(line.first(half + 1), tolerance_m);
            const auto rest = simplified(line.subspan(half), tolerance_m);
            points.insert(points.end(), rest.begin() + 1, rest.end());
        } else {
            points = simplified(line, tolerance_m);
        }
        if (path.closed && points.size() < 3) continue;  // an islet that is nothing at this scale
        out->points.insert(out->points.end(), points.begin(), points.end());
        out->ring_ends.push_back(static_cast<std::uint32_t>(out->points.size()));
    }
    return out;
}

}  // namespace

Levels::Levels(draw::PathPtr path) : lazy_{std::make_shared<Lazy>()} {
    lazy_->paths[0] = std::move(path);
}

const draw::PathPtr& Levels::at(double scale_denominator) const {
    const std::size_t level = scale_denominator > 450'000 ? 2 : scale_denominator > 120'000 ? 1 : 0;
    if (level > 0) {
        std::call_once(lazy_->made[level], [&] {
            lazy_->paths[level] = calmer(*lazy_->paths[0], tolerances_m[level]);
        });
    }
    return lazy_->paths[level];
}

}  // namespace parkatlas::cartography
