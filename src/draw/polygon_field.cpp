#include "draw/polygon_field.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/parallel.h"

namespace parkatlas::draw {

namespace {

constexpr double origin_grid_m = 16384.0;
constexpr std::size_t most_polygons_per_chunk = 128;
/// So that threads share few polygons of many vertices, too.
constexpr std::size_t vertices_per_chunk = 4096;
constexpr std::size_t features_per_piece = 2048;
constexpr std::size_t most_chunks_per_piece = 16;
/// Half of what an int holds: features may reach out as far again as they lie apart.
constexpr double most_steps = 1073741823.0;
constexpr double farthest_step = 2147483647.0;
constexpr double finest_step_m = 1.0 / 1024;

double signed_area(std::span<const geo::XY> ring) {
    const geo::XY o = ring[0];
    double sum = 0.0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        sum +=
            (ring[i].x - o.x) * (ring[i + 1].y - o.y) - (ring[i + 1].x - o.x) * (ring[i].y - o.y);
    }
    return sum / 2;
}

double signed_area(const geo::RingSet& rings) {
    double sum = 0.0;
    std::size_t first = 0;
    for (const std::uint32_t end : rings.ring_ends) {
        sum += signed_area(std::span{rings.points}.subspan(first, end - first));
        first = end;
    }
    return sum;
}

template <typename T>
std::size_t bytes_of(const std::vector<T>& v) {
    return v.capacity() * sizeof(T);
}

}  // namespace

/// Which features go into which chunk.
struct PolygonField::Plan {
    std::vector<std::uint32_t> order;    ///< features, chunk by chunk
    std::vector<std::size_t> chunk_end;  ///< one past a chunk's last place in `order`
};

PolygonField::StepBox PolygonField::to_steps(const geo::Box& box) const {
    const auto step = [this](double metres, double from, auto round) {
        const double steps =
            std::clamp(round((metres - from) / step_m_), -farthest_step, farthest_step);
        return static_cast<std::int32_t>(steps);
    };
    const auto down = [](double v) { return std::floor(v); };
    const auto up = [](double v) { return std::ceil(v); };
    return {step(box.min_x, origin_.x_m, down), step(box.min_y, origin_.y_m, down),
            step(box.max_x, origin_.x_m, up), step(box.max_y, origin_.y_m, up)};
}

void PolygonField::add_polygon(Chunk& chunk, std::uint32_t feature, std::uint8_t class_number,
                               const geo::RingSet& outline, const geo::RingSet& borders) const {
    const bool is_simple = borders.ring_ends.empty();
    const auto first_ring = static_cast<std::uint32_t>(chunk.ring_ends.size());
    const double steps_per_m = 1.0 / step_m_;  // a power of two: exact
    const auto whole = [steps_per_m](double metres) {
        return static_cast<std::int32_t>(
            std::lrint(std::clamp(metres * steps_per_m, -farthest_step, farthest_step)));
    };
    const auto put = [&](const geo::RingSet& rings) {
        std::size_t first = 0;
        for (const std::uint32_t end : rings.ring_ends) {
            for (std::size_t i = first; i < end; ++i) {
                const geo::XY p = rings.points[i];
                chunk.vertices.push_back({whole(p.x - origin_.x_m), whole(p.y - origin_.y_m)});
            }
            chunk.ring_ends.push_back(static_cast<std::uint32_t>(chunk.vertices.size()));
            first = end;
        }
    };
    const std::size_t first_vertex = chunk.vertices.size();
    if (!is_simple) put(borders);
    const auto outline_first = static_cast<std::uint32_t>(chunk.ring_ends.size());
    put(outline);
    StepBox box{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max(),
                std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min()};
    for (std::size_t i = first_vertex; i < chunk.vertices.size(); ++i) {
        const Step v = chunk.vertices[i];
        box.min_x = std::min(box.min_x, v.x);
        box.min_y = std::min(box.min_y, v.y);
        box.max_x = std::max(box.max_x, v.x);
        box.max_y = std::max(box.max_y, v.y);
    }
    if (!is_simple && chunk.outline_first.empty()) {
        // Those before it have their outlines for rings.
        chunk.outline_first.assign(chunk.first_ring.begin(), chunk.first_ring.end());
    }
    if (!is_simple || !chunk.outline_first.empty()) chunk.outline_first.push_back(outline_first);
    chunk.first_ring.push_back(first_ring);
    chunk.boxes.push_back(box);
    const auto area_m2 = static_cast<float>(signed_area(is_simple ? outline : borders));
    chunk.areas_m2.push_back(area_m2);
    chunk.largest_m2 = std::max(chunk.largest_m2, area_m2);
    chunk.classes.push_back(class_number);
    chunk.features.push_back(feature);
    if (chunk.size() == 1) {
        chunk.box = box;
    } else {
        chunk.box = {std::min(chunk.box.min_x, box.min_x), std::min(chunk.box.min_y, box.min_y),
                     std::max(chunk.box.max_x, box.max_x), std::max(chunk.box.max_y, box.max_y)};
    }
}

