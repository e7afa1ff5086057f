#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/area_table.h"
#include "analysis/check.h"
#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/layer.h"

namespace parkatlas::analysis {

/// A feature whose shape is written otherwise than it was read.
struct MendedFeature {
    std::string source, layer;
    model::FeatureId id;
    std::optional<std::string> name;
    std::vector<std::string> reasons;  ///< codes of what was wrong, each once
    /// Sum of the rings as read, shell less holes, where the lobes of a crossing cancel; none if
    /// that cannot be measured.
    std::optional<double> area_before_m2;
    std::optional<double> area_after_m2;  ///< of what the feature has now
};

struct Mending {
    std::vector<MendedFeature> features;  ///< in the order of the layer
    std::string basis;                    ///< what the areas are on
};

/// Mends the shapes of a layer in place with the meaning of GEOS MakeValid, linework (even-odd):
/// those that have an error of a ring among `findings`, which are check_layer's of this layer. All
/// other shapes stay bit by bit. Points and lines of a mended shape stay, too.
///
/// Adds findings: unmendable (the shape stays as it was), shape_lost (the reader could not use it,
/// so the feature has none).
/// Fails with stopped; with usage where `measure` has no plane to measure in.
[[nodiscard]] Result<Mending> mend_shapes(model::Layer& layer, std::vector<CheckFinding>& findings,
                                          const MeasureOptions& measure, Lang lang,
                                          const Work& work);

}  // namespace parkatlas::analysis
