#pragma once

#include "base/result.h"
#include "geo/map_offset.h"
#include "model/layer.h"

namespace parkatlas::model {

/// Takes the offset that the layer is tagged with out of its coordinates, and the tag off. A
/// projected layer goes through longitude and latitude on CGCS2000 and back.
/// Fails with crs_unknown, or out_of_range naming the first vertex that cannot be brought to
/// degrees; the layer is then as it was.
[[nodiscard]] Result<void> remove_offset(Layer& layer);

/// Puts an offset on coordinates that carry none, and the tag. Fails likewise.
[[nodiscard]] Result<void> add_offset(Layer& layer, CoordinateOffset offset);

}  // namespace parkatlas::model
