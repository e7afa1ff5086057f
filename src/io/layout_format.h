#pragma once

#include <string>

#include "base/finding.h"
#include "base/result.h"
#include "model/layout.h"

namespace parkatlas::io {

/// parse_layout for text in any encoding that GeoJSON may have; `source` goes into the layer and
/// the findings, `fallback_id` is the id of a layout that states none.
///
/// Finding codes beside those of GeoJSON:
///   wrong_type w       a member is not of the type it should be, and is passed over
///   unknown_role w     kept as Role::other with its word
///   missing_role w     likewise, without a word
///   unknown_basis w    taken as schematic, the weakest claim
///   missing_basis i    taken as surveyed: a user's own boundary says nothing of itself
///   unknown_feature w  part_of or a link names a feature that is not there
[[nodiscard]] Result<Loaded<model::Layout>> read_layout_text(std::string text,
                                                             const std::string& source,
                                                             const std::string& fallback_id);

/// A layout as a file in the layout format, docs/layout-format.md: parse_layout gives the same
/// again. Properties that this program does not know come from the columns of the layer, other
/// members from `others`; what is null or empty is left out.
///
/// Fails with  unsupported   the layer is not in degrees, as the format is
///             output_failed
[[nodiscard]] Result<std::string> layout_text(const model::Layout& layout);
[[nodiscard]] Result<void> write_layout(const model::Layout& layout, const std::string& path);

}  // namespace parkatlas::io
