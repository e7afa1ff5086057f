#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/phrase.h"
#include "geo/coords.h"
#include "geo/shapes.h"

namespace parkatlas::io {

/// The geometry of one feature while it is being read. Rings may hold anything; what is wrong with
/// them is found when the feature goes into its layer.
struct GeometryScratch {
    struct Ring {
        std::size_t begin, end;  ///< in `vertices`
    };
    struct Part {
        geo::PartKind kind;
        std::size_t first_ring, end_ring;  ///< in `rings`
    };
    std::vector<geo::XY> vertices;
    std::vector<Ring> rings;
    std::vector<Part> parts;
    bool is_null = true;  ///< no geometry at all, as opposed to an empty one
    bool had_z = false;   ///< heights were there and have been dropped
    Phrase problem;       ///< why the geometry cannot be used; empty if it can

    void clear() {
        vertices.clear();
        rings.clear();
        parts.clear();
        is_null = true;
        had_z = false;
        problem.clear();
    }
};

}  // namespace parkatlas::io
