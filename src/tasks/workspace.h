#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/progress.h"
#include "base/result.h"
#include "cartography/map_scene.h"
#include "io/part_sink.h"
#include "model/layer.h"
#include "model/layout.h"
#include "tasks/offsets.h"

namespace parkatlas::tasks {

/// What the user opened, ready for every job: sources in the order given, plus the base geography
/// where it could be found. Immutable once opened, so it may be shared between threads.
struct Workspace {
    std::vector<std::shared_ptr<const model::Layer>> layers;    ///< of plain sources
    std::vector<std::shared_ptr<const model::Layout>> layouts;  ///< of layout sources
    std::shared_ptr<const model::Layer> counties;               ///< null if not loaded
    std::shared_ptr<const model::Layer> land;                   ///< null if not loaded

    /// All layers in the order of the sources, a layout's own layer among them.
    std::vector<const model::Layer*> all_layers;
};

enum class BaseMap { none, load };

/// Opens every source. Fails as io::open_source does, for the first that fails, and as `validate`
/// and `apply` do for the offsets. `on_part` gets parts of large layers, without any offset, while
/// the rest is read, and layers beyond `hold_bytes` are opened in part (io::OpenOptions).
[[nodiscard]] Result<Loaded<Workspace>> open(const std::vector<std::string>& sources,
                                             BaseMap base_map, const Work& work,
                                             const Offsets& offsets = {},
                                             const io::PartSink& on_part = {},
                                             std::uint64_t hold_bytes = 0);

/// The map of a workspace: its first layout with measured areas, its layers (coloured by classes
/// where there are any), the base geography.
/// Fails with what measuring or projecting fails with.
[[nodiscard]] Result<cartography::MapScene> make_scene(
    const Workspace& workspace, const geo::Crs& map_crs,
    std::vector<std::shared_ptr<const cartography::LayerClasses>> layer_classes = {});

}  // namespace parkatlas::tasks
