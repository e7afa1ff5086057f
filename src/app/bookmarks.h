#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/command.h"
#include "app/document.h"
#include "base/lang.h"
#include "model/edits.h"

namespace parkatlas::app {

// Views to come back to. They are part of the document (model::Edits), so that undo takes them back
// and a project keeps them.

/// A name that no bookmark has yet: "视图 3".
[[nodiscard]] std::string free_bookmark_name(const std::vector<model::Bookmark>& bookmarks,
                                             Lang lang);
/// Keeps the view of the moment at the end of the list.
void add_bookmark(const AppState& state, const Document& document, Commands& commands);
void rename_bookmark(Commands& commands, std::size_t index, std::string name);
void remove_bookmark(const AppState& state, Commands& commands, std::size_t index);
/// The view flies there, at its scale. Without effect where the place is not on this map.
void go_to_bookmark(const model::Bookmark& bookmark, const Document& document, Commands& commands);

}  // namespace parkatlas::app
