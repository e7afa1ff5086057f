#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/lang.h"
#include "base/progress.h"
#include "base/result.h"
#include "cartography/annotation_layer.h"
#include "cartography/map_scene.h"
#include "geo/coords.h"
#include "geo/crs.h"
#include "model/project.h"
#include "tasks/workspace.h"

namespace parkatlas::tasks {

/// Makes the map's options say of the layers what the edits say; `keys`: of the map's layers.
void show_layers(const model::Edits& edits, const std::vector<model::LayerKey>& keys,
                 cartography::MapOptions& map);

/// True for a source that is a project file, by its name.
[[nodiscard]] bool is_project_source(std::string_view source);

/// The sources with each project in its place: its plan, then its visible layers, each once, as the
/// command line takes them. Fails as io::read_project does, and with unsupported for a source
/// beyond the disk.
[[nodiscard]] Result<std::vector<std::string>> with_projects_opened(
    const std::vector<std::string>& sources, const Work& work);

/// A source that stands for one plan: of a project its plan, anything else as it is. Fails as
/// io::read_project does, with input_malformed for a project without a plan, and with unsupported
/// for one beyond the disk.
[[nodiscard]] Result<std::string> plan_source_of(const std::string& source, const Work& work);

/// How a project's sheet is set up; none where it keeps nothing of it. Fails as io::read_project.
[[nodiscard]] Result<std::optional<model::SheetTemplate>> sheet_of_project(const std::string& path,
                                                                           const Work& work);

/// A project as a sheet needs it.
struct OpenedProject {
    Workspace workspace;  ///< with the base map
    cartography::MapOptions map;
    std::vector<std::shared_ptr<const cartography::LayerClasses>> classes;  ///< by workspace.layers
    std::shared_ptr<const cartography::AnnotationContent> annotations;  ///< null: there are none
    model::ProjectView view;  ///< about the sheet's own middle where it has one
};

/// Opens a project and everything that its map shows: layers in their order and looks, what is
/// switched off, annotations with their pictures. A picture that is not there is a finding; a
/// source that is not there is a failure, since a sheet without it would not be the project's.
/// Fails as io::read_project and tasks::open do, and with unsupported for a source beyond the disk.
[[nodiscard]] Result<Loaded<OpenedProject>> open_project(const std::string& path, Lang lang,
                                                         const Work& work);

/// What a window of about 240 by 160 mm shows at the view's place and scale, in map metres; none
/// where the project does not say, or the map's CRS has no such place.
[[nodiscard]] std::optional<geo::Box> seen_extent(const model::ProjectView& view,
                                                  const geo::Crs& map_crs);

}  // namespace parkatlas::tasks
