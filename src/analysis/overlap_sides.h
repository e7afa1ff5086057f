#pragma once

// Internal to analysis: the two layers of an overlap, ready to be laid over each other.

#include <optional>
#include <vector>

#include "analysis/mended_layer.h"
#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/layer.h"

namespace parkatlas::analysis {

/// Borrows the layers' shapes where they could stay as they are.
struct OverlapSides {
    MendedLayer a;
    std::optional<MendedLayer> b;  ///< none: pairs are within `a`
    std::vector<double> areas_a_m2, areas_b_m2;

    [[nodiscard]] const MendedLayer& other() const { return b ? *b : a; }
    [[nodiscard]] const std::vector<double>& other_areas_m2() const {
        return b ? areas_b_m2 : areas_a_m2;
    }
};

/// How much of a run's progress getting the sides ready is given.
inline constexpr double mending_share = 0.5;

/// Both layers mended and measured by `measurer`, which is one for `a.crs`; `b` is brought there,
/// or null. Findings: what was mended, what cannot be brought over or measured, a datum shift that
/// nobody knows, that B was brought to the offset that A's coordinates carry.
[[nodiscard]] Result<OverlapSides> overlap_sides(const model::Layer& a, const model::Layer* b,
                                                 const geo::Measurer& measurer,
                                                 std::vector<Finding>& findings, const Work& work);

}  // namespace parkatlas::analysis
