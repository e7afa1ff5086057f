#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "model/sheet_template.h"

namespace parkatlas::io {

/// Reads a template (docs/cartography.md, docs/schemas/template.schema.json).
/// Fails with  input_unreadable, input_malformed  naming the member that is wrong.
[[nodiscard]] Result<model::SheetTemplate> parse_sheet_template(std::string_view json,
                                                                const std::string& where);
/// What `parse_sheet_template` reads back as the same value.
[[nodiscard]] std::string sheet_template_json(const model::SheetTemplate& from);
[[nodiscard]] Result<model::SheetTemplate> read_sheet_template(const std::string& path,
                                                               const Work& work);

/// The templates that come with the program, in the order of their file names.
[[nodiscard]] Result<std::vector<model::SheetTemplate>> built_in_sheet_templates();

/// By name in either language, else a path (it ends in .json or has a slash).
/// Fails with usage for an unknown name; the remedy lists the names.
[[nodiscard]] Result<model::SheetTemplate> find_sheet_template(const std::string& name_or_path,
                                                               const Work& work);

}  // namespace parkatlas::io
