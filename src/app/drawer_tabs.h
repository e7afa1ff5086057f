#pragma once

#include "app/widgets.h"

namespace parkatlas::app {

// What the drawer below the map shows, one function a tab; each fills the rest of the window it is
// called in.

/// A plan's table of targets, with bars from the base year to the target year.
void draw_indicators(const Ui& ui);

}  // namespace parkatlas::app
