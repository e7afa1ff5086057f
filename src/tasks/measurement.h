#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/lang.h"
#include "base/result.h"
#include "geo/coords.h"
#include "geo/measure.h"
#include "geo/repair.h"
#include "model/annotation.h"
#include "model/layer.h"
#include "model/measurement.h"

namespace parkatlas::tasks {

using model::Measurement;
using model::measurement_kind_name;
using model::MeasurementKind;

/// All on the ellipsoid, along geodesics.
struct MeasurementFigures {
    std::vector<double> legs_m;              ///< from point to point; a ring's last leg closes it
    double length_m = 0.0;                   ///< of the chain; of the ring or circle the perimeter
    std::optional<double> area_m2;           ///< of a whole ring or circle
    std::optional<double> last_azimuth_deg;  ///< of the last leg drawn, clockwise from north
    std::optional<double> radius_m;          ///< of a circle
    bool crosses_itself = false;             ///< the area then is that of the even-odd rule
};

/// Measures; owns library contexts: one object, one thread.
class Ruler {
  public:
    [[nodiscard]] static Result<Ruler> create();

    /// Also of an unfinished measurement: what its points give so far.
    [[nodiscard]] MeasurementFigures figures(const Measurement& measurement) const;

  private:
    explicit Ruler(geo::Measurer measurer) : measurer_{std::move(measurer)} {}
    [[nodiscard]] std::optional<double> ring_area_m2(const std::vector<geo::LonLat>& ring,
                                                     bool& crosses) const;
    geo::Measurer measurer_;
    geo::Repairer repairer_;
};

/// As a layer on CGCS2000: chains as lines, rings and circles as polygons (a ring that crosses
/// itself mended, a circle as its outline), with the kind and the figures as attributes; those that
/// are not whole are left out. Fails where PROJ does.
[[nodiscard]] Result<model::Layer> measurement_layer(const std::vector<Measurement>& measurements);

/// As annotations at the same places, with the figures: a dimension line, a line with its length at
/// its end, an area or a circle with a tag that tells its size. `id` is free for one of them to be
/// named by; the length is written in the language of the sheet.
[[nodiscard]] std::vector<model::Annotation> measurement_annotations(const Measurement& measurement,
                                                                     const std::string& id,
                                                                     Lang lang);

/// The line to draw: the points themselves, a circle as 180 points of its rim.
[[nodiscard]] std::vector<geo::LonLat> measurement_outline(const Measurement& measurement);

}  // namespace parkatlas::tasks
