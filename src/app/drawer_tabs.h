#pragma once

#include "app/widgets.h"

namespace parkatlas::app {

// What the drawer below the map shows, one function a tab; each fills the rest of the window it is
// called in.

/// A plan's table of targets, with bars from the base year to the target year.
void draw_indicators(const Ui& ui);
/// What the audit found; a click selects the feature and looks at it.
void draw_audit(const Ui& ui);
/// Pairs of the layout's features that share ground; a click looks at it.
void draw_overlaps(const Ui& ui);
/// What was measured on the map, with undo, and the field for typed coordinates.
void draw_measures(const Ui& ui);
/// Views to come back to; a click goes there.
void draw_bookmarks(const Ui& ui);
/// The steps that made the document what it is; a click goes there.
void draw_history(const Ui& ui);
/// Everything the program said in this session.
void draw_log(const Ui& ui);

}  // namespace parkatlas::app
