#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/measure.h"
#include "model/layer.h"

namespace parkatlas::analysis {

/// The figures of a feature, which is named by its place: a million rows are not to hold a million
/// copies of names.
struct AreaRow {
    const model::Layer* layer;      ///< never null; must live as long as it is asked for
    std::size_t feature;            ///< in there
    std::optional<double> area_m2;  ///< none: the shape cannot be measured (see findings)
    std::optional<double> perimeter_m;
    /// The shape was there and valid as read; if not, the figures are of the mended shape.
    bool valid = true;

    [[nodiscard]] model::FeatureId id() const { return layer->ids[feature]; }
    [[nodiscard]] std::optional<std::string> name() const { return layer->names[feature]; }
    /// Carried by the coordinates that the figures are of.
    [[nodiscard]] model::CoordinateOffset offset() const { return layer->offset; }
};

struct AreaTable {
    geo::Method method = geo::Method::geodesic;
    std::string ellipsoid;  ///< "CGCS2000"
    std::string basis;      ///< CRS or ellipsoid the figures are on
    std::vector<AreaRow> rows;
    double total_area_m2 = 0.0;  ///< in the order of rows
};

struct MeasureOptions {
    geo::Method method = geo::Method::geodesic;
    std::optional<geo::Crs> planar_crs;
};

/// Area and perimeter of every feature. A shape that is not valid is mended first (even-odd) and a
/// finding says by how much that changed its area. Shapes that cannot be measured have no figures
/// and a finding; shapes without polygons have area 0.
[[nodiscard]] Result<Loaded<AreaTable>> area_table(const std::vector<const model::Layer*>& layers,
                                                   const MeasureOptions& options, const Work& work);

}  // namespace parkatlas::analysis
