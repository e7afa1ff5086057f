#pragma once

#include <string>

#include "base/progress.h"
#include "base/result.h"
#include "model/sheet_template.h"
#include "tasks/export_sheet.h"

namespace parkatlas::tasks {

/// A template by its name or file. Fails as io::find_sheet_template does.
[[nodiscard]] Result<model::SheetTemplate> open_template(const std::string& name_or_path,
                                                         const Work& work);

/// Puts what the template says into a page and a sheet; what it does not say stays as it is.
/// Fails with input_malformed for an element or page size that is not known.
[[nodiscard]] Result<void> apply_template(const model::SheetTemplate& chosen, PageSize& page,
                                          cartography::SheetSpec& sheet);

}  // namespace parkatlas::tasks
