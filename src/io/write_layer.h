#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/layer.h"

namespace parkatlas::io {

enum class OutputFormat {
    geojson,        ///< .geojson, .json: a FeatureCollection of RFC 7946
    geojson_lines,  ///< .geojsonl, .ndjson, .jsonl: one Feature a line
    geojson_texts,  ///< .geojsons, .geojsonseq: likewise with record separators, RFC 8142
    geopackage,     ///< .gpkg
    flatgeobuf,     ///< .fgb
    shapefile,      ///< .shp and its siblings
    csv,            ///< .csv: points as two columns, other shapes as WKT
    kml             ///< .kml
};

/// The format that a file's ending asks for; none if no format that is written has it.
[[nodiscard]] std::optional<OutputFormat> output_format_of(std::string_view path);
/// The endings of all formats for a message: ".geojson, .json, …".
[[nodiscard]] std::string output_endings();

struct WriteOptions {
    /// GeoJSON and CSV: coordinates stay in the layer's CRS instead of being brought to longitude
    /// and latitude. GeoJSON then names it by the old member `crs`; CSV cannot say it.
    bool keep_crs = false;
    /// GeoJSON and CSV: decimals of coordinates. None: as many as bring back the very same number
    /// (of degrees, 9 decimals are 0.1 mm).
    std::optional<int> decimals;
    /// Text of a Shapefile's table: "UTF-8" or "GBK".
    std::string encoding = "UTF-8";
};

/// Writes layers to one file (a Shapefile: one set of siblings) in the format that the ending of
/// `path` asks for. GeoPackage and KML take several layers, the other formats one.
///
/// Shapes: closed rings; shells counter-clockwise and holes clockwise where RFC 7946 or the format
/// says so. A shape of several parts becomes a Multi… or, of several kinds, a GeometryCollection;
/// an empty one no geometry. Ids, names and attributes are written so that reading brings them back
/// as they were, as far as the format can: names the layer does not take from a column get a column
/// `name`, ids likewise a column `id` where the format has no ids of its own.
///
/// A layer in GCJ-02 or BD-09 keeps its coordinates; GeoJSON names that by the member `crs`, other
/// formats cannot (finding `offset_lost`).
///
/// The file is complete or absent; whatever stood there is intact after a failure or a stop.
///
/// Finding codes (w warning, i info):
///   offset_lost w, ballpark w   no tag for the offset; PROJ knows no shift between the datums
///   field_renamed i             a name too long for the format, or twice but for capitals
///   text_cut w                  text longer than the format holds
///   text_lost w                 characters that the encoding does not have
///   number_lost w               infinite or no number: null where the format cannot say it
///   id_lost i                   the format or a property `id` stands against keeping the ids
///   feature_lost w              FlatGeobuf: a feature without a geometry
///
/// Fails with usage          no format has that ending
///            unsupported    several layers in a format that holds one; a Shapefile of mixed kinds
///            output_failed  the file cannot be written
///            out_of_range, stopped
[[nodiscard]] Result<std::vector<Finding>> write_layers_noting(
    std::span<const model::Layer* const> layers, const std::string& path,
    const WriteOptions& options, const Work& work);

/// The same for callers that have no use for the findings.
[[nodiscard]] Result<void> write_layers(std::span<const model::Layer* const> layers,
                                        const std::string& path, const WriteOptions& options,
                                        const Work& work);

}  // namespace parkatlas::io
