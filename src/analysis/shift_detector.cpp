#include "analysis/shift_detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <unordered_set>
#include <utility>

#include "geo/crs.h"

namespace parkatlas::analysis {

namespace {

using geo::Box;
using geo::XY;

// A cell of the raster of reference lines: about 55 m. Lines are drawn two cells wide on each side.
constexpr double cell_deg = 0.0005;
constexpr int reach_cells = 2;
// The free search: beyond GCJ-02 (0.6 km) and BD-09 (1.2 km) in every direction.
constexpr double reach_m = 1600.0;
constexpr double step_m = 80.0;
constexpr int steps = static_cast<int>(reach_m / step_m);
constexpr double margin_deg = 0.03;  ///< more than the longest shift looked for

constexpr std::size_t most_vertices = 200'000;
constexpr std::size_t most_samples = 4000;
constexpr double sample_spacing_deg = 0.003;  ///< one sample in each cell of 300 m

constexpr std::size_t least_samples = 40;
constexpr double least_share = 0.15;
constexpr double least_deviations = 8.0;
constexpr double least_lead = 1.5;    ///< over the next best reading
constexpr double near_optimum = 0.8;  ///< of the best free shift

constexpr double metres_per_degree = 111'195.0;

/// Which cells lie on a reference line.
class LineRaster {
  public:
    explicit LineRaster(const Box& extent) : extent_{extent} {
        columns_ = static_cast<std::size_t>(extent.width() / cell_deg) + 1;
        rows_ = static_cast<std::size_t>(extent.height() / cell_deg) + 1;
        bits_.resize((columns_ * rows_ + 63) / 64);
    }

    void draw(const model::Layer& layer) {
        for (std::size_t i = 0; i < layer.shapes.size(); ++i) {
            const geo::ShapeView shape = layer.shapes[i];
            if (!shape.bounds().intersects(extent_)) continue;
            for (std::size_t p = 0; p < shape.part_count(); ++p) {
                const auto part = shape.part(p);
                if (part.kind == geo::PartKind::point) continue;
                for (std::size_t r = 0; r < part.ring_count; ++r) draw(part.ring(r));
            }
        }
    }

    [[nodiscard]] bool is_on_line(XY place) const {
        if (!extent_.contains(place)) return false;
        const std::size_t bit = row(place.y) * columns_ + column(place.x);
        return (bits_[bit / 64] >> (bit % 64) & 1U) != 0;
    }

