#include "geo/grid_transform.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>

#include "base/parallel.h"

namespace parkatlas::geo {

namespace {

/// The third derivative of a transverse Mercator projection is about the Earth's radius (6.4e6 m a
/// cubed radian), so across a cell of 1/16 of a degree a quadratic strays by 0.07 mm; cells of 6 km
/// are as large.
constexpr double cell_degrees = 1.0 / 16.0;
constexpr double cell_metres = 6000.0;

constexpr double tolerance_m = 0.0005;
constexpr double tolerance_degrees = 5e-9;

/// Beyond this the vertices are too far apart for a grid.
constexpr std::size_t most_cells = 4U << 20U;
/// A patch costs 17 questions to PROJ; that many vertices should profit.
constexpr std::size_t least_vertices_per_patch = 40;
constexpr std::size_t vertices_per_piece = 1U << 16U;
constexpr std::size_t patches_per_piece = 32;

/// Where the error of a quadratic through -1, 0 and 1 is greatest: u^3 - u is at ±0.385 there.
constexpr double strays_most = 0.57735026918962576;

}  // namespace

XY GridTransform::value(const Patch& patch, double u, double v) {
    const auto polynomial = [u, v](const std::array<double, 9>& c) {
        const double c0 = c[0] + v * (c[1] + v * c[2]);
        const double c1 = c[3] + v * (c[4] + v * c[5]);
        const double c2 = c[6] + v * (c[7] + v * c[8]);
        return c0 + u * (c1 + u * c2);
    };
    return {polynomial(patch.x), polynomial(patch.y)};
}

std::int64_t GridTransform::cell_of(XY vertex) const {
    const double column = (vertex.x - origin_.x) / cell_size_;
    const double row = (vertex.y - origin_.y) / cell_size_;
    // Written so that NaN fails.
    if (!(column >= 0.0 && row >= 0.0 && column < static_cast<double>(columns_) &&
          row < static_cast<double>(rows_))) {
        return -1;
    }
    return static_cast<std::int64_t>(row) * static_cast<std::int64_t>(columns_) +
           static_cast<std::int64_t>(column);
}

bool GridTransform::fit(const Transform& transform, std::uint32_t cell, Patch& patch) const {
    const std::size_t cell_column = cell % columns_;
    const std::size_t cell_row = cell / columns_;
    const XY middle{origin_.x + (static_cast<double>(cell_column) + 0.5) * cell_size_,
                    origin_.y + (static_cast<double>(cell_row) + 0.5) * cell_size_};
    const double half = cell_size_ / 2;
    const auto place = [&](double u, double v) {
        return XY{middle.x + u * half, middle.y + v * half};
    };
    std::array<XY, 9> nodes;
    for (std::size_t i = 0; i < 9; ++i) {
        const std::size_t across = i / 3;
        const std::size_t up = i % 3;
        nodes[i] = place(static_cast<double>(across) - 1.0, static_cast<double>(up) - 1.0);
    }
    constexpr double s = strays_most;
    constexpr std::array<XY, 8> doubts{
        {{-s, -s}, {s, -s}, {-s, s}, {s, s}, {-s, 1.0}, {s, -1.0}, {1.0, s}, {-1.0, -s}}};
    std::array<XY, 8> truths;
    for (std::size_t i = 0; i < 8; ++i) truths[i] = place(doubts[i].x, doubts[i].y);
    if (!transform.apply(nodes) || !transform.apply(truths)) return false;

    // Through three values at -1, 0, 1: constant, slope, curvature; first along v, then along u.
    const auto along = [](double a, double b, double c) {
        return std::array<double, 3>{b, (c - a) / 2, (a + c) / 2 - b};
    };
    const auto solve = [&](auto coordinate_of, std::array<double, 9>& out) {
        std::array<std::array<double, 3>, 3> rows;
        for (std::size_t i = 0; i < 3; ++i) {
            rows[i] = along(coordinate_of(nodes[3 * i]), coordinate_of(nodes[3 * i + 1]),
                            coordinate_of(nodes[3 * i + 2]));
        }
        for (std::size_t j = 0; j < 3; ++j) {
            const auto column = along(rows[0][j], rows[1][j], rows[2][j]);
            for (std::size_t i = 0; i < 3; ++i) out[3 * i + j] = column[i];
        }
    };
    solve([](XY p) { return p.x; }, patch.x);
    solve([](XY p) { return p.y; }, patch.y);
    for (std::size_t i = 0; i < 8; ++i) {
        const XY got = value(patch, doubts[i].x, doubts[i].y);
        if (!(std::hypot(got.x - truths[i].x, got.y - truths[i].y) <= tolerance_ / 4)) return false;
    }
    return true;
}

Result<void> GridTransform::add_patches(const std::vector<std::uint32_t>& cells, const Work& work) {
    std::vector<Patch> made(cells.size());
    std::vector<std::uint8_t> is_good(cells.size(), 0);
    std::vector<std::unique_ptr<Transform>> transforms(parallel_width());
    const Work quiet{nullptr, work.stop};
    auto done = for_each_piece(
        cells.size(), patches_per_piece, quiet,
        [&](IndexRange piece, std::size_t worker) -> Result<void> {
            if (!transforms[worker]) {
                auto transform = Transform::between(from_, to_);
                if (!transform) return tl::unexpected(transform.error());
                transforms[worker] = std::make_unique<Transform>(std::move(*transform));
            }
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                is_good[i] = fit(*transforms[worker], cells[i], made[i]) ? 1 : 0;
            }
            return {};
        });
    if (!done) return done;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (is_good[i] == 0) continue;
        patches_.push_back(made[i]);
        patch_of_cell_[cells[i]] = static_cast<std::uint32_t>(patches_.size());
    }
    asked_ = cells.size();
    return {};
}

