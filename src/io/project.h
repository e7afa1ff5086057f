#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "model/project.h"

namespace parkatlas::io {

/// The ending of project files, with its dot.
inline constexpr std::string_view project_ending = ".parkatlas";

/// Reads a project file (docs/project-format.md, docs/schemas/project.schema.json); its sources
/// come with absolute paths. Opens none of them. Members that are not known are kept and told as
/// findings `unknown_member`. Fails with  input_unreadable  missing, a directory, no permission,
/// larger than 256 MB
///             input_malformed   no JSON, no project, or a value that is not what it should be;
///             names
///                               the member, e.g. "layers[3].opacity"
///             unsupported       written by a newer version of the format
[[nodiscard]] Result<Loaded<model::Project>> read_project(const std::string& path,
                                                          const Work& work);
/// Sources as the text has them.
[[nodiscard]] Result<Loaded<model::Project>> parse_project(std::string_view json,
                                                           const std::string& where);
/// The text that `parse_project` reads back as the same value; the same bytes on every run.
[[nodiscard]] std::string project_json(const model::Project& project);

/// A source of a project that lies in a folder: a path is made absolute, or relative to the folder.
/// What is no path (layout:ID, a connection string, a URL) stays.
[[nodiscard]] std::string absolute_source(const std::string& source,
                                          const std::filesystem::path& folder);
[[nodiscard]] std::string relative_source(const std::string& source,
                                          const std::filesystem::path& folder);
/// All sources of a project, and the pictures of its annotations.
[[nodiscard]] model::Project with_absolute_sources(model::Project project,
                                                   const std::filesystem::path& folder);
[[nodiscard]] model::Project with_relative_sources(model::Project project,
                                                   const std::filesystem::path& folder);

/// True for a source that reaches beyond the disk, or may: a project that comes by mail must not
/// open it unasked. Paths and built-in layouts do not.
[[nodiscard]] bool is_remote_source(std::string_view source);

}  // namespace parkatlas::io