  private:
    void draw(std::span<const XY> chain) {
        for (std::size_t i = 1; i < chain.size(); ++i) {
            const XY a = chain[i - 1];
            const XY b = chain[i];
            const Box box{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x),
                          std::max(a.y, b.y)};
            if (!box.intersects(extent_)) continue;
            const double length = std::max(box.width(), box.height());
            const int pieces = std::max(1, static_cast<int>(std::ceil(length / cell_deg)));
            for (int k = 0; k <= pieces; ++k) {
                const double t = static_cast<double>(k) / pieces;
                dot({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
            }
        }
    }

    void dot(XY place) {
        if (!extent_.contains(place)) return;
        const auto x = static_cast<long long>(column(place.x));
        const auto y = static_cast<long long>(row(place.y));
        const auto width = static_cast<long long>(columns_);
        const auto height = static_cast<long long>(rows_);
        for (long long v = std::max(0LL, y - reach_cells);
             v <= std::min(height - 1, y + reach_cells); ++v) {
            for (long long u = std::max(0LL, x - reach_cells);
                 u <= std::min(width - 1, x + reach_cells); ++u) {
                const auto bit = static_cast<std::size_t>(v * width + u);
                bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
            }
        }
    }

    [[nodiscard]] std::size_t column(double x) const {
        return static_cast<std::size_t>((x - extent_.min_x) / cell_deg);
    }
    [[nodiscard]] std::size_t row(double y) const {
        return static_cast<std::size_t>((y - extent_.min_y) / cell_deg);
    }

    Box extent_;
    std::size_t columns_ = 0, rows_ = 0;
    std::vector<std::uint64_t> bits_;
};

/// Places of the layer's outlines in degrees, no two in the same cell of the spacing, within
/// `frame`.
std::vector<XY> samples_of(const model::Layer& layer, const Box& frame) {
    const auto to_degrees = geo::Transform::between(layer.crs, geo::Crs::cgcs2000());
    if (!to_degrees) return {};
    const std::size_t stride = layer.shapes.vertices().size() / most_vertices + 1;
    std::vector<XY> vertices;
    std::size_t count = 0;
    for (std::size_t i = 0; i < layer.shapes.size(); ++i) {
        const geo::ShapeView shape = layer.shapes[i];
        for (std::size_t p = 0; p < shape.part_count(); ++p) {
            const auto part = shape.part(p);
            if (part.kind == geo::PartKind::point) continue;
            for (std::size_t r = 0; r < part.ring_count; ++r) {
                for (const XY vertex : part.ring(r)) {
                    if (count++ % stride == 0) vertices.push_back(vertex);
                }
            }
        }
    }
    std::vector<XY> samples;
    std::unordered_set<std::uint64_t> taken;
    for (const XY vertex : vertices) {
        const Result<XY> place = to_degrees->apply(vertex);
        if (!place || !frame.contains(*place)) continue;
        const auto column = static_cast<std::uint64_t>((place->x + 360.0) / sample_spacing_deg);
        const auto row = static_cast<std::uint64_t>((place->y + 90.0) / sample_spacing_deg);
        if (taken.insert(column << 32U | row).second) samples.push_back(*place);
    }
    if (samples.size() <= most_samples) return samples;
    std::vector<XY> fewer;
    for (std::size_t i = 0; i < most_samples; ++i) {
        fewer.push_back(samples[i * samples.size() / most_samples]);
    }
    return fewer;
}

template <typename Move>
double share_on_lines(const LineRaster& lines, const std::vector<XY>& samples, const Move& move) {
    std::size_t hits = 0;
    for (const XY sample : samples) {
        if (lines.is_on_line(move(sample))) ++hits;
    }
    return static_cast<double>(hits) / static_cast<double>(samples.size());
}

/// The free search: shares for all shifts, their best and their median.
struct FreeSearch {
    double best = 0.0, chance = 0.0;
    geo::GroundShift shift;  ///< that the layer has where the best share is
};

FreeSearch search_freely(const LineRaster& lines, const std::vector<XY>& samples, double lat_deg) {
    const double lon_per_m =
        1.0 / (metres_per_degree * std::cos(lat_deg * std::numbers::pi / 180.0));
    FreeSearch found;
    std::vector<double> shares;
    for (int i = -steps; i <= steps; ++i) {
        for (int j = -steps; j <= steps; ++j) {
            const geo::GroundShift shift{i * step_m, j * step_m};
            const XY back{-shift.east_m * lon_per_m, -shift.north_m / metres_per_degree};
            const double share = share_on_lines(lines, samples, [back](XY p) {
                return XY{p.x + back.x, p.y + back.y};
            });
            shares.push_back(share);
            // Of equal shares that of the shorter shift: the order of the search must not show.
            if (share > found.best ||
                (share == found.best && shift.length_m() < found.shift.length_m())) {
                found.best = share;
                found.shift = shift;
            }
        }
    }
    std::ranges::nth_element(shares, shares.begin() + static_cast<long>(shares.size() / 2));
    found.chance = shares[shares.size() / 2];
    return found;
}

}  // namespace

ShiftVerdict detect_shift(const model::Layer& layer,
                          const std::vector<const model::Layer*>& references) {
    ShiftVerdict verdict;
    Box frame;
    for (const model::Layer* reference : references) frame.add(reference->shapes.bounds());
    if (frame.is_empty()) return verdict;
    const std::vector<XY> samples = samples_of(layer, frame);
    verdict.samples = samples.size();
    if (samples.size() < least_samples) return verdict;

    Box extent;
    for (const XY sample : samples) extent.add(sample);
    const XY middle = extent.centre();
    extent = {extent.min_x - margin_deg, extent.min_y - margin_deg, extent.max_x + margin_deg,
              extent.max_y + margin_deg};
    LineRaster lines{extent};
    for (const model::Layer* reference : references) lines.draw(*reference);

    struct Reading {
        geo::MapOffset offset;
        double share;
    };
    std::array<Reading, 3> readings{
        {{geo::MapOffset::none, 0.0}, {geo::MapOffset::gcj02, 0.0}, {geo::MapOffset::bd09, 0.0}}};
    for (Reading& reading : readings) {
        reading.share = share_on_lines(lines, samples, [&reading](XY p) {
            return geo::without_map_offset(p, reading.offset);
        });
    }
    verdict.share_as_given = readings[0].share;
    const FreeSearch free = search_freely(lines, samples, middle.y);
    verdict.share_by_chance = free.chance;

    std::ranges::stable_sort(readings, std::ranges::greater{}, &Reading::share);
    const Reading& best = readings[0];
    const double next = std::max(readings[1].share, free.chance);
    // A chance of nothing at all would make one hit a miracle.
    const auto count = static_cast<double>(samples.size());
    const double chance = std::max(free.chance, 1.0 / count);
    const double deviation = std::sqrt(chance * (1.0 - chance) / count);
    const auto stands_out = [&](double share, double other) {
        return share >= least_share && share >= chance + least_deviations * deviation &&
               share >= least_lead * other;
    };
    verdict.share_fitting = std::max(best.share, free.best);
    if (stands_out(best.share, next) && best.share >= near_optimum * free.best) {
        verdict.share_fitting = best.share;
        verdict.offset = best.offset;
        verdict.kind =
            best.offset == geo::MapOffset::none ? ShiftKind::plain : ShiftKind::map_offset;
        const XY place = geo::without_map_offset(middle, best.offset);
        verdict.shift = geo::ground_shift(place, middle);
        verdict.confidence = (best.share - next) / best.share;
    } else if (stands_out(free.best, best.share)) {
        verdict.kind = ShiftKind::other;
        verdict.shift = free.shift;
        verdict.confidence = (free.best - best.share) / free.best;
    }
    return verdict;
}

}  // namespace parkatlas::analysis
