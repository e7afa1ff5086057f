#pragma once

#include <optional>
#include <string>

#include "analysis/audit.h"
#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"

namespace parkatlas::tasks {

struct AuditRequest {
    std::string source;                     ///< layout:ID, a layout file, a project with a plan
    std::optional<std::string> boundaries;  ///< whose polygons replace the layout's shapes
    analysis::AuditOptions options;
};

/// Opens a layout, the counties and the other built-in layouts, and holds the layout against its
/// own words. The findings beside the report are of the reading.
///
/// Boundaries are matched to features by id, then by exact name in either language; several
/// polygons of one match are taken together. What was replaced counts as surveyed, without the
/// anchor and accuracy of the drawing.
///
/// Fails as opening does; with input_malformed if the source is no layout, or if no boundary
/// matches anything.
[[nodiscard]] Result<Loaded<analysis::AuditReport>> audit(const AuditRequest& request,
                                                          const Work& work);

}  // namespace parkatlas::tasks
