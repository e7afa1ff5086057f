#pragma once

#include "app/app_state.h"
#include "app/tool_command.h"

namespace parkatlas::app {

/// Carries out what was asked of the tools.
void apply_tool(const ToolCommand& command, AppState& state);

/// What the annotating tool has drawn becomes an annotation of the document, if it has points
/// enough; the tool is laid down, and a new text is ready to be typed.
void finish_annotation(AppState& state);

}  // namespace parkatlas::app
