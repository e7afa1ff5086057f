#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/annotation.h"

namespace parkatlas::io {

/// Reads an annotations file (docs/annotations.md, docs/schemas/annotations.schema.json).
/// Members that this program does not know are kept and told as findings `unknown_member`; inside
/// places and looks they are an error, since a slip of the pen there would change the picture.
/// Fails with  input_unreadable  missing, a directory, no permission, larger than 32 MB
///             input_malformed   no JSON, or a value that is not what it should be; names the
///                               member, e.g. "annotations[3].at"
///             crs_unknown       the file's CRS is none or not projected
[[nodiscard]] Result<Loaded<model::Annotations>> read_annotations(const std::string& path,
                                                                  const Work& work);

/// Where pictures may lie: beside the file, by a plain name; or anywhere, as a project names the
/// files that a person chose.
enum class PicturePlaces : std::uint8_t { beside, anywhere };
[[nodiscard]] Result<Loaded<model::Annotations>> parse_annotations(
    std::string_view json, const std::string& where,
    PicturePlaces pictures = PicturePlaces::beside);

/// The file that `parse_annotations` reads back as the same value; the same bytes on every run.
[[nodiscard]] std::string annotations_json(const model::Annotations& annotations);

}  // namespace parkatlas::io
