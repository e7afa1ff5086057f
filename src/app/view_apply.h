#pragma once

#include "app/app_state.h"
#include "app/view_command.h"

namespace parkatlas::app {

void apply_view(const ViewCommand& command, AppState& state);

/// True if it moves the camera to a place of its own, so that the view before is one to come back
/// to.
[[nodiscard]] bool jumps(const ViewCommand& command);

}  // namespace parkatlas::app
