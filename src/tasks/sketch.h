#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/what_if.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/crs.h"
#include "geo/measure.h"
#include "geo/repair.h"
#include "geo/shapes.h"
#include "model/edits.h"
#include "model/layer.h"

namespace parkatlas::tasks {

using SketchRings = std::vector<std::vector<geo::LonLat>>;

/// The rings as one shape on CGCS2000 degrees: those inside an odd number of others are holes, the
/// others shells of parts. Rings of fewer than three points are left out.
[[nodiscard]] geo::Shapes sketch_shape(const SketchRings& rings);

/// The boundary of a feature as rings to draw on: polygons on CGCS2000 degrees, not closed.
/// Fails with geometry_invalid where it has no polygon, out_of_range as geo::Transform.
[[nodiscard]] Result<SketchRings> rings_of_feature(const model::Layer& layer, std::size_t index);

/// All sketches as a layer with name, area_m2, area_km2, area_ha, area_mu, perimeter_m and the
/// feature each began as. Fails with crs_unknown.
[[nodiscard]] Result<model::Layer> sketch_layer(const std::vector<model::Sketch>& sketches);

/// Measures rings on the ellipsoid. One object, one thread.
class SketchRuler {
  public:
    [[nodiscard]] static Result<SketchRuler> create();
    struct Figures {
        double area_m2 = 0.0;
        double perimeter_m = 0.0;
        bool crosses_itself = false;  ///< the area then is that of the even-odd rule
    };
    /// None for rings that enclose nothing.
    [[nodiscard]] std::optional<Figures> figures(const SketchRings& rings) const;

  private:
    explicit SketchRuler(geo::Measurer measurer) : measurer_{std::move(measurer)} {}
    geo::Measurer measurer_;
    geo::Repairer repairer_;
};

/// What a sketch shares with one layer.
struct SketchShare {
    std::size_t features = 0;  ///< that it shares ground with
    double area_m2 = 0.0;      ///< sum over them
    double share = 0.0;        ///< of the sketch's own area, on the same basis
    struct Class {
        std::string value;  ///< empty where the attribute is null
        std::size_t features = 0;
        double area_m2 = 0.0;
    };
    std::vector<Class> classes;  ///< that share ground, largest first; one without attribute
};

/// A layer that sketches are tried on, with its index; the layer must outlive it. Made on any
/// thread, then used by one.
class SketchGround {
  public:
    /// `by`: the attribute of the class table. Fails as analysis::prepare_what_if.
    [[nodiscard]] static Result<SketchGround> prepare(const model::Layer& layer,
                                                      const std::optional<std::string>& by,
                                                      const Work& work);
    /// What rings share with the layer. Only features near the edges that moved since the last call
    /// are looked at. Fails as geo::WhatIf::update.
    [[nodiscard]] Result<SketchShare> ask(const SketchRings& rings);

  private:
    SketchGround(analysis::WhatIfGround ground, geo::WhatIf what_if, geo::Transform to_layer)
        : ground_{std::move(ground)},
          what_if_{std::move(what_if)},
          to_layer_{std::move(to_layer)} {}
    analysis::WhatIfGround ground_;
    geo::WhatIf what_if_;
    geo::Transform to_layer_;
};

}  // namespace parkatlas::tasks
