#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/layer.h"

namespace parkatlas::io {

/// One layer read from GeoJSON text.
struct GeoJsonLayer {
    model::Layer layer;
    /// For each feature of the layer its place in the file's `features` array, from 0.
    std::vector<std::size_t> positions;
    /// The text is a collection with a member `layout`. Unless the layout's features were asked
    /// for, reading stopped there and the layer is empty.
    bool has_layout = false;
};

struct GeoJsonOptions {
    bool stop_at_layout = true;
};

/// Reads GeoJSON (RFC 7946): a FeatureCollection, a Feature, a bare geometry, or Features one after
/// the other (GeoJSON text sequences, one a line or with record separators), in one pass over the
/// text and in any order of members.
///
/// Text may be UTF-8 with or without byte order mark, UTF-16, or GBK/GB18030. The old member `crs`
/// is honoured; without it the coordinates are taken as CGCS2000 longitude and latitude. Properties
/// become columns, arrays and objects in them as compact JSON text. Ids, names and what happens to
/// broken shapes: see LayerBuilder. Further finding codes:
///   not_a_feature w   something in `features` is no Feature; a geometry is taken as one
///   missing_type w    the collection or feature does not say its type
///   not_finite_value w  properties that are NaN, Infinity or -Infinity; they are taken as missing
///
/// Fails with input_unreadable  the file cannot be opened or read
///            input_malformed   no strict JSON (NaN in a geometry, truncated, nested deeper than
///                              512 levels, more than one value), or no GeoJSON; says byte and
///                              feature
///            crs_unknown, out_of_range, stopped
[[nodiscard]] Result<Loaded<GeoJsonLayer>> read_geojson_file(const std::string& path,
                                                             const std::string& source,
                                                             const GeoJsonOptions& options,
                                                             const Work& work);

/// The same from text in memory, in any of the encodings; `stem` names a layer without a name.
[[nodiscard]] Result<Loaded<GeoJsonLayer>> read_geojson_text(std::string text,
                                                             const std::string& source,
                                                             const std::string& stem,
                                                             const GeoJsonOptions& options);

/// What a CRS that a file names by a word or URN is: "EPSG:4549", "urn:ogc:def:crs:EPSG::4549",
/// "urn:ogc:def:crs:OGC:1.3:CRS84", "http://www.opengis.net/def/crs/EPSG/0/4549", "CGCS2000",
/// "WGS 84", "GCJ-02", "BD-09", or anything PROJ knows.
struct NamedCrs {
    geo::Crs crs;
    model::CoordinateOffset offset = model::CoordinateOffset::none;
};
[[nodiscard]] Result<NamedCrs> crs_from_name(std::string_view name, const std::string& where);

}  // namespace parkatlas::io
