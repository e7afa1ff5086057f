#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "draw/draw_list.h"

namespace parkatlas::cartography {

/// Numbered boxes on the paper, to be found by place: square cells, each with the boxes it meets.
/// What lies outside the area counts to the cells at its edge.
class BoxGrid {
  public:
    BoxGrid(const draw::RectMm& area, double cell_mm)
        : area_{area},
          cell_mm_{cell_mm},
          columns_{count(area.w_mm, cell_mm)},
          cells_(columns_ * count(area.h_mm, cell_mm)) {}

    void add(std::uint32_t number, const draw::RectMm& box) {
        visit_cells(*this, box, [number](Cell& cell) { cell.push_back(number); });
    }
    /// With the box that it was added with.
    void remove(std::uint32_t number, const draw::RectMm& box) {
        visit_cells(*this, box, [number](Cell& cell) { std::erase(cell, number); });
    }

    /// Numbers whose boxes share a cell with this one, all that meet it among them; ascending.
    [[nodiscard]] std::vector<std::uint32_t> near(const draw::RectMm& box) const {
        std::vector<std::uint32_t> found;
        find_near(box, found);
        return found;
    }
    /// The same into a list that keeps its memory from question to question.
    void find_near(const draw::RectMm& box, std::vector<std::uint32_t>& found) const {
        found.clear();
        visit_cells(*this, box, [&found](const Cell& cell) {
            found.insert(found.end(), cell.begin(), cell.end());
        });
        if (!std::ranges::is_sorted(found)) std::ranges::sort(found);
        found.erase(std::unique(found.begin(), found.end()), found.end());
    }

  private:
    using Cell = std::vector<std::uint32_t>;

    [[nodiscard]] static std::size_t count(double length_mm, double cell_mm) {
        return static_cast<std::size_t>(std::clamp(std::ceil(length_mm / cell_mm), 1.0, 1000.0));
    }
    template <typename Grid, typename Visit>
    static void visit_cells(Grid& grid, const draw::RectMm& box, Visit&& visit) {
        const auto cell_of = [&grid](double from_mm, std::size_t cells) {
            const double at = std::clamp(std::floor(from_mm / grid.cell_mm_), 0.0,
                                         static_cast<double>(cells - 1));
            return static_cast<std::size_t>(at);
        };
        const std::size_t rows = grid.cells_.size() / grid.columns_;
        const std::size_t left = cell_of(box.x_mm - grid.area_.x_mm, grid.columns_);
        const std::size_t right = cell_of(box.right_mm() - grid.area_.x_mm, grid.columns_);
        const std::size_t top = cell_of(box.y_mm - grid.area_.y_mm, rows);
        const std::size_t bottom = cell_of(box.bottom_mm() - grid.area_.y_mm, rows);
        for (std::size_t row = top; row <= bottom; ++row) {
            for (std::size_t column = left; column <= right; ++column) {
                visit(grid.cells_[row * grid.columns_ + column]);
            }
        }
    }

    draw::RectMm area_;
    double cell_mm_;
    std::size_t columns_;
    std::vector<Cell> cells_;
};

}  // namespace parkatlas::cartography
