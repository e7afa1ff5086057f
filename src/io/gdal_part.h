#pragma once

// Layers that are too large to be held: how they are told, and features of a part of them. Only for
// the sources of this module that call GDAL.

#include <cstdint>
#include <optional>
#include <string>

#include "io/gdal_handles.h"
#include "io/gdal_source.h"
#include "model/layer.h"

namespace parkatlas::io {

/// What is to be read of a layer that would take more than `hold_bytes`; none where it may be held,
/// or where its format (another than FlatGeobuf with an index, GeoPackage, PostGIS) does not find
/// features by box. The estimate: its first 256 features times their number.
[[nodiscard]] std::optional<model::LayerPart> part_to_hold(OGRLayerH layer,
                                                           const std::string& format,
                                                           std::uint64_t hold_bytes,
                                                           bool swap_axes);

/// Gives features one by one: all of a layer, those of a part, or those that meet a box.
class FeatureStream {
  public:
    explicit FeatureStream(OGRLayerH layer);
    /// One in `part.step`, evenly spread over the order of the layer.
    FeatureStream(OGRLayerH layer, const std::string& format, const model::LayerPart& part);
    FeatureStream(OGRLayerH layer, const geo::Box& box, bool swap_axes);
    FeatureStream(const FeatureStream&) = delete;
    FeatureStream& operator=(const FeatureStream&) = delete;
    ~FeatureStream();

    /// Null after the last one.
    [[nodiscard]] FeatureOwner next();

  private:
    OGRLayerH layer_;
    bool by_row_ = false;  ///< asks for each feature by its number
    GIntBig step_ = 1;
    GIntBig row_ = 0;
    GIntBig rows_ = 0;
};

}  // namespace parkatlas::io
