#pragma once

#include <cstdint>
#include <optional>

#include "app/command.h"
#include "app/document.h"
#include "app/edits.h"
#include "model/edits.h"
#include "tasks/sheet_settings.h"

namespace parkatlas::app {

// The sheet of the document: page, texts, elements and scale belong to what is saved and undone,
// the format of the file and an extent without a scale to the window.

/// Sets the sheet up like this, as one step of the history; changes of one gesture are one step.
void change_sheet(Commands& commands, const Document& document, const tasks::SheetSettings& next,
                  StepName step, std::uint64_t gesture = 0);

/// Makes the settings say what the edits say. `seen`: what the window shows, for a sheet whose map
/// was somewhere by a scale that it has no longer. True if anything changed; fails as
/// tasks::take_template does, with the usual settings in place.
[[nodiscard]] Result<bool> show_sheet(const model::Edits& edits, const Document& document,
                                      const geo::Box& seen, Lang lang,
                                      tasks::SheetSettings& settings);

}  // namespace parkatlas::app
