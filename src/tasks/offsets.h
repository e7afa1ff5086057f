#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "geo/map_offset.h"
#include "io/source.h"

namespace parkatlas::tasks {

/// What the user says of offsets that the coordinates of the sources carry, where the files do not.
/// Each list is empty (nothing is said), holds one entry for all sources, or one for each in their
/// order; `none` says nothing of that source.
struct Offsets {
    /// The layers are tagged, their coordinates stay, and figures on them say so.
    std::vector<geo::MapOffset> carried;
    /// The layers are brought to CGCS2000 first.
    std::vector<geo::MapOffset> removed;
};

/// Those of source number `index` alone.
[[nodiscard]] Offsets offsets_of(const Offsets& offsets, std::size_t index);

/// Fails with usage if the lists do not fit the number of sources.
[[nodiscard]] Result<void> validate(const Offsets& offsets, std::size_t source_count);

/// Does so with the layers of source number `index`. Finding offset_overruled: the file says
/// another offset.
/// Fails with  unsupported  something is said of a layout, whose words give places on CGCS2000
///             out_of_range, crs_unknown
[[nodiscard]] Result<void> apply(const Offsets& offsets, std::size_t index, io::Opened& opened,
                                 std::vector<Finding>& findings);

}  // namespace parkatlas::tasks
