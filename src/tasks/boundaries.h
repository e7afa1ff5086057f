#pragma once

// Internal to tasks: a user's surveyed boundaries in place of a layout's shapes.

#include <string>
#include <vector>

#include "base/finding.h"
#include "base/lang.h"
#include "base/result.h"
#include "model/layer.h"
#include "model/layout.h"

namespace parkatlas::tasks {

struct Replacement {
    std::vector<bool> replaced;     ///< by index of the layout's features
    std::vector<Finding> findings;  ///< what was replaced, and what matched nothing
};

/// Puts the polygons of `boundaries` in the place of the shapes of the features they match: by id,
/// else by exact name in either language. An id that only counts the features of its file gives
/// way to the name.
/// Fails with input_malformed if nothing matches, with what bringing them into the CRS of the
/// layout fails with.
[[nodiscard]] Result<Replacement> replace_shapes(model::Layout& layout,
                                                 const std::vector<const model::Layer*>& boundaries,
                                                 Lang lang);

}  // namespace parkatlas::tasks
