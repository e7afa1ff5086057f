#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"
#include "geo/operation.h"
#include "model/layer.h"
#include "tasks/make_layout.h"

namespace parkatlas::tasks {

/// A column of the source that is to have another name.
struct FieldMapping {
    std::string field, property;
};

struct ConvertRequest {
    std::vector<std::string> sources;
    std::string output;              ///< its ending says the format
    std::optional<std::string> crs;  ///< of the output; none: that of the source
    std::optional<model::CoordinateOffset>
        from_offset;                                   ///< what the data carries, whatever it says
    std::optional<model::CoordinateOffset> to_offset;  ///< what the output is to carry
    std::string from_encoding;       ///< "GBK", "UTF-8", or empty: as the source says
    std::string encoding = "UTF-8";  ///< of a Shapefile's table
    std::optional<double> simplify_m;
    std::optional<int> decimals;
    std::vector<FieldMapping> mappings;
    std::optional<std::string> layer_name;
    std::optional<LayoutHead> layout;  ///< make a layout of the sources
    Lang lang = Lang::en;
};

/// What became of one layer.
struct ConvertedLayer {
    std::string name;
    std::size_t features = 0;
    std::size_t vertices_before = 0, vertices_after = 0;
    std::string crs;  ///< of the output
    /// The way from the source's CRS to the output's; none where PROJ does not say.
    std::optional<geo::Operation> operation;
    model::CoordinateOffset offset = model::CoordinateOffset::none;
};

struct ConvertReport {
    std::vector<ConvertedLayer> layers;
    bool is_layout = false;  ///< the output is a file in the layout format
};

/// Opens the sources, maps fields, takes offsets away or puts them on, simplifies, brings the
/// coordinates to the asked CRS and writes; in this order. GeoJSON and CSV come out in longitude
/// and latitude unless a projected CRS is asked for. `from_offset` without `to_offset` means: to
/// none.
///
/// A layout stays one where the output is GeoJSON and its places stay what they are (neither CRS
/// nor offset changes, no field is mapped); else its layer alone is written, finding `layout_lost`.
///
/// Fails as opening and writing do; with usage for an unknown field, CRS or format, with
/// unsupported where several layers do not go into one file.
[[nodiscard]] Result<Loaded<ConvertReport>> convert(const ConvertRequest& request,
                                                    const Work& work);

}  // namespace parkatlas::tasks
