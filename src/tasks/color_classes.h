#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"
#include "cartography/layer_classes.h"
#include "model/layer.h"

namespace parkatlas::tasks {

/// Features of each layer sorted by their values of `field`, with counts and geodesic areas; null
/// for a layer that has no such field. Classes go by name; beyond cartography::most_classes those
/// of least area are one. Overlapping features count each for itself. Fails with  usage  no layer,
/// or none that has the field: names the fields there are;
///             stopped.
/// An empty `field` asks for nothing: none for any layer.
[[nodiscard]] Result<std::vector<std::shared_ptr<const cartography::LayerClasses>>> color_classes(
    const std::vector<std::shared_ptr<const model::Layer>>& layers, const std::string& field,
    Lang lang, const Work& work);

}  // namespace parkatlas::tasks
