#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/area_table.h"
#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/what_if.h"
#include "model/layer.h"

namespace parkatlas::analysis {

/// A layer made ready for polygons that are tried on it.
struct WhatIfGround {
    std::shared_ptr<const geo::WhatIfLayer> layer;
    std::vector<std::string>
        class_names;    ///< texts of the attribute, ascending; "" where it is null
    std::string basis;  ///< what the figures stand on
};

/// Mends and measures `layer` once and sorts its features into classes by the text of the attribute
/// `by` (none: one class without a name). Polygons are then asked of geo::WhatIf, in `layer.crs`.
/// Fails with usage where there is no such attribute; whatever the measurer fails with.
[[nodiscard]] Result<Loaded<WhatIfGround>> prepare_what_if(const model::Layer& layer,
                                                           const MeasureOptions& options,
                                                           const std::optional<std::string>& by,
                                                           const Work& work);

/// A question object for one thread. `options` are those of prepare_what_if().
[[nodiscard]] Result<geo::WhatIf> make_what_if(const WhatIfGround& ground,
                                               const model::Layer& layer,
                                               const MeasureOptions& options);

}  // namespace parkatlas::analysis
