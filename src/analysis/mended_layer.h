#pragma once

// Internal to analysis: a layer's shapes mended and measured, as both tables need them.

#include <cstddef>
#include <cstdint>
#include <memory>
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
    std::optional<geo::Shapes> mended;              ///< one shape; none: it may stay as it is
    std::optional<geo::AreaAndPerimeter> measured;  ///< none: it cannot be used, see the findings
    bool valid = true;                              ///< as read
};

/// Mends and measures the shapes of one layer, one after the other, and notes what was wrong.
class ShapeMender {
  public:
    /// `layer`, `measurer` and `findings` are borrowed. The measurer is one for `layer.crs`.
    ShapeMender(const model::Layer& layer, const geo::Measurer& measurer,
                std::vector<Finding>& findings)
        : ShapeMender{layer, layer.shapes, measurer, findings} {}
    /// With `shapes` in place of the layer's own, one for each of its features: the same in another
    /// CRS, which is the measurer's.
    ShapeMender(const model::Layer& layer, const geo::Shapes& shapes, const geo::Measurer& measurer,
                std::vector<Finding>& findings)
        : layer_{&layer}, shapes_{&shapes}, measurer_{&measurer}, findings_{&findings} {}

    [[nodiscard]] MendedShape mend(std::size_t index) const;

  private:
    void note(Severity severity, const char* code, std::size_t index, Phrase message) const;
    void note_mended(std::size_t index, const geo::Repaired& repaired,
                     const std::optional<geo::AreaAndPerimeter>& after) const;

    const model::Layer* layer_;
    const geo::Shapes* shapes_;
    const geo::Measurer* measurer_;
    std::vector<Finding>* findings_;
    geo::Repairer repairer_;
};

/// All shapes of a layer, mended and measured.
struct MendedLayer {
    /// One for each feature, empty where it cannot be used: those that were given where none had to
    /// change, borrowed. Only with Keep::figures_and_shapes.
    std::shared_ptr<const geo::Shapes> shapes;
    std::vector<std::optional<geo::AreaAndPerimeter>> measured;  ///< none: see the findings
    std::vector<std::uint8_t> valid;                             ///< as read: 1, else 0

    /// One for each feature, 0 where it cannot be used.
    [[nodiscard]] std::vector<double> areas_m2() const;
};

enum class Keep { figures, figures_and_shapes };

/// Mends and measures on all threads what ShapeMender does one by one; findings in the order of
/// features. `shapes` are borrowed by the answer. Memory: the shapes once more if one of them had
/// to be mended.
[[nodiscard]] Result<MendedLayer> mend_layer(const model::Layer& layer, const geo::Shapes& shapes,
                                             const geo::Measurer& measurer, Keep keep,
                                             std::vector<Finding>& findings, const Work& work);

/// Finding planar_distortion where another zone is the right one for the layer, or the plane is off
/// in area by more than 0.2 % there: what that is in mu on `area_m2`, measured in the plane, or on
/// a square kilometre.
void remark_on_plane(const model::Layer& layer, const geo::Crs& plane,
                     std::optional<double> area_m2, std::vector<Finding>& findings);

/// A measurer for a layer. Finding offset_coordinates where they carry an offset.
[[nodiscard]] Result<geo::Measurer> make_measurer(const model::Layer& layer, geo::Method method,
                                                  const std::optional<geo::Crs>& planar_crs,
                                                  std::vector<Finding>& findings);

/// What the figures of a layer stand on: the measurer's label and the offset the coordinates carry.
[[nodiscard]] std::string basis_of(const model::Layer& layer, const geo::Measurer& measurer);

/// Appends `word` to a list "A, B" unless it is in it.
void add_word(std::string& list, const std::string& word);

}  // namespace parkatlas::analysis
