#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "geo/shapes.h"

namespace parkatlas::geo {

/// Where and why a shape is not valid in the sense of OGC Simple Features.
struct Invalidity {
    std::string reason;  ///< GEOS's words, e.g. "Self-intersection"
    XY at;               ///< a place of the trouble, layer coordinates
};

struct Repaired {
    Shapes shapes;  ///< exactly one shape: its polygons (lines and points are dropped)
    bool changed = false;
    std::string reason;  ///< why it was mended; empty if it was valid
    XY at;               ///< a place of the trouble, layer coordinates
};

/// Validity and repair through GEOS. Owns a GEOS context: one object, one thread.
class Repairer {
  public:
    Repairer();
    Repairer(Repairer&&) noexcept;
    Repairer& operator=(Repairer&&) noexcept;
    ~Repairer();

    /// None if the polygon parts are valid (a missing closing vertex is closed first and does not
    /// count here; readers report it). Fails with out_of_range for coordinates that are not finite.
    [[nodiscard]] Result<std::optional<Invalidity>> invalidity(ShapeView shape) const;

    /// The polygons of a shape, mended with the meaning of GEOS MakeValid, linework: even-odd over
    /// all rings of a part. A part that collapses to nothing leaves an empty shape.
    /// Fails with geometry_invalid where GEOS gives up, out_of_range as above.
    [[nodiscard]] Result<Repaired> make_valid(ShapeView shape) const;

    /// The same without a copy of what may stay as it is: none if the shape has nothing but
    /// polygons (or nothing at all) and they are valid.
    [[nodiscard]] Result<std::optional<Repaired>> mend_if_needed(ShapeView shape) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace parkatlas::geo
