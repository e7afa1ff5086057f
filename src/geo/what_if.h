#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "geo/box_index.h"
#include "geo/measure.h"
#include "geo/shapes.h"

namespace parkatlas::geo {

/// A layer that polygons are tried on. Immutable: any number of WhatIf in any thread may share it.
class WhatIfLayer {
  public:
    /// @param shapes    valid (geo/repair.h), one for each feature
    /// @param areas_m2  of each shape by the measurer that WhatIf is given
    /// @param classes   of each shape a number below `class_count`; empty: all in class 0
    WhatIfLayer(Shapes shapes, std::vector<double> areas_m2, std::vector<std::uint32_t> classes,
                std::size_t class_count);

    [[nodiscard]] std::size_t size() const { return shapes_.size(); }
    [[nodiscard]] std::size_t class_count() const { return class_count_; }
    [[nodiscard]] const Shapes& shapes() const { return shapes_; }
    [[nodiscard]] double area_m2(std::size_t index) const { return areas_m2_[index]; }
    [[nodiscard]] std::uint32_t class_of(std::size_t index) const {
        return classes_.empty() ? 0 : classes_[index];
    }
    [[nodiscard]] const BoxIndex& index() const { return index_; }
    [[nodiscard]] const Box& box(std::size_t index) const { return boxes_[index]; }

  private:
    Shapes shapes_;
    std::vector<double> areas_m2_;
    std::vector<std::uint32_t> classes_;
    std::size_t class_count_;
    std::vector<Box> boxes_;
    BoxIndex index_;
};

/// A feature of the layer that shares ground with the polygon.
struct WhatIfShare {
    std::uint32_t feature = 0;
    double area_m2 = 0.0;
};

struct WhatIfAnswer {
    std::vector<WhatIfShare> shares;          ///< ascending by feature
    double total_m2 = 0.0;                    ///< of the shares
    std::vector<double> class_m2;             ///< of each class
    std::vector<std::size_t> class_features;  ///< features of each class that share ground
    double polygon_m2 = 0.0;                  ///< of the polygon itself, mended if it needs it
    bool polygon_mended = false;
    std::size_t looked_at = 0;  ///< features compared anew by the last update
};

/// "What if the park ran like this?": what a polygon that is being changed shares with a layer,
/// quickly enough to be asked in every frame.
///
/// An update looks only at features near the edges that have changed since the last one (a vertex
/// dragged: two edges); what others share is kept. The answer is that of a first update with the
/// same polygon, up to rounding.
///
/// Cost  0.5 to 1 microsecond a feature that is looked at. A park of 20 km2 over 100,000 parcels of
///       0.02 km2: see docs/performance.md; goal 5 ms on one core.
/// One object belongs to one thread.
class WhatIf {
  public:
    /// `measurer` is one for the CRS of the layer's shapes.
    WhatIf(std::shared_ptr<const WhatIfLayer> layer, Measurer measurer);
    WhatIf(WhatIf&&) noexcept;
    WhatIf& operator=(WhatIf&&) noexcept;
    ~WhatIf();

    /// The polygon as it is now, in the layer's CRS; one that crosses itself counts as mended
    /// (even-odd). The answer stands until the next update.
    /// Fails with  out_of_range      a coordinate is not finite or off the globe;
    ///             geometry_invalid  it cannot be mended, or crosses a feature that is not valid in
    ///                               a way that GEOS gives up on.
    /// A failure forgets what was kept; the next update looks at everything.
    [[nodiscard]] Result<const WhatIfAnswer*> update(ShapeView polygon);

    [[nodiscard]] const WhatIfLayer& layer() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas::geo
