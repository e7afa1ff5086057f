#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "io/file_bytes.h"
#include "io/geojson.h"

namespace parkatlas::io {

/// Reads a large FeatureCollection on all threads. The file is cut where a feature seems to begin;
/// a cut was right if the piece before it ends there, between two elements, which every piece but
/// the last has to prove. None if one does not, if the file is small or there is one thread only,
/// and for whatever else is better done (or told) in one pass: the answer is then that of one pass.
/// What comes out is the same to the last bit, errors apart only `stopped`.
///
/// Holds the layer and the few pieces that are being read.
[[nodiscard]] std::optional<Result<Loaded<GeoJsonLayer>>> read_geojson_in_parts(
    const InputFile& file, const std::string& stem, const std::string& source, const Work& work);

/// Where to cut a text of `size` bytes into pieces of about `piece` bytes: ascending offsets of
/// opening braces, each of what looks like the next element of `features`.
[[nodiscard]] std::vector<std::uint64_t> cuts_of(const InputFile& file, std::uint64_t piece);

/// The first place in the text where `}`, a comma and the `{` of a Feature follow one another: the
/// offset of that brace; none if there is no such place.
[[nodiscard]] std::optional<std::size_t> feature_start(std::string_view text);

/// With pieces of a size of one's own, for tests.
[[nodiscard]] std::optional<Result<Loaded<GeoJsonLayer>>> read_geojson_in_parts(
    const InputFile& file, const std::string& stem, const std::string& source, std::uint64_t piece,
    const Work& work);

}  // namespace parkatlas::io
