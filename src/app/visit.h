#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/view_history.h"

namespace parkatlas::app {

/// A wish to see something that may not be open yet.
struct Visit {
    std::vector<std::string> sources;         ///< the plan; none: the layers without one
    std::optional<std::string> feature = {};  ///< id of the feature to select
    std::optional<ViewRecord> view = {};      ///< as it was seen before
    bool near = false;                        ///< look at the feature, not at the whole
};

}  // namespace parkatlas::app
