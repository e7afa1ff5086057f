#pragma once

// Writing through GDAL. Only for the sources of this module.

#include <span>
#include <string>

#include "base/progress.h"
#include "base/result.h"
#include "io/finding_log.h"
#include "io/write_layer.h"
#include "model/layer.h"

namespace parkatlas::io {

/// GeoPackage, FlatGeobuf and Shapefile; as write_layers.
[[nodiscard]] Result<void> write_with_gdal(std::span<const model::Layer* const> layers,
                                           const std::string& path, OutputFormat format,
                                           const WriteOptions& options, FindingLog& log,
                                           const Work& work);

}  // namespace parkatlas::io
