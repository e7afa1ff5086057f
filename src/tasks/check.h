#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/area_table.h"
#include "analysis/check.h"
#include "analysis/mending.h"
#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"
#include "tasks/offsets.h"

namespace parkatlas::tasks {

struct CheckRequest {
    std::vector<std::string> sources;
    Offsets offsets;
    Lang lang = Lang::en;
    Lang reading_lang = Lang::en;  ///< of what the readers remarked
    /// Mend what is not valid and write all layers to this file.
    std::optional<std::string> mend_to;
    analysis::MeasureOptions measure;  ///< of the areas before and after mending
};

/// A layer that was checked.
struct CheckedLayer {
    std::string source, layer, format, crs;
    bool crs_stated = false;
    std::size_t feature_count = 0;
    std::size_t errors = 0, warnings = 0, infos = 0;
};

struct CheckAnswer {
    std::vector<CheckedLayer> layers;
    std::vector<analysis::CheckFinding>
        findings;  ///< by source and layer, as analysis::check_layer
    std::vector<analysis::MendedFeature> mended;
    std::string basis;  ///< what the areas of `mended` are on
    std::size_t features_written = 0;

    [[nodiscard]] std::size_t count(Severity severity) const;
};

/// Checks every source, and mends on request.
///
/// A source whose coordinates cannot be what its CRS says (metres in place of degrees, swapped
/// axes, an unknown CRS) is a finding and no failure, unless it is to be mended. Mending keeps
/// every feature: what GEOS cannot mend is written as it was, with a finding of the code
/// unmendable; points and lines stay.
///
/// Fails as opening does; with  usage        mend_to names one of the sources
///                              unsupported  a layout is to be mended: its words would be lost
///                              output_failed
[[nodiscard]] Result<CheckAnswer> check(const CheckRequest& request, const Work& work);

}  // namespace parkatlas::tasks
