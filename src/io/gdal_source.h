#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/coords.h"
#include "io/part_sink.h"
#include "model/layer.h"

namespace parkatlas::io {

/// What GDAL is to open, and with which of its drivers.
struct GdalRequest {
    std::string target;            ///< path or connection string as GDAL takes it
    std::string source;            ///< as the user gave it, without passwords: for messages
    std::string layer;             ///< the one layer wanted; empty for all
    std::string only_driver;       ///< asked for by name; empty: the drivers for local vector files
    std::string encoding = {};     ///< "GBK" or "UTF-8" whatever the source says; empty: as it says
    PartSink on_part = {};         ///< gets parts of large layers; may be empty
    std::uint64_t hold_bytes = 0;  ///< OpenOptions::hold_bytes
    /// Only the features that meet this box of the layer's CRS, if they are not more than `most`.
    struct Cut {
        geo::Box box;
        std::uint64_t most = 0;
    };
    std::optional<Cut> cut = {};
};

/// Whether the text starts with the prefix of a driver that must be asked for by name (`PG:`,
/// `postgresql://`, `MYSQL:`, `VRT:` …), and the request that follows from it; an empty target if
/// it does not.
[[nodiscard]] GdalRequest named_driver_request(std::string_view text);

/// Hides `password=…` and `user:…@` of a connection string.
[[nodiscard]] std::string without_password(std::string_view connection);

/// Reads layers through GDAL. Plain paths are opened only by drivers for local vector files that
/// open no other file than the parts of the dataset itself and never the network. Curves become
/// chains of straight edges, heights are dropped. A wish to stop is obeyed within 256 features.
///
/// Text that no one declares the encoding of and that is not UTF-8 is taken as GB18030; so is that
/// of a Shapefile whose language byte only says "the system's own" (0x57).
///
/// Finding codes beside those of LayerBuilder:
///   crs_assumed w    the layer states no CRS: CGCS2000 longitude and latitude are assumed
///   no_features w    an empty layer
///   read_error w     GDAL gave up before the end of a layer
[[nodiscard]] Result<Loaded<std::vector<model::Layer>>> read_gdal_source(const GdalRequest& request,
                                                                         const Work& work);

}  // namespace parkatlas::io
