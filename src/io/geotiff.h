#pragma once

#include <filesystem>
#include <string>

#include "base/image.h"
#include "base/result.h"
#include "geo/coords.h"
#include "geo/crs.h"

namespace parkatlas::io {

/// How a picture lies on the ground, north up, and what else its file says.
struct GeoTiffOptions {
    geo::Crs crs = geo::Crs::gauss_kruger_120();
    geo::XY top_left;         ///< of the top left pixel's outer corner, in the CRS
    double pixel_size = 1.0;  ///< side of a pixel in units of the CRS
    double dpi = 96.0;        ///< for printing: TIFFTAG_XRESOLUTION
    std::string title;        ///< TIFFTAG_IMAGEDESCRIPTION; UTF-8, may be empty
};

/// Writes RGB (alpha is dropped) as GeoTIFF: pixel is area, tiles of 256, deflate, overviews down
/// to one tile. Complete or absent; the same bytes on every run. Fails with  output_failed  it
/// cannot be written;  crs_unknown  GDAL does not know the CRS.
[[nodiscard]] Result<void> write_geotiff(const std::filesystem::path& path, const Image& image,
                                         const GeoTiffOptions& options);

/// The CRS as well-known text in ESRI's form of version 1, as PDF readers want it.
/// Fails with crs_unknown.
[[nodiscard]] Result<std::string> esri_wkt(const geo::Crs& crs);

}  // namespace parkatlas::io