Result<void> PolygonField::add_chunks(const Plan& plan, const Supply& supply,
                                      std::span<const std::uint8_t> classes, const Work& work) {
    chunks_.resize(plan.chunk_end.size());
    struct Scratch {
        geo::RingSet rings, borders;
        Chunk chunk;
    };
    std::vector<Scratch> scratches(parallel_width());
    const Work quiet{nullptr, work.stop};
    const std::size_t chunks_per_piece =
        std::clamp<std::size_t>(chunks_.size() / (8 * parallel_width()), 1, most_chunks_per_piece);
    return for_each_piece(
        chunks_.size(), chunks_per_piece, quiet,
        [&](IndexRange piece, std::size_t worker) -> Result<void> {
            Scratch& scratch = scratches[worker];
            for (std::size_t c = piece.first; c < piece.last; ++c) {
                // Gathered in memory that is used again, then copied to its exact size.
                Chunk& made = scratch.chunk;
                made.largest_m2 = 0.0F;
                made.boxes.clear();
                made.areas_m2.clear();
                made.classes.clear();
                made.features.clear();
                made.first_ring.clear();
                made.outline_first.clear();
                made.ring_ends.clear();
                made.vertices.clear();
                for (std::size_t at = c == 0 ? 0 : plan.chunk_end[c - 1]; at < plan.chunk_end[c];
                     ++at) {
                    const std::uint32_t feature = plan.order[at];
                    scratch.rings.clear();
                    if (!supply(feature, worker, scratch.rings)) continue;
                    geo::make_additive(scratch.rings, scratch.borders);
                    if (scratch.rings.ring_ends.empty()) continue;
                    add_polygon(made, feature, classes.empty() ? std::uint8_t{0} : classes[feature],
                                scratch.rings, scratch.borders);
                }
                made.first_ring.push_back(static_cast<std::uint32_t>(made.ring_ends.size()));
                chunks_[c] = made;
            }
            return {};
        });
}

Result<std::shared_ptr<const PolygonField>> PolygonField::build(
    std::size_t feature_count, const Supply& supply, std::span<const std::uint8_t> classes,
    const Work& work, std::size_t vertex_count) {
    auto field = std::make_shared<PolygonField>();
    const Work quiet{nullptr, work.stop};

    // First round: where each feature lies.
    struct Place {
        float x, y;  ///< middle of its box, metres from the first feature's; NaN: none
    };
    std::vector<Place> places(feature_count);
    std::vector<geo::Box> boxes(feature_count / features_per_piece + 1);
    std::vector<geo::RingSet> scratches(parallel_width());
    geo::XY near;
    for (std::size_t i = 0; i < feature_count; ++i) {
        scratches[0].clear();
        if (supply(i, 0, scratches[0]) && !scratches[0].points.empty()) {
            near = scratches[0].points[0];
            break;
        }
    }
    auto done = for_each_piece(feature_count, features_per_piece, quiet,
                               [&](IndexRange piece, std::size_t worker) -> Result<void> {
                                   geo::RingSet& rings = scratches[worker];
                                   geo::Box all;
                                   for (std::size_t i = piece.first; i < piece.last; ++i) {
                                       rings.clear();
                                       geo::Box box;
                                       if (supply(i, worker, rings)) {
                                           for (const geo::XY p : rings.points) box.add(p);
                                       }
                                       if (box.is_empty()) {
                                           places[i].x = std::numeric_limits<float>::quiet_NaN();
                                           continue;
                                       }
                                       all.add(box);
                                       const geo::XY middle = box.centre();
                                       places[i] = {static_cast<float>(middle.x - near.x),
                                                    static_cast<float>(middle.y - near.y)};
                                   }
                                   boxes[piece.first / features_per_piece] = all;
                                   return {};
                               });
    if (!done) return tl::unexpected(done.error());
    for (const geo::Box& box : boxes) field->bounds_.add(box);
    if (field->bounds_.is_empty()) return field;
    const geo::Box& bounds = field->bounds_;
    const geo::XY middle = bounds.centre();
    // On a grid of its own that every field shares, so that neighbours in two fields are thinned to
    // the same cells (field_raster.h).
    const auto on_grid = [](double m) { return std::floor(m / origin_grid_m) * origin_grid_m; };
    field->origin_ = {on_grid(middle.x), on_grid(middle.y)};
    const double half = std::max({bounds.width(), bounds.height(), 1.0}) / 2 + origin_grid_m + 1.0;
    field->step_m_ = std::max(std::exp2(std::ceil(std::log2(half / most_steps))), finest_step_m);

    const std::size_t polygons_per_chunk = std::clamp<std::size_t>(
        vertices_per_chunk * feature_count / std::max<std::size_t>(vertex_count, 1), 1,
        most_polygons_per_chunk);
    // Cells of a square grid that hold a chunk's worth on average; a full cell is several chunks.
    const double side = std::max(
        std::sqrt(std::max(bounds.width(), 1.0) * std::max(bounds.height(), 1.0) *
                  static_cast<double>(polygons_per_chunk) / static_cast<double>(feature_count)),
        1e-3);
    const double columns = std::min(std::floor(bounds.width() / side) + 1.0, 65536.0);
    const double rows = std::min(std::floor(bounds.height() / side) + 1.0, 65536.0);
    const auto grid_columns = static_cast<std::size_t>(columns);
    const auto cells = grid_columns * static_cast<std::size_t>(rows);
    const auto cell_of = [&](const Place& place) {
        const double x = (static_cast<double>(place.x) + near.x - bounds.min_x) / side;
        const double y = (static_cast<double>(place.y) + near.y - bounds.min_y) / side;
        const auto column = static_cast<std::size_t>(std::clamp(x, 0.0, columns - 1.0));
        const auto row = static_cast<std::size_t>(std::clamp(y, 0.0, rows - 1.0));
        // Every other row runs backwards, so that neighbours in memory are neighbours in place.
        return row * grid_columns + (row % 2 == 0 ? column : grid_columns - 1 - column);
    };
    std::vector<std::uint32_t> cell_end(cells + 1, 0);
    for (const Place& place : places) {
        if (!std::isnan(place.x)) ++cell_end[cell_of(place) + 1];
    }
    for (std::size_t c = 1; c <= cells; ++c) cell_end[c] += cell_end[c - 1];
    Plan plan;
    plan.order.resize(cell_end[cells]);
    std::vector<std::uint32_t> next(cell_end.begin(), cell_end.end() - 1);
    for (std::size_t i = 0; i < feature_count; ++i) {
        if (std::isnan(places[i].x)) continue;
        plan.order[next[cell_of(places[i])]++] = static_cast<std::uint32_t>(i);
    }
    std::size_t begun = 0;
    for (std::size_t c = 0; c < cells; ++c) {
        // Small cells are put together, large ones cut.
        while (cell_end[c + 1] - begun >= polygons_per_chunk) {
            begun += std::min<std::size_t>(cell_end[c + 1] - begun, 2 * polygons_per_chunk);
            plan.chunk_end.push_back(begun);
        }
    }
    if (begun < plan.order.size()) plan.chunk_end.push_back(plan.order.size());
    places = {};
    next = {};
    done = field->add_chunks(plan, supply, classes, work);
    if (!done) return tl::unexpected(done.error());
    field->bounds_ = {};
    for (const Chunk& chunk : field->chunks_) {
        field->size_ += chunk.size();
        if (chunk.size() > 0) field->bounds_.add(field->to_map(chunk.box));
    }
    return field;
}

