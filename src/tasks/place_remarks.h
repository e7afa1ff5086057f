#pragma once

#include <optional>
#include <vector>

#include "analysis/shift_detector.h"
#include "base/result.h"
#include "geo/zone_advice.h"
#include "model/layer.h"

namespace parkatlas::tasks {

/// What there is to say of where a layer lies.
struct PlaceRemarks {
    /// Zones it reaches into and, of a projected layer, what its plane costs. None without an
    /// extent.
    std::optional<geo::ZoneAdvice> zone;
    analysis::ShiftVerdict shift;  ///< against the base geography
};

/// For each layer. Fails where the base geography cannot be read.
[[nodiscard]] Result<std::vector<PlaceRemarks>> place_remarks(
    const std::vector<const model::Layer*>& layers);

}  // namespace parkatlas::tasks
