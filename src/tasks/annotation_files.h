#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/image.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/annotation.h"

/// Annotations that come from a file into a document, and leave it for one.
namespace parkatlas::tasks {

/// True for a JSON file that calls itself annotations; false for what cannot be read. Looks at the
/// beginning of the file alone.
[[nodiscard]] bool is_annotations_file(const std::filesystem::path& path);

/// Reads a file of annotations for a document: pictures are named by their whole paths, and what
/// was placed in map metres is placed in degrees. The pictures themselves are not read.
/// Fails as io::read_annotations does, and with out_of_range for a place that has no degrees.
[[nodiscard]] Result<Loaded<model::Annotations>> open_annotations(const std::string& path,
                                                                  const Work& work);

/// Puts what a file brings above what is there. An id or a preset of a name that is taken by
/// another one gets a new name; a label that was moved in both stands where the new one says.
void add_annotations(model::Annotations& to, model::Annotations from);

/// Files of pictures, each once, in the order of the items.
[[nodiscard]] std::vector<std::string> picture_files(const model::Annotations& file);

/// A picture for a sheet: a PNG of at most 16 MB and 16 million pixels, and no link, as a link
/// could lead anywhere. Fails with input_unreadable, input_malformed, unsupported.
[[nodiscard]] Result<std::shared_ptr<const Image>> load_picture(const std::filesystem::path& path);

/// Writes the documented JSON (docs/annotations.md) and, beside it, the pictures that lie
/// elsewhere. Files of pictures that are there and are others are not touched: a copy gets a name
/// of its own. Fails with output_failed, and with input_unreadable for a picture that is not there.
[[nodiscard]] Result<void> write_annotations(const model::Annotations& file,
                                             const std::string& path);

}  // namespace parkatlas::tasks