Result<GridTransform> GridTransform::create(const Crs& from, const Crs& to,
                                            std::span<const XY> vertices, const Work& work) {
    auto exact = Transform::between(from, to);
    if (!exact) return tl::unexpected(exact.error());
    GridTransform grid{from, to};
    grid.is_identity_ = exact->is_identity();
    if (grid.is_identity_) return grid;
    const Work quiet{nullptr, work.stop};

    // Where the vertices lie; what is no place on Earth does not count.
    const bool in_degrees = from.is_geographic() && from.unit_factor() == 1.0;
    const auto counts = [in_degrees](XY p) {
        return in_degrees ? std::abs(p.x) <= 360.0 && std::abs(p.y) <= 90.0
                          : std::abs(p.x) <= 1e8 && std::abs(p.y) <= 1e8;
    };
    std::vector<Box> boxes(vertices.size() / vertices_per_piece + 1);
    auto done = for_each_piece(vertices.size(), vertices_per_piece, quiet,
                               [&](IndexRange piece, std::size_t) -> Result<void> {
                                   Box box;
                                   for (std::size_t i = piece.first; i < piece.last; ++i) {
                                       if (counts(vertices[i])) box.add(vertices[i]);
                                   }
                                   boxes[piece.first / vertices_per_piece] = box;
                                   return {};
                               });
    if (!done) return tl::unexpected(done.error());
    Box box;
    for (const Box& one : boxes) box.add(one);
    if (box.is_empty()) return grid;
    grid.tolerance_ =
        to.is_geographic() ? tolerance_degrees / to.unit_factor() : tolerance_m / to.unit_factor();
    const double size =
        from.is_geographic() ? cell_degrees / from.unit_factor() : cell_metres / from.unit_factor();
    const double columns = std::floor(box.width() / size) + 2.0;
    const double rows = std::floor(box.height() / size) + 2.0;
    if (columns * rows > static_cast<double>(most_cells)) return grid;
    grid.cell_size_ = size;
    grid.columns_ = static_cast<std::size_t>(columns);
    grid.rows_ = static_cast<std::size_t>(rows);
    grid.origin_ = {box.min_x - 0.5 * size, box.min_y - 0.5 * size};

    std::vector<std::uint8_t> is_used(grid.columns_ * grid.rows_, 0);
    done = for_each_piece(
        vertices.size(), vertices_per_piece, quiet,
        [&](IndexRange piece, std::size_t) -> Result<void> {
            std::int64_t last = -1;
            for (std::size_t i = piece.first; i < piece.last; ++i) {
                const std::int64_t cell = grid.cell_of(vertices[i]);
                if (cell < 0 || cell == last) continue;
                last = cell;
                std::atomic_ref<std::uint8_t>{is_used[static_cast<std::size_t>(cell)]}.store(
                    1, std::memory_order_relaxed);
            }
            return {};
        });
    if (!done) return tl::unexpected(done.error());
    std::vector<std::uint32_t> cells;
    for (std::size_t i = 0; i < is_used.size(); ++i) {
        if (is_used[i] != 0) cells.push_back(static_cast<std::uint32_t>(i));
    }
    if (cells.size() * least_vertices_per_patch > vertices.size()) {
        grid.cell_size_ = 0.0;
        return grid;
    }
    grid.patch_of_cell_.assign(is_used.size(), 0);
    done = grid.add_patches(cells, work);
    if (!done) return tl::unexpected(done.error());
    return grid;
}

double GridTransform::covered_share() const {
    return asked_ == 0 ? 1.0 : static_cast<double>(patches_.size()) / static_cast<double>(asked_);
}

bool GridTransform::Hand::find_exact() {
    if (exact_) return true;
    auto made = Transform::between(grid_->from_, grid_->to_);
    if (made) exact_ = std::move(*made);
    return exact_.has_value();
}

bool GridTransform::Hand::apply_exactly(XY& vertex) {
    return find_exact() && exact_->apply(std::span{&vertex, 1}).has_value();
}

bool GridTransform::Hand::apply(std::span<XY> vertices) {
    const GridTransform& grid = *grid_;
    if (grid.is_identity_) {
        return std::ranges::all_of(vertices,
                                   [](XY p) { return std::isfinite(p.x) && std::isfinite(p.y); });
    }
    if (grid.cell_size_ == 0.0 || grid.patches_.empty()) {
        return find_exact() && exact_->apply(vertices).has_value();
    }
    const double per_cell = 1.0 / grid.cell_size_;
    const auto columns = static_cast<double>(grid.columns_);
    const auto rows = static_cast<double>(grid.rows_);
    for (XY& vertex : vertices) {
        const double column = (vertex.x - grid.origin_.x) * per_cell;
        const double row = (vertex.y - grid.origin_.y) * per_cell;
        std::uint32_t patch = 0;
        std::size_t at_column = 0;
        std::size_t at_row = 0;
        if (column >= 0.0 && row >= 0.0 && column < columns && row < rows) {
            at_column = static_cast<std::size_t>(column);
            at_row = static_cast<std::size_t>(row);
            patch = grid.patch_of_cell_[at_row * grid.columns_ + at_column];
        }
        if (patch != 0) {
            vertex = value(grid.patches_[patch - 1],
                           2.0 * (column - static_cast<double>(at_column)) - 1.0,
                           2.0 * (row - static_cast<double>(at_row)) - 1.0);
        } else if (!apply_exactly(vertex)) {
            return false;
        }
    }
    return true;
}

}  // namespace parkatlas::geo
