#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "geo/coords.h"
#include "geo/crs.h"
#include "geo/shapes.h"
#include "io/finding_log.h"
#include "io/write_layer.h"
#include "model/layer.h"

namespace parkatlas::io {

/// Writers of the formats that are text: GeoJSON, CSV, KML. They fail as write_layers
/// does; `log` takes what the format could not hold.
[[nodiscard]] Result<void> write_geojson(const model::Layer& layer, const std::string& path,
                                         OutputFormat format, const WriteOptions& options,
                                         FindingLog& log, const Work& work);
[[nodiscard]] Result<void> write_csv(const model::Layer& layer, const std::string& path,
                                     const WriteOptions& options, FindingLog& log,
                                     const Work& work);

[[nodiscard]] Result<void> write_kml(std::span<const model::Layer* const> layers,
                                     const std::string& path, const WriteOptions& options,
                                     FindingLog& log, const Work& work);

/// Brings the rings of a layer to the coordinates that a text format writes: longitude and latitude
/// on WGS 84 or CGCS2000 unless the layer's own CRS is kept.
class OutputCoordinates {
  public:
    /// Fails with crs_unknown if PROJ has no way from the layer's CRS.
    [[nodiscard]] static Result<OutputCoordinates> create(const model::Layer& layer,
                                                          const WriteOptions& options,
                                                          FindingLog& log);
    /// In place; fails with out_of_range.
    [[nodiscard]] Result<void> apply(std::vector<geo::XY>& ring) const;
    [[nodiscard]] bool are_lon_lat() const { return are_lon_lat_; }

  private:
    explicit OutputCoordinates(geo::Transform transform) : transform_{std::move(transform)} {}
    geo::Transform transform_;
    bool are_lon_lat_ = true;
};

/// The geometry member of one shape, without coordinates of no part: `null` if it is empty.
class GeoJsonGeometryWriter {
  public:
    GeoJsonGeometryWriter(const OutputCoordinates& coordinates, const WriteOptions& options)
        : coordinates_{&coordinates}, decimals_{options.decimals} {}
    [[nodiscard]] Result<void> append(std::string& out, geo::ShapeView shape);

  private:
    [[nodiscard]] Result<void> append_part(std::string& out, const geo::ShapeView::PartView& part);
    [[nodiscard]] Result<void> append_parts(std::string& out, geo::ShapeView shape,
                                            geo::PartKind kind);
    [[nodiscard]] Result<void> append_ring(std::string& out, std::span<const geo::XY> ring,
                                           geo::PartKind kind, bool is_shell);

    const OutputCoordinates* coordinates_;
    std::optional<int> decimals_;
    std::vector<geo::XY> ring_;
};

}  // namespace parkatlas::io