std::size_t PolygonField::vertex_count() const {
    std::size_t count = 0;
    for (const Chunk& chunk : chunks_) count += chunk.vertices.size();
    return count;
}

std::size_t PolygonField::bytes() const {
    std::size_t sum = chunks_.capacity() * sizeof(Chunk);
    for (const Chunk& c : chunks_) {
        sum += bytes_of(c.boxes) + bytes_of(c.areas_m2) + bytes_of(c.classes) +
               bytes_of(c.features) + bytes_of(c.first_ring) + bytes_of(c.outline_first) +
               bytes_of(c.ring_ends) + bytes_of(c.vertices);
    }
    return sum;
}

geo::RingSet PolygonField::outline(Ref ref) const {
    const Chunk& chunk = chunks_[ref.chunk];
    geo::RingSet out;
    for (std::size_t r = chunk.outline_begin(ref.polygon); r < chunk.first_ring[ref.polygon + 1];
         ++r) {
        for (const Step step : chunk.ring(r)) out.points.push_back(to_map(step));
        out.ring_ends.push_back(static_cast<std::uint32_t>(out.points.size()));
    }
    return out;
}

bool PolygonField::contains(Ref ref, geo::XY point) const {
    const Chunk& chunk = chunks_[ref.chunk];
    const double x = (point.x - origin_.x_m) / step_m_;
    const double y = (point.y - origin_.y_m) / step_m_;
    bool inside = false;
    for (std::size_t r = chunk.outline_begin(ref.polygon); r < chunk.first_ring[ref.polygon + 1];
         ++r) {
        const std::span<const Step> ring = chunk.ring(r);
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const double ay = ring[i].y;
            const double by = ring[j].y;
            if ((ay > y) == (by > y)) continue;
            const double ax = ring[i].x;
            if (x < (ring[j].x - ax) * (y - ay) / (by - ay) + ax) inside = !inside;
        }
    }
    return inside;
}

bool PolygonField::find(std::uint32_t feature, Ref& ref) const {
    for (std::uint32_t c = 0; c < chunks_.size(); ++c) {
        const auto& features = chunks_[c].features;
        const auto at = std::ranges::find(features, feature);
        if (at == features.end()) continue;
        ref = {c, static_cast<std::uint32_t>(at - features.begin())};
        return true;
    }
    return false;
}

}  // namespace parkatlas::draw
