#pragma once

#include <memory>
#include <vector>

#include "base/lang.h"
#include "base/result.h"
#include "cartography/map_scene.h"
#include "model/layer.h"

namespace parkatlas::tasks {

/// Fails with  unsupported  where a layer that would be drawn is held in part: what is printed must
/// not pass for the whole. Says in the language which layer, and what to do.
[[nodiscard]] Result<void> drawn_layers_are_whole(
    const std::vector<std::shared_ptr<const model::Layer>>& layers,
    const cartography::MapOptions& options, Lang lang);

}  // namespace parkatlas::tasks
