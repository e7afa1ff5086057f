#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/area_table.h"
#include "base/finding.h"
#include "base/result.h"
#include "geo/overlap.h"
#include "model/layer.h"

namespace parkatlas::analysis {

/// A feature named by its place: a hundred thousand pairs are not to hold as many copies of names.
struct FeatureOfLayer {
    const model::Layer* layer;  ///< never null; must live as long as it is asked for
    std::size_t index;          ///< in there

    [[nodiscard]] model::FeatureId id() const { return layer->ids[index]; }
    [[nodiscard]] std::optional<std::string> name() const { return layer->names[index]; }
};

struct OverlapRow {
    FeatureOfLayer a, b;
    double area_m2 = 0.0;
    double share_of_a = 0.0;  ///< of the mended area of A, 0 to 1
    double share_of_b = 0.0;
};

struct OverlapTable {
    geo::Method method = geo::Method::geodesic;
    std::string basis;
    /// Carried by A's coordinates, which the figures are on.
    model::CoordinateOffset offset = model::CoordinateOffset::none;
    std::vector<OverlapRow> rows;
    double total_area_m2 = 0.0;
};

/// Pairs inside `a` (b null) or between `a` and `b`, in the coordinates of A; B is brought into A's
/// CRS and to the offset that A's coordinates carry, if one does. Shapes that are not valid are
/// mended first and a finding says so with the change of area. Rows borrow the layers.
[[nodiscard]] Result<Loaded<OverlapTable>> overlap_table(const model::Layer& a,
                                                         const model::Layer* b,
                                                         const MeasureOptions& options,
                                                         const Work& work);

}  // namespace parkatlas::analysis
