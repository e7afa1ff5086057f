#pragma once

#include <cstdint>
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
/// Fails as io::read_annotations does, with out_of_range for a place that has no degrees, and with
/// input_unreadable for a picture that is a link.
[[nodiscard]] Result<Loaded<model::Annotations>> open_annotations(const std::string& path,
                                                                  const Work& work);

/// Puts what a file brings above what is there. An id or a preset of a name that is taken by
/// another one gets a new name; a label that was moved in both stands where the new one says.
void add_annotations(model::Annotations& to, model::Annotations from);

/// Files of pictures, each once, in the order of the items.
[[nodiscard]] std::vector<std::string> picture_files(const model::Annotations& file);

/// Whether a picture may be a link. What a file of annotations names may not, as a link could lead
/// anywhere; what a person chose, or a project names by its whole path, may.
enum class Links : std::uint8_t { refuse, follow };
/// A picture for a sheet: a PNG of at most 16 MB and 16 million pixels. Fails with
/// input_unreadable, input_malformed, unsupported.
[[nodiscard]] Result<std::shared_ptr<const Image>> load_picture(const std::filesystem::path& path,
                                                                Links links = Links::refuse);

/// Writes the documented JSON (docs/annotations.md) and, beside it, the pictures that lie
/// elsewhere. Files of pictures that are there and are others are not touched: a copy gets a name
/// of its own. Fails with output_failed, and with input_unreadable for a picture that is not there.
[[nodiscard]] Result<void> write_annotations(const model::Annotations& file,
                                             const std::string& path);

}  // namespace parkatlas::tasks
