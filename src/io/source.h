#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "io/part_sink.h"
#include "model/layer.h"
#include "model/layout.h"

namespace parkatlas::io {

/// What a SOURCE of the command line opens to: layers, and the layout behind them where the source
/// is `layout:ID` or a file in the layout format.
struct Opened {
    std::vector<model::Layer> layers;
    std::optional<model::Layout> layout;
};

struct OpenOptions {
    /// What the text of the source is in, where that is known better than it says: "GBK" (which is
    /// read as GB18030) or "UTF-8". Empty: as the source says or looks.
    std::string encoding = {};
    /// Gets parts of large layers of formats that GDAL reads, while the rest is being read: after
    /// 20,000 features and again after eight times as many. May be empty.
    PartSink on_part = {};
    /// A layer of a format that finds features by box (FlatGeobuf with an index, GeoPackage,
    /// PostGIS), which would take more than about so many bytes, is opened in part: one feature in
    /// so many (`model::Layer::part`). 0: everything is read as a whole.
    std::uint64_t hold_bytes = 0;
    /// Of one layer the features that meet a box, and no other: see read_layer_box.
    struct Cut {
        std::string layer;
        geo::Box box;
        std::uint64_t most = 0;
    };
    std::optional<Cut> cut = {};
};

/// Opens a path, `path:layer`, a GDAL connection string (`PG:…`), `-` (GeoJSON on standard input)
/// or `layout:ID`.
///
/// Goes on past features it cannot use and lists them in the findings; fails only when nothing
/// useful was read:
///   input_unreadable  missing, no permission, a directory that is no dataset
///   input_malformed   empty file, not the format it seems, truncated, nested too deep, NaN
///   unsupported       formats that could open other files or the network (VRT, /vsi paths, URLs)
///                     unless asked for by name; no driver
///   crs_unknown       the data names a CRS that PROJ does not know
///   out_of_range      no feature has usable coordinates (e.g. metres given as degrees, or latitude
///                     and longitude swapped); says which it looks like
[[nodiscard]] Result<Loaded<Opened>> open_source(std::string_view source, const Work& work);
[[nodiscard]] Result<Loaded<Opened>> open_source(std::string_view source,
                                                 const OpenOptions& options, const Work& work);

/// Of a layer that was opened in part: all its features that meet a box of its CRS.
///
/// @param source  as `open_source` took it: it is opened anew.
/// @param layer   as `open_source` gave it.
/// Fails as open_source does, and with  out_of_range  more than `layer.part->most` features.
[[nodiscard]] Result<model::Layer> read_layer_box(std::string_view source,
                                                  const model::Layer& layer, const geo::Box& box,
                                                  const Work& work);

/// A layout from GeoJSON text in the layout format. `where` names it in messages.
[[nodiscard]] Result<Loaded<model::Layout>> parse_layout(std::string_view json,
                                                         const std::string& where);

}  // namespace parkatlas::io
