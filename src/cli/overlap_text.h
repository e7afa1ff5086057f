#pragma once

#include <string>

#include "analysis/overlap_modes.h"
#include "analysis/overlap_table.h"
#include "base/result.h"
#include "cli/context.h"

namespace parkatlas::cli {

// The answers of `overlap` in the asked form: table, JSON or CSV.

/// Pairs may be many, so they go to the sink as they come.
[[nodiscard]] Result<void> write_overlaps(const analysis::OverlapTable& table,
                                          const CommonOptions& options, const TextSink& sink);
[[nodiscard]] std::string overlap_text(const analysis::CoverageTable& table,
                                       const CommonOptions& options);
[[nodiscard]] std::string overlap_text(const analysis::FoldTable& table,
                                       const CommonOptions& options);
[[nodiscard]] std::string overlap_text(const analysis::ClassTable& table,
                                       const CommonOptions& options);

}  // namespace parkatlas::cli
