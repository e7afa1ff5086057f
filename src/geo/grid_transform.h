#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "geo/coords.h"
#include "geo/crs.h"

namespace parkatlas::geo {

/// Takes many vertices from one CRS to another for drawing: patches of quadratic polynomials that
/// were fitted to PROJ's results and held against them, and PROJ itself elsewhere. Some 10 ns a
/// vertex where PROJ's Gauss-Kruger takes 400. Never for measuring.
///
/// Accuracy  0.5 mm in a projected target, 5e-9 of a degree in a geographic one. Each patch is
///           compared with PROJ at the eight places where a quadratic strays most; one that is off
///           by more than a quarter of the bound there is not used.
/// Checked   tests/unit/geo/grid_transform_test.cpp, against PROJ at random places.
///
/// Immutable once made; any number of threads may each have a `Hand`.
class GridTransform {
  public:
    /// `vertices`: those that will be asked for; patches are made only where they lie.
    /// Fails with what Transform::between fails with, and with `stopped`.
    [[nodiscard]] static Result<GridTransform> create(const Crs& from, const Crs& to,
                                                      std::span<const XY> vertices,
                                                      const Work& work);

    /// What one thread needs to use it.
    class Hand {
      public:
        explicit Hand(const GridTransform& grid) : grid_{&grid} {}
        /// In place. False if a vertex cannot be brought over: not finite, no degrees, or beyond
        /// the target system; the vertices are then of no use.
        [[nodiscard]] bool apply(std::span<XY> vertices);

      private:
        [[nodiscard]] bool find_exact();
        [[nodiscard]] bool apply_exactly(XY& vertex);
        const GridTransform* grid_;
        std::optional<Transform> exact_;  ///< made when first needed
    };

    /// Share of the patches asked for that are good enough; 1 where no patch was needed.
    [[nodiscard]] double covered_share() const;
    [[nodiscard]] std::size_t patch_count() const { return patches_.size(); }

  private:
    /// x = sum of x[3 * i + j] * u^i * v^j for u, v in -1 … 1 across the cell.
    struct Patch {
        std::array<double, 9> x, y;
    };

    GridTransform(const Crs& from, const Crs& to) : from_{from}, to_{to} {}
    [[nodiscard]] Result<void> add_patches(const std::vector<std::uint32_t>& cells,
                                           const Work& work);
    [[nodiscard]] std::int64_t cell_of(XY vertex) const;
    [[nodiscard]] bool fit(const Transform& transform, std::uint32_t cell, Patch& patch) const;
    [[nodiscard]] static XY value(const Patch& patch, double u, double v);

    Crs from_, to_;
    bool is_identity_ = false;
    double cell_size_ = 0.0;  ///< 0: no patches, all through PROJ
    XY origin_;               ///< of the grid
    std::size_t columns_ = 0, rows_ = 0;
    double tolerance_ = 0.0;
    std::vector<std::uint32_t> patch_of_cell_;  ///< index + 1 into patches_; 0: none
    std::vector<Patch> patches_;
    std::size_t asked_ = 0;
};

}  // namespace parkatlas::geo
