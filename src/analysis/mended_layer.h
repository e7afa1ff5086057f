#pragma once

// Internal to analysis: a layer's shapes mended and measured, as both tables need them.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/measure.h"
#include "geo/repair.h"
#include "model/layer.h"

namespace parkatlas::analysis {

/// One shape mended and measured.
struct MendedShape {
    geo::Shapes shapes;                             ///< one shape; empty if it cannot be used
    std::optional<geo::AreaAndPerimeter> measured;  ///< none: see the findings
    bool valid = true;                              ///< as read
};

/// Mends and measures the shapes of one layer, one after the other, and notes what was wrong.
class ShapeMender {
  public:
    /// `layer`, `measurer` and `findings` are borrowed. The measurer is one for `layer.crs`.
    ShapeMender(const model::Layer& layer, const geo::Measurer& measurer,
                std::vector<Finding>& findings)
        : layer_{&layer}, measurer_{&measurer}, findings_{&findings} {}

    [[nodiscard]] MendedShape mend(std::size_t index) const;

  private:
    void note(Severity severity, const char* code, std::size_t index, std::string message) const;
    void note_mended(std::size_t index, const geo::Repaired& repaired,
                     const std::optional<geo::AreaAndPerimeter>& after) const;

    const model::Layer* layer_;
    const geo::Measurer* measurer_;
    std::vector<Finding>* findings_;
    geo::Repairer repairer_;
};

/// A measurer for a layer. Findings: a plane that distorts areas where the layer lies, coordinates
/// that carry an offset.
[[nodiscard]] Result<geo::Measurer> make_measurer(const model::Layer& layer, geo::Method method,
                                                  const std::optional<geo::Crs>& planar_crs,
                                                  std::vector<Finding>& findings);

/// What the figures of a layer stand on: the measurer's label and the offset the coordinates carry.
[[nodiscard]] std::string basis_of(const model::Layer& layer, const geo::Measurer& measurer);

/// Appends `word` to a list "A, B" unless it is in it.
void add_word(std::string& list, const std::string& word);

}  // namespace parkatlas::analysis
