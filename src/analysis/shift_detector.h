#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "geo/map_offset.h"
#include "model/layer.h"

namespace parkatlas::analysis {

enum class ShiftKind {
    cannot_tell,  ///< too little of the layer follows the reference lines
    plain,        ///< lies where it should
    map_offset,   ///< looks like GCJ-02 or BD-09
    other         ///< shifted as a whole by something else
};

/// Whether a layer's coordinates are shifted against lines whose place is known.
struct ShiftVerdict {
    ShiftKind kind = ShiftKind::cannot_tell;
    geo::MapOffset offset = geo::MapOffset::none;  ///< of kind map_offset
    /// From where the layer should lie to where it does, at its middle; 0 unless shifted.
    geo::GroundShift shift;
    /// 0 to 1: how much better the verdict fits than the next best reading. 0 for cannot_tell.
    double confidence = 0.0;

    std::size_t samples = 0;  ///< places of the layer's outlines that were compared
    /// Share of the samples within about 100 m of a reference line: as the verdict has it (of
    /// cannot_tell: the best reading), as the coordinates stand, and by mere chance.
    double share_fitting = 0.0, share_as_given = 0.0, share_by_chance = 0.0;
};

/// Compares a layer's outlines with reference lines (borders of counties, the coast; longitude and
/// latitude on CGCS2000, not shifted), under four readings: as it stands, GCJ-02, BD-09, and any
/// other shift up to 1.6 km.
///
/// Only outlines that follow the references can tell: administrative areas, coasts. Parcels and
/// parks inside a county share nothing with them, and the answer is cannot_tell. A verdict needs 40
/// samples at least, 15 % of them on the lines, half as many again as under the next best reading,
/// and eight standard deviations more than chance. The references are good to some 50 m, so shifts
/// below 150 m are not seen.
///
/// The tag that the layer carries is not looked at. Cost: some ms and 10 to 30 MiB for a province;
/// of large layers at most 200,000 vertices are looked at.
[[nodiscard]] ShiftVerdict detect_shift(const model::Layer& layer,
                                        const std::vector<const model::Layer*>& references);

}  // namespace parkatlas::analysis
